"""A table in a dictionary, with the conditions of the real one; the contract in tests/store keeps them alike."""

import threading
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal

from chalicelib.kernel.storage.table import ABSENT, ANY, Changes, Key, Page, Raced, Row, RowChange, position_of


class MemoryTable:
    """`Table` for tests of actions and routes. `calls` counts what DynamoDB would have been asked."""

    def __init__(self) -> None:
        self.rows: dict[Key, Row] = {}
        self.calls: Counter[str] = Counter()
        self._lock = threading.Lock()

    def get(self, keys: Collection[Key]) -> dict[Key, Row]:
        assert len(keys) <= 100
        assert len(set(keys)) == len(keys), "DynamoDB refuses the same key twice"
        self.calls["get"] += 1
        with self._lock:
            return {key: self.rows[key] for key in keys if key in self.rows}

    def query(
        self,
        pk: str,
        *,
        prefix: str = "",
        start: str | None = None,
        end: str | None = None,
        limit: int = 100,
        newest_first: bool = False,
        after: str | None = None,
        index: Literal[1, 2] | None = None,
    ) -> Page:
        assert limit > 0
        self.calls["query"] += 1
        with self._lock:
            keyed = [(_index_key(row, index), row) for row in self.rows.values()]
        found = sorted(
            (
                (key.sk, position_of(row, index), row)
                for key, row in keyed
                if key is not None and key.pk == pk and _within(key.sk, prefix, start, end)
            ),
            key=lambda entry: entry[:2],
            reverse=newest_first,
        )
        if after is not None:
            # As in DynamoDB: on from a position, even where its row has gone in the meantime.
            position = (after.split("\x1f")[3 if index else 1], after)
            found = [entry for entry in found if (entry[:2] < position if newest_first else entry[:2] > position)]
        rows = [row for _, _, row in found[:limit]]
        more = len(found) > limit
        return Page(rows, position_of(rows[-1], index) if more else None)

    def commit(self, changes: Changes) -> None:
        listed = list(changes)
        if not listed:
            return
        assert len(listed) <= 100, "a transaction holds at most 100 rows"
        self.calls["commit"] += 1
        with self._lock:
            failed = [change.key for change in listed if not self._holds(change)]
            if failed:
                raise Raced(failed)
            for change in listed:
                if change.row is not None:
                    self.rows[change.key] = change.row
                elif not change.check:
                    self.rows.pop(change.key, None)

    def count(self, key: Key, expires: int) -> int:
        self.calls["count"] += 1
        with self._lock:
            before = self.rows[key].version if key in self.rows else 0
            self.rows[key] = Row(key=key, body="", version=before + 1, expires=expires)
            return before + 1

    def put_many(self, rows: Sequence[Row]) -> None:
        self.calls["put_many"] += (len(rows) + 24) // 25
        with self._lock:
            self.rows.update((row.key, row) for row in rows)

    def _holds(self, change: RowChange) -> bool:
        stored = self.rows.get(change.key)
        if change.expect == ANY:
            return True
        if change.expect == ABSENT:
            return stored is None
        return stored is not None and stored.version == change.expect.version


def _index_key(row: Row, index: Literal[1, 2] | None) -> Key | None:
    return {None: row.key, 1: row.index1, 2: row.index2}[index]


def _within(sk: str, prefix: str, start: str | None, end: str | None) -> bool:
    if start is not None or end is not None:
        return (start or " ") <= sk <= (end or "\U0010ffff")
    return sk.startswith(prefix)
