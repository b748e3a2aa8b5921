"""Commands for a cycle as a whole: written as work, done review by review."""

from datetime import date, datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.cycles import actions as cycles
from chalicelib.cycles.rules import Cycle, WorkKind
from chalicelib.kernel.errors import FieldError, Invalid
from chalicelib.kernel.ids import new_id
from chalicelib.reviews.actions import Command
from chalicelib.reviews.ledger import Result
from chalicelib.reviews.oversight import Progress
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import Work, work


def of_cycle(by: Command) -> cycles.Command:
    """Answer the same command for the actions of cycles."""
    return cycles.Command(reads=by.reads, changes=by.changes, actor=by.actor, now=by.now)


def begun(cycle: Cycle) -> Progress:
    """Answer the progress of a launch that has just begun."""
    return Progress(cycle=cycle, result=Result(), tally=None)


def for_all(by: Command, cycle: Cycle, kind: WorkKind, **params: str) -> Work:
    """Write down what is to be done with all reviews of a cycle, or with those of the people named."""
    asked = work(kind, by.now, cycle.id, new_id(by.now), cycle_id=cycle.id, by=by.actor.id, **params)
    told = {name: value for name, value in params.items() if name != "person_ids"}
    entry = trail.of(by.actor, kind, subject_id=cycle.id, object_kind="cycle", object_id=cycle.id, detail=told)
    by.changes.put_all(timetable.rows([asked]))
    by.changes.put_all(audit.rows(by.now, [entry]))
    by.reads.table.commit(by.changes)
    return asked


def check_extension(cycle: Cycle, until: date, now: datetime) -> None:
    """Refuse what no review could be given."""
    if until < now.date():
        raise Invalid([FieldError("/until", "An extension ends in the future.")])
    if until > cycle.timeline.closes_on:
        raise Invalid([FieldError("/until", "An extension ends before the cycle closes.")])
