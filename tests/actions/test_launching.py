"""Launches and work on many reviews where something is wrong with one of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.kernel import runtime
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.jobs import at as job
from chalicelib.kernel.policy import CYCLES_WRITE
from chalicelib.kernel.storage.table import Changes, Key
from chalicelib.people.jobs import PersonChanged
from chalicelib.people.rules import Person
from chalicelib.people.rules.changes import LEFT, MANAGER, ZONE
from chalicelib.reviews.actions import commands
from chalicelib.reviews.rules import new_review
from chalicelib.rollout.actions import deadline_jobs, launch
from chalicelib.rollout.jobs import PERSON_CHANGED
from chalicelib.timetable import actions as timetable
from tests.cycles_world import ADA, BEN, COMPANY, KIT, LEI, CyclesApi, company, cycle_body, cycles_api, ok
from tests.events.test_cycles_time import at_, home
from tests.fakes import MemoryTable
from tests.jobs import plan


class Poisoned(MemoryTable):
    """Cannot store what has to do with someone, whatever the reason."""

    def __init__(self, poison: str, error: type[Exception] = ValueError) -> None:
        super().__init__()
        self.poison = poison
        self.error = error
        self.armed = False

    def commit(self, changes: Changes) -> None:
        keys = [change.key for change in changes]
        if self.armed and any(key.pk == f"P#{self.poison}" and key.sk.startswith("H#D#") for key in keys):
            raise self.error("cannot be stored")
        super().commit(changes)


def work_on(at: CyclesApi) -> None:
    """The worker and the tick, for some hours; what fails comes again."""
    for _ in range(12):
        while at.world.queue.messages:
            message = at.world.queue.messages.pop(0)
            try:
                timetable.run(runtime.current(), decode(encode(message), Message), wiring.handler_of)
            except (ValueError, Unavailable):
                continue
        at.world.now += timedelta(hours=3)
        timetable.tick(runtime.current())


def test_somebody_who_cannot_be_stored_is_named_and_does_not_stop_the_others() -> None:
    table = Poisoned(KIT.id)
    with cycles_api(table=table) as at:
        path = at.create()
        ok(at.hr.post(f"{path}/launch"))
        table.armed = True
        work_on(at)
        done = ok(at.hr.get(f"{path}/progress")).json
        assert (done["state"], done["expected"], done["created"]) == ("scheduled", 7, 5)
        assert {one["person_id"]: one["reason"] for one in done["failed"]}[KIT.id] == "error"


def test_a_table_that_is_briefly_away_names_nobody() -> None:
    table = Poisoned(KIT.id, Unavailable)
    with cycles_api(table=table) as at:
        path = at.create()
        ok(at.hr.post(f"{path}/launch"))
        table.armed = True
        work_on(at)
        table.armed = False
        work_on(at)
        done = ok(at.hr.get(f"{path}/progress")).json
        assert (done["created"], [one["reason"] for one in done["failed"]]) == (6, ["no_manager"])


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


def test_somebody_whose_review_cannot_be_made_is_named(at: CyclesApi, monkeypatch: pytest.MonkeyPatch) -> None:
    def careful(cycle: Any, reviewee: Person, *more: Any) -> Any:
        if reviewee.id == ADA.id:
            raise ValueError
        return new_review(cycle, reviewee, *more)

    monkeypatch.setattr(launch, "new_review", careful)
    path = at.launched()
    done = ok(at.hr.get(f"{path}/progress")).json
    assert {one["person_id"]: one["reason"] for one in done["failed"]}[ADA.id] == "error"
    assert done["created"] == 5


def test_somebody_who_is_not_in_the_directory_any_more_is_named(at: CyclesApi) -> None:
    path = at.create(participants={"person_ids": [ADA.id, KIT.id]})
    del at.world.table.rows[Key(f"P#{KIT.id}")]
    ok(at.hr.post(f"{path}/launch"))
    at.drain()
    done = ok(at.hr.get(f"{path}/progress")).json
    assert (done["expected"], done["created"]) == (2, 1)
    assert [(one["person_id"], one["reason"]) for one in done["failed"]] == [(KIT.id, "unknown_person")]


def test_a_filter_that_few_match_goes_through_the_whole_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "READ_AHEAD", 7)
    people = tuple(
        replace(person, department="Rare") if number % 20 == 5 else person for number, person in enumerate(company(200))
    )
    with cycles_api(people) as at:
        path = at.launched(participants={"filter": {"department": "Rare"}})
        rare = sum(person.department == "Rare" for person in people)
        assert ok(at.hr.get(f"{path}/progress")).json["created"] == rare


def test_a_list_of_more_than_a_page_is_launched_whole() -> None:
    people = company(130)
    with cycles_api(people) as at:
        path = at.launched(participants={"person_ids": [person.id for person in people[1:]]})
        assert ok(at.hr.get(f"{path}/progress")).json["created"] == 129


def test_a_very_large_cycle_opens_window_by_window(at: CyclesApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline_jobs, "WINDOW", 2)
    at.launched()
    at.until(at_(3, 10))
    assert sorted(mail["to_name"] for mail in at.mails("kickoff_self")) == sorted(
        person.name for person in COMPANY if person.manager_id
    )
    (ben,) = at.mails("kickoff_manager", BEN)
    assert ben["params"]["people"].split("\n") == ["Ada Able", "Kit Kiribati", "Lei Hawaii"]


def test_one_broken_review_does_not_stop_a_nudge(at: CyclesApi, monkeypatch: pytest.MonkeyPatch) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    nudge = commands.nudge

    def broken(by: Any, review_id: str) -> Any:
        if review_id.endswith(LEI.id):
            raise ValueError
        return nudge(by, review_id)

    monkeypatch.setattr(commands, "nudge", broken)
    people = {"person_ids": [ADA.id, LEI.id, KIT.id]}
    client = at.world.as_client("hris", CYCLES_WRITE)
    assert client.post(f"{path}/nudge", people, idempotency_key="n").status == 202
    at.drain()
    assert {mail["params"]["reviewee"] for mail in at.mails("nudge")} == {"Ada Able", "Kit Kiribati"}
    assert at.mails("nudge")[0]["params"]["by"] == "HR"


def test_trouble_behind_us_makes_the_page_come_again(at: CyclesApi, monkeypatch: pytest.MonkeyPatch) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    ok(at.hr.post(f"{path}/nudge"))
    with monkeypatch.context() as broken:

        def away(*_: Any) -> None:
            raise Unavailable

        broken.setattr(commands, "nudge", away)
        with pytest.raises(Unavailable):
            at.drain()
    at.world.now += timedelta(minutes=5)
    at.tick()
    assert at.mails("nudge")


def test_what_the_directory_tells_of_people_in_no_cycle_changes_nothing(at: CyclesApi) -> None:
    path = at.launched(participants={"person_ids": [ADA.id]})
    items = [
        job(at.world.now, PERSON_CHANGED, PersonChanged(person_id=person.id, changed=(what,)))
        for what in (LEFT, MANAGER, ZONE)
        for person in (KIT, ADA, replace(ADA, id="01NOBODY"))
    ]
    plan(runtime.current(), *items)
    at.tick()
    (item,) = ok(at.hr.get(f"{path}/reviews")).json["items"]
    assert (item["state"], item["reviewer"]["id"]) == ("scheduled", BEN.id)
    assert at.mails("withdrawn") == []


def test_a_moved_date_does_not_take_an_extension_away(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    ok(at.hr.post(f"{home(path, ADA)}/extend", {"side": "self", "until": "2026-03-30"}))
    ok(at.hr.patch(path, {"timeline": {"self_due_on": "2026-03-24"}}, match=at.hr.get(path).etag))
    at.drain()
    assert at.mails("deadline_moved", ADA) == []
    dates = {
        i["reviewee"]["id"]: i["deadlines"]["self"]["date"] for i in ok(at.hr.get(f"{path}/reviews")).json["items"]
    }
    assert (dates[ADA.id], dates[KIT.id]) == ("2026-03-30", "2026-03-24")


def test_two_cycles_at_once_take_nobody_twice(at: CyclesApi) -> None:
    first, second = (
        f"/cycles/{ok(at.hr.post('/cycles', cycle_body(name=name))).json['id']}" for name in ("First", "Second")
    )
    ok(at.hr.post(f"{first}/launch"))
    at.drain()
    ok(at.hr.post(f"{second}/launch"))
    at.drain()
    done = ok(at.hr.get(f"{second}/progress")).json
    assert done["created"] == 0
    assert {one["reason"] for one in done["failed"]} == {"in_open_cycle", "no_manager"}
    ok(at.hr.post(f"{first}/cancel"))
    at.drain()
    third = at.launched(name="Third", participants={"person_ids": [ADA.id]})
    assert ok(at.hr.get(f"{third}/progress")).json["created"] == 1
    assert at.world.now < datetime(2026, 3, 3, tzinfo=UTC)
