"""Writing: saves of a side, of a contribution and of notes, and the backups that every save leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.cycles.rules import RatingValue
from chalicelib.files.rules import KeptFile
from chalicelib.people.rules import ref
from chalicelib.reviews import mails
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import (
    Answers,
    Backup,
    BackupEntry,
    Citation,
    Notes,
    Review,
    ShareVersion,
    Side,
    SideHead,
    SideName,
    SideState,
    Snapshot,
)
from chalicelib.reviews.rules.outcome import Notification, Outcome, entry, notification
from chalicelib.reviews.rules.table import ReviewAction, check

EDIT_MAIL_EVERY = timedelta(minutes=30)
NEWEST_BACKUPS = 50

SAVES = {SideName.SELF: ReviewAction.SAVE_SELF, SideName.MANAGER: ReviewAction.SAVE_MANAGER}


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """What a side says: clean answers with what they cite; on the manager side the overall rating and position."""

    answers: Answers
    rating: RatingValue | None = None
    position: dict[str, float] | None = None
    citations: tuple[Citation, ...] = ()


def text_of(side: Side | Snapshot) -> Text:
    """Return the text of anything that holds one."""
    return Text(answers=side.answers, rating=side.rating, position=side.position, citations=side.citations)


def empty_side(review: Review, name: SideName) -> Side:
    """Return a side that no one has begun, as its author sees it."""
    return Side(review_id=review.id, side=name.value, author=review.author_of(name))


def save_side(
    context: ReviewContext,
    name: SideName,
    before: Side | None,
    text: Text,
    *,
    complete: bool,
    contributions: dict[str, Answers] | None = None,
    files: tuple[KeptFile, ...] = (),
) -> Outcome:
    """The author saves: a draft, or at once for the reader where the manager side is shared."""
    check(context, SAVES[name])
    author = context.review.author_of(name)
    side = before or empty_side(context.review, name)
    if side.version and side.author == author and text_of(side) == text:
        return Outcome(review=context.review)
    head = context.review.side(name)
    side = replace(
        side,
        author=author,
        answers=text.answers,
        rating=text.rating,
        position=text.position,
        citations=text.citations,
        saved_at=context.now,
    )
    side, backup, dropped = _backed_up(side, name, context.now)
    head, version, notifications = edited(context, name, head, side, contributions, files=files)
    if head.state is SideState.NOT_STARTED:
        head = replace(head, state=SideState.DRAFT)
    head = replace(head, author=author, complete=complete)
    return Outcome(
        review=with_side(context.review, name, head, side.rating),
        sides=(side,),
        versions=(version,) if version else (),
        backups=(backup,),
        dropped=tuple((name, n) for n in dropped),
        notifications=notifications,
        entries=(entry(context, f"save_{name}", detail={"state": head.state.value}),),
    )


def with_side(review: Review, name: SideName, head: SideHead, rating: RatingValue | None) -> Review:
    """`review` with one side's head; the manager's rating is copied for lists."""
    if name is SideName.SELF:
        return replace(review, own=head)
    return replace(review, manager=head, rating=rating)


def edited(
    context: ReviewContext,
    name: SideName,
    head: SideHead,
    side: Side,
    contributions: dict[str, Answers] | None,
    *,
    files: tuple[KeptFile, ...],
) -> tuple[SideHead, ShareVersion | None, tuple[Notification, ...]]:
    """Return an edit of what is shared: a new version once the last was read, an email each half hour of editing.

    Of a shared self-assessment only files change, and only such as were on their way when it was shared: no mail.
    """
    if not head.shared:
        return head, None, ()
    n = head.share_version + 1 if head.current_reads or head.author != side.author else head.share_version
    lately = head.edit_mail_at is not None and context.now < head.edit_mail_at + EDIT_MAIL_EVERY
    quiet = lately or name is SideName.SELF
    notifications = () if quiet else (_edit_notification(context),)
    head = replace(head, share_version=n, edit_mail_at=head.edit_mail_at if quiet else context.now)
    return head, share_version(context, name, n, side, contributions, files=files), notifications


def _edit_notification(context: ReviewContext) -> Notification:
    review = context.review
    by = {} if context.actor.id == review.reviewer.id else {"by": context.actor.public_name}
    return notification(context, mails.MANAGER_EDITED, review.reviewee, reviewer=review.reviewer.name, **by)


def share_version(
    context: ReviewContext,
    name: SideName,
    n: int,
    side: Side,
    contributions: dict[str, Answers] | None = None,
    *,
    files: tuple[KeptFile, ...] = (),
) -> ShareVersion:
    """Return the numbered version that readers see from now on."""
    return ShareVersion(
        review_id=context.review.id,
        side=name,
        n=n,
        author=side.author,
        at=context.now,
        answers=side.answers,
        rating=side.rating,
        position=side.position,
        citations=side.citations,
        contributions=contributions or {},
        files=files,
    )


def _backed_up(side: Side, name: SideName, now: datetime) -> tuple[Side, Backup, list[int]]:
    n = side.last_backup + 1
    kept, dropped = _thinned((*side.backups, BackupEntry(n=n, at=now, author_id=side.author.id)))
    backup = Backup(
        review_id=side.review_id,
        side=name,
        n=n,
        author=side.author,
        at=now,
        answers=side.answers,
        rating=side.rating,
        position=side.position,
        citations=side.citations,
    )
    return replace(side, backups=kept, last_backup=n), backup, dropped


def _thinned(entries: tuple[BackupEntry, ...]) -> tuple[tuple[BackupEntry, ...], list[int]]:
    """Return the newest fifty, and of those before the last of each day; and which go."""
    old, new = entries[:-NEWEST_BACKUPS], entries[-NEWEST_BACKUPS:]
    last_of_day = {(one.at.date(), one.author_id): one for one in old}
    kept = tuple(last_of_day.values())
    return (*kept, *new), [one.n for one in old if one not in kept]


def save_contribution(
    context: ReviewContext,
    before: Side | None,
    answers: Answers,
    *,
    manager: Side | None = None,
    contributions: dict[str, Answers] | None = None,
    files: tuple[KeptFile, ...] = (),
) -> Outcome:
    """A contributor saves their part; where the manager's side is shared, that is an edit of what is shared.

    `manager`, `contributions`, `files`: the rest of what readers of the manager's side see.
    """
    check(context, ReviewAction.SAVE_CONTRIBUTION)
    author, review = ref(context.actor), context.review
    side = before or Side(review_id=review.id, side=contribution_of(author.id), author=author)
    begun = tuple(replace(c, begun=True) if c.person.id == author.id else c for c in review.contributors)
    outcome = Outcome(
        review=replace(review, contributors=begun),
        sides=(replace(side, answers=answers, saved_at=context.now),),
        entries=(entry(context, "save_contribution"),),
    )
    if manager is None:
        return outcome
    parts = (contributions or {}) | {author.id: answers}
    head, version, notifications = edited(context, SideName.MANAGER, review.manager, manager, parts, files=files)
    review = replace(outcome.review, manager=head)
    return replace(outcome, review=review, versions=(version,) if version else (), notifications=notifications)


def contribution_of(person_id: str) -> str:
    """Return the name under which a contributor's part is kept."""
    return f"c#{person_id}"


def save_notes(context: ReviewContext, before: Notes | None, text: str) -> Outcome:
    """The reviewer keeps private notes; they change nothing else of the review."""
    check(context, ReviewAction.SAVE_NOTES)
    notes = before or Notes(review_id=context.review.id, author=ref(context.actor))
    return Outcome(
        review=context.review,
        notes=replace(notes, text=text, saved_at=context.now),
        entries=(entry(context, "save_notes"),),
    )
