"""What the timetable does: it takes what is due, hands it to the queue page by page, and forgets what is done.

A row is written in the transaction of its cause and is the work itself; the message only says "now". So a lost
message costs a minute, a second one finds the page done, and a worker that dies leaves the row where it was.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.runtime import Queue, Runtime
from chalicelib.kernel.storage.table import ABSENT, Changes, Raced, Reads, Row, Table
from chalicelib.timetable import rules, store
from chalicelib.timetable.rules import Message, PlannedJob

PAGE = 100
MOST_PAGES = 20
ATTEMPTS = 4
PAGES_AT_ONCE = 100
LONG_ENOUGH = 20.0
"""Seconds for which a worker begins further pages, well under what its function may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext:
    """One page of work. What the handler puts into `changes` is committed together with the work's progress.

    `memory` is what earlier pages of the same run found out; it is empty but for RACED when a commit was raced.
    """

    runtime: Runtime
    reads: Reads
    now: datetime
    changes: Changes
    memory: dict[str, Any] = field(default_factory=dict)


RACED = "raced"
Handler = Callable[[JobContext, PlannedJob], str | None]
"""Does one page; answers the cursor of the next one, or None when all is done. May run twice for the same page."""


def rows(items: Iterable[PlannedJob]) -> list[Row]:
    """Return the rows of `items`, to be put into the transaction that causes them (each key once)."""
    return [store.row(item) for item in items]


def plan(table: Table, items: Iterable[PlannedJob]) -> None:
    """Write work that follows from what is stored already; the same work again changes nothing."""
    table.put_many(list({row.key: row for row in rows(items)}.values()))


def send_now(queue: Queue, *items: PlannedJob) -> None:
    """Ask for work that was just committed without waiting for the tick; if that fails, the tick will."""
    try:
        queue.send([_body(rules.message_for(item)) for item in items])
    except Exception as error:  # noqa: BLE001 - the row is stored: nothing is lost, and the caller's command is done
        observe.log("work not sent, left to the tick", error=type(error).__name__)


def ask(queue: Queue, kind: str, ref: str, **params: str) -> None:
    """Ask for something that needs no row, because it is only a copy and can be made again at any time."""
    try:
        queue.send([_body(Message(kind=kind, ref=ref, params=params))])
    except Exception as error:  # noqa: BLE001 - someone will ask again
        observe.log("work not sent", error=type(error).__name__)


def _body(message: Message) -> dict[str, Any]:
    told: dict[str, Any] = decode(encode(asdict(message)), dict[str, Any])
    return told


def tick(table: Table, queue: Queue, now: datetime) -> int:
    """Hand what is due to the queue and lease it; answer how many. One call when nothing is due."""
    after, taken = None, 0
    for _ in range(MOST_PAGES):
        page = store.due(table, now, limit=PAGE, after=after)
        free = [item for item in map(store.work_of, page.rows) if rules.free(item, now)]
        taken += _hand_over(table, queue, free, now)
        after = page.after
        if after is None:
            break
    return taken


def _hand_over(table: Table, queue: Queue, free: list[PlannedJob], now: datetime) -> int:
    ready = [item for item in free if not rules.spent(item)]
    if ready:
        # Sent before it is leased: a tick that dies in between sends it again, and twice does no harm.
        queue.send([_body(rules.message_for(item)) for item in ready])
    for item in free:
        changes = Changes(new_id(now))
        if rules.spent(item):
            changes.delete(store.key_of(item), item.version)
            changes.put(store.row(item, store.PARKED))
            observe.count("WorkParked", kind=item.kind)
        else:
            changes.put(store.row(rules.leased(item, now)), item.version)
        _unless_raced(table, changes)
    return len(ready)


def _unless_raced(table: Table, changes: Changes) -> None:
    try:
        table.commit(changes)
    except Raced:
        observe.log("work went on meanwhile")


def run(
    runtime: Runtime, message: Message, handler_of: Callable[[str], Handler], *, until: float | None = None
) -> bool:
    """Do the page that a message asks for and some that follow; answer whether there was anything to do.

    `until`: an instant of `time.monotonic()` at which no further page is begun.

    An old or second message finds another cursor, or no row, and nothing happens. Two workers at the same page:
    one commit wins, the other one looks again and finds the page done.
    """
    handler = handler_of(message.kind)
    item = _wanted(Reads(runtime.table), message, runtime.clock())
    if item is None:
        return False
    stop = time.monotonic() + LONG_ENOUGH if until is None else until
    memory: dict[str, Any] = {}
    for _ in range(PAGES_AT_ONCE):
        item = _page(runtime, handler, item, memory)
        if item is None:
            return True
        if time.monotonic() > stop:
            break
    send_now(runtime.queue, item)
    return True


def _page(runtime: Runtime, handler: Handler, item: PlannedJob, memory: dict[str, Any]) -> PlannedJob | None:
    """Do one page; answer what is left to do, None also where someone else is at it."""
    mine: PlannedJob | None = item
    for _ in range(ATTEMPTS):
        if mine is None:
            return None
        now = runtime.clock()
        reads, changes = Reads(runtime.table), Changes(new_id(now))
        context = JobContext(runtime=runtime, reads=reads, now=now, changes=changes, memory=memory)
        try:
            cursor = handler(context, mine)
            further = None if cursor is None else rules.moved_on(mine, cursor, now)
            _commit(context, mine, further)
        except Raced:
            memory.clear()
            memory[RACED] = True
            mine = _wanted(Reads(runtime.table), rules.message_for(mine), now)
        else:
            return further
    raise Raced([store.key_of(item)])


def _wanted(reads: Reads, message: Message, now: datetime) -> PlannedJob | None:
    """Return the work whose next page the message asks for."""
    if message.due_at is None:
        return PlannedJob(
            kind=message.kind, ref=message.ref, due_at=now, params=message.params, cursor=message.cursor, version=0
        )
    key = store.key_of(message)
    stored = reads.fetch(key).get(key)
    if stored is None:
        return None
    item = store.work_of(stored)
    return item if rules.answers(item, message) and item.due_at <= now else None


def _commit(context: JobContext, item: PlannedJob, further: PlannedJob | None) -> None:
    has_row = item.version > 0
    if has_row and further is not None:
        context.changes.put(store.row(further), item.version)
    elif has_row:
        context.changes.delete(store.key_of(item), item.version)
    context.runtime.table.commit(context.changes)


def resume_parked(table: Table, now: datetime) -> int:
    """Take up again what was given up, after its cause was fixed; answer how many."""
    page = store.parked(table)
    for stored in page.rows:
        item = replace(store.work_of(stored), attempts=0, leased_until=None, version=1)
        changes = Changes(new_id(now))
        changes.delete(stored.key, stored.version)
        changes.put(store.row(item), ABSENT)
        _unless_raced(table, changes)
    return len(page.rows)
