"""The company's zones changed: whose zone follows from them moves, page by page; one that was given stays."""

from functools import partial

from chalicelib.audit import actions as audit
from chalicelib.company import actions as company
from chalicelib.company.jobs import Rezone
from chalicelib.kernel.command import Command, JobContext, perform_each
from chalicelib.kernel.policy import SYSTEM
from chalicelib.people.actions import person_changes
from chalicelib.people.actions.edits import entry_of
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.zones import ZoneRules, was_given
from chalicelib.people.store import people as store

_PAGE = 50


def rezone(context: JobContext, _params: Rezone) -> str | None:
    """Return the next page of everyone who works here; twice does no harm. What is broken of one stops no other."""
    rules = ZoneRules.of(company.load(context.reads))
    page = store.everybody(context.reads, status=PersonStatus.ACTIVE, limit=_PAGE, after=context.cursor)
    people = store.find(context.reads, [store.person_of(row).id for row in page.rows])
    elsewhere = [person.id for person in people.values() if _moved(rules, person) is not None]
    perform_each(context, SYSTEM, elsewhere, partial(_rezone, rules))
    return page.after


def _moved(rules: ZoneRules, person: Person) -> Person | None:
    """Return the person in the zone that follows; None where they are there already, or were given one."""
    moved = None if was_given(person) else rules.derived(person)
    return moved if moved is not None and moved.time_zone != person.time_zone else None


def _rezone(rules: ZoneRules, command: Command, person_id: str) -> None:
    old = store.find(command.reads, [person_id])[person_id]
    wanted = _moved(rules, old)
    if wanted is None:
        return
    new = store.write(command.changes, old, wanted)
    person_changes.plan(command, old, new)
    audit.record(command, entry_of(SYSTEM, "person_changed", old, new, bulk=True))
