"""Moving the clock: what falls due on the way fires in order, each at its instant."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.jobs import Job, JobHandler, Message, at
from chalicelib.kernel.runtime import Runtime
from chalicelib.timetable import actions
from infra.local.clock import MovableClock
from infra.local.travel import Timetable, Traveller
from infra.local.worker import Worker
from tests.fakes import MemoryTable
from tests.jobs import Named, plan

START = datetime(2026, 12, 1, 9, tzinfo=UTC)


class Stage:
    """The timetable's own tick and work over a table in memory, in place of the worker's threads."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock(folder / "clock.json")
        self.clock.hold(START)
        self.table = MemoryTable()
        self.messages: list[Mapping[str, Any]] = []
        self.fired: list[tuple[str, datetime]] = []
        self.broken: set[str] = set()
        self.timetable = Timetable(self.table)
        self.traveller = Traveller(self.clock, cast(Worker, self), self.timetable)

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        self.messages += messages

    def tick(self) -> None:
        actions.tick(self._runtime())

    def _runtime(self) -> Runtime:
        return cast(Runtime, SimpleNamespace(table=self.table, queue=self, clock=self.clock))

    def drain(self, deadline: float) -> None:
        def handlers(kind: str) -> JobHandler:
            return Job(kind, Named).done_by(lambda context, item: self._handle(kind, context, item))

        runtime = self._runtime()
        while self.messages:
            message = decode(encode(self.messages.pop(0)), Message)
            if message.ref in self.broken:
                self.fired.append((f"{message.ref} failed", self.clock()))
            else:
                actions.run(runtime, message, handlers)

    def settle(self, seconds: float) -> None:
        while self.timetable.anything_due(self.clock()):
            self.tick()
            self.drain(0)

    def _handle(self, kind: str, context: JobContext, item: Named) -> str | None:
        self.fired.append((item.ref, context.now))
        if kind == "chain" and int(item.ref) < 3:
            following = Named(ref=str(int(item.ref) + 1))
            context.plan(at(context.now + timedelta(hours=1), Job("chain", Named), following))
        return "page 2" if kind == "close" and context.cursor is None else None

    def plan(self, kind: str, after: timedelta, ref: str) -> None:
        plan(self._runtime(), at(START + after, Job(kind, Named), Named(ref=ref)))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_everything_due_on_the_way_fires_in_order_at_its_own_instant(stage: Stage) -> None:
    stage.plan("close", hours(50), "third")
    stage.plan("open", hours(1), "first")
    stage.plan("remind", hours(2), "second")
    stage.plan("remind", hours(2000), "not yet")

    fired = stage.traveller.move(START + hours(100))

    assert stage.fired == [
        ("first", START + hours(1)),
        ("second", START + hours(2)),
        ("third", START + hours(50)),
        ("third", START + hours(50)),  # its second page
    ]
    assert fired == 3
    assert timedelta() <= stage.clock() - (START + hours(100)) < timedelta(minutes=1)


def test_what_comes_up_on_the_way_fires_too(stage: Stage) -> None:
    stage.plan("chain", hours(1), "1")

    stage.traveller.move(START + hours(5))

    assert stage.fired == [("1", START + hours(1)), ("2", START + hours(2)), ("3", START + hours(3))]


def test_what_keeps_failing_does_not_hold_up_the_journey(stage: Stage) -> None:
    stage.broken = {"bad"}
    stage.plan("remind", hours(1), "bad")
    stage.plan("remind", hours(30), "good")

    stage.traveller.move(START + timedelta(days=90))

    counted = Counter(name for name, _ in stage.fired)
    assert counted["good"] == 1
    assert 1 <= counted["bad failed"] <= 6
    assert stage.fired[0] == ("bad failed", START + hours(1))


def test_what_was_overdue_fires_first_and_not_in_the_past(stage: Stage) -> None:
    stage.plan("open", hours(-5), "overdue")

    stage.traveller.move(START + hours(1))

    [(ref, at)] = stage.fired
    assert ref == "overdue"
    assert at >= START


def test_going_back_fires_nothing(stage: Stage) -> None:
    stage.plan("open", hours(-5), "overdue")

    assert stage.traveller.move(START - hours(10)) == 0
    assert stage.fired == []
    assert abs(stage.clock() - (START - hours(10))) < timedelta(minutes=1)


def test_the_clock_stays_moved_after_a_restart(tmp_path: Path) -> None:
    MovableClock(tmp_path / "clock.json").set(START)

    assert timedelta() <= MovableClock(tmp_path / "clock.json")() - START < timedelta(minutes=1)


def test_a_clock_nobody_moved_shows_wall_time(tmp_path: Path) -> None:
    assert abs(MovableClock(tmp_path / "clock.json")() - datetime.now(UTC)) < timedelta(seconds=5)
