"""Files beside a side: its author adds and takes away, readers of the side fetch them."""

from __future__ import annotations

from datetime import datetime

from chalicelib.files import actions as attachments
from chalicelib.files.actions import AttachmentBody, Link
from chalicelib.files.rules import Attachment, Shelf, Trouble, kept, visible_to
from chalicelib.kernel.errors import NotAllowed, NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.table import Changes
from chalicelib.reviews import rules
from chalicelib.reviews.actions.committing import put, record_download
from chalicelib.reviews.actions.files import Command, File, found, opened, shelf_place
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
) -> tuple[File, Link]:
    """The author announces a file; it is there for readers of the side once it has arrived and was looked at."""
    file = opened(by.reads, by.actor, review_id, by.now)
    rules.check_attaching(file.case, name)
    shelf = file.shelves.get(name) or Shelf(place=shelf_place(review_id, name), keeper=KEEPER)
    begun = attachments.begin(
        runtime,
        by.reads,
        by.changes,
        shelf,
        told,
        file_id=file_id,
        author_id=by.actor.id,
        now=by.now,
        most=rules.MOST_FILES,
    )
    by.changes.put_all(timetable.rows(begun.follows))
    return _put(by, file, name, begun.shelf, done="attach", file_id=file_id), begun.link


def detach(by: Command, review_id: str, name: SideName, file_id: str) -> File:
    """The author takes a file away; its bytes follow."""
    file = opened(by.reads, by.actor, review_id, by.now)
    rules.check(file.case, rules.SAVES[name])
    shelf, gone = attachments.owned(file.shelves.get(name), file_id)
    if gone.aside:
        raise NotFound
    after, follows = attachments.remove(by.changes, shelf, file_id, now=by.now)
    by.changes.put_all(timetable.rows(follows))
    return _put(by, file, name, after, done="detach", file_id=file_id)


def _put(by: Command, file: File, name: SideName, shelf: Shelf, *, done: str, file_id: str) -> File:
    """For the readers of a shared side something changes only where what they can read does."""
    files = kept(shelf)
    side = file.side(name) if files != kept(file.shelves.get(name)) else None
    outcome = rules.files_changed(
        file.case, name, side, files=files, contributions=contributed(file), done=done, file_id=file_id
    )
    return put(by, file, outcome)


def attachment(by: Command, runtime: Runtime, review_id: str, name: SideName, file_id: str) -> Link:
    """A file for those who read the side; one that is not ready, or of a reviewer before, is its uploader's alone."""
    listed = own_files(found(by.reads, by.actor, review_id, by.now), name)
    own = next((one for one in listed if one.id == file_id), None)
    if own is not None:
        return attachments.link(runtime, own, by.actor.id, by.now)
    file = readable(by, review_id, name)
    _, one = attachments.owned(file.shelves.get(name), file_id)
    if not visible_to(one, by.actor.id, reader=True):
        raise NotFound
    record_download(by, file, name, file_id)
    return attachments.link(runtime, one, by.actor.id, by.now)


def own_attachments(by: Command, review_id: str, name: SideName) -> list[Attachment]:
    """What the caller has put beside a side, also where someone else writes it by now."""
    file = found(by.reads, by.actor, review_id, by.now)
    if rules.keeps_own(file.case, name):
        return own_files(file, name)
    if file.case.outsider:
        raise rules.unseen(file.case)
    raise NotAllowed(case="own_files")


def own_files(file: File, name: SideName) -> list[Attachment]:
    """Return what the actor has put beside a side that they write, or wrote."""
    shelf = file.shelves.get(name) if rules.keeps_own(file.case, name) else None
    return [one for one in shelf.files if one.author_id == file.case.actor.id] if shelf else []


def arrived(by: Command, file: File, name: SideName, shelf: Shelf) -> Trouble | None:
    """A file has arrived and is good: put what follows, or say why it comes too late."""
    late = rules.comes_too_late(file.case)
    if late is None:
        read = kept(shelf) != kept(file.shelves.get(name))
        side = file.side(name) if read else None
        put(by, file, rules.files_changed(file.case, name, side, files=kept(shelf), contributions=contributed(file)))
    return late


def forget_files(changes: Changes, runtime: Runtime, file: File, now: datetime) -> None:
    """Let every file go that was ever beside a review, in whatever state; for a review that is erased."""
    for shelf in file.shelves.values():
        changes.delete(attachments.shelf_key(shelf.place), shelf.version)
    follows = attachments.purging_all(runtime.settings.company, file.review.reviewee.id, file.review.id, now)
    changes.put_all(timetable.rows(follows))
