"""Files that the two add to their talk: announced and sent first, then named in a comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.company import actions as company
from chalicelib.files import actions as files
from chalicelib.files.actions import AttachmentBody, FileLink
from chalicelib.files.rules import Attachment, AttachmentList, AttachmentPlace, put_beside, visible_to
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, NotAllowed, NotFound, fault
from chalicelib.kernel.ids import LENGTH, is_id, new_id
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Key
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import opened
from chalicelib.reflections.rules import Comment, CommentFile, Reflection, ReflectionAction, ReflectionContext

FEATURE = "reflections"
MOST, UNUSED = 200, 10
"""So many files may one person add to the talk under a reflection, and so many may wait for their comment."""


def attachment_id_for(author: Actor, now: datetime) -> str:
    """Return the id of a new file: it says whose it is, and so where it lies."""
    return f"{new_id(now)}{author.id}"


def place_of(reflection_id: str, author_id: str) -> AttachmentPlace:
    """Return where the files lie that one person adds to the talk."""
    return AttachmentPlace(owner_id=store.owner_of(reflection_id), subject_id=reflection_id, part=author_id)


def attachments_prefetch(reflection_id: str, file_id: str) -> tuple[Key, ...]:
    """Return where a file must lie by its id; read together with the reflection."""
    known = store.is_reflection_id(reflection_id) and is_id(file_id[:LENGTH]) and is_id(file_id[LENGTH:])
    return (files.attachments_key(place_of(reflection_id, file_id[LENGTH:])),) if known else ()


def attach(command: Command, reflection_id: str, body: AttachmentBody, *, file_id: str) -> FileLink:
    """Announce a file, where the company has attachments; no one else sees it before it is named in a comment."""
    context = opened(command, reflection_id)
    rules.check(context, ReflectionAction.COMMENT)
    if not company.load(command.reads).attachments.reflections:
        raise Conflict("attachments_off", case="reflections")
    place = place_of(reflection_id, command.actor.id)
    command.reads.fetch(files.attachments_key(place), files.announced_key(command.actor.id, command.now))
    begun = files.begin(
        command,
        files.find(command.reads, place) or AttachmentList(place=place, feature=FEATURE),
        body,
        file_id=file_id,
        most=MOST,
        unused=UNUSED,
    )
    return begun.link


def attachment(command: Command, reflection_id: str, file_id: str) -> FileLink:
    """Return a file for those who see the reflection; one that no comment names is its uploader's alone."""
    _, _, file = _found(command, reflection_id, file_id)
    return files.link(command, file)


def _found(command: Command, reflection_id: str, file_id: str) -> tuple[ReflectionContext, AttachmentList, Attachment]:
    context, keys = opened(command, reflection_id), attachments_prefetch(reflection_id, file_id)
    if not keys:
        raise NotFound
    attachment_list, file = files.owned(files.find(command.reads, place_of(reflection_id, file_id[LENGTH:])), file_id)
    if not visible_to(
        file, command.actor.id, reader=bool(file.beside) and file.beside.startswith(rules.said_to(context))
    ):
        raise NotFound
    return context, attachment_list, file


def detach(command: Command, reflection_id: str, file_id: str) -> None:
    """Its uploader takes a file away, also from the comment that names it."""
    context, attachment_list, file = _found(command, reflection_id, file_id)
    if file.author_id != command.actor.id:
        raise NotAllowed(case="comment_file")
    files.remove(command, attachment_list, file_id)
    key = store.comment_key(reflection_id, file.beside)
    row = command.reads.fetch(key).get(key) if file.beside else None
    if row is not None:
        comment = store.comment_of(row)
        kept = tuple(one for one in comment.files if one.id != file_id)
        store.change_comment(command.changes, reflection_id, replace(comment, files=kept))
        store.save(command.changes, context.reflection)  # a client that looks for new comments goes by its version


def put_under(
    command: Command, reflection_id: str, comment_id: str, file_ids: Sequence[str]
) -> tuple[CommentFile, ...]:
    """Put files of the caller's under a new comment."""
    if not file_ids:
        return ()
    attachment_list = files.find(command.reads, place_of(reflection_id, command.actor.id))
    if attachment_list is None:
        raise Invalid([FieldError("/attachment_ids/0", fault("unknown_file"))])
    after, used = put_beside(attachment_list, file_ids, comment_id)
    files.save(command.changes, after)
    return tuple(CommentFile(id=one.id, name=one.name, content_type=one.content_type, size=one.size) for one in used)


def take_with(command: Command, reflection_id: str, comment: Comment) -> None:
    """The files of a comment go with it."""
    attachment_list = files.find(command.reads, place_of(reflection_id, comment.author.id)) if comment.files else None
    if attachment_list is not None:
        files.remove(command, attachment_list, *(one.id for one in comment.files))


def purge_all(command: Command, reflection: Reflection) -> None:
    """Let every file go that was ever sent for the talk under a reflection."""
    files.purge_all(command, reflection.owner.id, reflection.id)
