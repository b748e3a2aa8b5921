"""What becomes of an attachment once S3 has it: looked at, and then ready or refused.

S3's event asks for it and the timetable asks twice more. Anyone who comes first does it; the others find it done. So no
order of them matters, and all but one may be lost.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from chalicelib.files import actions, rules, store
from chalicelib.files.actions import KEPT_LOOSE
from chalicelib.files.rules import (
    GIVEN_UP,
    MAX_DOCUMENT_BYTES,
    Attachment,
    AttachmentList,
    AttachmentProblem,
    FileState,
    Ranged,
    Verdict,
    base_of,
    examine_document,
    object_keys,
    patched,
)
from chalicelib.kernel import observe
from chalicelib.kernel.aws.bucket import Bucket, Stored
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.events import decided
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Changes, Reads
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import reached

CHANGED = Verdict(code="wrong_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a file: what has been read, the transaction that it fills, and when."""

    runtime: Runtime
    reads: Reads
    changes: Changes
    now: datetime


def arrived(runtime: Runtime, key: str, version: str, size: int) -> None:
    """S3 says that an attachment is there. What no one announced is removed."""
    observe.log("attachment stored", bytes=size)

    def once(reads: Reads) -> None:
        now = runtime.clock()
        look = Look(runtime=runtime, reads=reads, changes=Changes(new_id(now)), now=now)
        settle(look, key, version)
        if len(look.changes):
            runtime.table.commit(look.changes)

    decided(once, runtime)


def check_attachment(context: JobContext, item: PlannedJob) -> str | None:
    """The timetable asks: is this file as it should be by now?"""
    look = Look(runtime=context.runtime, reads=context.reads, changes=context.changes, now=context.now)
    settle(look, item.params["key"])
    return None


def purge_files(context: JobContext, item: PlannedJob) -> str | None:
    """Remove every version of everything below a prefix."""
    context.runtime.bucket.purge(item.params["prefix"])
    return None


def settle(look: Look, key: str, version: str = "") -> None:
    """Examine a file that waits for it; do nothing where that was done, and let go what no one waits for."""
    told = object_keys.place_of(key)
    if told is None:
        observe.log("object of an unknown form")
        return
    place, file_id = told
    attachment_list = store.find(look.reads, place)
    file = attachment_list.file(file_id) if attachment_list else None
    bucket = look.runtime.bucket
    if attachment_list is None or file is None or file.key != key or file.state is FileState.REFUSED:
        bucket.purge(key)
        return
    if file.ready:
        _stays_the_newest(bucket, file)
        if file.unused and reached(file.begun_at + KEPT_LOOSE, look.now):
            _forget(look, attachment_list, file)
        return
    stored = bucket.head(key, version) or bucket.head(key)
    if stored is not None:
        _examined(look, attachment_list, file, stored)
    elif reached(file.begun_at + GIVEN_UP, look.now):
        _forget(look, attachment_list, file)


def _stays_the_newest(bucket: Bucket, file: Attachment) -> None:
    """A form can be sent twice: under a second version, what counts would be an old one, which S3 lets go in a day."""
    stored = bucket.head(file.key)
    if stored is not None and stored.version != file.version:
        bucket.remove(file.key, stored.version)


def _examined(look: Look, attachment_list: AttachmentList, file: Attachment, stored: Stored) -> None:
    bucket = look.runtime.bucket
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
        problem = _kept(look, after)
        if problem is None:
            store.save(look.changes, after)
            if version != stored.version:
                bucket.remove(file.key, stored.version)
            observe.count("AttachmentsTaken")
            return
    store.save(look.changes, rules.refused(attachment_list, file, problem))
    look.changes.put_all(timetable.rows(actions.purging(file.key, look.now)))
    observe.count("AttachmentsRefused", reason=problem.code)


def _verdict(bucket: Bucket, file: Attachment, stored: Stored) -> tuple[bytes, Verdict]:
    """The bytes of this object, read once and whole, and whether they are what was announced."""
    if base_of(stored.content_type) != file.content_type:
        return b"", CHANGED
    data = bucket.read(file.key, stored.version, 0, min(stored.size, MAX_DOCUMENT_BYTES))
    return data, examine_document(Ranged(stored.size, lambda at, size: data[at : at + size]), file.content_type)


def _kept(look: Look, after: AttachmentList) -> AttachmentProblem | None:
    """What the feature above says, which alone knows whether its thing may still change."""
    from chalicelib.wiring import keeper_of

    keeper = keeper_of(after.keeper)
    return keeper(look.reads, look.changes, after, look.now) if keeper else None


def _forget(look: Look, attachment_list: AttachmentList, file: Attachment) -> None:
    """A file that never came, or was to be put under something and never was."""
    _, follows = actions.remove(look.changes, attachment_list, file.id, now=look.now)
    look.changes.put_all(timetable.rows(follows))
