"""Home asks for a reflection while the rhythm does, and no longer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.kernel.command import perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.people.rules import Person
from chalicelib.reviews import store
from chalicelib.reviews.rules import new_review
from chalicelib.rhythm.actions import latest_reflections as rhythm
from chalicelib.wiring import wiring
from tests.api.reflections_world import ReflectionsApi
from tests.api.test_home_routes import CYCLE
from tests.cycles_world import ADA, BEN, KIT, TOP, CyclesApi, cycles_api, ok


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    """It is Monday, 2 March 2026, 09:00 in UTC."""
    with cycles_api() as made:
        yield made


def choose(at: CyclesApi, wanted: str) -> None:
    ok(at.hr.patch("/company", {"reflections": {"rhythm": wanted}}, match=at.hr.get("/company").etag))


def record(at: CyclesApi, person: Person) -> None:
    perform(wiring(), SYSTEM, lambda command: rhythm.note(command, person.id, "01REFLECTION"))


def tasks(at: CyclesApi, person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(at(person).get("/home")).json["tasks"]
    return found


def test_whoever_has_a_manager_is_asked_until_the_period_ends_where_they_live(at: CyclesApi) -> None:
    assert tasks(at, ADA) == []
    choose(at, "weekly")
    assert tasks(at, ADA) == [
        {
            "kind": "record_reflection",
            "subject": {"id": ADA.id, "name": "Ada Able"},
            "due_at": "2026-03-08T23:00:00Z",
            "time_zone": "Europe/Berlin",
            "state": "open",
            "link": "/reflections/new",
        }
    ]
    assert [task["due_at"] for task in tasks(at, KIT)] == ["2026-03-08T10:00:00Z"]
    assert tasks(at, TOP) == []
    choose(at, "monthly")
    assert [task["due_at"] for task in tasks(at, ADA)] == ["2026-03-31T22:00:00Z"]
    choose(at, "off")
    assert tasks(at, ADA) == []


def test_the_task_is_gone_when_there_is_one_and_comes_with_the_next_period(at: CyclesApi) -> None:
    choose(at, "weekly")
    record(at, ADA)
    assert tasks(at, ADA) == []
    assert len(tasks(at, BEN)) == 1
    at.world.now = datetime(2026, 3, 8, 22, 59, tzinfo=UTC)
    assert tasks(at, ADA) == []
    at.world.now = datetime(2026, 3, 8, 23, tzinfo=UTC)
    assert [task["due_at"] for task in tasks(at, ADA)] == ["2026-03-15T23:00:00Z"]


def reminded(at: CyclesApi) -> set[str]:
    """Who is reminded by the last day of the period."""
    at.until(datetime(2026, 3, 8, 9, tzinfo=UTC))
    return {mail["to_name"] for mail in at.mails("reminder")} & {"Ada Able", "Ben Boss"}


def test_a_reflection_that_is_recorded_is_the_one_that_was_asked_for(at: CyclesApi) -> None:
    """A draft is enough: whether someone shares it is no one's business but their own."""
    choose(at, "weekly")
    at.drain()
    ReflectionsApi(at.world).recorded(ADA)
    assert tasks(at, ADA) == []
    assert reminded(at) == {"Ben Boss"}


