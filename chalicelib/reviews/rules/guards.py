"""The guards of the table of actions: each says why something cannot be done now, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.cycles.rules import CycleState
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.policy import ActorKind
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Party, ReviewState, SideName, SideState
from chalicelib.reviews.rules.tasks import nudgeable

Guard = Callable[[ReviewContext], Conflict | None]

_GONE = {
    CycleState.CLOSED: "cycle_closed",
    CycleState.ARCHIVED: "cycle_archived",
    CycleState.CANCELLED: "cycle_cancelled",
}
_OVER = {
    ReviewState.COMPLETE: "complete",
    ReviewState.WITHDRAWN: "withdrawn",
    ReviewState.LOCKED: "signed",
}


def _unless(holds: bool, code: str, context: str = "") -> Conflict | None:
    if holds:
        return None
    return Conflict(code, case=context) if context else Conflict(code)


def _conflict(code: str | None) -> Conflict | None:
    return Conflict(code) if code else None


def cycle_kept(context: ReviewContext) -> Conflict | None:
    """HR may still put right what is in a closed cycle, not in an archived or cancelled one."""
    state = context.cycle.state
    return None if state is CycleState.CLOSED else _conflict(_GONE.get(state))


def not_archived(context: ReviewContext) -> Conflict | None:
    """No one changes anything in an archived cycle; a cancellation that was under way still ends its reviews."""
    over = context.cycle.state is CycleState.ARCHIVED and context.actor.kind is not ActorKind.SYSTEM
    return _conflict(_GONE[CycleState.ARCHIVED] if over else None)


def cycle_runs(context: ReviewContext) -> Conflict | None:
    """Return whether the cycle is not over, by its state or by its dates."""
    over = context.now >= context.review.closes_at
    return _conflict(_GONE.get(context.cycle.state) or (_GONE[CycleState.CLOSED] if over else None))


def unfinished(context: ReviewContext) -> Conflict | None:
    """Neither complete nor withdrawn, whatever the cycle's dates say."""
    over = context.review.state in {ReviewState.COMPLETE, ReviewState.WITHDRAWN}
    return _conflict(_OVER[context.review.state] if over else None)


def pending(context: ReviewContext) -> Conflict | None:
    """Not finished: scheduled, open or locked, in a cycle that runs."""
    return cycle_runs(context) or unfinished(context)


def unsigned(context: ReviewContext) -> Conflict | None:
    """Not finished and no one has signed; its day may be still to come."""
    return cycle_runs(context) or _conflict(_OVER.get(context.review.state))


def reviewer_open(context: ReviewContext) -> Conflict | None:
    """Not finished, and the reviewer has not signed: someone else can still take over."""
    signed = context.review.signed_by(Party.REVIEWER)
    return pending(context) or _unless(not signed, "signed", "reviewer")


def begun(context: ReviewContext) -> Conflict | None:
    """Not finished, and its day has come."""
    scheduled = context.review.state_at(context.now) is ReviewState.SCHEDULED
    return pending(context) or _unless(not scheduled, "not_open_yet")


def opened(context: ReviewContext) -> Conflict | None:
    """Open: its day has come and no one has signed."""
    return unsigned(context) or begun(context)


def finished(context: ReviewContext) -> Conflict | None:
    """Someone signed, or HR completed it: there is something to reopen."""
    over = context.review.state in {ReviewState.LOCKED, ReviewState.COMPLETE}
    return not_withdrawn(context) or _unless(over, "not_signed")


def not_withdrawn(context: ReviewContext) -> Conflict | None:
    """Not withdrawn."""
    return _conflict(_OVER[ReviewState.WITHDRAWN] if context.review.state is ReviewState.WITHDRAWN else None)


def self_in_time(context: ReviewContext) -> Conflict | None:
    """Return whether the deadline of the self-assessment, grace and extension included, is still to come."""
    return _in_time(context, SideName.SELF)


def manager_in_time(context: ReviewContext) -> Conflict | None:
    """Return whether the deadline of the manager side, grace and extension included, is still to come."""
    return _in_time(context, SideName.MANAGER)


