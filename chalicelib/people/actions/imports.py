"""The directory's file comes in: planned as a whole, kept safe, then written page by page, each page once.

Nothing is written while a row has a problem. Once the plan is stored it will be carried out: up to `INLINE`
changes while the caller waits, more than that by a job, which also takes up what died in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.company import actions as company
from chalicelib.company.jobs import INVITE_EVERYONE, InviteEveryone
from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, Fault, FieldError, Invalid, NotFound, fault
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Reads, Row
from chalicelib.people.actions import directory
from chalicelib.people.jobs import IMPORT, ImportPeople
from chalicelib.people.rules import ref
from chalicelib.people.rules.charsets import charset_of
from chalicelib.people.rules.columns import FIELDS
from chalicelib.people.rules.csv_reader import MAX_ROWS, CsvOptions, read_csv
from chalicelib.people.rules.held import line_of
from chalicelib.people.rules.import_plan import plan_import
from chalicelib.people.rules.imports import (
    INLINE,
    MAX_BYTES,
    MAX_UPLOAD_BYTES,
    MAX_UPLOAD_ROWS,
    PAGE,
    Column,
    ImportLock,
    ImportProblem,
    ImportRun,
    ImportState,
    ImportSummary,
)
from chalicelib.people.rules.plans import ImportTerms, Plan
from chalicelib.people.rules.zones import ZoneRules
from chalicelib.people.store import import_plans, people
from chalicelib.timetable.rules import LEASE

_LISTED = 1_000
_CHOSEN = 300
MOST_MISSING = 10_000
"""Of those who are missing from the file, named in the answer: it has an end, as any answer has."""


def refused(problems: Sequence[ImportProblem], columns: Sequence[Column] = ()) -> Invalid:
    """Return the refusal of a file with problems; nothing was written."""
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
    """Return what the file would change; reads the whole directory, writes nothing."""
    reads.fetch(company.COMPANY_KEY, people.COLUMNS)
    chosen = chosen_fields(reads, asked.columns)
    how = CsvOptions(
        today=now.date(),
        charset=charset_of(asked.content_type),
        dates=asked.dates,
        chosen=chosen,
        max_bytes=MAX_UPLOAD_BYTES if asked.large else MAX_BYTES,
        max_rows=MAX_UPLOAD_ROWS if asked.large else MAX_ROWS,
    )
    sheet = read_csv(asked.data, how)
    terms = ImportTerms(
        actor=actor,
        now=now,
        new_id=lambda: new_id(now),
        deactivate_missing=asked.deactivate_missing,
        reuse_addresses=asked.reuse_addresses,
        confirm_leaving=asked.confirm_leaving,
        zones=ZoneRules.of(company.load(reads)),
    )
    found = plan_import(sheet, directory.everybody(reads), terms)
    shown = replace(found, problems=_shortened(found.problems), notes=_shortened(found.notes))
    return replace(shown, chosen=chosen if asked.columns is not None else None)


def chosen_fields(reads: Reads, columns: str | None) -> dict[str, str]:
    """Return what headings hold by choice: as `columns` says now, else as an earlier import was notified."""
    kept: dict[str, str | None] = {**people.chosen_columns(reads)}
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


def begin(command: Command, planned: Plan, import_id: str) -> ImportRun:
    """Store the plan and the job that carries it out, or refuse: problems, or another import that still runs."""
    if planned.problems:
        raise refused(planned.problems, planned.columns)
    if planned.asks:
        raise Conflict("many_would_leave", n=planned.asks)
    take_lock(command, import_id)
    run = arrange(command, planned, new_run(command, import_id))
    command.changes.put(people.run_row(run), ABSENT)
    # While the caller waits no one else shall take it up; should the caller die, someone will.
    due = command.now if run.queued else command.now + LEASE
    command.plan(at(due, IMPORT, ImportPeople(import_id=run.id)))
    return run


def new_run(command: Command, import_id: str) -> ImportRun:
    """Return an import of which nothing is known yet."""
    return ImportRun(
        id=import_id,
        actor_id=command.actor.id,
        actor_name=command.actor.name,
        actor_kind=command.actor.kind,
        begun_at=command.now,
        created=0,
        updated=0,
        unchanged=0,
        left=0,
        pages=0,
        maker=command.actor.maker,
    )


def take_lock(command: Command, import_id: str) -> None:
    """Put into the transaction that this import runs and no other, or refuse."""
    held = people.lock(command.reads)
    if held is not None and held.holds(command.now):
        raise Conflict("import_running")
    lock = ImportLock(import_id=import_id, begun_at=command.now, version=held.version + 1 if held else 1)
    command.changes.put(people.lock_row(lock), held.version if held else ABSENT)


def keep_lock(command: Command, run: ImportRun) -> None:
    """Hold the directory for another while: an import that gets on keeps it, one that died lets go."""
    held = people.lock(command.reads)
    if held is not None and held.import_id == run.id:
        longer = replace(held, begun_at=command.now, version=held.version + 1)
        command.changes.put(people.lock_row(longer), held.version)


def arrange(command: Command, planned: Plan, run: ImportRun) -> ImportRun:
    """Store the plan, and put what goes with it into the transaction; return the run that will carry it out."""
    revisions = planned.revisions
    run = replace(
        counted(run, planned),
        pages=-(-len(revisions) // PAGE),
        in_order=planned.in_order(revisions, PAGE),
        queued=len(revisions) > INLINE,
        state=ImportState.RUNNING,
        plan=new_id(command.now),
        held_pages=-(-len(planned.held) // import_plans.HELD_PAGE),
    )
    stage(command, run, import_plans.plan_rows(run.kept, revisions, said(planned), command.now, planned.held))
    if planned.chosen is not None:
        command.changes.put(people.columns_row(planned.chosen))
    audit.record(command, _entry(run))
    return run


def stage(command: Command, run: ImportRun, rows: Sequence[Row]) -> None:
    """Write a plan, which is larger than a transaction, before the run that will name it.

    Until that is committed nothing leads to `run.kept`, which is new, and what is never named expires by itself.
    """
    if any(row.expires is None for row in rows) or run.kept == run.id:
        raise ValueError("only what nothing names yet, and what expires, is written before the commit")
    command.reads.table.put_many(rows)


def counted(run: ImportRun, planned: Plan) -> ImportRun:
    """Return the run with what the plan would do."""
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
    """Return what an import says of its file."""
    return ImportSummary(
        held=tuple(line_of(one) for one in planned.held),
        missing=tuple(ref(person) for person in planned.missing[:MOST_MISSING]),
        missing_count=len(planned.missing),
        notes=planned.notes,
        columns=planned.columns,
        zones=planned.zones,
        problems=planned.problems,
    )


def _entry(run: ImportRun) -> trail.AuditEntry:
    counts: dict[str, str | int | bool] = {"created": run.created, "updated": run.updated, "left": run.left}
    return trail.of(
        run.actor, "people_imported", subject_id=run.id, object_kind="import", object_id=run.id, detail=counts
    )


def run_of(reads: Reads, import_id: str) -> ImportRun:
    """Return the import, or NotFound."""
    run = people.find_run(reads, import_id)
    if run is None:
        raise NotFound
    return run


def finish(command: Command, run: ImportRun, state: ImportState = ImportState.DONE) -> ImportRun:
    """End an import, and let the next one in."""
    done = replace(run, state=state, version=run.version + 1)
    command.changes.put(people.run_row(done), run.version)
    held = people.lock(command.reads)
    if held is not None and held.import_id == run.id:
        free = replace(held, state=ImportState.DONE, version=held.version + 1)
        command.changes.put(people.lock_row(free), held.version)
    if command.runtime.accounts is not None and run.created:
        command.plan(at(run.begun_at, INVITE_EVERYONE, InviteEveryone(cause=run.id)))
    return done