def test_a_draft_without_a_recording_silences_nobody(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.drain()
    ReflectionsApi(at.world).begin(ADA)
    assert [task["kind"] for task in tasks(at, ADA)] == ["record_reflection"]
    assert reminded(at) == {"Ada Able", "Ben Boss"}


def test_answers_that_are_shared_without_a_recording_are_what_was_asked_for(at: CyclesApi) -> None:
    """Once: who shares old answers again has made nothing new."""
    choose(at, "weekly")
    at.drain()
    told = ReflectionsApi(at.world).begin(ADA, prompts={"improve": "<p>Say no earlier</p>"})
    assert len(tasks(at, ADA)) == 1
    at.world.table.calls.clear()
    ok(at(ADA).post(f"/reflections/{told}/share"))
    assert dict(at.world.table.calls) == {"get": 2, "commit": 1}
    assert tasks(at, ADA) == []
    at.world.now = datetime(2026, 3, 9, 9, tzinfo=UTC)
    ok(at(ADA).post(f"/reflections/{told}/unshare"))
    ok(at(ADA).post(f"/reflections/{told}/share"))
    assert len(tasks(at, ADA)) == 1


@pytest.mark.parametrize("gone", ["reflection", "recording"])
def test_who_deletes_the_only_one_is_asked_again(at: CyclesApi, gone: str) -> None:
    choose(at, "weekly")
    at.drain()
    reflections = ReflectionsApi(at.world)
    one = reflections.begin(ADA)
    track = reflections.upload(one, owner=ADA)
    reflections.work()
    assert tasks(at, ADA) == []
    at.world.table.calls.clear()
    path = f"/reflections/{one}" + (f"/tracks/{track}" if gone == "recording" else "")
    assert at(ADA).delete(path).status == 204
    assert at.world.table.calls["commit"] == 1, "in the transaction of the deletion"
    assert at.world.table.calls["get"] == (2 if gone == "reflection" else 1), "and read with the reflection"
    assert [task["kind"] for task in tasks(at, ADA)] == ["record_reflection"]
    assert reminded(at) == {"Ada Able", "Ben Boss"}


def test_who_deletes_one_of_two_has_one_left(at: CyclesApi) -> None:
    """Whichever it is; and a draft that goes, or another recording, changes nothing."""
    choose(at, "weekly")
    at.drain()
    reflections = ReflectionsApi(at.world)
    first, second, third = (reflections.recorded(ADA) for _ in range(3))
    draft = reflections.begin(ADA)
    for one in (third, draft, first):
        assert at(ADA).delete(f"/reflections/{one}").status == 204
        assert tasks(at, ADA) == []
    reflections.upload(second, owner=ADA)
    reflections.work()
    assert tasks(at, ADA) == []
    assert reminded(at) == {"Ben Boss"}


def test_one_that_the_company_no_longer_keeps_leaves_nothing_behind(at: CyclesApi) -> None:
    ok(at.hr.patch("/company", {"reflections": {"retention_days": 30}}, match=at.hr.get("/company").etag))
    one = ReflectionsApi(at.world).recorded(ADA)
    assert rhythm.rhythm_key(ADA.id) in at.world.table.rows
    at.until(datetime(2026, 4, 2, 9, tzinfo=UTC))
    assert at(ADA).get(f"/reflections/{one}").status == 404
    assert rhythm.rhythm_key(ADA.id) not in at.world.table.rows


def test_it_stands_among_the_tasks_of_reviews_by_its_date(at: CyclesApi) -> None:
    choose(at, "two_weeks")
    review = new_review(CYCLE, ADA, BEN, at.world.now)
    at.world.table.put_many(store.head_rows(review))
    assert [task["kind"] for task in tasks(at, ADA)] == ["write_self", "record_reflection"]
    choose(at, "weekly")
    assert [task["kind"] for task in tasks(at, ADA)] == ["record_reflection", "write_self"]
    record(at, ADA)
    home = ok(at(ADA).get("/home")).json
    assert [task["kind"] for task in home["tasks"]] == ["write_self"]
    assert [one["id"] for one in home["my_reviews"]] == [review.id]


def test_home_takes_two_calls_with_a_rhythm_and_a_hundred_reviews(at: CyclesApi) -> None:
    choose(at, "weekly")
    record(at, BEN)
    for n in range(120):
        cycle = replace(CYCLE, id=f"01CYCLE{n:0>19}")
        at.world.table.put_many(store.head_rows(new_review(cycle, ADA, BEN, at.world.now)))
    ok(at(BEN).get("/home"))
    at.world.table.calls.clear()
    assert [task["kind"] for task in tasks(at, BEN)] == ["write_manager"] * 100
    assert dict(at.world.table.calls) == {"get": 1, "query": 1}
