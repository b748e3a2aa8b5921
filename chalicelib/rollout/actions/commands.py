"""Commands for a cycle as a whole: written as work, done review by review."""

from collections.abc import Iterable
from datetime import date, datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.cycles import actions as cycles
from chalicelib.cycles.rules import Cycle, Run, WorkKind
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.reviews.actions.loading import Command
from chalicelib.rollout.actions.oversight import Progress
from chalicelib.rollout.store.launch_results import Result
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job


def of_cycle(by: Command) -> cycles.Command:
    """Return the same command for the actions of cycles."""
    return cycles.Command(reads=by.reads, changes=by.changes, actor=by.actor, now=by.now)


def begun(cycle: Cycle) -> Progress:
    """Return the progress of a launch that has just begun."""
    return Progress(cycle=cycle, result=Result(), tally=None)


COMMANDS = {
    WorkKind.NUDGE_ALL: "nudge",
    WorkKind.SHARE_ALL: "share",
    WorkKind.EXTEND_ALL: "extend",
    WorkKind.NUDGE_TEAM: "nudge",
}


def begun_run(by: Command, run_id: str, kind: WorkKind, cycle_id: str = "") -> Run:
    """Put a run into the transaction of the command that begins it."""
    run = Run(id=run_id, command=COMMANDS[kind], by=by.actor.id, begun_at=by.now, cycle_id=cycle_id)
    cycles.begin_run(by.changes, run)
    return run


def for_team(by: Command, run_id: str, review_ids: Iterable[str]) -> tuple[Run, PlannedJob]:
    """Write down that those with an open task in these reviews are to be nudged."""
    run = begun_run(by, run_id, WorkKind.NUDGE_TEAM)
    ids = ",".join(dict.fromkeys(review_ids))
    asked = planned_job(WorkKind.NUDGE_TEAM, by.now, run.id, by=by.actor.id, run=run.id, review_ids=ids)
    by.changes.put_all(timetable.rows([asked]))
    by.reads.table.commit(by.changes)
    return run, asked


def for_all(by: Command, cycle: Cycle, run_id: str, kind: WorkKind, **params: str) -> tuple[Run, PlannedJob]:
    """Write down what is to be done with all reviews of a cycle, or with those of the people named."""
    run = begun_run(by, run_id, kind, cycle.id)
    asked = planned_job(kind, by.now, cycle.id, run.id, cycle_id=cycle.id, by=by.actor.id, run=run.id, **params)
    told = {name: value for name, value in params.items() if name != "person_ids"}
    entry = trail.of(by.actor, kind, subject_id=cycle.id, object_kind="cycle", object_id=cycle.id, detail=told)
    by.changes.put_all(timetable.rows([asked]))
    by.changes.put_all(audit.rows(by.now, [entry]))
    by.reads.table.commit(by.changes)
    return run, asked


def check_extension(cycle: Cycle, until: date, now: datetime) -> None:
    """Refuse what no review could be given."""
    if until < now.date():
        raise Invalid([FieldError("/until", fault("in_the_past"))])
    if until > cycle.timeline.closes_on:
        raise Invalid([FieldError("/until", fault("after_closing"))])
