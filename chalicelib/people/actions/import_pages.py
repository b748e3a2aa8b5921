"""The pages of a stored plan are written, each person once: while the caller waits, or by a job."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from chalicelib.audit import actions as audit
from chalicelib.kernel import observe
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.policy import ActorKind
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import mails
from chalicelib.people.actions import accounts, directory, imports, notices, person_changes, uploads
from chalicelib.people.actions.edits import entry_of
from chalicelib.people.actions.transactions import part_of, take_along
from chalicelib.people.jobs import ImportPeople
from chalicelib.people.rules import Person, Ref, ref
from chalicelib.people.rules.changes import laid_over, overtaken
from chalicelib.people.rules.imports import ImportRun, ImportState, PersonRevision
from chalicelib.people.store import import_plans, people

_PAGES, _AT_ONCE = 8, 4
"""Pages of an import that one turn of its job writes, and so many of them side by side."""


def carry_out(runtime: Runtime, run: ImportRun) -> ImportRun:
    """Write all pages of a stored plan, one after the other."""
    _hold(runtime, run)
    for page in range(run.pages):
        run = replace(run, failed=(*run.failed, *write_page(runtime, run, page)))
    return perform(runtime, run.actor, partial(imports.finish, run=run))


def import_people(context: JobContext, params: ImportPeople) -> str | None:
    """Write the next pages of a stored plan; after the last one the person who imported is notified."""
    run = people.find_run(context.reads, params.import_id)
    if run is None or run.state not in {ImportState.READING, ImportState.RUNNING}:
        return None
    if run.state is ImportState.READING:
        return uploads.read(context, run)
    first = int(context.cursor or 0)
    if first == 0:
        _hold(context.runtime, run)
    last = min(first + _PAGES, run.pages)
    for failed in _written(context.runtime, run, range(first, last)):
        run = replace(run, failed=(*run.failed, *failed))
    if last == run.pages:
        mail.send(context, *_finished(context.reads, imports.finish(context, run)))
        return None
    context.changes.put(people.run_row(replace(run, pages_done=last, version=run.version + 1)), run.version)
    imports.keep_lock(context, run)
    return str(last)


def _hold(runtime: Runtime, run: ImportRun) -> None:
    """Let those changes wait that a second HR admin has to confirm, and tell the others of them."""
    for page in range(run.held_pages):
        perform(runtime, run.actor, partial(_hold_page, run=run, page=page))


def _hold_page(command: Command, run: ImportRun, page: int) -> None:
    held = import_plans.held_in_plan(command.reads, run.kept, page)
    command.changes.put_all(people.held_row(one) for one in held)
    command.changes.delete(import_plans.held_page_key(run.kept, page))
    notices.notify_of_held(command, held)


def _written(runtime: Runtime, run: ImportRun, pages: range) -> Iterable[list[Ref]]:
    """Write `pages`: side by side, where no key changes hands between them."""
    write = partial(write_page, runtime, run)
    if pages.start < run.in_order or len(pages) == 1:
        return map(write, pages)
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return list(pool.map(write, pages))


def _finished(reads: Reads, run: ImportRun) -> list[Mail]:
    if run.actor_kind is not ActorKind.PERSON:
        return []
    person = directory.find(reads, [run.actor_id]).get(run.actor_id)
    if person is None:
        return []
    params = {"created": str(run.created), "updated": str(run.updated), "left": str(run.left)}
    if run.failed:
        params["problems"] = str(len(run.failed))
    sent = Mail(
        kind=mails.IMPORT_FINISHED,
        to_person_id=person.id,
        to_name=person.name,
        to_address=person.email,
        params=params,
        time_zone=person.time_zone,
        mail_id=digest_id(run.begun_at, "import", run.id),
    )
    return [sent]


@dataclass(frozen=True, slots=True)
class _ImportPage:
    """One page of an import as it is written; `admins`: the HR admins, where someone on it concerns them."""

    run: ImportRun
    admins: Sequence[Person]


def write_page(runtime: Runtime, run: ImportRun, number: int) -> list[Ref]:
    """Write one page of the plan, in as few transactions as hold it; what is written already is passed over.

    Someone who cannot be written does not stop the others, and is returned by name.
    """
    reads = Reads(runtime.table)
    waiting = import_plans.plan_page(reads, run.kept, number)
    people.find(reads, (revision.new.id for revision in waiting))  # in one call
    admins = directory.hr_admins(reads) if any(map(_concerns_admins, waiting)) else []
    page, failed = _ImportPage(run, admins), list[Ref]()
    while waiting:
        try:
            done, late = perform(runtime, run.actor, partial(_write_some, page=page, revisions=waiting), reads)
        except Unavailable as refusal:
            if refusal.params.get("case") != "raced":
                raise
            return [*failed, *(one for revision in waiting for one in _write_alone(runtime, page, revision))]
        failed += late
        waiting = waiting[done:]
    return failed


def _write_alone(runtime: Runtime, page: _ImportPage, revision: PersonRevision) -> list[Ref]:
    try:
        return perform(runtime, page.run.actor, partial(_write_some, page=page, revisions=[revision]))[1]
    except Unavailable as refusal:
        if refusal.params.get("case") != "raced":
            raise
        observe.log("person not imported", person=revision.new.id)
        return [ref(revision.new)]


def _write_some(command: Command, page: _ImportPage, revisions: Sequence[PersonRevision]) -> tuple[int, list[Ref]]:
    """Write the first of `revisions`, as many as one transaction holds; return how many, and who cannot be written."""
    current = people.find(command.reads, (revision.new.id for revision in revisions))
    late = []
    for number, revision in enumerate(revisions):
        known = current.get(revision.new.id)
        if overtaken(known, revision.old, revision.new):
            late.append(ref(revision.new))
            continue
        part = part_of(command)
        _write(part, page, revision, known)
        if not take_along(command, part):
            return number, late
    return len(revisions), late


def _concerns_admins(revision: PersonRevision) -> bool:
    return bool(revision.new.roles) or (revision.old is not None and bool(revision.old.roles))


def _write(command: Command, page: _ImportPage, revision: PersonRevision, current: Person | None) -> None:
    """Write what changes for one person, on what is stored now."""
    wanted = laid_over(current, revision.old, revision.new)
    if wanted is None:
        return
    new = people.write(command.changes, current, wanted)
    person_changes.plan(command, current, new)
    if current is not None:  # who is new gets an account by the job at the end
        accounts.plan(command, current, new)
    notices.notify(command, notices.PersonChange(old=current, new=new, admins=page.admins))
    audit.record(command, entry_of(command.actor, _done(current, new), current, new, bulk=True))


def _done(old: Person | None, new: Person) -> str:
    """Return what the trail calls a change of a file."""
    if old is None:
        return "person_created"
    if old.active and not new.active:
        return "person_left"
    gives_up = not new.active and bool(old.email) and not new.email
    return "address_given_up" if gives_up else "person_changed"
