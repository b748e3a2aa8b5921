"""A table that fails: before a call, or after it has done its work and only the answer is lost."""

from collections.abc import Callable, Collection, Sequence
from random import Random
from typing import Any, Literal, TypeVar

from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.storage.table import Changes, Key, Page, Row
from tests.fakes import MemoryTable

T = TypeVar("T")


class Killed(BaseException):
    """The worker died here: nothing in it catches this, as nothing catches a kill."""


class FaultyTable(MemoryTable):
    """Fails at the calls whose numbers are in `at`; `how` says whether the call was done before."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.plan: Callable[[int], str | None] = lambda _: None

    def _call(self, do: Callable[[], T]) -> T:
        self.number += 1
        fault = self.plan(self.number)
        if fault == "before":
            raise Killed
        if fault == "busy":
            raise Unavailable
        result = do()
        if fault == "after":
            raise Killed
        return result

    def get(self, keys: Collection[Key]) -> dict[Key, Row]:
        return self._call(lambda: super(FaultyTable, self).get(keys))

    def query(self, pk: str, *, index: Literal[1, 2] | None = None, **how: Any) -> Page:
        return self._call(lambda: super(FaultyTable, self).query(pk, index=index, **how))

    def commit(self, changes: Changes) -> None:
        self._call(lambda: super(FaultyTable, self).commit(changes))

    def count(self, key: Key, expires: int) -> int:
        return self._call(lambda: super(FaultyTable, self).count(key, expires))

    def put_many(self, rows: Sequence[Row]) -> None:
        self._call(lambda: super(FaultyTable, self).put_many(rows))


def now_and_then(seed: int, share: float) -> Callable[[int], str | None]:
    """Fail a share of all calls, each in a way of its own, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - a test's dice

    def plan(_: int) -> str | None:
        return random.choice(["before", "after", "busy"]) if random.random() < share else None

    return plan


def once(at: int, how: str) -> Callable[[int], str | None]:
    """Fail one call."""
    return lambda number: how if number == at else None
