"""The company's zones changed: whose zone follows from them moves, page by page; one that was given stays."""

from chalicelib.audit import actions as audit
from chalicelib.company import actions as company
from chalicelib.company.jobs import Rezone
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage.table import ABSENT, Changes
from chalicelib.people import store
from chalicelib.people.actions.changing import recorded
from chalicelib.people.actions.person_changes import consequences
from chalicelib.people.rules import Person, Status
from chalicelib.people.rules.zones import ZoneRules, was_given
from chalicelib.timetable import actions as timetable

_PAGE = 50


def rezone(context: JobContext, _params: Rezone) -> str | None:
    """The next page of everyone who works here; twice does no harm."""
    rules = ZoneRules.of(company.load(context.reads))
    page = store.everybody(context.reads, status=Status.ACTIVE, limit=_PAGE, after=context.cursor)
    people = store.find(context.reads, [store.person_of(row).id for row in page.rows])
    for person in people.values():
        moved = None if was_given(person) else rules.derived(person)
        if moved is not None and moved.time_zone != person.time_zone:
            _write(context, person, moved)
    return page.after


def _write(context: JobContext, old: Person, wanted: Person) -> None:
    changes = Changes(new_id(context.now))
    new = store.write(changes, old, wanted)
    follows = consequences(old, new, context.now)
    changes.put_all(timetable.rows(follows))
    changes.put_all(audit.rows(context.now, [recorded(SYSTEM, "person_changed", old, new, bulk=True)]), ABSENT)
    context.runtime.table.commit(changes)
    timetable.send_now(context.runtime.queue, *follows)
