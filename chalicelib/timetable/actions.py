"""What the timetable does: it takes what is due, hands it to the queue page by page, and forgets what is done.

A row is written in the transaction of its cause and is the work itself; the message only says "now". So a lost
message costs a minute, a second one finds the page done, and a worker that dies leaves the row where it was.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.kernel import observe
from chalicelib.kernel.codec import convert
from chalicelib.kernel.command import Command, JobContext, as_queued, perform, send_now
from chalicelib.kernel.jobs import JobHandler, Message, PlannedJob, message_for
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime, is_off
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads, Row
from chalicelib.timetable import rules, store

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import Erased

P = TypeVar("P")
PAGE = 100
MOST_PAGES = 20
PAGES_AT_ONCE = 100
LONG_ENOUGH = 20.0
"""Seconds for which a worker begins further pages, well under what its function may take."""

RACED = "raced"
HandlerOf = Callable[[str], JobHandler]
"""Who does a kind of job; KeyError where no one does."""


def tick(runtime: Runtime) -> int:
    """Hand what is due to the queue and lease it; return how many. One call when nothing is due."""
    after, taken, now = None, 0, runtime.clock()
    for _ in range(MOST_PAGES):
        page = store.due(runtime.table, now, limit=PAGE, after=after)
        free = [row for row in page.rows if rules.free(jobs.job_of(row), now)]
        taken += _hand_over(runtime, free)
        after = page.after
        if after is None:
            break
    return taken


def _hand_over(runtime: Runtime, free: list[Row]) -> int:
    ready = [job for job in map(jobs.job_of, free) if not rules.spent(job)]
    if ready:
        # Sent before it is leased: a tick that dies in between sends it again, and twice does no harm.
        runtime.queue.send([as_queued(message_for(job)) for job in ready])
    for row in free:
        reads = Reads(runtime.table)
        reads.prime(row)
        perform(runtime, SYSTEM, partial(_lease, found=row), reads)
    return len(ready)


def _lease(command: Command, found: Row) -> None:
    """Take a job so that the next tick leaves it alone, or give it up; not where work on it went on meanwhile."""
    stored = command.reads.fetch(found.key).get(found.key)
    if stored is None or stored.version != found.version:
        observe.log("work went on meanwhile")
        return
    job = jobs.job_of(stored)
    if rules.spent(job):
        command.changes.delete(stored.key, stored.version)
        command.changes.put(jobs.row(job, jobs.PARKED))
        observe.count("WorkParked", kind=job.kind)
    else:
        command.changes.put(jobs.row(rules.leased(job, command.now)), stored.version)


def run(runtime: Runtime, message: Message, handler_of: HandlerOf, *, until: float | None = None) -> bool:
    """Do the page that a message asks for and some that follow; answer whether there was anything to do.

    `until`: an instant of `time.monotonic()` at which no further page is begun.

    An old or second message finds another cursor, or no row, and nothing happens. Two workers at the same page:
    one commit wins, the other one looks again and finds the page done.
    """
    handler = handler_of(message.kind)
    job = _wanted(Reads(runtime.table), message, runtime.clock())
    if job is None:
        return False
    stop = time.monotonic() + LONG_ENOUGH if until is None else until
    memory: dict[str, Any] = {}
    for _ in range(PAGES_AT_ONCE):
        job = _page(runtime, handler, job, memory)
        if job is None:
            return True
        if time.monotonic() > stop:
            break
    send_now(runtime.queue, job)
    return True


def _page(runtime: Runtime, handler: JobHandler, job: PlannedJob, memory: dict[str, Any]) -> PlannedJob | None:
    """Do one page; return what is left to do, None also where someone else is at it."""
    looks_again = False

    def act(command: Command) -> PlannedJob | None:
        nonlocal looks_again
        mine: PlannedJob | None = job
        if looks_again:
            memory.clear()
            memory[RACED] = True
            mine = _wanted(command.reads, message_for(job), command.now)
        looks_again = True
        if mine is None:
            return None
        if not handler.job.always and is_off(runtime, command.reads, mine.kind):
            observe.count("JobsDropped", kind=mine.kind)
            _put_progress(command.changes, mine, None)
            return None
        context = _context(command, mine, memory)
        cursor = handler.work(context, convert(mine.params, handler.job.params))
        further = None if cursor is None else rules.moved_on(mine, cursor, command.now)
        _put_progress(command.changes, mine, further)
        return further

    return perform(runtime, SYSTEM, act)


def _context(command: Command, job: PlannedJob, memory: dict[str, Any]) -> JobContext:
    """Return the command as a handler gets it: what it collects there is committed with the job's progress."""
    return JobContext(
        runtime=command.runtime,
        actor=command.actor,
        now=command.now,
        reads=command.reads,
        changes=command.changes,
        planned=command.planned,
        ref=job.ref,
        due_at=job.due_at,
        cursor=job.cursor,
        attempts=job.attempts,
        memory=memory,
    )


def _wanted(reads: Reads, message: Message, now: datetime) -> PlannedJob | None:
    """Return the job whose next page the message asks for."""
    if message.due_at is None:
        return PlannedJob(
            kind=message.kind, ref=message.ref, due_at=now, params=message.params, cursor=message.cursor, version=0
        )
    key = jobs.key_of(message)
    stored = reads.fetch(key).get(key)
    if stored is None:
        return None
    job = jobs.job_of(stored)
    return job if rules.answers(job, message) and job.due_at <= now else None


def _put_progress(changes: Changes, job: PlannedJob, further: PlannedJob | None) -> None:
    has_row = job.version > 0
    if has_row and further is not None:
        changes.put(jobs.row(further), job.version)
    elif has_row:
        changes.delete(jobs.key_of(job), job.version)


def resume_parked(runtime: Runtime) -> int:
    """Take up again what was given up, after its cause was fixed; return how many."""
    rows = store.parked(runtime.table).rows
    for stored in rows:
        perform(runtime, SYSTEM, partial(_take_up, found=stored))
    return len(rows)


def _take_up(command: Command, found: Row) -> None:
    """Make a job that was given up due again, unless someone else just did."""
    stored = command.reads.fetch(found.key).get(found.key)
    if stored is None:
        return
    command.changes.delete(stored.key, stored.version)
    command.changes.put(jobs.row(replace(jobs.job_of(stored), attempts=0, leased_until=None, version=1)), ABSENT)


def forget(command: Command, row: Row, erased: "Erased") -> None:
    """Let jobs about somebody who is erased, or about something of theirs, be gone; but not the erasure's own."""
    job = jobs.job_of(row)
    named = job.params.values() if isinstance(job.params, dict) else ()
    about = any(isinstance(one, str) and (one == erased.person_id or erased.owns(one)) for one in named)
    if about and not job.kind.startswith("erasure."):
        command.changes.delete(row.key, row.version)
