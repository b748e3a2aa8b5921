"""What can be done with a cycle as a whole; what it does to its reviews is done by the reviews."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.cycles import rules, store, views
from chalicelib.cycles.rules import Cycle, CycleState, Run, WorkKind
from chalicelib.cycles.views import CycleItem as CycleItem  # noqa: PLC0414 - what lists of others build on
from chalicelib.kernel import richtext
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, Reads, Row
from chalicelib.people import actions as people
from chalicelib.questionnaires import actions as questionnaires
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job

_MOST_CYCLES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Who does it, when, with what has been read, and the transaction that it fills."""

    reads: Reads
    changes: Changes
    actor: Actor
    now: datetime


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


def running(reads: Reads) -> list[Cycle]:
    """Return the cycles that run now, of the newest hundred."""
    found = store.newest(reads, limit=_MOST_CYCLES, after=None)
    return [cycle for cycle in map(store.cycle_of, found.rows) if rules.running(cycle)]


def begin_run(changes: Changes, run: Run) -> None:
    """Put a new run into the transaction of its command."""
    store.put_run(changes, run, ABSENT)


def put_run(changes: Changes, run: Run) -> None:
    """Put the next version of a run into the transaction of a page of it."""
    store.put_run(changes, run, run.version - 1)


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


def create(by: Command, draft: Cycle) -> Cycle:
    """Write a new draft."""
    cycle = _cleaned(draft)
    rules.check(cycle)
    questionnaires.use(by.reads, by.changes, cycle.questionnaire_id)
    _check_people(by.reads, cycle.participants.person_ids)
    _check_contacts(by.reads, cycle)
    store.put(by.changes, cycle, ABSENT, roster=True)
    _record(by, cycle, "cycle_created")
    by.reads.table.commit(by.changes)
    return cycle


def change(by: Command, old: Cycle, wanted: Cycle, *, confirm_past: bool = False) -> tuple[Cycle, list[PlannedJob]]:
    """Write what is changed of `old`; answer the new version and the work that follows at once."""
    cycle = rules.patch(old, _cleaned(wanted), by.now, confirm_past=confirm_past)
    if cycle.questionnaire_id != old.questionnaire_id:
        questionnaires.use(by.reads, by.changes, cycle.questionnaire_id)
    if cycle.participants != old.participants:
        _check_people(by.reads, cycle.participants.person_ids)
    if cycle.options.hr_contacts != old.options.hr_contacts:
        _check_contacts(by.reads, cycle)
    follows = []
    if old.state is not CycleState.DRAFT and rules.reschedules(old, cycle):
        run = Run(id=new_id(by.now), command="move_dates", by=by.actor.id, begun_at=by.now, cycle_id=cycle.id)
        begin_run(by.changes, run)
        follows = [_redate(cycle, by.now, _moved(old, cycle), run.id)]
    changed = ", ".join(name for name in _NAMED if getattr(old, name) != getattr(cycle, name))
    return _store(by, cycle, "cycle_changed", follows, roster=True, fields=changed), follows


_NAMED = ("name", "questionnaire_id", "participants", "timeline", "options", "instructions")


def launch(by: Command, cycle_id: str) -> tuple[Cycle, list[PlannedJob]]:
    """Begin a launch. Asked again while it goes on or after it, nothing happens, and that is no fault."""
    cycle = load_whole(by.reads, cycle_id)
    if rules.running(cycle):
        return cycle, []
    cycle = rules.launch(cycle, by.now, by.actor.id if by.actor.is_person else None)
    questionnaires.use(by.reads, by.changes, cycle.questionnaire_id)
    follows = [planned_job(WorkKind.LAUNCH, by.now, cycle.id, cycle_id=cycle.id, by=by.actor.id)]
    return _store(by, cycle, "cycle_launched", follows), follows


