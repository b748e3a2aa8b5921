"""One shape for everything that changes something: a `Command` collects what follows, `perform` commits it once.

A request, a page of a job, a record of such a page and an event are each one command. An action loads through
`command.reads`, decides in rules, and puts everything that follows into the command: rows, audit entries, emails,
tasks, cards, jobs. It never commits. Whoever is at the edge calls `perform`: it commits all of it in one transaction,
acts again where the transaction was raced, and asks for the jobs that are due at once.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import Refusal, Unavailable
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import Job, Message, PlannedJob, message_for, ref_of
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import Queue, Runtime
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import MOST_ROWS, Changes, Raced, Reads

P = TypeVar("P")
T = TypeVar("T")
ATTEMPTS = 6
PAUSE = 0.02
"""Seconds; the longest pause after the first attempt. Each further one may be twice as long."""


class TooManyRows(Exception):
    """A command collected more rows than one transaction holds: it has to be done in pages, by a job."""


@dataclass(slots=True, kw_only=True)
class Command:
    """Who does something, when, with what has been read, and everything that follows from it, for one transaction.

    `gathered`: where a command for many things collects what each would have mailed; None: each emails by itself.
    """

    runtime: Runtime
    actor: Actor
    now: datetime
    reads: Reads
    changes: Changes
    planned: list[PlannedJob] = field(default_factory=list)
    gathered: list[Any] | None = None

    def plan(self, *planned: PlannedJob) -> None:
        """Write these jobs in the transaction (each once); what is due by then is asked for right after it."""
        known = {jobs.key_of(job) for job in self.planned}
        wanted = {key: job for job in planned if (key := jobs.key_of(job)) not in known}
        self.changes.put_all(map(jobs.row, wanted.values()))
        self.planned += wanted.values()

    def ask(self, job: Job[P], params: P) -> None:
        """Ask for a job right after the commit. It has no row: it only counts, and someone will ask again."""
        self.planned.append(PlannedJob(kind=job.kind, ref=ref_of(params), due_at=self.now, params=params, version=0))

    def commit(self) -> None:
        """Write everything in one transaction, or raise `Raced` and write nothing. For `perform` alone."""
        if len(self.changes) > MOST_ROWS:
            raise TooManyRows(f"{len(self.changes)} rows in one command")
        if len(self.changes):
            self.changes.op = self.changes.op or new_id(self.now)
            self.changes.keep_unknown(self.reads.rows())
            self.runtime.table.commit(self.changes)

    def wake(self) -> None:
        """Ask for the jobs that are due at once, without waiting for the tick; if that fails, the tick does it."""
        send_now(self.runtime.queue, *(job for job in self.planned if job.due_at <= self.now))


@dataclass(slots=True, kw_only=True)
class JobContext(Command):
    """One page of a job: the command that is committed together with the job's progress.

    `ref`: what tells the job from others of its kind that are due at the same instant. `cursor`: where the page begins,
    as the page before returned it; None on the first. `attempts`: how often this page was begun so far. `memory`: what
    earlier pages of the same run found out; it is empty but for `raced` when a commit was raced.
    """

    ref: str
    due_at: datetime
    cursor: str | None = None
    attempts: int = 0
    memory: dict[str, Any] = field(default_factory=dict)


def command_for(runtime: Runtime, actor: Actor, reads: Reads | None = None) -> Command:
    """Return an empty command of `actor`, as of now."""
    now = runtime.clock()
    # Most requests change nothing, and need no id of an operation: `commit` gives one.
    return Command(runtime=runtime, actor=actor, now=now, reads=reads or Reads(runtime.table), changes=Changes(""))


def perform(
    runtime: Runtime, actor: Actor, act: Callable[[Command], T], reads: Reads | None = None, *, again: bool = True
) -> T:
    """Return what `act` returns, once everything that it collected is committed.

    Where the commit is raced, everything is forgotten, read and decided again, after a random pause: those who raced
    would only race again. Raises `Unavailable` after six times, and whatever refusal `act` raises. `again` False:
    raises `Raced` at once, for a step that rests on what was read before it.
    """
    known = reads or Reads(runtime.table)
    for attempt in range(ATTEMPTS):
        if attempt:
            _pause(attempt)
        command = command_for(runtime, actor, known)
        try:
            result = act(command)
            command.commit()
        except Raced:
            if not again:
                raise
            known.forget()
        else:
            command.wake()
            return result
    raise Unavailable(case="raced")


def perform_each(context: JobContext, actor: Actor, ids: Iterable[str], act: Callable[[Command, str], object]) -> int:
    """Do something with each record of a page by itself; return with how many. See `perform_one`."""
    return sum(1 for record in ids if perform_one(context, actor, record, act) is None)


def perform_one(
    context: JobContext, actor: Actor, record: str, act: Callable[[Command, str], object]
) -> Refusal | None:
    """Do something with a record of a page in a transaction of its own; return why it was not done, None where it was.

    A record whose state does not allow it is left out; a broken one is in the log: neither stops the others. Raises
    `Unavailable`, for then the page is done again.
    """
    try:
        perform(context.runtime, actor, lambda command: act(command, record))
    except Unavailable:
        raise
    except Refusal as refusal:
        observe.log("left out", record=record, code=refusal.code)
        return refusal
    except Exception as error:  # noqa: BLE001 - one broken record never stops the rest
        observe.fault("record failed", error, record=record)
        observe.count("RecordsFailed")
        return Refusal("internal")
    return None


def as_queued(message: Message) -> dict[str, Any]:
    """Return a message as the queue carries it: plain JSON."""
    plain: dict[str, Any] = decode(encode(message), dict[str, Any])
    return plain


def send_now(queue: Queue, *planned: PlannedJob) -> None:
    """Ask for jobs whose rows are committed."""
    messages = [as_queued(message_for(job)) for job in planned]
    if not messages:
        return
    try:
        queue.send(messages)
    except Exception as error:  # noqa: BLE001 - the rows are stored: nothing is lost, and the command is done
        observe.log("job not sent, left to the tick", error=type(error).__name__)


def _pause(attempt: int) -> None:
    from random import random

    time.sleep(random() * PAUSE * 2 ** (attempt - 1))  # noqa: S311 - nothing secret
