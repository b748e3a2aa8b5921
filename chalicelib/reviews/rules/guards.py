"""The guards of the table of actions: each says why something cannot be done now, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.cycles.rules import CycleState
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.policy import ActorKind
from chalicelib.reviews.rules.case import Case
from chalicelib.reviews.rules.model import Party, SideName, SideState, State
from chalicelib.reviews.rules.tasks import nudgeable

Guard = Callable[[Case], Conflict | None]

_GONE = {
    CycleState.CLOSED: "cycle_closed",
    CycleState.ARCHIVED: "cycle_archived",
    CycleState.CANCELLED: "cycle_cancelled",
}
_OVER = {
    State.COMPLETE: "complete",
    State.WITHDRAWN: "withdrawn",
    State.LOCKED: "signed",
}


def _unless(holds: bool, code: str, case: str = "") -> Conflict | None:
    if holds:
        return None
    return Conflict(code, case=case) if case else Conflict(code)


def _conflict(code: str | None) -> Conflict | None:
    return Conflict(code) if code else None


def cycle_kept(case: Case) -> Conflict | None:
    """HR may still put right what is in a closed cycle, not in an archived or cancelled one."""
    state = case.cycle.state
    return None if state is CycleState.CLOSED else _conflict(_GONE.get(state))


def not_archived(case: Case) -> Conflict | None:
    """No one changes anything in an archived cycle; a cancellation that was under way still ends its reviews."""
    over = case.cycle.state is CycleState.ARCHIVED and case.actor.kind is not ActorKind.SYSTEM
    return _conflict(_GONE[CycleState.ARCHIVED] if over else None)


def cycle_runs(case: Case) -> Conflict | None:
    """The cycle is not over, by its state or by its dates."""
    over = case.now >= case.review.closes_at
    return _conflict(_GONE.get(case.cycle.state) or (_GONE[CycleState.CLOSED] if over else None))


def unfinished(case: Case) -> Conflict | None:
    """Neither complete nor withdrawn, whatever the cycle's dates say."""
    over = case.review.state in {State.COMPLETE, State.WITHDRAWN}
    return _conflict(_OVER[case.review.state] if over else None)


def pending(case: Case) -> Conflict | None:
    """Not finished: scheduled, open or locked, in a cycle that runs."""
    return cycle_runs(case) or unfinished(case)


def unsigned(case: Case) -> Conflict | None:
    """Not finished and no one has signed; its day may be still to come."""
    return cycle_runs(case) or _conflict(_OVER.get(case.review.state))


def reviewer_open(case: Case) -> Conflict | None:
    """Not finished, and the reviewer has not signed: someone else can still take over."""
    signed = case.review.signed_by(Party.REVIEWER)
    return pending(case) or _unless(not signed, "signed", "reviewer")


def begun(case: Case) -> Conflict | None:
    """Not finished, and its day has come."""
    scheduled = case.review.state_at(case.now) is State.SCHEDULED
    return pending(case) or _unless(not scheduled, "not_open_yet")


def opened(case: Case) -> Conflict | None:
    """Open: its day has come and no one has signed."""
    return unsigned(case) or begun(case)


def finished(case: Case) -> Conflict | None:
    """Someone signed, or HR completed it: there is something to reopen."""
    over = case.review.state in {State.LOCKED, State.COMPLETE}
    return not_withdrawn(case) or _unless(over, "not_signed")


def not_withdrawn(case: Case) -> Conflict | None:
    """Not withdrawn."""
    return _conflict(_OVER[State.WITHDRAWN] if case.review.state is State.WITHDRAWN else None)


def self_in_time(case: Case) -> Conflict | None:
    """The deadline of the self-assessment, grace and extension included, is still to come."""
    return _in_time(case, SideName.SELF)


def manager_in_time(case: Case) -> Conflict | None:
    """The deadline of the manager side, grace and extension included, is still to come."""
    return _in_time(case, SideName.MANAGER)


