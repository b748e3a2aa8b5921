"""What the two say under a reflection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.kernel import richtext
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.people.rules import ref
from chalicelib.reflections import mails, rules, store
from chalicelib.reflections.actions import video_replies
from chalicelib.reflections.actions.attachments import put_under, take_with
from chalicelib.reflections.actions.common import Command, index_again, manager_of, opened, put, write_mail
from chalicelib.reflections.rules import Comment, ReflectionContext


def comment_id_for(context: ReflectionContext) -> str:
    """The id of a new comment; comments sort by it, and those of one manager's term lie together."""
    return rules.id_in_term(context.owner.manager_term, new_id(context.now))


def say(
    by: Command,
    context: ReflectionContext,
    comment_id: str,
    text: str,
    at_ms: int | None,
    *,
    file_ids: Sequence[str] = (),
    track_ids: Sequence[str] = (),
) -> tuple[ReflectionContext, Comment]:
    """One more comment, with files and recordings that its author sent before; the other one gets an email, at
    most every half hour.
    """
    reflection_id = context.reflection.id
    manager = manager_of(by, context.owner)
    said = richtext.clean(text)
    blank = richtext.blank(said)
    comment = Comment(
        id=comment_id,
        author=ref(by.actor),
        text="" if blank else said,
        at=by.now,
        at_ms=at_ms,
        term=context.owner.manager_term,
        track_ids=tuple(track_ids),
    )
    after, told = rules.commented(context, comment, blank=blank and not track_ids)
    saved = put(by, context, rules.put_under(context, after, track_ids, comment_id))
    if track_ids:
        index_again(by, saved)
    comment = replace(comment, files=put_under(by, reflection_id, comment_id, file_ids))
    store.save_comment(by.changes, reflection_id, comment)
    reader = context.owner if told == context.owner.id else manager
    if told is not None and reader is not None:
        names = {"by": by.actor.name, "title": context.reflection.title}
        write_mail(by, mails.COMMENTED, reader, reflection_id=reflection_id, **names)
    return replace(context, reflection=saved), comment


def comments(
    by: Command, reflection_id: str, *, limit: int, after: str | None
) -> tuple[ReflectionContext, list[Comment], str | None]:
    """One page of what was said, the oldest first: to a manager, what was said in their own term."""
    context = opened(by, reflection_id)
    page = store.comments(by.reads, reflection_id, limit=limit, after=after, begin=rules.said_to(context))
    return context, [store.comment_of(row) for row in page.rows], page.after


def comment(by: Command, reflection_id: str, comment_id: str) -> tuple[ReflectionContext, Comment]:
    """One comment, for the two between whom it was said."""
    context = opened(by, reflection_id)
    if not comment_id.startswith(rules.said_to(context)):
        raise NotFound
    key = store.comment_key(reflection_id, comment_id)
    row = by.reads.fetch(key).get(key)
    if row is None:
        raise NotFound
    return context, store.comment_of(row)


def take_away(by: Command, reflection_id: str, comment_id: str) -> None:
    """Delete a comment of one's own."""
    context, found = comment(by, reflection_id, comment_id)
    after = rules.taken_away(context, found)
    saved = put(by, context, video_replies.take_with(by, after, found))
    if found.track_ids:
        index_again(by, saved)
    take_with(by, reflection_id, found)
    by.changes.delete(store.comment_key(reflection_id, comment_id), 1)
