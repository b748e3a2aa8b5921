"""The directory's file comes in: planned as a whole, kept safe, then written page by page, each page once.

Nothing is written while a row has a problem. Once the plan is stored it will be carried out: up to `INLINE`
changes while the caller waits, more than that by the queue; what dies in between is taken up by the timetable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.company import actions as company
from chalicelib.company.jobs import INVITE_EVERYONE, InviteEveryone
from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode
from chalicelib.kernel.errors import Conflict, Fault, FieldError, Invalid, NotFound, fault
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Raced, Reads, Table
from chalicelib.people import store
from chalicelib.people.actions import accounts, notices, reading
from chalicelib.people.actions.changing import ROOM, Command, recorded
from chalicelib.people.actions.person_changes import consequences
from chalicelib.people.rules import Person, Ref, ref
from chalicelib.people.rules.changes import laid_over, overtaken
from chalicelib.people.rules.columns import FIELDS
from chalicelib.people.rules.csv_reader import MAX_ROWS, How, read_sheet
from chalicelib.people.rules.decoding import charset_of
from chalicelib.people.rules.held import line_of
from chalicelib.people.rules.import_plan import plan_import
from chalicelib.people.rules.imports import (
    INLINE,
    MAX_BYTES,
    MAX_UPLOAD_BYTES,
    MAX_UPLOAD_ROWS,
    PAGE,
    Column,
    ImportProblem,
    ImportRun,
    ImportState,
    ImportSummary,
    Lock,
    Shift,
)
from chalicelib.people.rules.plans import ImportTerms, Plan
from chalicelib.people.rules.zones import ZoneRules
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import leased, planned_job

IMPORT = "import_people"
_ATTEMPTS = 4
_LISTED = 1_000
_CHOSEN = 300
MOST_MISSING = 10_000
"""Of those who are missing from the file, named in the answer: it has an end, as any answer has."""


def refused(problems: Sequence[ImportProblem], columns: Sequence[Column] = ()) -> Invalid:
    """The refusal of a file with problems; nothing was written."""
    errors = [FieldError(f"/{p.row}{p.pointer}", Fault(p.code, p.params)) for p in problems]
    return Invalid(errors, "import_refused", problems, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What an import is asked to do."""

    data: bytes
    deactivate_missing: bool = False
    reuse_addresses: bool = False
    confirm_leaving: int | None = None
    content_type: str = ""
    dates: str = ""
    columns: str | None = None
    large: bool = False


def plan(reads: Reads, actor: Actor, asked: ImportRequest, now: datetime) -> Plan:
    """What the file would change; reads the whole directory, writes nothing."""
    reads.fetch(company.COMPANY_KEY, store.COLUMNS)
    chosen = chosen_fields(reads, asked.columns)
    how = How(
        today=now.date(),
        charset=charset_of(asked.content_type),
        dates=asked.dates,
        chosen=chosen,
        max_bytes=MAX_UPLOAD_BYTES if asked.large else MAX_BYTES,
        max_rows=MAX_UPLOAD_ROWS if asked.large else MAX_ROWS,
    )
    sheet = read_sheet(asked.data, how)
    terms = ImportTerms(
        actor=actor,
        now=now,
        new_id=lambda: new_id(now),
        deactivate_missing=asked.deactivate_missing,
        reuse_addresses=asked.reuse_addresses,
        confirm_leaving=asked.confirm_leaving,
        zones=ZoneRules.of(company.load(reads)),
    )
    found = plan_import(sheet, reading.everybody(reads), terms)
    shown = replace(found, problems=_shortened(found.problems), notes=_shortened(found.notes))
    return replace(shown, chosen=chosen if asked.columns is not None else None)


def chosen_fields(reads: Reads, columns: str | None) -> dict[str, str]:
    """What headings hold by choice: as `columns` says now, else as an earlier import was notified."""
    kept: dict[str, str | None] = {**store.chosen_columns(reads)}
    try:
        said = decode(columns, dict[str, str | None]) if columns is not None else {}
    except (msgspec.DecodeError, UnicodeError):
        raise Invalid([FieldError("/columns", fault("columns_form"))]) from None
    wrong = sorted({name for name in said.values() if name and name not in FIELDS})
    if wrong:
        raise Invalid([FieldError("/columns", fault("columns_field", value=wrong[0][:60], fields=FIELDS))])
    merged = {heading: name for heading, name in (kept | said).items() if name is not None}
    if len(merged) > _CHOSEN:
        raise Invalid([FieldError("/columns", fault("too_many", most=_CHOSEN))])
    return merged


def _shortened(problems: Sequence[ImportProblem]) -> tuple[ImportProblem, ...]:
    if len(problems) <= _LISTED:
        return tuple(problems)
    last = problems[_LISTED]
    return (*problems[:_LISTED], replace(last, pointer="", code="more", params={"n": len(problems) - _LISTED}))


