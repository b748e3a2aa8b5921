"""What HR, and managers above, do to keep a review going: more time, another reviewer, a nudge, an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from chalicelib.cycles.rules import CycleState
from chalicelib.kernel.errors import Conflict, Fault, FieldError, Invalid, fault
from chalicelib.people.rules import Person, Ref, ref
from chalicelib.reviews import mails
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.deadlines import timed
from chalicelib.reviews.rules.model import (
    Deadlines,
    EndingCause,
    PastReviewer,
    Review,
    ReviewEnding,
    ReviewState,
    Side,
    SideHead,
    SideName,
    SideState,
)
from chalicelib.reviews.rules.outcome import Notification, Outcome, dated, entry, notification
from chalicelib.reviews.rules.table import ReviewAction, check
from chalicelib.words import sentence

SIGN = "sign"


def extend(context: ReviewContext, side: str, until: date) -> Outcome:
    """More time for one side ("self", "manager") or for signing ("sign") of this review; its author is notified."""
    check(context, ReviewAction.EXTEND)
    before = _deadline_day(context.review.deadlines, side)
    if until <= before:
        day = before.isoformat()
        raise Invalid([FieldError("/until", fault("not_later", day=day))], code="later_date", day=day)
    if until > context.cycle.timeline.closes_on:
        raise Invalid([FieldError("/until", fault("after_closing"))])
    review = timed(
        _expected_again(replace(context.review, deadlines=_extended(context.review, side, until)), side), context.cycle
    )
    if _deadline_at(review.deadlines, side) <= context.now:
        raise Invalid([FieldError("/until", fault("in_the_past"))])
    return Outcome(
        review=review,
        notifications=tuple(_extension_notification(context, to, side, until) for to in _authors(review, side)),
        entries=(entry(context, ReviewAction.EXTEND, detail={"side": side, "until": until.isoformat()}),),
    )


def _deadline_day(deadlines: Deadlines, side: str) -> date:
    return (deadlines.sign if side == SIGN else deadlines.of(SideName(side))).day


def _deadline_at(deadlines: Deadlines, side: str) -> datetime:
    return (deadlines.sign if side == SIGN else deadlines.of(SideName(side))).at


def _extended(review: Review, side: str, until: date) -> Deadlines:
    kept = review.deadlines
    if side == SIGN:
        return replace(kept, sign=replace(kept.sign, extended_to=until))
    if side == SideName.SELF:
        return replace(kept, own=replace(kept.own, extended_to=until))
    return replace(kept, manager=replace(kept.manager, extended_to=until))


def _expected_again(review: Review, side: str) -> Review:
    """Who is given more time is expected to write: that the self will not come is taken back."""
    own = review.own
    if side != SideName.SELF or own.given_up_from is None or review.state is not ReviewState.OPEN:
        return review
    return replace(review, own=replace(own, state=own.given_up_from, given_up_from=None))


def _authors(review: Review, side: str) -> tuple[Ref, ...]:
    return (review.reviewee, review.reviewer) if side == SIGN else (review.author_of(SideName(side)),)


def _extension_notification(context: ReviewContext, to: Ref, side: str, until: date) -> Notification:
    return notification(
        context,
        mails.EXTENDED,
        to,
        reviewee=context.review.reviewee.name,
        side=side,
        due_on=dated(until, context.review.manager_zone if side == SideName.MANAGER else context.review.own_zone),
        by=context.actor.public_name,
    )


def reassign(context: ReviewContext, new: Person, manager_side: Side | None) -> Outcome:
    """Another reviewer. What is shared stays as its author wrote it; a draft stays with its author as a backup."""
    check(context, ReviewAction.REASSIGN)
    review, old = context.review, context.review.reviewer
    problem = _unfit_reviewer(review, new)
    if problem:
        raise Invalid([FieldError("/reviewer_id", problem)])
    moved = replace(
        review,
        reviewer=ref(new),
        reviewer_zone=new.time_zone,
        past_reviewers=(*review.past_reviewers, PastReviewer(person=old, until=context.now)),
        contributors=tuple(c for c in review.contributors if c.person.id != new.id),
        done=False,
        reviewer_left_at=None,
    )
    sides: tuple[Side, ...] = ()
    if not review.manager.shared:
        moved = replace(
            moved, manager=SideHead(author=ref(new), share_version=review.manager.share_version), rating=None
        )
        sides = (_emptied(manager_side, ref(new)),) if manager_side else ()
    return Outcome(
        review=timed(moved, context.cycle),
        sides=sides,
        notifications=_reassignment_notifications(context, old, ref(new)),
        entries=(entry(context, ReviewAction.REASSIGN, detail={"from": old.id, "to": new.id}),),
        dropped_copies=(old.id,),
    )


def _unfit_reviewer(review: Review, new: Person) -> Fault | None:
    if not new.active:
        return fault("person_left")
    if new.id == review.reviewee.id:
        return fault("own_reviewer")
    return fault("reviewer_already") if new.id == review.reviewer.id else None


def _emptied(side: Side, author: Ref) -> Side:
    """Nothing of the old text; the list of backups stays, each with its author."""
    return replace(side, author=author, answers={}, rating=None, position=None, citations=(), saved_at=None)


def _reassignment_notifications(context: ReviewContext, old: Ref, new: Ref) -> tuple[Notification, ...]:
    reviewee = context.review.reviewee
    return (
        notification(context, mails.REASSIGNED_OLD, old, reviewee=reviewee.name, reviewer=new.name),
        notification(context, mails.REASSIGNED_NEW, new, reviewee=reviewee.name),
        notification(context, mails.REASSIGNED_REVIEWEE, reviewee, reviewer=new.name),
    )


def withdraw(context: ReviewContext, reason: str | EndingCause, *, tell: bool = True, leaver: bool = False) -> Outcome:
    """The review ends; what was written stays. A leaver hears nothing; a cancelled cycle tells everyone by itself.

    What lies in an archived cycle stays as it is, also when someone leaves.
    """
    check(context, ReviewAction.WITHDRAW)
    if leaver and context.cycle.state is CycleState.ARCHIVED:
        raise Conflict("cycle_archived")
    review = context.review
    by = ref(context.actor)
    recipients = (review.reviewer,) if leaver else (review.reviewer, review.reviewee)
    cause = reason.value if isinstance(reason, EndingCause) else ""
    said = sentence("ended", cause, {}) if cause else reason
    ending = ReviewEnding(by=by, at=context.now, reason=said, cause=cause)
    return Outcome(
        review=replace(review, state=ReviewState.WITHDRAWN, withdrawn=ending),
        notifications=tuple(
            notification(context, mails.WITHDRAWN, to, reviewee=review.reviewee.name)
            for to in (recipients if tell else ())
        ),
        entries=(entry(context, ReviewAction.WITHDRAW, reason=said),),
    )


def mark_not_provided(context: ReviewContext) -> Outcome:
    """HR decides that the self-assessment will not come; a draft stays its author's own."""
    check(context, ReviewAction.MARK_NOT_PROVIDED)
    review = context.review
    own = replace(review.own, state=SideState.NOT_PROVIDED, given_up_from=review.own.state)
    notifications = tuple(
        notification(context, mails.NOT_PROVIDED, to, reviewee=review.reviewee.name, by=context.actor.public_name)
        for to in (review.reviewee, review.reviewer)
    )
    return Outcome(
        review=replace(review, own=own),
        notifications=notifications,
        entries=(entry(context, ReviewAction.MARK_NOT_PROVIDED),),
    )
