"""Rehearsing and launching over HTTP."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.kernel.policy import CYCLES_WRITE
from chalicelib.people.rules import PersonStatus
from chalicelib.timetable import actions as timetable
from tests.cycles_world import (
    ADA,
    ASA,
    BEN,
    COMPANY,
    HANA,
    KIT,
    LEI,
    TOP,
    CyclesApi,
    company,
    cycle_body,
    cycles_api,
    ok,
)


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


def instants(mails: list[dict[str, Any]]) -> Counter[tuple[str, str, str]]:
    return Counter((mail["to"]["id"], mail["kind"], mail["at"]) for mail in mails)


def test_a_rehearsal_names_every_pair_and_problem_and_writes_nothing(at: CyclesApi) -> None:
    path = at.create()
    rows = dict(at.world.table.rows)
    found = ok(at.hr.post(f"{path}/rehearse")).json
    assert at.world.table.rows == rows
    assert {(pair["reviewee"]["name"], pair["reviewer"]["name"]) for pair in found["pairs"]} == {
        (person.name, next(boss.name for boss in COMPANY if boss.id == person.manager_id))
        for person in COMPANY
        if person.manager_id
    }
    assert [(one["code"], one["person_id"]) for one in found["problems"]] == [("no_manager", TOP.id)]
    assert found["next"] is None


def test_what_was_rehearsed_is_what_happens(at: CyclesApi) -> None:
    """Where no one does anything, every email that goes out was rehearsed, at its instant."""
    path = at.create()
    rehearsed = instants(ok(at.hr.post(f"{path}/rehearse")).json["mails"])
    pairs = ok(at.hr.post(f"{path}/rehearse")).json["pairs"]
    ok(at.hr.post(f"{path}/launch"))
    at.drain()
    at.until(datetime(2026, 4, 12, tzinfo=UTC))
    sent = instants(
        [
            {"to": {"id": mail["to_person_id"]}, "kind": mail["kind"].rpartition(".")[2], "at": mail["at"]}
            for mail in at.mails()
        ]
    )
    assert not sent - rehearsed
    unsent = rehearsed - sent
    sign_reminders = {
        (to, kind, moment) for to, kind, moment in unsent if kind == "reminder" and moment > "2026-03-26T18:00:00Z"
    }
    assert set(unsent) == sign_reminders, "only those who would have had to sign are not reminded: nothing was shared"
    items = ok(at.hr.get(f"{path}/reviews?limit=100")).json["items"]
    assert {(item["reviewee"]["id"], item["reviewer"]["id"]) for item in items} == {
        (pair["reviewee"]["id"], pair["reviewer"]["id"]) for pair in pairs
    }


def test_a_large_rehearsal_is_paged(at: CyclesApi) -> None:
    path = at.create()
    whole = ok(at.hr.post(f"{path}/rehearse")).json
    pairs, mails, problems, cursor = [], [], [], ""
    for _ in range(10):
        page = ok(at.hr.post(f"{path}/rehearse?limit=2{cursor}")).json
        pairs += page["pairs"]
        mails += page["mails"]
        problems += page["problems"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert pairs == whole["pairs"]
    assert instants(mails) == instants(whole["mails"])
    assert problems == whole["problems"]


def test_every_kind_of_problem_is_rehearsed_and_named_by_the_launch(at: CyclesApi) -> None:
    other = at.launched(name="Other", participants={"person_ids": [KIT.id]})
    assert ok(at.hr.get(f"{other}/progress")).json["created"] == 1
    at.change(LEI, time_zone="Mars/Base")
    at.change(ASA, email="")
    at.leave(ADA)
    path = at.create(participants={"person_ids": [person.id for person in COMPANY]})
    found = ok(at.hr.post(f"{path}/rehearse")).json
    codes = {one["person_id"]: one["code"] for one in found["problems"]}
    assert codes == {
        TOP.id: "no_manager",
        ASA.id: "no_email",
        ADA.id: "left",
        KIT.id: "in_open_cycle",
        LEI.id: "unknown_time_zone",
    }
    ok(at.hr.post(f"{path}/launch"))
    at.drain()
    done = ok(at.hr.get(f"{path}/progress")).json
    assert {one["person_id"]: one["reason"] for one in done["failed"]} == codes
    assert (done["expected"], done["created"]) == (7, 2)


def test_a_launch_answers_at_once_and_can_be_watched(at: CyclesApi) -> None:
    path = at.create()
    begun = at.hr.post(f"{path}/launch")
    assert begun.status == 202
    assert (begun.json["state"], begun.json["created"]) == ("launching", 0)
    assert ok(at.hr.get(path)).json["actions"] == ["cancel", "copy"]
    at.drain()
    done = ok(at.hr.get(f"{path}/progress")).json
    assert (done["state"], done["expected"], done["created"]) == ("scheduled", 7, 6)
    assert done["stages"]["self"] == {"not_started": 6}
    assert done["stages"]["reviews"] == {"scheduled": 6}


@pytest.mark.parametrize("participants", [{"everyone": True}, {"person_ids": [p.id for p in COMPANY]}])
def test_launching_twice_creates_and_sends_nothing_twice(at: CyclesApi, participants: dict[str, Any]) -> None:
    path = at.create(participants=participants)
    for key in ("one", "one", "two"):
        assert at.hr.post(f"{path}/launch", None, idempotency_key=key).status == 202
    at.world.queue.messages *= 3
    at.drain()
    assert at.hr.post(f"{path}/launch").status == 202
    at.drain()
    assert ok(at.hr.get(f"{path}/progress")).json["created"] == 6
    at.until(datetime(2026, 3, 10, tzinfo=UTC))
    assert len(at.mails("kickoff_self")) == 6
    assert len(at.mails("kickoff_manager")) == 3
    assert len(at.mails("launch_finished")) == 1


def test_a_review_names_whom_to_ask_about_the_process(at: CyclesApi) -> None:
    """[111] Anyone who launched it, if none was chosen; by name and address as they are now and only who works here."""
    path = at.launched()
    assert ok(at.hr.get(path)).json["options"]["hr_contacts"] == [HANA.id]
    (mine,) = ok(at(ADA).get("/reviews")).json["items"]
    shown = ok(at(ADA).get(f"/reviews/{mine['id']}")).json["cycle"]
    assert shown["hr_contacts"] == [{"id": HANA.id, "name": HANA.name, "email": HANA.email}]
    assert shown["overall_first"] is False
    changed = ok(at.hr.patch(path, {"options": {"hr_contacts": [ASA.id]}}, match=at.hr.get(path).etag)).json
    assert changed["options"]["hr_contacts"] == [ASA.id]
    at.change(ASA, status=PersonStatus.LEFT)
    assert ok(at(ADA).get(f"/reviews/{mine['id']}")).json["cycle"]["hr_contacts"] == []


def test_a_client_launches_too(at: CyclesApi) -> None:
    path = at.create()
    client = at.world.as_client("hris", CYCLES_WRITE)
    assert client.post(f"{path}/launch").status == 422
    assert client.post(f"{path}/launch", idempotency_key="go").status == 202
    at.drain()
    assert ok(at.hr.get(f"{path}/progress")).json["created"] == 6
    assert at.mails("launch_finished") == []


def test_a_cycle_of_the_past_or_one_that_ended_is_not_launched(at: CyclesApi) -> None:
    path = at.create()
    at.world.now = datetime(2026, 5, 1, tzinfo=UTC)
    assert at.hr.post(f"{path}/launch").json["code"] == "cycle_is_past"
    ok(at.hr.post(f"{path}/cancel"))
    refused = at.hr.post(f"{path}/launch")
    assert (refused.status, refused.json["code"]) == (409, "cycle_not_draft")


def test_a_filter_chooses_people(at: CyclesApi) -> None:
    path = at.launched(participants={"filter": {"department": "tech"}})
    names = {item["reviewee"]["name"] for item in ok(at.hr.get(f"{path}/reviews")).json["items"]}
    assert names == {"Ben Boss", "Ada Able", "Kit Kiribati"}


def test_what_opens_today_or_before_opens_at_once(at: CyclesApi) -> None:
    """A cycle launched on its day: kick-off emails go out at once, where the day has begun."""
    at.launched(timeline=cycle_body()["timeline"] | {"opens_on": "2026-03-02"})
    assert {mail["to_name"] for mail in at.mails("kickoff_self")} == {
        person.name for person in (HANA, ASA, BEN, ADA, KIT)
    }
    at.until(datetime(2026, 3, 2, 10, 1, tzinfo=UTC))
    assert len(at.mails("kickoff_self", LEI)) == 1
    assert len(at.mails("kickoff_self")) == 6


def test_cancelling_a_launch_that_goes_on_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "PAGES_AT_ONCE", 1)
    with cycles_api(company(200)) as at:
        path = at.create()
        ok(at.hr.post(f"{path}/launch"))
        for _ in range(3):
            at.world.queue.messages[:] = at.world.queue.messages[:1]
            step(at)
        ok(at.hr.post(f"{path}/cancel"))
        at.drain()
        at.pass_(minutes=5)
        items = ok(at.hr.get(f"{path}/reviews?limit=100")).json["items"]
        assert 0 < len(items) < 199
        assert {item["state"] for item in items} == {"withdrawn"}
        assert [key for key in at.world.table.rows if key.pk == "T"] == []


def step(at: CyclesApi) -> None:
    from chalicelib import wiring
    from chalicelib.kernel import runtime
    from chalicelib.kernel.codec import decode, encode
    from chalicelib.kernel.jobs import Message

    message = at.world.queue.messages.pop(0)
    timetable.run(runtime.current(), decode(encode(message), Message), wiring.handler_of)


def test_a_large_cycle_is_spread_and_still_one_list() -> None:
    people = company(430)
    with cycles_api(people) as at:
        path = at.launched()
        done = ok(at.hr.get(f"{path}/progress")).json
        assert (done["expected"], done["created"]) == (430, 429)
        boards = Counter(
            row.index1.pk for row in at.world.table.rows.values() if row.index1 and row.key.sk[:4] == "H#D#"
        )
        assert max(boards.values()) / 429 < 1 / 10
        names, cursor = [], ""
        for _ in range(10):
            page = ok(at.hr.get(f"{path}/reviews?limit=100{cursor}")).json
            names += [item["reviewee"]["name"] for item in page["items"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert names == sorted(person.name for person in people if person.manager_id)
        at.drain()
        assert ok(at.hr.get(f"{path}/progress")).json["stages"]["self"] == {"not_started": 429}


def test_people_who_left_are_not_in_a_cycle_for_everyone() -> None:
    left = replace(ADA, status=PersonStatus.LEFT)
    with cycles_api(tuple(left if person is ADA else person for person in COMPANY)) as at:
        path = at.create()
        assert ADA.id not in str(ok(at.hr.post(f"{path}/rehearse")).json)