def begin(by: Command, planned: Plan, import_id: str) -> tuple[ImportRun, PlannedJob]:
    """Store the plan and the work that carries it out, or refuse: problems, or another import that still runs."""
    if planned.problems:
        raise refused(planned.problems, planned.columns)
    if planned.asks:
        raise Conflict("many_would_leave", n=planned.asks)
    take_lock(by, import_id)
    run = arrange(by, planned, new_run(by, import_id))
    item = work_of(run)
    by.changes.put(store.run_row(run), ABSENT)
    # While the caller waits no one else shall take it up; should the caller die, someone will.
    by.changes.put_all(timetable.rows([item if run.queued else leased(item, by.now)]))
    by.reads.table.commit(by.changes)
    return run, item


def new_run(by: Command, import_id: str) -> ImportRun:
    """An import of which nothing is known yet."""
    return ImportRun(
        id=import_id,
        actor_id=by.actor.id,
        actor_name=by.actor.name,
        actor_kind=by.actor.kind,
        begun_at=by.now,
        created=0,
        updated=0,
        unchanged=0,
        left=0,
        pages=0,
        maker=by.actor.maker,
        accounts=by.accounts,
    )


def take_lock(by: Command, import_id: str) -> None:
    """Put into the transaction that this import runs and no other, or refuse."""
    held = store.lock(by.reads)
    if held is not None and held.holds(by.now):
        raise Conflict("import_running")
    lock = Lock(import_id=import_id, begun_at=by.now, version=held.version + 1 if held else 1)
    by.changes.put(store.lock_row(lock), held.version if held else ABSENT)


def keep_lock(reads: Reads, run: ImportRun, changes: Changes, now: datetime) -> None:
    """Hold the directory for another while: an import that gets on keeps it, one that died lets go."""
    held = store.lock(reads)
    if held is not None and held.import_id == run.id:
        changes.put(store.lock_row(replace(held, begun_at=now, version=held.version + 1)), held.version)


