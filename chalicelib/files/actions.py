"""What is done with files beside something, once the feature whose thing it is has said that someone may.

Nothing is committed here: each fills the transaction of the caller. Bytes go from the browser straight to S3.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec import UNSET

from chalicelib.files.rules import (
    FORM_LIVES,
    GIVEN_UP,
    MAX_DOCUMENT_BYTES,
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
from chalicelib.files.store import attachments_key, attachments_of, find, rows_of, save
from chalicelib.files.views import AttachmentBody, AttachmentDetail, AttachmentView, attachment_view
from chalicelib.kernel.aws.bucket import Post
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import digest
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.quota import quota_key, spend
from chalicelib.kernel.storage.table import Changes, Key, Reads
from chalicelib.timetable.rules import planned_job

__all__ = [
    "CHECK",
    "LINKS_LIVE",
    "LINKS_TOLD",
    "PURGE",
    "AttachmentBody",
    "AttachmentDetail",
    "AttachmentView",
    "Link",
    "announced_key",
    "attachment_view",
    "attachments_key",
    "attachments_of",
    "begin",
    "detail",
    "find",
    "link",
    "owned",
    "purging",
    "purging_all",
    "remove",
    "rows_of",
    "save",
]

FILES = "files"
"""What a day's announcements are counted as."""
CHECK, PURGE = "check_attachment", "purge_files"
"""Kinds of the timetable's work that follow from files."""
LINKS_LIVE = timedelta(minutes=5)
"""So long a link leads to what is stored, be it a file or a recording."""
LINKS_TOLD = LINKS_LIVE - timedelta(seconds=5)
"""So long it is said to: a signature's own time has no fractions of a second, and its clock may be another one."""
LOOKED_AT = timedelta(minutes=1)
"""So soon after it was announced a file is looked at, in case S3's event got lost."""
KEPT_LOOSE = timedelta(hours=24)
"""So long a file may lie beside nothing, where files are put under something later."""


class Link(NamedTuple):
    """What someone may do next with a file: send it, by a form, or fetch it; until `ends`."""

    file: Attachment
    form: Post | None = None
    url: str | None = None
    ends: datetime | None = None


class Announced(NamedTuple):
    """A file that is on its way, and what follows from that."""

    attachment_list: AttachmentList
    link: Link
    follows: list[PlannedJob]


def announced_key(author_id: str, now: datetime) -> Key:
    """Where it is counted how many files someone has announced today; read together with the shelf."""
    return quota_key(author_id, FILES, now)


def begin(
    runtime: Runtime,
    reads: Reads,
    changes: Changes,
    attachment_list: AttachmentList,
    told: AttachmentBody,
    *,
    file_id: str,
    author_id: str,
    now: datetime,
    most: int,
    unused: int = 0,
) -> Announced:
    """One more file: its line on the shelf, and a form for exactly this object. The timetable looks after it.

    Too many of one person's on one day are Throttled. `unused`: so many may wait for being put under something;
    without it, files lie beside the thing at once.
    """
    base = checked_type(told.content_type)
    name = clean_name(told.name, base)
    key = object_keys.new_key(runtime.settings.company, attachment_list.place, file_id, extension_of(base) or "")
    new = Attachment(
        id=file_id,
        name=name,
        content_type=base,
        size=told.size,
        key=key,
        author_id=author_id,
        begun_at=now,
        loose=unused > 0,
    )
    after = save(changes, begun(attachment_list, new, most=most, unused=unused or most))
    spend(reads, changes, author_id, now, what=FILES, most=MOST_A_DAY)
    looks = [now + LOOKED_AT, now + GIVEN_UP, *([now + KEPT_LOOSE] if new.loose else [])]
    return Announced(after, link(runtime, new, author_id, now), [_look(key, at) for at in looks])


def _look(key: str, at: datetime) -> PlannedJob:
    return planned_job(CHECK, at, digest(key), key=key)


def link(runtime: Runtime, file: Attachment, person_id: str, now: datetime) -> Link:
    """What this person may do with a file that they see: a ready one is downloaded, as what it was found to be."""
    bucket = runtime.bucket
    if file.ready:
        seconds = int(LINKS_LIVE.total_seconds())
        url = bucket.sign_get(
            file.key, file.version, seconds=seconds, content_type=file.content_type, download_as=file.name
        )
        return Link(file, url=url, ends=now + LINKS_TOLD)
    left = int((form_ends(file) - now).total_seconds())
    if file.state is not FileState.UPLOADING or file.author_id != person_id or left <= 0:
        return Link(file)
    form = bucket.sign_post(
        file.key,
        file.content_type,
        least=1,
        most=MAX_DOCUMENT_BYTES,
        seconds=min(left, int(FORM_LIVES.total_seconds())),
    )
    return Link(file, form=form, ends=form_ends(file))


def owned(attachment_list: AttachmentList | None, file_id: str) -> tuple[AttachmentList, Attachment]:
    """A file on a shelf, and the shelf; NotFound where there is none."""
    file = attachment_list.file(file_id) if attachment_list else None
    if attachment_list is None or file is None:
        raise NotFound
    return attachment_list, file


def remove(
    changes: Changes, attachment_list: AttachmentList, *file_ids: str, now: datetime
) -> tuple[AttachmentList, list[PlannedJob]]:
    """Take files off a shelf; the stored objects follow, of these files alone."""
    gone = [file for one in file_ids if (file := attachment_list.file(one))]
    follows = [item for file in gone for item in purging(object_keys.folder_of(file.key), now)]
    return save(changes, without(attachment_list, {file.id for file in gone})) if gone else attachment_list, follows


def purging(prefix: str, now: datetime) -> list[PlannedJob]:
    """Let stored objects go: now, and again when nothing that is on its way can arrive anymore."""
    return [planned_job(PURGE, at, digest(prefix), prefix=prefix) for at in (now, now + GIVEN_UP)]


def purging_all(company: str, owner_id: str, subject_id: str, now: datetime) -> list[PlannedJob]:
    """Let everything go that was ever stored beside a thing (withdrawn, erased, deleted); its rows are `rows_of`."""
    return purging(object_keys.subject_folder(company, owner_id, subject_id), now)


def detail(link: Link) -> AttachmentDetail:
    """A file with what its caller may do next."""
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
