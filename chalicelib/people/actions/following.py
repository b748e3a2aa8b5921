"""What the queue does for the directory, one turn at a time: pages of an import, and those below who follow a move."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from chalicelib.kernel.command import JobContext
from chalicelib.kernel.ids import digest_id, new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import ActorKind
from chalicelib.kernel.storage.table import Changes, Reads, Row, Table
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import mails, store
from chalicelib.people.actions import importing, reading, uploading
from chalicelib.people.actions.changing import ROOM, with_leavers
from chalicelib.people.rules import Person, Ref, Status
from chalicelib.people.rules.changes import followed
from chalicelib.people.rules.imports import ImportRun, ImportState
from chalicelib.timetable import actions as timetable

_PAGES, _AT_ONCE = 8, 4
"""Pages of an import that one turn writes, and so many of them side by side."""
_FOLLOWERS = 50


def import_people(context: JobContext, item: PlannedJob) -> str | None:
    """The next pages of a stored plan; after the last one the person who imported is notified."""
    run = store.find_run(context.reads, item.params["import_id"])
    if run is None or run.state not in {ImportState.READING, ImportState.RUNNING}:
        return None
    if run.state is ImportState.READING:
        return uploading.read(context, run)
    first = int(item.cursor or 0)
    last = min(first + _PAGES, run.pages)
    for failed, follows in _written(context, run, range(first, last)):
        run = replace(run, failed=(*run.failed, *failed))
        timetable.send_now(context.runtime.queue, *follows)
    if last == run.pages:
        done = importing.finish(context.reads, run, context.changes)
        context.changes.put_all(_told(context.reads, done, context.now))
        return None
    context.changes.put(store.run_row(replace(run, pages_done=last, version=run.version + 1)), run.version)
    importing.keep_lock(context.reads, run, context.changes, context.now)
    return str(last)


def _written(context: JobContext, run: ImportRun, pages: range) -> Iterable[tuple[list[Ref], list[PlannedJob]]]:
    """Write `pages`: side by side, where no key changes hands between them."""

    def write(page: int) -> tuple[list[Ref], list[PlannedJob]]:
        return importing.write_page(context.runtime.table, run, page, context.now)

    if pages.start < run.in_order or len(pages) == 1:
        return map(write, pages)
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return list(pool.map(write, pages))


def _told(reads: Reads, run: ImportRun, now: datetime) -> list[Row]:
    if run.actor_kind is not ActorKind.PERSON:
        return []
    person = reading.find(reads, [run.actor_id]).get(run.actor_id)
    if person is None:
        return []
    params = {"created": str(run.created), "updated": str(run.updated), "left": str(run.left)}
    if run.failed:
        params["problems"] = str(len(run.failed))
    told = Mail(
        kind=mails.IMPORT_FINISHED,
        to_person_id=person.id,
        to_name=person.name,
        to_address=person.email,
        params=params,
        time_zone=person.time_zone,
        mail_id=digest_id(run.begun_at, "import", run.id),
    )
    return mail.rows(now, [told])


def rechain(context: JobContext, item: PlannedJob) -> str | None:
    """The next page of those who follow someone: below their old place in the tree, or reporting to them."""
    top_id, path = item.params["person_id"], item.params["path"]
    if path:
        page = store.everybody(context.reads, status=Status.ACTIVE, limit=_FOLLOWERS, after=item.cursor, below=path)
    else:
        page = store.reports(context.reads, top_id, limit=_FOLLOWERS, after=item.cursor)
    ids = [found.id for row in page.rows if (found := store.person_of(row)).id != top_id]
    people = with_leavers(context.reads, store.find(context.reads, ids))
    known = store.find(context.reads, {person.manager_id for person in people if person.manager_id})
    _follow(context.runtime.table, people, known, context.now)
    return page.after


def _follow(table: Table, people: list[Person], known: dict[str, Person], now: datetime) -> None:
    changes = Changes(new_id(now))
    for person in people:
        manager = known.get(person.manager_id or "")
        if manager is None:
            continue
        after = followed(person, manager)
        if after == person:
            continue
        alone = Changes(new_id(now))
        known[person.id] = store.write(alone, person, after)
        if len(changes) + len(alone) > ROOM:
            table.commit(changes)
            changes = Changes(new_id(now))
        changes.extend(alone)
    table.commit(changes)
