"""What is done with files beside something, once the feature whose thing it is has said that someone may."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec import UNSET

from chalicelib.files.actions.stored_objects import purge
from chalicelib.files.bodies import AttachmentBody
from chalicelib.files.jobs import CHECK_ATTACHMENT, CheckAttachment
from chalicelib.files.rules import (
    FORM_LIVES,
    GIVEN_UP,
    MOST_A_DAY,
    Attachment,
    AttachmentList,
    FileState,
    begun,
    checked_type,
    clean_name,
    extension_of,
    form_ends,
    object_keys,
    without,
)
from chalicelib.files.rules.documents import MAX_DOCUMENT_BYTES
from chalicelib.files.store import save
from chalicelib.files.views import AttachmentDetail, attachment_view
from chalicelib.kernel.aws.bucket import UploadForm
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.jobs import at
from chalicelib.kernel.storage.quota import quota_key, spend
from chalicelib.kernel.storage.table import Key

FILES = "files"
"""What a day's announcements are counted as."""
LINKS_LIVE = timedelta(minutes=5)
"""So long a link leads to what is stored, be it a file or a recording."""
LINKS_TOLD = LINKS_LIVE - timedelta(seconds=5)
"""So long it is said to: a signature's own time has no fractions of a second, and its clock may be another one."""
LOOKED_AT = timedelta(minutes=1)
"""So soon after it was announced a file is looked at, in case S3's event got lost."""
KEPT_LOOSE = timedelta(hours=24)
"""So long a file may lie beside nothing, where files are put under something later."""


class FileLink(NamedTuple):
    """What someone may do next with a file: send it, by a form, or fetch it; until `ends`."""

    file: Attachment
    form: UploadForm | None = None
    url: str | None = None
    ends: datetime | None = None


class BegunUpload(NamedTuple):
    """A file that is on its way."""

    attachment_list: AttachmentList
    link: FileLink


def announced_key(author_id: str, now: datetime) -> Key:
    """Return where it is counted how many files someone has announced today; read together with the list."""
    return quota_key(author_id, FILES, now)


def begin(
    command: Command,
    attachment_list: AttachmentList,
    body: AttachmentBody,
    *,
    file_id: str,
    most: int,
    unused: int = 0,
) -> BegunUpload:
    """Announce a file of the actor's: a line on the list, and a form for exactly this object. Jobs look after it.

    Too many of one person's on one day are Throttled. `unused`: so many may wait for being put under something;
    without it, files lie beside the thing at once.
    """
    author_id, now = command.actor.id, command.now
    base = checked_type(body.content_type)
    name = clean_name(body.name, base)
    company = command.runtime.settings.company
    key = object_keys.new_key(company, attachment_list.place, file_id, extension_of(base) or "")
    new = Attachment(
        id=file_id,
        name=name,
        content_type=base,
        size=body.size,
        key=key,
        author_id=author_id,
        begun_at=now,
        loose=unused > 0,
    )
    after = save(command.changes, begun(attachment_list, new, most=most, unused=unused or most))
    spend(command.reads, command.changes, author_id, now, what=FILES, most=MOST_A_DAY)
    checks = [LOOKED_AT, GIVEN_UP, *([KEPT_LOOSE] if new.loose else [])]
    command.plan(*(at(now + one, CHECK_ATTACHMENT, CheckAttachment(key=key)) for one in checks))
    return BegunUpload(after, link(command, new))


def link(command: Command, file: Attachment) -> FileLink:
    """Return what the actor may do with a file that they see: a ready one is downloaded, as what it was found to be."""
    bucket, now = command.runtime.bucket, command.now
    if file.ready:
        seconds = int(LINKS_LIVE.total_seconds())
        url = bucket.sign_get(
            file.key, file.version, seconds=seconds, content_type=file.content_type, download_as=file.name
        )
        return FileLink(file, url=url, ends=now + LINKS_TOLD)
    left = int((form_ends(file) - now).total_seconds())
    if file.state is not FileState.UPLOADING or file.author_id != command.actor.id or left <= 0:
        return FileLink(file)
    form = bucket.sign_post(
        file.key,
        file.content_type,
        least=1,
        most=MAX_DOCUMENT_BYTES,
        seconds=min(left, int(FORM_LIVES.total_seconds())),
    )
    return FileLink(file, form=form, ends=form_ends(file))


def owned(attachment_list: AttachmentList | None, file_id: str) -> tuple[AttachmentList, Attachment]:
    """Return a file on a list, and the list; NotFound where there is none."""
    file = attachment_list.file(file_id) if attachment_list else None
    if attachment_list is None or file is None:
        raise NotFound
    return attachment_list, file


def remove(command: Command, attachment_list: AttachmentList, *file_ids: str) -> AttachmentList:
    """Take files off a list; the stored objects follow, of these files alone."""
    gone = [file for one in file_ids if (file := attachment_list.file(one))]
    for file in gone:
        purge(command, object_keys.folder_of(file.key))
    return save(command.changes, without(attachment_list, {file.id for file in gone})) if gone else attachment_list


def detail(link: FileLink) -> AttachmentDetail:
    """Return a file with what its caller may do next."""
    line = attachment_view(link.file)
    return AttachmentDetail(
        attachment_id=line.attachment_id,
        name=line.name,
        content_type=line.content_type,
        size=line.size,
        state=line.state,
        problem=line.problem,
        url=link.form.url if link.form else UNSET,
        fields=dict(link.form.fields) if link.form else UNSET,
        download_url=link.url if link.url is not None else UNSET,
        expires_at=link.ends or UNSET,
    )
