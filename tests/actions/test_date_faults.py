"""Dates that follow from a change of a running cycle: whatever dies in between, each is planned, and none too early."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import available_timezones

import pytest

from chalicelib import wiring
from chalicelib.cycles import actions as cycles
from chalicelib.kernel import runtime
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import Message, PlannedJob
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import Reads
from chalicelib.people.jobs import PersonChanged
from chalicelib.people.rules.changes import ZONE
from chalicelib.reviews.actions import schedule
from chalicelib.rollout.actions import cycle_dates
from chalicelib.rollout.jobs import PERSON_CHANGED
from chalicelib.timetable import actions as timetable
from tests.cycles_world import ADA, COMPANY, LEI, CyclesApi, cycle_body, cycles_api, ok
from tests.faulty import FaultyTable, Killed, once
from tests.jobs import plan

LATER = {"timeline": cycle_body()["timeline"] | {"self_due_on": "2026-03-23"}}
CALLS = range(1, 16)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[CyclesApi]:
    """A launched cycle, and pages of few dates each."""
    monkeypatch.setattr(cycle_dates, "PAGE", 4)
    with cycles_api(table=FaultyTable()) as made:
        yield made


def faulty(at: CyclesApi) -> FaultyTable:
    assert isinstance(at.world.table, FaultyTable)
    return at.world.table


def work_on(at: CyclesApi) -> None:
    """The worker and the tick, until what died was taken up again."""
    for _ in range(4):
        while at.world.queue.messages:
            message = at.world.queue.messages.pop(0)
            try:
                timetable.run(runtime.current(), decode(encode(message), Message), wiring.handler_of)
            except Killed:
                continue
        at.world.now += timedelta(minutes=16)
        try:
            timetable.tick(runtime.current())
        except Killed:
            continue


def dates(at: CyclesApi, path: str) -> set[str]:
    """What is still to come of a cycle, as it is now."""
    cycle = cycles.load(Reads(at.world.table), path.rpartition("/")[2])
    return {jobs.key_of(job).sk for job in schedule.jobs_due(cycle, cycle.zones, at.world.now)}


def planned(at: CyclesApi) -> list[PlannedJob]:
    return [jobs.job_of(row) for key, row in at.world.table.rows.items() if key.pk == jobs.DUE]


def keys(at: CyclesApi) -> set[str]:
    return {jobs.key_of(job).sk for job in planned(at)}


def tried(change: Callable[[], object]) -> bool:
    """Whether a command came to its end; one that died is sent again by whoever sent it."""
    try:
        change()
    except (Killed, Unavailable):
        return False
    return True


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("number", CALLS)
def test_moved_dates_are_planned_whatever_dies_and_announced_once(at: CyclesApi, number: int, how: str) -> None:
    path = at.launched()
    etag = ok(at.hr.get(path)).etag
    faulty(at).plan = once(faulty(at).number + number, how)
    if not tried(lambda: at.hr.patch(path, LATER, match=etag)):
        at.hr.patch(path, LATER, match=etag)
    work_on(at)
    faulty(at).plan = lambda _: None
    assert cycles.load(Reads(at.world.table), path.rpartition("/")[2]).timeline.self_due_on.day == 23
    assert dates(at, path) <= keys(at)
    told = [mail["to_name"] for mail in at.mails("deadline_moved")]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("number", CALLS)
def test_people_who_join_from_a_new_zone_find_its_dates_planned(at: CyclesApi, number: int, how: str) -> None:
    path = at.launched(participants={"person_ids": [ADA.id]})
    faulty(at).plan = once(faulty(at).number + number, how)
    body = {"person_ids": [LEI.id]}
    if not tried(lambda: at.hr.post(f"{path}/participants", body)):
        assert at.hr.post(f"{path}/participants", body).status < 300
    work_on(at)
    faulty(at).plan = lambda _: None
    assert LEI.time_zone in cycles.load(Reads(at.world.table), path.rpartition("/")[2]).zones
    assert dates(at, path) <= keys(at)


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("number", CALLS)
def test_somebody_who_moves_to_a_new_zone_finds_its_dates_planned(at: CyclesApi, number: int, how: str) -> None:
    path = at.launched()
    at.change(ADA, time_zone="Asia/Tokyo")
    moved = PersonChanged(person_id=ADA.id, changed=(ZONE,))
    plan(runtime.current(), PlannedJob(kind=PERSON_CHANGED.kind, ref="x", due_at=at.world.now, params=moved))
    faulty(at).plan = once(faulty(at).number + number, how)
    work_on(at)
    faulty(at).plan = lambda _: None
    assert "Asia/Tokyo" in cycles.load(Reads(at.world.table), path.rpartition("/")[2]).zones
    assert dates(at, path) <= keys(at)


def test_a_change_that_is_not_committed_plans_and_asks_for_nothing(
    at: CyclesApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = at.launched(participants={"person_ids": [ADA.id]})
    before, asked = keys(at), len(at.world.queue.messages)

    def refused(_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(faulty(at), "commit", refused)
        with pytest.raises(Killed):
            at.hr.post(f"{path}/participants", {"person_ids": [LEI.id]})
    assert keys(at) == before
    assert len(at.world.queue.messages) == asked


def test_more_dates_than_one_transaction_holds_are_planned_in_pages() -> None:
    zones = sorted(zone for zone in available_timezones() if zone.startswith("America/"))[:60]
    many = [
        replace(ADA, id=f"01P{number:023d}", email=f"p{number}@example.com", time_zone=zone)
        for number, zone in enumerate(zones)
    ]
    with cycles_api((*COMPANY[:4], *many)) as made:
        path = made.launched()
        wanted = dates(made, path)
        assert len(wanted) > 200
        assert wanted <= keys(made)