def _in_time(case: Case, side: SideName) -> Conflict | None:
    in_time = case.now < case.review.deadlines.of(side).locks_at
    return _unless(in_time, "deadline_passed")


def self_not_shared(case: Case) -> Conflict | None:
    """A shared self-assessment is taken back before it is changed."""
    return _unless(not case.review.own.shared, "already_shared", "self")


def self_expected(case: Case) -> Conflict | None:
    """HR has not decided to go on without the self-assessment."""
    given_up = case.review.own.state is SideState.NOT_PROVIDED
    return _unless(not given_up, "not_provided")


def self_written(case: Case) -> Conflict | None:
    """There is a draft that can be shared for its author."""
    return _unless(case.review.own.written, "nothing_written", "self")


def self_shared(case: Case) -> Conflict | None:
    """It is shared now."""
    return _unless(case.review.own.shared, "not_shared", "self")


def manager_not_shared(case: Case) -> Conflict | None:
    """It is not shared now."""
    return _unless(not case.review.manager.shared, "already_shared", "manager")


def manager_written(case: Case) -> Conflict | None:
    """Something has been written."""
    return _unless(case.review.manager.written, "nothing_written", "manager")


def manager_shared(case: Case) -> Conflict | None:
    """It is shared now."""
    return _unless(case.review.manager.shared, "not_shared", "manager")


def manager_editable(case: Case) -> Conflict | None:
    """A draft until its deadline; what is shared until someone signs."""
    return None if case.review.manager.shared else manager_in_time(case)


def share_from_reached(case: Case) -> Conflict | None:
    """In a calibration cycle nothing is shared before the share-from date."""
    reached = case.review.share_from is None or case.now >= case.review.share_from
    return _unless(reached, "before_share_from")


def done_box_on(case: Case) -> Conflict | None:
    """The cycle has the done box."""
    return _unless(case.cycle.options.done_box, "done_box_off")


def not_done(case: Case) -> Conflict | None:
    """The box is not ticked."""
    return _unless(not case.review.done, "already_done")


def is_done(case: Case) -> Conflict | None:
    """The box is ticked."""
    return _unless(case.review.done, "not_done")


def contribution_not_done(case: Case) -> Conflict | None:
    """The contributor has not said that they are done."""
    return _unless(not _contributed(case), "already_done", "contribution")


def contribution_done(case: Case) -> Conflict | None:
    """The contributor has said that they are done."""
    return _unless(_contributed(case), "not_done", "contribution")


def _contributed(case: Case) -> bool:
    found = case.review.contributor(case.actor.id)
    return found is not None and found.done


def both_shared(case: Case) -> Conflict | None:
    """Signing needs both sides; what it says must not tell a reviewee what the manager side is doing."""
    return _unless(case.review.signable, "not_both_shared")


def reviewee_unsigned(case: Case) -> Conflict | None:
    """The reviewee's signature is still open."""
    return _unless(not case.review.signed_by(Party.REVIEWEE), "already_signed")


def reviewer_unsigned(case: Case) -> Conflict | None:
    """The reviewer's signature is still open."""
    return _unless(not case.review.signed_by(Party.REVIEWER), "already_signed")


def sign_by_passed(case: Case) -> Conflict | None:
    """The sign-by date is over."""
    passed = case.now >= case.review.deadlines.sign.at
    return _unless(passed, "before_sign_by")


def calibrating(case: Case) -> Conflict | None:
    """The cycle is calibrated and has ratings."""
    options = case.cycle.options
    if options.ratings is None:
        return Conflict("ratings_off")
    return _unless(options.calibration, "not_calibrated")


def notes_on(case: Case) -> Conflict | None:
    """The cycle has private notes."""
    return _unless(case.cycle.options.private_notes, "notes_off")


def somebody_to_nudge(case: Case) -> Conflict | None:
    """Someone whom the actor may nudge has an open task."""
    return _unless(bool(nudgeable(case)), "no_open_task")
