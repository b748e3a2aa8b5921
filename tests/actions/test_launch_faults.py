"""A launch that is killed anywhere, resumed, told twice and out of order: exactly N reviews, nothing overwritten."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from chalicelib import wiring
from chalicelib.cycles import actions as cycles
from chalicelib.kernel import runtime
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import Changes, Key, Reads, Row
from chalicelib.reviews.actions import schedule
from chalicelib.rollout.actions import cycle_dates
from chalicelib.timetable import actions as timetable
from tests.cycles_world import START, CyclesApi, company, cycle_body, cycles_api, ok
from tests.faulty import FaultyTable, Killed, now_and_then, once

PEOPLE = 130
EXPECTED = PEOPLE - 1
"""All but the one at the top, who has no manager."""
ONGOING = ("rollout.launch#", "rollout.plan_dates#")


class Watched(FaultyTable):
    """Remembers how often each row was written."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: Counter[str] = Counter()

    def commit(self, changes: Changes) -> None:
        before = dict(self.rows)
        try:
            super().commit(changes)
        finally:
            self._count(before)

    def _count(self, before: dict[Key, Row]) -> None:
        for key, row in self.rows.items():
            if key.sk.startswith("H#D#") and before.get(key) is not row:
                self.writes[f"{key.pk}/{key.sk}"] += 1


@pytest.fixture(params=[1, 10], ids=["a page a message", "ten"])
def pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "PAGES_AT_ONCE", request.param)
    monkeypatch.setattr(cycle_dates, "PAGE", 3)


@pytest.fixture(scope="module")
def prepared() -> Iterator[tuple[CyclesApi, Watched]]:
    table = Watched()
    with cycles_api(company(PEOPLE), table) as at:
        yield at, table


def deliver(at: CyclesApi, dice: Random) -> None:
    """Take the queue's messages in any order, some twice; whatever fails is seen again, as SQS does it."""
    queue = at.world.queue.messages
    for _ in range(2000):
        if not queue:
            return
        message = queue.pop(dice.randrange(len(queue)))
        if dice.random() < 0.2:
            queue.append(message)
        try:
            timetable.run(runtime.current(), decode(encode(message), Message), wiring.handler_of)
        except (Killed, Unavailable):
            if dice.random() < 0.5:
                queue.append(message)
    raise AssertionError("the queue never ends")


def finish(at: CyclesApi, dice: Random) -> None:
    """Let ticks and the worker go on until nothing is due."""
    for _ in range(150):
        try:
            timetable.tick(runtime.current())
        except (Killed, Unavailable):
            continue
        deliver(at, dice)
        at.world.now += timedelta(hours=1)
        if not any(key.pk == "T" and key.sk.partition("#")[2].startswith(ONGOING) for key in at.world.table.rows):
            return


def assert_whole(at: CyclesApi, table: Watched, path: str, writes_before: Counter[str]) -> None:
    table.plan = lambda _: None
    cycle_id = path.rpartition("/")[2]
    progress = ok(at.hr.get(f"{path}/progress")).json
    assert progress["state"] == "scheduled"
    assert (progress["expected"], progress["created"]) == (PEOPLE, EXPECTED)
    assert [failed["reason"] for failed in progress["failed"]] == ["no_manager"]
    heads = [key for key, row in table.rows.items() if key.sk.startswith(f"H#D#{cycle_id}") and row.index1]
    desks = [key for key, row in table.rows.items() if key.sk.startswith(f"H#D#{cycle_id}") and not row.index1]
    assert (len(heads), len(desks)) == (EXPECTED, EXPECTED)
    written = table.writes - writes_before
    assert set(written.values()) == {1}
    assert planned(table) >= wanted(cycle_id, at)
    assert len(at.mails("launch_finished")) == len({key for key in table.rows if key.sk == "R"})


def planned(table: Watched) -> set[str]:
    return {key.sk for key in table.rows if key.pk == "T"}


def wanted(cycle_id: str, at: CyclesApi) -> set[str]:
    """All that is still to come of a cycle."""
    cycle = cycles.load(Reads(at.world.table), cycle_id)
    return {jobs.key_of(job).sk for job in schedule.jobs_due(cycle, cycle.zones, at.world.now)}


def begin(at: CyclesApi) -> str:
    at.world.now = START
    path = f"/cycles/{ok(at.hr.post('/cycles', cycle_body())).json['id']}"
    ok(at.hr.post(f"{path}/launch"))
    return path


def cancel_all(at: CyclesApi, table: Watched, path: str) -> None:
    """No one is in an open cycle anymore, so that the next launch can begin."""
    ok(at.hr.post(f"{path}/cancel"))
    at.world.queue.messages.clear()
    for key in [key for key in table.rows if key.sk.startswith("H#D#") or key.pk in {"T", "T-PARKED"}]:
        del table.rows[key]


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("seed", range(50))
def test_a_launch_that_keeps_failing_ends_whole(prepared: tuple[CyclesApi, Watched], seed: int) -> None:
    at, table = prepared
    path, writes = begin(at), table.writes.copy()
    dice = Random(seed)  # noqa: S311 - a test's dice
    table.plan = now_and_then(seed, share=0.15)
    deliver(at, dice)
    finish(at, dice)
    assert_whole(at, table, path, writes)
    cancel_all(at, table, path)


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("how", ["before", "after"])
def test_a_launch_killed_at_any_single_call_ends_whole(prepared: tuple[CyclesApi, Watched], how: str) -> None:
    at, table = prepared
    for number in range(1, 40):
        path, writes = begin(at), table.writes.copy()
        table.plan = once(table.number + number, how)
        dice = Random(number)  # noqa: S311 - a test's dice
        deliver(at, dice)
        finish(at, dice)
        assert_whole(at, table, path, writes)
        cancel_all(at, table, path)