def _in_time(context: ReviewContext, side: SideName) -> Conflict | None:
    in_time = context.now < context.review.deadlines.of(side).locks_at
    return _unless(in_time, "deadline_passed")


def self_not_shared(context: ReviewContext) -> Conflict | None:
    """A shared self-assessment is taken back before it is changed."""
    return _unless(not context.review.own.shared, "already_shared", "self")


def self_expected(context: ReviewContext) -> Conflict | None:
    """HR has not decided to go on without the self-assessment."""
    given_up = context.review.own.state is SideState.NOT_PROVIDED
    return _unless(not given_up, "not_provided")


def self_written(context: ReviewContext) -> Conflict | None:
    """There is a draft that can be shared for its author."""
    return _unless(context.review.own.written, "nothing_written", "self")


def self_shared(context: ReviewContext) -> Conflict | None:
    """It is shared now."""
    return _unless(context.review.own.shared, "not_shared", "self")


def manager_not_shared(context: ReviewContext) -> Conflict | None:
    """It is not shared now."""
    return _unless(not context.review.manager.shared, "already_shared", "manager")


def manager_written(context: ReviewContext) -> Conflict | None:
    """Something has been written."""
    return _unless(context.review.manager.written, "nothing_written", "manager")


def manager_shared(context: ReviewContext) -> Conflict | None:
    """It is shared now."""
    return _unless(context.review.manager.shared, "not_shared", "manager")


def manager_editable(context: ReviewContext) -> Conflict | None:
    """A draft until its deadline; what is shared until someone signs."""
    return None if context.review.manager.shared else manager_in_time(context)


def share_from_reached(context: ReviewContext) -> Conflict | None:
    """In a calibration cycle nothing is shared before the share-from date."""
    reached = context.review.share_from is None or context.now >= context.review.share_from
    return _unless(reached, "before_share_from")


def done_box_on(context: ReviewContext) -> Conflict | None:
    """Return whether the cycle has the done box."""
    return _unless(context.cycle.options.done_box, "done_box_off")


def not_done(context: ReviewContext) -> Conflict | None:
    """Return whether the box is not ticked."""
    return _unless(not context.review.done, "already_done")


def is_done(context: ReviewContext) -> Conflict | None:
    """Return whether the box is ticked."""
    return _unless(context.review.done, "not_done")


def contribution_not_done(context: ReviewContext) -> Conflict | None:
    """Return whether the contributor has not said that they are done."""
    return _unless(not _contributed(context), "already_done", "contribution")


def contribution_done(context: ReviewContext) -> Conflict | None:
    """Return whether the contributor has said that they are done."""
    return _unless(_contributed(context), "not_done", "contribution")


def _contributed(context: ReviewContext) -> bool:
    found = context.review.contributor(context.actor.id)
    return found is not None and found.done


def both_shared(context: ReviewContext) -> Conflict | None:
    """Signing needs both sides; what it says must not tell a reviewee what the manager side is doing."""
    return _unless(context.review.signable, "not_both_shared")


def reviewee_unsigned(context: ReviewContext) -> Conflict | None:
    """Return whether the reviewee's signature is still open."""
    return _unless(not context.review.signed_by(Party.REVIEWEE), "already_signed")


def reviewer_unsigned(context: ReviewContext) -> Conflict | None:
    """Return whether the reviewer's signature is still open."""
    return _unless(not context.review.signed_by(Party.REVIEWER), "already_signed")


def sign_by_passed(context: ReviewContext) -> Conflict | None:
    """Return whether the sign-by date is over."""
    passed = context.now >= context.review.deadlines.sign.at
    return _unless(passed, "before_sign_by")


def calibrating(context: ReviewContext) -> Conflict | None:
    """Return whether the cycle is calibrated and has ratings."""
    options = context.cycle.options
    if options.ratings is None:
        return Conflict("ratings_off")
    return _unless(options.calibration, "not_calibrated")


def notes_on(context: ReviewContext) -> Conflict | None:
    """Return whether the cycle has private notes."""
    return _unless(context.cycle.options.private_notes, "notes_off")


def somebody_to_nudge(context: ReviewContext) -> Conflict | None:
    """Someone whom the actor may nudge has an open task."""
    return _unless(bool(nudgeable(context)), "no_open_task")
