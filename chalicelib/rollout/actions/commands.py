"""Commands for a cycle as a whole: launched, ended, and what is done to all of its reviews, one by one, by jobs."""

from collections.abc import Iterable
from datetime import date, datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle, CycleState, Run, RunCommand, Stage
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.jobs import at
from chalicelib.questionnaires import actions as questionnaires
from chalicelib.reviews.rules import SideName
from chalicelib.rollout.jobs import (
    CANCEL_REVIEWS,
    CLOSE_REVIEWS,
    EXTEND_ALL,
    LAUNCH,
    NUDGE_ALL,
    NUDGE_TEAM,
    SHARE_ALL,
    CancelReviews,
    CycleParams,
    ExtendAll,
    Launch,
    NudgeAll,
    NudgeTeam,
    ShareAll,
)
from chalicelib.rollout.rules.launch_results import LaunchResult, Progress


def begun(cycle: Cycle) -> Progress:
    """Return the progress of a cycle that has no reviews yet: a draft, or a launch that has just begun."""
    return Progress(cycle=cycle, result=LaunchResult(), tally=None)


def launch(command: Command, cycle_id: str) -> Progress | None:
    """Begin a launch. Asked again while it goes on or after it, nothing happens, and that is no fault: None."""
    cycle = cycles.load_whole(command.reads, cycle_id)
    if plan.running(cycle):
        return None
    launching = plan.launch(cycle, command.now, command.actor.id if command.actor.is_person else None)
    questionnaires.use(command, launching.questionnaire_id)
    command.plan(at(command.now, LAUNCH, Launch(cycle_id=cycle.id, by=command.actor.id)))
    return begun(cycles.save(command, launching, "cycle_launched"))


def cancel(command: Command, cycle_id: str) -> Cycle:
    """Cancel: no timer fires anymore, open reviews are withdrawn, what was written stays with its authors."""
    old = cycles.load(command.reads, cycle_id)
    if old.state is CycleState.CANCELLED:
        return old
    if old.state is not CycleState.DRAFT:
        command.plan(at(command.now, CANCEL_REVIEWS, CancelReviews(cycle_id=old.id, by=command.actor.id)))
    return cycles.save(command, plan.end(old, CycleState.CANCELLED, command.now), "cycle_cancelled")


def close(command: Command, cycle_id: str) -> Cycle:
    """End a running cycle: its reviews stay as they are, and ask nothing of anybody anymore."""
    old = cycles.load(command.reads, cycle_id)
    if old.state is CycleState.CLOSED:
        return old
    closed = cycles.save(command, plan.end(old, CycleState.CLOSED, command.now), "cycle_closed")
    command.plan(at(command.now, CLOSE_REVIEWS, CycleParams(cycle_id=old.id)))
    return closed


def nudge_team(command: Command, review_ids: Iterable[str]) -> Run:
    """Nudge those with an open task in these reviews."""
    run = cycles.begin_run(command, "nudge")
    ids = tuple(dict.fromkeys(review_ids))
    command.plan(at(command.now, NUDGE_TEAM, NudgeTeam(run_id=run.id, by=command.actor.id, review_ids=ids)))
    return run


def nudge_all(command: Command, cycle: Cycle, person_ids: Iterable[str]) -> Run:
    """Nudge those with an open task in all reviews of a cycle, or in those of the people named."""
    run = _begun(command, cycle, "nudge", "nudge_all")
    command.plan(at(command.now, NUDGE_ALL, NudgeAll(**_about(run), person_ids=_each(person_ids))))
    return run


def share_all(command: Command, cycle: Cycle, side: SideName, person_ids: Iterable[str]) -> Run:
    """Share one side of all reviews of a cycle on behalf of its authors, or of those of the people named."""
    run = _begun(command, cycle, "share", "share_all", side=side)
    command.plan(at(command.now, SHARE_ALL, ShareAll(**_about(run), side=side, person_ids=_each(person_ids))))
    return run


def extend_all(command: Command, cycle: Cycle, side: Stage, until: date, person_ids: Iterable[str]) -> Run:
    """Give all reviews of a cycle more time, or those of the people named."""
    _check_extension(cycle, until, command.now)
    run = _begun(command, cycle, "extend", "extend_all", side=side, until=until.isoformat())
    params = ExtendAll(**_about(run), side=side, until=until, person_ids=_each(person_ids))
    command.plan(at(command.now, EXTEND_ALL, params))
    return run


def _begun(command: Command, cycle: Cycle, name: RunCommand, done: str, **detail: str) -> Run:
    entry = trail.of(command.actor, done, subject_id=cycle.id, object_kind="cycle", object_id=cycle.id, detail=detail)
    audit.record(command, entry)
    return cycles.begin_run(command, name, cycle.id)


def _about(run: Run) -> dict[str, str]:
    return {"cycle_id": run.cycle_id, "run_id": run.id, "by": run.by}


def _each(person_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person_ids))


def _check_extension(cycle: Cycle, until: date, now: datetime) -> None:
    """Refuse what no review could be given."""
    if until < now.date():
        raise Invalid([FieldError("/until", fault("in_the_past"))])
    if until > cycle.timeline.closes_on:
        raise Invalid([FieldError("/until", fault("after_closing"))])
