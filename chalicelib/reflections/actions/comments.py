"""What the two say under a reflection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.kernel import richtext
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.people.rules import ref
from chalicelib.reflections import mails, rules, store
from chalicelib.reflections.actions import video_replies
from chalicelib.reflections.actions.attachments import put_under, take_with
from chalicelib.reflections.actions.common import index_again, manager_of, opened, put, write_mail
from chalicelib.reflections.rules import Comment, ReflectionContext


def comment_id_for(context: ReflectionContext) -> str:
    """Return the id of a new comment; comments sort by it, and those of one manager's term lie together."""
    return rules.id_in_term(context.owner.manager_term, new_id(context.now))


def say(
    command: Command,
    context: ReflectionContext,
    comment_id: str,
    text: str,
    at_ms: int | None,
    *,
    file_ids: Sequence[str] = (),
    track_ids: Sequence[str] = (),
) -> tuple[ReflectionContext, Comment]:
    """Put one more comment, with files and recordings that its author sent before.

    The other one gets an email, at most every half hour.
    """
    reflection_id = context.reflection.id
    manager = manager_of(command, context.owner)
    said = richtext.clean(text)
    blank = richtext.blank(said)
    comment = Comment(
        id=comment_id,
        author=ref(command.actor),
        text="" if blank else said,
        at=command.now,
        at_ms=at_ms,
        term=context.owner.manager_term,
        track_ids=tuple(track_ids),
    )
    after, notified = rules.commented(context, comment, blank=blank and not track_ids)
    saved = put(command, context, rules.put_under(context, after, track_ids, comment_id))
    if track_ids:
        index_again(command, saved)
    comment = replace(comment, files=put_under(command, reflection_id, comment_id, file_ids))
    store.save_comment(command.changes, reflection_id, comment)
    reader = context.owner if notified == context.owner.id else manager
    if notified is not None and reader is not None:
        names = {"by": command.actor.name, "title": context.reflection.title}
        write_mail(command, mails.COMMENTED, reader, reflection_id=reflection_id, **names)
    return replace(context, reflection=saved), comment


def comments(
    command: Command, reflection_id: str, *, limit: int, after: str | None
) -> tuple[ReflectionContext, list[Comment], str | None]:
    """Return one page of what was said, the oldest first: to a manager, what was said in their own term."""
    context = opened(command, reflection_id)
    page = store.comments(command.reads, reflection_id, limit=limit, after=after, begin=rules.said_to(context))
    return context, [store.comment_of(row) for row in page.rows], page.after


def comment(command: Command, reflection_id: str, comment_id: str) -> tuple[ReflectionContext, Comment]:
    """Return one comment, for the two between whom it was said."""
    context = opened(command, reflection_id)
    if not comment_id.startswith(rules.said_to(context)):
        raise NotFound
    key = store.comment_key(reflection_id, comment_id)
    row = command.reads.fetch(key).get(key)
    if row is None:
        raise NotFound
    return context, store.comment_of(row)


def take_away(command: Command, reflection_id: str, comment_id: str) -> None:
    """Delete a comment of one's own."""
    context, found = comment(command, reflection_id, comment_id)
    after = rules.taken_away(context, found)
    saved = put(command, context, video_replies.take_with(command, after, found))
    if found.track_ids:
        index_again(command, saved)
    take_with(command, reflection_id, found)
    command.changes.delete(store.comment_key(reflection_id, comment_id), 1)
