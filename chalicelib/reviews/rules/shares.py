"""Sharing a side and taking it back; the done box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.files.rules import KeptFile
from chalicelib.kernel.errors import Conflict, FieldError, Invalid
from chalicelib.people.rules import ref
from chalicelib.reviews import mails
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Answers, Review, Side, SideName, SideRead, SideState
from chalicelib.reviews.rules.outcome import Notification, Outcome, entry, notification
from chalicelib.reviews.rules.table import ReviewAction, check
from chalicelib.reviews.rules.texts import share_version, with_side

SHARES = {SideName.SELF: ReviewAction.SHARE_SELF, SideName.MANAGER: ReviewAction.SHARE_MANAGER}
UNSHARES = {SideName.SELF: ReviewAction.UNSHARE_SELF, SideName.MANAGER: ReviewAction.UNSHARE_MANAGER}
KEPT_READS = 100


def share(
    context: ReviewContext,
    name: SideName,
    side: Side | None,
    missing: Sequence[FieldError] = (),
    contributions: dict[str, Answers] | None = None,
    *,
    files: tuple[KeptFile, ...] = (),
) -> Outcome:
    """A side becomes readable. Its author shares it complete; HR shares on behalf what there is."""
    check(context, SHARES[name])
    by = ref(context.actor)
    on_behalf = context.actor.id != context.review.author_of(name).id
    if missing and not on_behalf:
        raise Invalid(missing, code="incomplete")
    if side is None:
        raise Conflict("nothing_written")
    head = context.review.side(name)
    n = head.share_version + 1
    head = replace(
        head,
        state=SideState.SHARED,
        share_version=n,
        shared_at=context.now,
        shared_by=by,
        first_shared_at=head.first_shared_at or context.now,
        edit_mail_at=None,
    )
    return Outcome(
        review=with_side(context.review, name, head, side.rating),
        versions=(share_version(context, name, n, side, contributions, files=files),),
        notifications=_self_notifications(context, on_behalf)
        if name is SideName.SELF
        else _manager_notifications(context, on_behalf),
        entries=(entry(context, SHARES[name], detail={"version": n, "on_behalf": on_behalf}),),
    )


def _self_notifications(context: ReviewContext, on_behalf: bool) -> tuple[Notification, ...]:
    review, by = context.review, context.actor.public_name
    by_whom = {"by": by} if on_behalf else {}
    notifications = [
        notification(context, mails.SELF_SHARED, review.reviewer, reviewee=review.reviewee.name, **by_whom)
    ]
    if on_behalf:
        notifications.append(
            notification(context, mails.SELF_SHARED_FOR_YOU, review.reviewee, by=by, reviewer=review.reviewer.name)
        )
    return tuple(notifications)


def _manager_notifications(context: ReviewContext, on_behalf: bool) -> tuple[Notification, ...]:
    review, by = context.review, context.actor.public_name
    by_whom = {"by": by} if on_behalf else {}
    notifications = [
        notification(context, mails.MANAGER_SHARED, review.reviewee, reviewer=review.reviewer.name, **by_whom)
    ]
    if on_behalf:
        notifications.append(
            notification(context, mails.MANAGER_SHARED_FOR_YOU, review.reviewer, by=by, reviewee=review.reviewee.name)
        )
    return tuple(notifications)


def unshare(context: ReviewContext, name: SideName) -> Outcome:
    """A side is taken back: unreadable at once, and the reader is notified."""
    check(context, UNSHARES[name])
    review = context.review
    head = review.side(name)
    was_read = bool(head.current_reads)
    hidden = replace(head, state=SideState.HIDDEN)
    if name is SideName.SELF:
        mail = notification(
            context,
            mails.SELF_HIDDEN,
            review.reviewer,
            reviewee=review.reviewee.name,
            was_read="yes" if was_read else "no",
        )
    else:
        mail = notification(context, mails.MANAGER_HIDDEN, review.reviewee, reviewer=review.reviewer.name)
    return Outcome(
        review=with_side(review, name, hidden, review.rating),
        notifications=(mail,),
        entries=(entry(context, UNSHARES[name], detail={"version": head.share_version, "was_read": was_read}),),
    )


def mark_done(context: ReviewContext) -> Outcome:
    """The reviewer is done; the reviewer's manager and HR hear of it the first time only."""
    check(context, ReviewAction.MARK_DONE)
    review = context.review
    first = review.done_first_at is None
    notice = notification(
        context, mails.DONE_MARKED, None, reviewer=review.reviewer.name, reviewee=review.reviewee.name
    )
    return Outcome(
        review=replace(review, done=True, done_first_at=review.done_first_at or context.now),
        notifications=(notice,) if first else (),
        entries=(entry(context, ReviewAction.MARK_DONE),),
    )


def unmark_done(context: ReviewContext) -> Outcome:
    """The reviewer goes on writing."""
    check(context, ReviewAction.UNMARK_DONE)
    return Outcome(review=replace(context.review, done=False), entries=(entry(context, ReviewAction.UNMARK_DONE),))


def unread_by(context: ReviewContext, name: SideName, version: int) -> bool:
    """Return whether the actor is the other party and now opens this version for the first time."""
    reader = context.review.reviewer if name is SideName.SELF else context.review.reviewee
    seen = any(r.version == version and r.reader_id == context.actor.id for r in context.review.side(name).reads)
    return context.actor.id == reader.id and context.review.side(name).shared and not seen


def read(context: ReviewContext, name: SideName, version: int) -> Review:
    """Return the review with the note that the actor has read this version."""
    head = context.review.side(name)
    reads = (*head.reads, SideRead(version=version, reader_id=context.actor.id, at=context.now))[-KEPT_READS:]
    return with_side(context.review, name, replace(head, reads=reads), context.review.rating)
