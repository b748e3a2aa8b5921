"""Files beside a side: its author adds and takes away, readers of the side fetch them."""

from __future__ import annotations

from datetime import datetime

from chalicelib.files import actions as attachments
from chalicelib.files.actions import AttachmentBody, Link
from chalicelib.files.rules import Attachment, AttachmentList, AttachmentProblem, kept, visible_to
from chalicelib.kernel.errors import NotAllowed, NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Changes
from chalicelib.reviews import rules
from chalicelib.reviews.actions.committing import put, record_download
from chalicelib.reviews.actions.loading import Command, LoadedReview, attachments_place, found, opened
from chalicelib.reviews.actions.reading import readable
from chalicelib.reviews.actions.writing import contributed
from chalicelib.reviews.rules import SideName
from chalicelib.timetable import actions as timetable

KEEPER = "reviews"


def attachment_id_for(now: datetime) -> str:
    """The id of a new file."""
    return new_id(now)


def attach(
    by: Command, runtime: Runtime, review_id: str, name: SideName, told: AttachmentBody, *, file_id: str
) -> tuple[LoadedReview, Link]:
    """The author announces a file; it is there for readers of the side once it has arrived and was looked at."""
    loaded = opened(by.reads, by.actor, review_id, by.now)
    rules.check_attaching(loaded.context, name)
    attachment_list = loaded.attachment_lists.get(name) or AttachmentList(
        place=attachments_place(review_id, name), keeper=KEEPER
    )
    begun = attachments.begin(
        runtime,
        by.reads,
        by.changes,
        attachment_list,
        told,
        file_id=file_id,
        author_id=by.actor.id,
        now=by.now,
        most=rules.MOST_FILES,
    )
    by.changes.put_all(timetable.rows(begun.follows))
    return _put(by, loaded, name, begun.attachment_list, done="attach", file_id=file_id), begun.link


def detach(by: Command, review_id: str, name: SideName, file_id: str) -> LoadedReview:
    """The author takes a file away; its bytes follow."""
    loaded = opened(by.reads, by.actor, review_id, by.now)
    rules.check(loaded.context, rules.SAVES[name])
    attachment_list, gone = attachments.owned(loaded.attachment_lists.get(name), file_id)
    if gone.aside:
        raise NotFound
    after, follows = attachments.remove(by.changes, attachment_list, file_id, now=by.now)
    by.changes.put_all(timetable.rows(follows))
    return _put(by, loaded, name, after, done="detach", file_id=file_id)


def _put(
    by: Command, loaded: LoadedReview, name: SideName, attachment_list: AttachmentList, *, done: str, file_id: str
) -> LoadedReview:
    """For the readers of a shared side something changes only where what they can read does."""
    files = kept(attachment_list)
    side = loaded.side(name) if files != kept(loaded.attachment_lists.get(name)) else None
    outcome = rules.files_changed(
        loaded.context, name, side, files=files, contributions=contributed(loaded), done=done, file_id=file_id
    )
    return put(by, loaded, outcome)


def attachment(by: Command, runtime: Runtime, review_id: str, name: SideName, file_id: str) -> Link:
    """A file for those who read the side; one that is not ready, or of a reviewer before, is its uploader's alone."""
    listed = own_files(found(by.reads, by.actor, review_id, by.now), name)
    own = next((one for one in listed if one.id == file_id), None)
    if own is not None:
        return attachments.link(runtime, own, by.actor.id, by.now)
    loaded = readable(by, review_id, name)
    _, one = attachments.owned(loaded.attachment_lists.get(name), file_id)
    if not visible_to(one, by.actor.id, reader=True):
        raise NotFound
    record_download(by, loaded, name, file_id)
    return attachments.link(runtime, one, by.actor.id, by.now)


def own_attachments(by: Command, review_id: str, name: SideName) -> list[Attachment]:
    """What the caller has put beside a side, also where someone else writes it by now."""
    loaded = found(by.reads, by.actor, review_id, by.now)
    if rules.keeps_own(loaded.context, name):
        return own_files(loaded, name)
    if loaded.context.outsider:
        raise rules.unseen(loaded.context)
    raise NotAllowed(case="own_files")


def own_files(loaded: LoadedReview, name: SideName) -> list[Attachment]:
    """Return what the actor has put beside a side that they write, or wrote."""
    attachment_list = loaded.attachment_lists.get(name) if rules.keeps_own(loaded.context, name) else None
    return [one for one in attachment_list.files if one.author_id == loaded.context.actor.id] if attachment_list else []


def arrived(
    by: Command, loaded: LoadedReview, name: SideName, attachment_list: AttachmentList
) -> AttachmentProblem | None:
    """A file has arrived and is good: put what follows, or say why it comes too late."""
    late = rules.comes_too_late(loaded.context)
    if late is None:
        read = kept(attachment_list) != kept(loaded.attachment_lists.get(name))
        side = loaded.side(name) if read else None
        put(
            by,
            loaded,
            rules.files_changed(
                loaded.context, name, side, files=kept(attachment_list), contributions=contributed(loaded)
            ),
        )
    return late


def forget_files(changes: Changes, runtime: Runtime, loaded: LoadedReview, now: datetime) -> None:
    """Let every file go that was ever beside a review, in whatever state; for a review that is erased."""
    for attachment_list in loaded.attachment_lists.values():
        changes.delete(attachments.attachments_key(attachment_list.place), attachment_list.version)
    follows = attachments.purging_all(runtime.settings.company, loaded.review.reviewee.id, loaded.review.id, now)
    changes.put_all(timetable.rows(follows))
