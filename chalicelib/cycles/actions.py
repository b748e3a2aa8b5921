"""A cycle's plan and options: set up, read, changed, copied, put away. What is done to its reviews is the rollout's."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.cycles import rules, store, views
from chalicelib.cycles.jobs import MOVE_DATES, MoveDates
from chalicelib.cycles.rules import Cycle, CycleState, Participants, Run, RunCommand
from chalicelib.cycles.views import CycleItem as CycleItem  # noqa: PLC0414 - what lists of others build on
from chalicelib.cycles.views import CycleView as CycleView  # noqa: PLC0414 - what others answer, too
from chalicelib.kernel import richtext
from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Key, Reads, Row
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, PersonStatus, name_order
from chalicelib.questionnaires import actions as questionnaires

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import Erased

_MOST_CYCLES = 100


def cycle_key(cycle_id: str) -> Key:
    """Return the key of a cycle, to be read together with something else."""
    return store.key(cycle_id)


def keys(path: Mapping[str, str]) -> tuple[Key, ...]:
    """Return the keys of a whole cycle, for a route that reads them together with the identity."""
    return store.key(path["cycle_id"]), store.roster_key(path["cycle_id"])


def cycle_of(stored: Row) -> Cycle:
    """Return the cycle of its row (without the lists of people)."""
    return store.cycle_of(stored)


def load(reads: Reads, cycle_id: str) -> Cycle:
    """Return a cycle without its lists of people."""
    key = store.key(cycle_id)
    stored = reads.fetch(key).get(key)
    if stored is None:
        raise NotFound
    return store.cycle_of(stored)


def load_whole(reads: Reads, cycle_id: str) -> Cycle:
    """Return a cycle with its lists of people."""
    key, roster = store.key(cycle_id), store.roster_key(cycle_id)
    found = reads.fetch(key, roster)
    if key not in found:
        raise NotFound
    return store.cycle_of(found[key], found.get(roster))


def page(reads: Reads, *, limit: int, after: str | None) -> tuple[list[Cycle], str | None]:
    """Return one page of cycles, newest first."""
    found = store.newest(reads, limit=limit, after=after)
    return [store.cycle_of(stored) for stored in found.rows], found.after


def item(cycle: Cycle, now: datetime) -> CycleItem:
    """Return a cycle as a line of a list."""
    return views.item(cycle, now)


def view(cycle: Cycle, actor: Actor, now: datetime) -> CycleView:
    """Return a cycle as HR and its systems see it."""
    return views.view(cycle, actor, now)


def running(reads: Reads) -> list[Cycle]:
    """Return the cycles that run now, of the newest hundred."""
    found = store.newest(reads, limit=_MOST_CYCLES, after=None)
    return [cycle for cycle in map(store.cycle_of, found.rows) if rules.running(cycle)]


def begin_run(command: Command, name: RunCommand, cycle_id: str = "") -> Run:
    """Begin a run called `name`: something that is done to many reviews, one by one."""
    run = Run(id=new_id(command.now), command=name, by=command.actor.id, begun_at=command.now, cycle_id=cycle_id)
    store.put_run(command.changes, run, ABSENT)
    return run


def put_run(command: Command, run: Run) -> None:
    """Put the next version of a run into the transaction of a page of it."""
    store.put_run(command.changes, run, run.version - 1)


def run_key(run_id: str) -> Key:
    """Return the key of a run, to be read together with something else."""
    return store.run_key(run_id)


def find_run(reads: Reads, run_id: str) -> Run:
    """Return how far a run is."""
    key = store.run_key(run_id)
    stored = reads.fetch(key).get(key)
    if stored is None:
        raise NotFound
    return store.run_of(stored)


def create(command: Command, draft: Cycle) -> Cycle:
    """Write a new draft."""
    cycle = _cleaned(draft)
    rules.check(cycle)
    questionnaires.use(command, cycle.questionnaire_id)
    _check_people(command.reads, cycle.participants.person_ids)
    _check_contacts(command.reads, cycle)
    store.put(command.changes, cycle, ABSENT, roster=True)
    _record(command, cycle, "cycle_created")
    return cycle


def change(command: Command, old: Cycle, wanted: Cycle, *, confirm_past: bool = False) -> tuple[Cycle, Run | None]:
    """Write what is changed of `old`; return the new version, and the run that carries moved dates into its reviews."""
    cycle = rules.patch(old, _cleaned(wanted), command.now, confirm_past=confirm_past)
    if cycle.questionnaire_id != old.questionnaire_id:
        questionnaires.use(command, cycle.questionnaire_id)
    if cycle.participants != old.participants:
        _check_people(command.reads, cycle.participants.person_ids)
    if cycle.options.hr_contacts != old.options.hr_contacts:
        _check_contacts(command.reads, cycle)
    moves = old.state is not CycleState.DRAFT and rules.reschedules(old, cycle)
    run = _move_dates(command, old, cycle) if moves else None
    changed = ", ".join(name for name in _NAMED if getattr(old, name) != getattr(cycle, name))
    return save(command, cycle, "cycle_changed", roster=True, fields=changed), run


_NAMED = ("name", "questionnaire_id", "participants", "timeline", "options", "instructions")


def archive(command: Command, cycle_id: str) -> Cycle:
    """Put an ended cycle away."""
    cycle = load(command.reads, cycle_id)
    if cycle.state is CycleState.ARCHIVED:
        return cycle
    return save(command, rules.end(cycle, CycleState.ARCHIVED, command.now), "cycle_archived")


def _moved(old: Cycle, cycle: Cycle) -> list[str]:
    opening = ["opens_on"] if "opens_on" in rules.moved_dates(old.timeline, cycle.timeline) else []
    return [*opening, *rules.moved_stages(old.timeline, cycle.timeline)]


def _move_dates(command: Command, old: Cycle, cycle: Cycle) -> Run:
    """Plan the job that carries moved dates into the reviews and the timetable, and tells those outstanding."""
    run = begin_run(command, "move_dates", cycle.id)
    moved = tuple(_moved(old, cycle))
    command.plan(at(command.now, MOVE_DATES, MoveDates(cycle_id=cycle.id, run_id=run.id, moved=moved)))
    return run


def copy(command: Command, source: Cycle, copied: Cycle) -> Cycle:
    """Write `copied`, a draft made from `source`."""
    rules.check(copied)
    questionnaires.use(command, copied.questionnaire_id)
    store.put(command.changes, copied, ABSENT, roster=True)
    _record(command, copied, "cycle_copied", source=source.id)
    return copied


def add_to_draft(command: Command, cycle: Cycle, person_ids: list[str]) -> Cycle:
    """Add people to a cycle that is not launched yet."""
    _check_people(command.reads, person_ids)
    wanted = replace(cycle, participants=rules.add(cycle.participants, person_ids))
    return change(command, cycle, wanted)[0]


def remove_from_draft(command: Command, cycle: Cycle, person_id: str) -> Cycle:
    """Leave someone out of a cycle that is not launched yet."""
    wanted = replace(cycle, participants=rules.remove(cycle.participants, person_id))
    return change(command, cycle, wanted)[0]


def advance(command: Command, cycle: Cycle) -> None:
    """Put the next version of a cycle into the transaction of what follows from something else."""
    store.put(command.changes, cycle, cycle.version - 1)


def save(command: Command, cycle: Cycle, action: str, *, roster: bool = False, **detail: str) -> Cycle:
    """Put the next version of a cycle, and what was done to it for the audit trail."""
    store.put(command.changes, cycle, cycle.version - 1, roster=roster)
    _record(command, cycle, action, **detail)
    return cycle


def _record(command: Command, cycle: Cycle, action: str, **detail: str) -> None:
    entry = trail.of(
        command.actor, action, subject_id=cycle.id, object_kind="cycle", object_id=cycle.id, detail=dict(detail)
    )
    audit.record(command, entry)


def _cleaned(cycle: Cycle) -> Cycle:
    return replace(cycle, name=cycle.name.strip(), instructions=richtext.clean(cycle.instructions))


def _check_people(reads: Reads, ids: Iterable[str]) -> None:
    listed = list(ids)
    known = people.find(reads, listed) if listed else {}
    rules.check_known("/participants/person_ids", listed, known.__contains__)


def _check_contacts(reads: Reads, cycle: Cycle) -> None:
    ids = cycle.options.hr_contacts
    working = {one.id for one in people.find(reads, ids).values() if one.active} if ids else set()
    rules.check_known("/options/hr_contacts", ids, working.__contains__)


def chosen(reads: Reads, wanted: Participants) -> tuple[list[Person], list[Person]]:
    """Return whom a choice of participants means, by name, and everyone who works here."""
    everybody = list(people.everybody(reads, PersonStatus.ACTIVE))
    return sorted((one for one in everybody if rules.takes_part(wanted, one)), key=name_order), everybody


def forget(command: Command, row: Row, erased: "Erased") -> None:
    """Take somebody who is erased off a cycle's lists: of who takes part, and of whom to ask."""
    from chalicelib.kernel.erasure import rewrite, without_id

    rewrite(command, row, without_id(decode(row.body, object), erased.person_id))