def arrange(by: Command, planned: Plan, run: ImportRun) -> ImportRun:
    """Store the plan, and put what goes with it into the transaction; return the run that will carry it out."""
    shifts = planned.shifts
    run = replace(
        counted(run, planned),
        pages=-(-len(shifts) // PAGE),
        in_order=planned.in_order(shifts, PAGE),
        queued=len(shifts) > INLINE,
        state=ImportState.RUNNING,
        plan=new_id(by.now),
    )
    by.reads.table.put_many(store.plan_rows(run.kept, shifts, said(planned), by.now))
    by.reads.table.put_many([store.held_row(one) for one in planned.held])
    if planned.chosen is not None:
        by.changes.put(store.columns_row(planned.chosen))
    by.changes.put_all(audit.rows(by.now, [_entry(run)]), ABSENT)
    if planned.held:
        admins = reading.hr_admins(by.reads)
        by.changes.put_all(notices.held_rows(by.reads, planned.held, by.actor, admins, by.now))
    return run


def counted(run: ImportRun, planned: Plan) -> ImportRun:
    """The run with what the plan would do."""
    return replace(
        run,
        created=len(planned.created),
        updated=len(planned.updated),
        unchanged=planned.unchanged,
        left=len(planned.left),
        zones=planned.zones,
        rows=planned.rows,
        missing=len(planned.missing),
        asks=planned.asks,
    )


def said(planned: Plan) -> ImportSummary:
    """What an import says of its file."""
    return ImportSummary(
        held=tuple(line_of(one) for one in planned.held),
        missing=tuple(ref(person) for person in planned.missing[:MOST_MISSING]),
        missing_count=len(planned.missing),
        notes=planned.notes,
        columns=planned.columns,
        zones=planned.zones,
        problems=planned.problems,
    )


def work_of(run: ImportRun) -> PlannedJob:
    """The work that carries out an import."""
    return planned_job(IMPORT, run.begun_at, run.id, import_id=run.id)


def _entry(run: ImportRun) -> trail.AuditEntry:
    counts: dict[str, str | int | bool] = {"created": run.created, "updated": run.updated, "left": run.left}
    return trail.of(
        run.actor, "people_imported", subject_id=run.id, object_kind="import", object_id=run.id, detail=counts
    )


def run_of(reads: Reads, import_id: str) -> ImportRun:
    """The import, or NotFound."""
    run = store.find_run(reads, import_id)
    if run is None:
        raise NotFound
    return run


def carry_out(table: Table, run: ImportRun, now: datetime, tell: Callable[[Sequence[PlannedJob]], None]) -> ImportRun:
    """All pages of a stored plan, one after the other; `tell` hears of the work that follows."""
    for page in range(run.pages):
        failed, follows = write_page(table, run, page, now)
        run = replace(run, failed=(*run.failed, *failed))
        tell(follows)
    changes = Changes(new_id(now))
    run = finish(Reads(table), run, changes)
    table.commit(changes)
    return run


def finish(reads: Reads, run: ImportRun, changes: Changes, state: ImportState = ImportState.DONE) -> ImportRun:
    """Put the end of an import into `changes`, and let the next one in."""
    done = replace(run, state=state, version=run.version + 1)
    changes.put(store.run_row(done), run.version)
    held = store.lock(reads)
    if held is not None and held.import_id == run.id:
        free = replace(held, state=ImportState.DONE, version=held.version + 1)
        changes.put(store.lock_row(free), held.version)
    if run.accounts and run.created:
        changes.put_all(timetable.rows([at(run.begun_at, INVITE_EVERYONE, InviteEveryone(cause=run.id))]))
    return done


def write_page(table: Table, run: ImportRun, page: int, now: datetime) -> tuple[list[Ref], list[PlannedJob]]:
    """One page of the plan, in as few transactions as hold it; what is written already is passed over.

    Someone who cannot be written does not stop the others, and is answered by name.
    """
    reads = Reads(table)
    planned = store.plan_page(reads, run.kept, page)
    current = store.find(reads, (shift.new.id for shift in planned))
    late = [shift for shift in planned if overtaken(current.get(shift.new.id), shift.old, shift.new)]
    shifts = [shift for shift in planned if shift not in late]
    admins = reading.hr_admins(reads) if any(_concerns_admins(shift) for shift in shifts) else []
    page_of = _Page(run=run, reads=reads, admins=admins, now=now)
    failed = [ref(shift.new) for shift in late]
    follows: list[PlannedJob] = []
    batch: list[tuple[Shift, Changes, list[PlannedJob]]] = []
    for shift in shifts:
        changes, works = _changes(page_of, shift, current.get(shift.new.id))
        if batch and sum(len(part) for _, part, _ in batch) + len(changes) > ROOM:
            failed += _write(table, page_of, batch)
            batch = []
        if len(changes):
            batch.append((shift, changes, works))
            follows += works
    failed += _write(table, page_of, batch)
    return failed, follows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page of an import as it is written; `admins`: the HR admins, where someone on it concerns them."""

    run: ImportRun
    reads: Reads
    admins: Sequence[Person]
    now: datetime


def _concerns_admins(shift: Shift) -> bool:
    return bool(shift.new.roles) or (shift.old is not None and bool(shift.old.roles))


def _changes(page: _Page, shift: Shift, current: Person | None) -> tuple[Changes, list[PlannedJob]]:
    """What one person's change writes, on what is stored now."""
    now = page.now
    changes = Changes(new_id(now))
    wanted = laid_over(current, shift.old, shift.new)
    if wanted is None:
        return changes, []
    new = store.write(changes, current, wanted)
    follows = consequences(current, new, now)
    if page.run.accounts and current is not None:
        follows += accounts.follows(current, new, now)
    change = notices.PersonChange(old=current, new=new, actor=page.run.actor, admins=page.admins, now=now)
    changes.put_all(notices.rows(change, page.reads))
    changes.put_all(timetable.rows(follows))
    changes.put_all(audit.rows(now, [recorded(page.run.actor, _done(current, new), current, new, bulk=True)]), ABSENT)
    return changes, follows


def _done(old: Person | None, new: Person) -> str:
    """What the trail calls a change of a file."""
    if old is None:
        return "person_created"
    if old.active and not new.active:
        return "person_left"
    gives_up = not new.active and bool(old.email) and not new.email
    return "address_given_up" if gives_up else "person_changed"


def _write(table: Table, page: _Page, batch: Sequence[tuple[Shift, Changes, list[PlannedJob]]]) -> list[Ref]:
    """All of `batch` in one transaction; when someone changed in the meantime, each alone, on what is stored then."""
    together = Changes(new_id(page.now))
    for _, changes, _ in batch:
        together.extend(changes)
    try:
        table.commit(together)
    except Raced:
        alone = (_write_alone(table, page, shift) for shift, _, _ in batch)
        return [one for one in alone if one is not None]
    return []


def _write_alone(table: Table, page: _Page, shift: Shift) -> Ref | None:
    for _ in range(_ATTEMPTS):
        reads = Reads(table)
        current = store.find(reads, [shift.new.id]).get(shift.new.id)
        if overtaken(current, shift.old, shift.new):
            break
        changes, _ = _changes(replace(page, reads=reads), shift, current)
        try:
            table.commit(changes)
        except Raced:
            continue
        return None
    observe.log("person not imported", person=shift.new.id)
    return ref(shift.new)
