"""Moving the clock: what falls due on the way fires in its order, each at its own instant."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import Table
from chalicelib.timetable import rules, store
from infra.local.clock import MovableClock
from infra.local.worker import Worker

_PAGE = 100
_TRIES = 3
_PATIENCE = 280.0


class Timetable:
    """The timetable's rows, as far as the clock needs them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def anything_due(self, now: datetime) -> bool:
        """Whether a tick at `now` would find something to take."""
        return any(rules.free(item, now) and not rules.spent(item) for item in self._until(now))

    def next_due(self, now: datetime, target: datetime, tried: Counter[str]) -> tuple[datetime, str] | None:
        """The next instant up to `target` at which there is something to take, and what; work that fails is left."""
        instants = [
            (max(item.due_at, item.leased_until or item.due_at, now), name)
            for item in self._until(target)
            if not rules.spent(item) and tried[name := f"{item.kind}#{item.ref}#{item.due_at}"] < _TRIES
        ]
        return min((found for found in instants if found[0] <= target), default=None)

    def _until(self, target: datetime) -> Iterator[PlannedJob]:
        after: str | None = None
        while True:
            page = store.due(self._table, target, limit=_PAGE, after=after)
            yield from map(jobs.job_of, page.rows)
            after = page.after
            if after is None:
                return


class Traveller:
    """Moves the clock and waits for what that causes; one journey at a time."""

    def __init__(self, clock: MovableClock, worker: Worker, timetable: Timetable) -> None:
        self._clock = clock
        self._worker = worker
        self._timetable = timetable
        self._travelling = threading.Lock()

    def settle(self) -> None:
        """Wait until nothing is left to do at this instant."""
        with self._travelling:
            self._worker.settle(_PATIENCE)

    def move(self, target: datetime) -> int:
        """Set the clock to `target`; answers how many instants fired on the way (none when it goes back)."""
        with self._travelling:
            if target < self._clock():
                self._clock.set(target)
                return 0
            try:
                return self._forward(target)
            finally:
                self._clock.set(max(target, self._clock()))

    def move_by(self, seconds: float) -> int:
        """Move by `seconds` from now."""
        return self.move(self._clock() + timedelta(seconds=seconds))

    def _forward(self, target: datetime) -> int:
        deadline = time.monotonic() + _PATIENCE
        tried: Counter[str] = Counter()
        instants = 0
        self._clock.hold(self._clock())
        self._worker.drain(deadline)
        while (found := self._timetable.next_due(self._clock(), target, tried)) is not None:
            at, name = found
            tried[name] += 1
            self._clock.hold(at)
            self._worker.tick()
            self._worker.drain(deadline)
            instants += 1
        self._clock.hold(target)
        self._worker.settle(deadline - time.monotonic())
        return instants
