"""What the two say to each other under a reflection, and who is told of it by email."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.kernel.errors import FieldError, Invalid, NotAllowed, fault
from chalicelib.reflections.rules.access import ReflectionAction, ReflectionContext, check
from chalicelib.reflections.rules.model import Comment, CommentCount, Reflection, mark_of, marked

COMMENT = 10_000
QUIET = timedelta(minutes=30)
"""At most one email in this time to each of the two, however much is said."""


def commented(context: ReflectionContext, comment: Comment, *, blank: bool) -> tuple[Reflection, str | None]:
    """Return the reflection after a comment, and the id of the other one where an email is due."""
    check(context, ReflectionAction.COMMENT)
    if blank:
        raise Invalid([FieldError("/text", fault("required"))])
    length = context.reflection.duration_ms
    if comment.at_ms is not None and length is not None and comment.at_ms > length:
        raise Invalid([FieldError("/at_ms", fault("past_the_end"))])
    before = context.reflection
    after = replace(
        before,
        talks=_counted(before, comment.term, 1),
        last_comments=marked(before.last_comments, context.actor_id, context.now),
        seen=marked(before.seen, context.actor_id, context.now),
    )
    other = before.owner.id if context.owner.manager_id in {None, context.actor_id} else context.owner.manager_id
    last = mark_of(before.told, other)
    if last is not None and context.now - last < QUIET:
        return after, None
    return replace(after, told=marked(before.told, other, context.now)), other


def taken_away(context: ReflectionContext, comment: Comment) -> Reflection:
    """Return the reflection without a comment that its author takes away; also when it is no longer shared."""
    if comment.author.id != context.actor_id:
        raise NotAllowed(case="comment")
    return replace(context.reflection, talks=_counted(context.reflection, comment.term, -1))


def _counted(reflection: Reflection, term: int, more: int) -> tuple[CommentCount, ...]:
    known = {talk.term: talk.comments for talk in reflection.talks}
    known[term] = max(0, known.get(term, 0) + more)
    return tuple(CommentCount(term=one, comments=count) for one, count in sorted(known.items()))


def id_in_term(term: int, fresh: str) -> str:
    """Return the id of a comment: those of one term lie together, in the order in which they were said."""
    return f"{term:04d}-{fresh}"


def said_to(context: ReflectionContext) -> str:
    """With what the ids of the comments begin that the actor may read: the owner all, a manager those of the term."""
    return "" if context.is_owner else id_in_term(context.owner.manager_term, "")
