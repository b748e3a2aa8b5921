"""What becomes of an attachment once S3 has it: looked at, and then ready or refused.

S3's event asks for it and the timetable asks twice more. Anyone who comes first does it; the others find it done. So no
order of them matters, and all but one may be lost.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from chalicelib.files import rules, store
from chalicelib.files.actions.attachments import KEPT_LOOSE, remove
from chalicelib.files.actions.stored_objects import purge, remove_version
from chalicelib.files.jobs import CheckAttachment
from chalicelib.files.rules import (
    GIVEN_UP,
    Attachment,
    AttachmentList,
    AttachmentProblem,
    FileState,
    base_of,
    object_keys,
)
from chalicelib.files.rules.documents import MAX_DOCUMENT_BYTES, examine_document
from chalicelib.files.rules.source import RangedSource
from chalicelib.files.rules.verdicts import Verdict, patched
from chalicelib.kernel import observe
from chalicelib.kernel.aws.bucket import Bucket, StoredObject
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime, feature
from chalicelib.timetable.rules import reached

CHANGED = Verdict(code="wrong_type")


def arrived(runtime: Runtime, key: str, version: str, size: int) -> None:
    """S3 says that an attachment is there. What no one announced is removed."""
    observe.log("attachment stored", bytes=size)
    perform(runtime, SYSTEM, lambda command: settle(command, key, version))


def check_attachment(context: JobContext, params: CheckAttachment) -> None:
    """The timetable asks: is this file as it should be by now?"""
    settle(context, params.key)


def settle(command: Command, key: str, version: str = "") -> None:
    """Examine a file that waits for it; do nothing where that was done, and let go what no one waits for."""
    found = object_keys.place_of(key)
    if found is None:
        observe.log("object of an unknown form")
        return
    place, file_id = found
    attachment_list = store.find(command.reads, place)
    file = attachment_list.file(file_id) if attachment_list else None
    bucket = command.runtime.bucket
    if attachment_list is None or file is None or file.key != key or file.state is FileState.REFUSED:
        purge(command, key, timedelta())
        return
    if file.ready:
        _stays_the_only_one(command, file, version)
        if file.unused and reached(file.begun_at + KEPT_LOOSE, command.now):
            remove(command, attachment_list, file.id)
        return
    stored = bucket.head(key, version) or bucket.head(key)
    if stored is not None:
        _examined(command, attachment_list, file, stored)
    elif reached(file.begun_at + GIVEN_UP, command.now):
        remove(command, attachment_list, file.id)


def _stays_the_only_one(command: Command, file: Attachment, version: str) -> None:
    """A form can be sent twice: under a second version, what counts would be an old one, which S3 lets go in a day.

    `version`: of which S3 tells; what was there before a place was taken out of it goes, too.
    """
    if version in {"", file.version}:
        stored = command.runtime.bucket.head(file.key)
        version = stored.version if stored is not None else file.version
    if version != file.version:
        remove_version(command, file.key, version)


def _examined(command: Command, attachment_list: AttachmentList, file: Attachment, stored: StoredObject) -> None:
    bucket = command.runtime.bucket
    data, verdict = _verdict(bucket, file, stored)
    problem = AttachmentProblem(code=verdict.code) if verdict.code else None
    if problem is None:
        version = stored.version
        if verdict.patches:
            # What says where a picture was made goes before anybody can fetch it.
            data = patched(data, verdict.patches)
            version = bucket.write(file.key, data, file.content_type)
        after = rules.taken(
            attachment_list, file, size=stored.size, version=version, sha256=hashlib.sha256(data).hexdigest()
        )
        problem = _kept(command, after)
        if problem is None:
            store.save(command.changes, after)
            if version != stored.version:
                remove_version(command, file.key, stored.version)
            observe.count("AttachmentsTaken")
            return
    store.save(command.changes, rules.refused(attachment_list, file, problem))
    purge(command, file.key)
    observe.count("AttachmentsRefused", reason=problem.code)


def _verdict(bucket: Bucket, file: Attachment, stored: StoredObject) -> tuple[bytes, Verdict]:
    """Return the bytes of this object, read once and whole, and whether they are what was announced."""
    if base_of(stored.content_type) != file.content_type:
        return b"", CHANGED
    data = bucket.read(file.key, stored.version, 0, min(stored.size, MAX_DOCUMENT_BYTES))
    return data, examine_document(RangedSource(stored.size, lambda at, size: data[at : at + size]), file.content_type)


def _kept(command: Command, after: AttachmentList) -> AttachmentProblem | None:
    """Return what the feature above says, which alone knows whether its thing may still change."""
    ready = feature(after.feature).attachment_ready
    problem: AttachmentProblem | None = ready(command, after) if ready else None
    return problem