def cancel(by: Command, cycle_id: str) -> tuple[Cycle, list[PlannedJob]]:
    """Cancel: no timer fires anymore, open reviews are withdrawn, what was written stays with its authors."""
    old = load(by.reads, cycle_id)
    if old.state is CycleState.CANCELLED:
        return old, []
    cycle = rules.end(old, CycleState.CANCELLED, by.now)
    begun = old.state is not CycleState.DRAFT
    follows = [planned_job(WorkKind.CANCEL, by.now, cycle.id, cycle_id=cycle.id, by=by.actor.id)] if begun else []
    return _store(by, cycle, "cycle_cancelled", follows), follows


def close(by: Command, cycle_id: str) -> tuple[Cycle, list[PlannedJob]]:
    """End a running cycle: its reviews stay as they are, and ask nothing of anybody anymore."""
    old = load(by.reads, cycle_id)
    if old.state is CycleState.CLOSED:
        return old, []
    cycle = rules.end(old, CycleState.CLOSED, by.now)
    follows = [_redate(cycle, by.now, ())]
    return _store(by, cycle, "cycle_closed", follows), follows


def archive(by: Command, cycle_id: str) -> Cycle:
    """Put an ended cycle away."""
    cycle = load(by.reads, cycle_id)
    if cycle.state is CycleState.ARCHIVED:
        return cycle
    return _store(by, rules.end(cycle, CycleState.ARCHIVED, by.now), "cycle_archived", [])


def _moved(old: Cycle, cycle: Cycle) -> list[str]:
    opening = ["opens_on"] if "opens_on" in rules.moved_dates(old.timeline, cycle.timeline) else []
    return [*opening, *rules.moved_stages(old.timeline, cycle.timeline)]


def _redate(cycle: Cycle, now: datetime, moved: Iterable[str], run: str = "") -> PlannedJob:
    """Return the work that carries moved dates into the reviews and the timetable, and tells those outstanding."""
    ref = (cycle.id, str(cycle.version))
    return planned_job(WorkKind.REDATE, now, *ref, cycle_id=cycle.id, moved=",".join(moved), run=run)


def copy(by: Command, source: Cycle, copied: Cycle) -> Cycle:
    """Write `copied`, a draft made from `source`."""
    rules.check(copied)
    questionnaires.use(by.reads, by.changes, copied.questionnaire_id)
    store.put(by.changes, copied, ABSENT, roster=True)
    _record(by, copied, "cycle_copied", source=source.id)
    by.reads.table.commit(by.changes)
    return copied


def add_to_draft(by: Command, cycle: Cycle, person_ids: list[str]) -> Cycle:
    """Add people to a cycle that is not launched yet."""
    _check_people(by.reads, person_ids)
    wanted = replace(cycle, participants=rules.add(cycle.participants, person_ids))
    return change(by, cycle, wanted)[0]


def remove_from_draft(by: Command, cycle: Cycle, person_id: str) -> Cycle:
    """Leave someone out of a cycle that is not launched yet."""
    wanted = replace(cycle, participants=rules.remove(cycle.participants, person_id))
    return change(by, cycle, wanted)[0]


def advance(changes: Changes, cycle: Cycle) -> None:
    """Put the next version of a cycle into someone else's transaction."""
    store.put(changes, cycle, cycle.version - 1)


def _store(
    by: Command,
    cycle: Cycle,
    action: str,
    follows: Iterable[PlannedJob],
    *,
    roster: bool = False,
    **detail: str,
) -> Cycle:
    store.put(by.changes, cycle, cycle.version - 1, roster=roster)
    by.changes.put_all(timetable.rows(follows))
    _record(by, cycle, action, **detail)
    by.reads.table.commit(by.changes)
    return cycle


def _record(by: Command, cycle: Cycle, action: str, **detail: str) -> None:
    entry = trail.of(
        by.actor, action, subject_id=cycle.id, object_kind="cycle", object_id=cycle.id, detail=dict(detail)
    )
    by.changes.put_all(audit.rows(by.now, [entry]))


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
