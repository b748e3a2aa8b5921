"""The company's zones changed: whose zone follows from them moves, page by page; one that was given stays."""

from chalicelib.audit import actions as audit
from chalicelib.company import actions as company
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.table import ABSENT, Changes
from chalicelib.people import store
from chalicelib.people.actions.changing import consequences, recorded
from chalicelib.people.rules import Person, Status
from chalicelib.people.rules.zones import ZoneRules, was_given
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.actions import Turn
from chalicelib.timetable.rules import Work

_PAGE = 50


def rezone(turn: Turn, item: Work) -> str | None:
    """The next page of everyone who works here; twice does no harm."""
    rules = ZoneRules.of(company.load(turn.reads))
    page = store.everybody(turn.reads, status=Status.ACTIVE, limit=_PAGE, after=item.cursor)
    people = store.find(turn.reads, [store.person_of(row).id for row in page.rows])
    for person in people.values():
        moved = None if was_given(person) else rules.derived(person)
        if moved is not None and moved.time_zone != person.time_zone:
            _write(turn, person, moved)
    return page.after


def _write(turn: Turn, old: Person, wanted: Person) -> None:
    changes = Changes(new_id(turn.now))
    new = store.write(changes, old, wanted)
    follows = consequences(old, new, turn.now)
    changes.put_all(timetable.rows(follows))
    changes.put_all(audit.rows(turn.now, [recorded(SYSTEM, "person_changed", old, new, bulk=True)]), ABSENT)
    turn.runtime.table.commit(changes)
    timetable.send_now(turn.runtime.queue, *follows)
