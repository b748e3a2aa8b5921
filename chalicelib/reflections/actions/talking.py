"""What the two say under a reflection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.kernel import richtext
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.mail.kinds import MailKind
from chalicelib.people.rules import ref
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions import replying
from chalicelib.reflections.actions.attaching import put_under, take_with
from chalicelib.reflections.actions.common import Command, index_again, manager_of, opened, put, write_mail
from chalicelib.reflections.rules import Case, Comment


def comment_id_for(case: Case) -> str:
    """The id of a new comment; comments sort by it, and those of one manager's term lie together."""
    return rules.id_in_term(case.owner.manager_term, new_id(case.now))


def say(
    by: Command,
    case: Case,
    comment_id: str,
    text: str,
    at_ms: int | None,
    *,
    file_ids: Sequence[str] = (),
    track_ids: Sequence[str] = (),
) -> tuple[Case, Comment]:
    """One more comment, with files and recordings that its author sent before; the other one gets an email, at
    most every half hour.
    """
    reflection_id = case.reflection.id
    manager = manager_of(by, case.owner)
    said = richtext.clean(text)
    blank = richtext.blank(said)
    comment = Comment(
        id=comment_id,
        author=ref(by.actor),
        text="" if blank else said,
        at=by.now,
        at_ms=at_ms,
        term=case.owner.manager_term,
        track_ids=tuple(track_ids),
    )
    after, told = rules.commented(case, comment, blank=blank and not track_ids)
    saved = put(by, case, rules.put_under(case, after, track_ids, comment_id))
    if track_ids:
        index_again(by, saved)
    comment = replace(comment, files=put_under(by, reflection_id, comment_id, file_ids))
    store.save_comment(by.changes, reflection_id, comment)
    reader = case.owner if told == case.owner.id else manager
    if told is not None and reader is not None:
        names = {"by": by.actor.name, "title": case.reflection.title}
        write_mail(by, MailKind.REFLECTION_COMMENTED, reader, reflection_id=reflection_id, **names)
    return replace(case, reflection=saved), comment


def comments(
    by: Command, reflection_id: str, *, limit: int, after: str | None
) -> tuple[Case, list[Comment], str | None]:
    """One page of what was said, the oldest first: to a manager, what was said in their own term."""
    case = opened(by, reflection_id)
    page = store.comments(by.reads, reflection_id, limit=limit, after=after, begin=rules.said_to(case))
    return case, [store.comment_of(row) for row in page.rows], page.after


def comment(by: Command, reflection_id: str, comment_id: str) -> tuple[Case, Comment]:
    """One comment, for the two between whom it was said."""
    case = opened(by, reflection_id)
    if not comment_id.startswith(rules.said_to(case)):
        raise NotFound
    key = store.comment_key(reflection_id, comment_id)
    row = by.reads.fetch(key).get(key)
    if row is None:
        raise NotFound
    return case, store.comment_of(row)


def take_away(by: Command, reflection_id: str, comment_id: str) -> None:
    """Delete a comment of one's own."""
    case, found = comment(by, reflection_id, comment_id)
    after = rules.taken_away(case, found)
    saved = put(by, case, replying.take_with(by, after, found))
    if found.track_ids:
        index_again(by, saved)
    take_with(by, reflection_id, found)
    by.changes.delete(store.comment_key(reflection_id, comment_id), 1)
