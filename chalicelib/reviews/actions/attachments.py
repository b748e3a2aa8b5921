"""Files beside a side: its author adds and takes away, readers of the side fetch them."""

from __future__ import annotations

from datetime import datetime

from chalicelib.files import actions as attachments
from chalicelib.files.actions import AttachmentBody, FileLink
from chalicelib.files.rules import Attachment, AttachmentList, AttachmentProblem, kept, visible_to
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotAllowed, NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.reviews import rules
from chalicelib.reviews.actions.loaded_review import LoadedReview, attachments_place, found, opened
from chalicelib.reviews.actions.outcomes import put, record_download
from chalicelib.reviews.actions.queries import readable
from chalicelib.reviews.actions.texts import contributed
from chalicelib.reviews.rules import SideName

FEATURE = "reviews"


def attachment_id_for(now: datetime) -> str:
    """Return the id of a new file."""
    return new_id(now)


def attach(
    command: Command, review_id: str, name: SideName, body: AttachmentBody, *, file_id: str
) -> tuple[LoadedReview, FileLink]:
    """The author announces a file; it is there for readers of the side once it has arrived and was looked at."""
    loaded = opened(command.reads, command.actor, review_id, command.now)
    rules.check_attaching(loaded.context, name)
    attachment_list = loaded.attachment_lists.get(name) or AttachmentList(
        place=attachments_place(review_id, name), feature=FEATURE
    )
    begun = attachments.begin(
        command,
        attachment_list,
        body,
        file_id=file_id,
        most=rules.MOST_FILES,
    )
    return _put(command, loaded, name, begun.attachment_list, done="attach", file_id=file_id), begun.link


def detach(command: Command, review_id: str, name: SideName, file_id: str) -> LoadedReview:
    """The author takes a file away; its bytes follow."""
    loaded = opened(command.reads, command.actor, review_id, command.now)
    rules.check(loaded.context, rules.SAVES[name])
    attachment_list, gone = attachments.owned(loaded.attachment_lists.get(name), file_id)
    if gone.aside:
        raise NotFound
    after = attachments.remove(command, attachment_list, file_id)
    return _put(command, loaded, name, after, done="detach", file_id=file_id)


def _put(
    command: Command, loaded: LoadedReview, name: SideName, attachment_list: AttachmentList, *, done: str, file_id: str
) -> LoadedReview:
    """For the readers of a shared side something changes only where what they can read does."""
    files = kept(attachment_list)
    side = loaded.side(name) if files != kept(loaded.attachment_lists.get(name)) else None
    outcome = rules.files_changed(
        loaded.context, name, side, files=files, contributions=contributed(loaded), done=done, file_id=file_id
    )
    return put(command, loaded, outcome)


def attachment(command: Command, review_id: str, name: SideName, file_id: str) -> FileLink:
    """A file for those who read the side; one that is not ready, or of a reviewer before, is its uploader's alone."""
    listed = own_files(found(command.reads, command.actor, review_id, command.now), name)
    own = next((one for one in listed if one.id == file_id), None)
    if own is not None:
        return attachments.link(command, own)
    loaded = readable(command, review_id, name)
    _, one = attachments.owned(loaded.attachment_lists.get(name), file_id)
    if not visible_to(one, command.actor.id, reader=True):
        raise NotFound
    record_download(command, loaded, name, file_id)
    return attachments.link(command, one)


def own_attachments(command: Command, review_id: str, name: SideName) -> list[Attachment]:
    """Return what the caller has put beside a side, also where someone else writes it by now."""
    loaded = found(command.reads, command.actor, review_id, command.now)
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
    command: Command, loaded: LoadedReview, name: SideName, attachment_list: AttachmentList
) -> AttachmentProblem | None:
    """A file has arrived and is good: put what follows, or say why it comes too late."""
    late = rules.comes_too_late(loaded.context)
    if late is None:
        read = kept(attachment_list) != kept(loaded.attachment_lists.get(name))
        side = loaded.side(name) if read else None
        put(
            command,
            loaded,
            rules.files_changed(
                loaded.context, name, side, files=kept(attachment_list), contributions=contributed(loaded)
            ),
        )
    return late


def forget_files(command: Command, loaded: LoadedReview) -> None:
    """Let every file go that was ever beside a review, in whatever state; for a review that is erased."""
    for attachment_list in loaded.attachment_lists.values():
        command.changes.delete(attachments.attachments_key(attachment_list.place), attachment_list.version)
    attachments.purge_all(command, loaded.review.reviewee.id, loaded.review.id)
