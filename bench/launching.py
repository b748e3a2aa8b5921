"""A launch: what it costs, how its writes spread, and whether it can be killed anywhere (rows 9 and 10)."""

import json
import random
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bench.company import Company, company, preparation
from bench.figures import Figure
from bench.wire import Wire
from chalicelib import wiring
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.runtime import current
from chalicelib.kernel.storage.dynamo import DynamoTable
from chalicelib.kernel.storage.table import BATCH_WRITE, Changes, Key, Page, Row, Table, batches
from chalicelib.reviews import store
from chalicelib.reviews.rules import review_id
from chalicelib.timetable import actions as timetable
from tests.reviews_company import CYCLE_ID, OPENS

PEOPLE = 5_000
SEEDS = 50
KILLS = 3


def figures(count: int = PEOPLE, seeds: int = SEEDS) -> list[Figure]:
    """Row 9, then row 10 on the same directory: each seed launches from nothing."""
    with company(count, launched=False) as made:
        made.now = OPENS - timedelta(days=7)  # a launch is one thing, the opening with its emails another
        return [*_cost(made), _killed(made, seeds)]


def _cost(made: Company) -> list[Figure]:
    with made.connection.metering() as meter:
        began = time.process_time()
        made.launch()
        made.drain()
        spent = time.process_time() - began
    written = [row for row in _rows_of(made) if row is not None]
    if len(written) != len(made.people) - 1:  # the one at the top has no one to review them
        raise RuntimeError(f"{len(written)} reviews for {len(made.people)} people")
    items = sum(count for key, count in meter.keys_written.items() if key.startswith("pk:"))
    floor = _presigned(made, [made.item(row) for row in written[:1000]])
    hottest = max(meter.keys_written, key=lambda key: meter.keys_written[key])
    return [
        Figure(
            row="9", name="launch, processor time an item / pre-signed BatchWrite", value=spent / items / floor, owed=8,
            wanted=4, measured=f"{spent / items * 1e6:.0f} µs, {items:,}", floor=f"{floor * 1e6:.0f} µs",
        ),
        Figure(
            row="9", name="… largest key's share of the writes", value=meter.keys_written[hottest] / items, owed=1 / 16,
            wanted=1 / 16, measured=f"{meter.keys_written[hottest]:,} writes", floor=hottest.rpartition("#")[2][:12],
        ),
    ]  # fmt: skip


def _rows_of(made: Company) -> list[Row | None]:
    """The head of everyone's review, or None."""
    keys = [store.head_key(review_id(CYCLE_ID, person.id)) for person in made.people]
    found: dict[Key, Row] = {}
    for portion in batches(keys, 100):
        found |= made.table.get(portion)
    return [found.get(key) for key in keys]


def _presigned(made: Company, items: Sequence[dict[str, Any]]) -> float:
    """Processor seconds an item of writing these items by BatchWriteItem with the requests made beforehand."""
    wire = Wire(made.url)
    bodies = [
        json.dumps({"RequestItems": {made.name: [{"PutRequest": {"Item": item}} for item in portion]}}).encode()
        for portion in batches(items, BATCH_WRITE)
    ]
    began = time.process_time()
    for body in bodies:
        wire.ask("BatchWriteItem", body)
    return (time.process_time() - began) / len(items)


class ProcessDied(BaseException):
    """The process died here."""


class CrashingTable:
    """A table whose process dies at the given calls, some before and some after the table did as it was asked."""

    def __init__(self, table: DynamoTable, deaths: Collection[int], chance: random.Random) -> None:
        self._table = table
        self._deaths = deaths
        self._chance = chance
        self._calls = 0

    def get(self, keys: Collection[Key]) -> dict[Key, Row]:
        with self._mortal():
            return self._table.get(keys)

    def query(self, pk: str, **options: Any) -> Page:
        with self._mortal():
            return self._table.query(pk, **options)

    def commit(self, changes: Changes) -> None:
        with self._mortal():
            self._table.commit(changes)

    def count(self, key: Key, expires: int) -> int:
        with self._mortal():
            return self._table.count(key, expires)

    def put_many(self, rows: Sequence[Row]) -> None:
        with self._mortal():
            self._table.put_many(rows)

    @contextmanager
    def _mortal(self) -> Iterator[None]:
        self._calls += 1
        dies = self._calls in self._deaths
        if dies and self._chance.random() < 0.5:
            raise ProcessDied
        yield
        if dies:
            raise ProcessDied


def _killed(made: Company, seeds: int) -> Figure:
    """Launch `seeds` times, die three times in each, and count what is right at the end."""
    right = sum(_survives(made, seed) for seed in range(seeds))
    return Figure(
        row="10", name=f"launches of {len(made.people):,} killed {KILLS} times that did not end right",
        value=seeds - right, owed=0, measured=f"{right} of {seeds} right",
    )  # fmt: skip


def _survives(made: Company, seed: int) -> bool:
    chance = random.Random(seed)  # noqa: S311 - which call dies, not a secret
    _forget(made)
    calls = 4 + 4 * (len(made.people) // 48)
    deaths = sorted(chance.sample(range(1, calls), KILLS))
    mortal: Table = CrashingTable(made.table, deaths, chance)
    marked: Key | None = None
    made.launch()
    wiring.use(replace(made.runtime(), table=mortal))
    for _ in range(10 * KILLS):
        try:
            made.drain()
            if not timetable.tick(current()) and not made.queue.messages:
                break
        except ProcessDied:
            marked = marked or _mark(made)
        # What was in the queue is gone with the process: only the row in the timetable is left.
        made.queue.messages.clear()
        made.now += timedelta(minutes=6)
    wiring.use(made.runtime())
    return _is_right(made, marked)


def _mark(made: Company) -> Key | None:
    """Someone begins to write while the launch is down: their review must not be written over."""
    row = next((row for row in _rows_of(made) if row is not None), None)
    if row is None:
        return None
    changes = Changes(new_id(made.now))
    changes.put(replace(row, version=row.version + 1), row.version)
    made.table.commit(changes)
    return row.key


def _is_right(made: Company, marked: Key | None) -> bool:
    heads = {row.key: row for row in _rows_of(made) if row is not None}
    untouched = marked is None or heads[marked].version == 2
    return len(heads) == len(made.people) - 1 and untouched


def _forget(made: Company) -> None:
    """Back to before the launch: another table with the same directory would take longer to fill."""
    gone = [row for row in _rows_of(made) if row is not None]
    desks = {person.id: person.manager_id for person in made.people}
    for portion in batches(gone, 48):
        changes = Changes(new_id(made.now))
        for row in portion:
            changes.delete(row.key)
            subject = store.review_of(row).reviewee.id
            changes.delete(store.copy_key(desks[subject] or "", store.review_of(row).id))
        made.table.commit(changes)
    for pk in ("T", f"C#{CYCLE_ID}"):
        _clear(made, pk)
    made.table.put_many(preparation())


def _clear(made: Company, pk: str) -> None:
    while rows := made.table.query(pk, limit=100).rows:
        changes = Changes(new_id(made.now))
        for row in rows:
            changes.delete(row.key)
        made.table.commit(changes)
