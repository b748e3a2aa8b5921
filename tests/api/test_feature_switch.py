"""A company switches a feature off: it answers nothing and asks nothing of anybody; what was written stays."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.company.routes import routes as company_routes
from chalicelib.kernel.http import REGISTRY, Answer, Call, NoQuery, Routes
from chalicelib.kernel.policy import signed_in
from tests.api.client import World
from tests.api.people_world import HR, company

notes = Routes("notes", switch=True)
del REGISTRY["notes"]  # for the tests of the whole contract


@notes.get("/notes", allow=signed_in, summary="Notes", answer=dict[str, str])
def read_notes(call: Call[Any, NoQuery]) -> Answer:
    """Something of a feature that can be switched off."""
    return Answer({"text": call.actor.id})


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(wiring, "SWITCHABLE", ("notes",))
    with company(notes, company_routes) as world:
        yield world


def switch(world: World, **features: bool) -> Any:
    hr = world.as_(HR)
    return hr.patch("/company", {"features": features}, hr.get("/company").etag)


def test_a_feature_is_on_until_the_company_switches_it_off(world: World) -> None:
    """[70] Features that a company does not use are not there."""
    hr = world.as_(HR)
    assert hr.get("/notes").status == 200
    assert hr.get("/company").json["features"] == {"notes": True}
    assert hr.get("/me").json["features"]["notes"] is True


def test_what_is_switched_off_is_not_there_and_comes_back(world: World) -> None:
    hr = world.as_(HR)
    assert switch(world, notes=False).json["features"] == {"notes": False}
    reply = hr.get("/notes")
    assert (reply.status, reply.json["code"]) == (404, "feature_off")
    assert hr.get("/me").json["features"]["notes"] is False
    assert switch(world, notes=True).json["features"] == {"notes": True}
    assert hr.get("/notes").status == 200


def test_what_stays_as_it_is_is_not_written_again(world: World) -> None:
    before = world.as_(HR).get("/company").etag
    assert switch(world, notes=True).etag == before


def test_only_a_feature_that_can_be_switched_off_is_switched(world: World) -> None:
    reply = switch(world, reviews=False)
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/features/reviews")


def test_who_switches_a_feature_stands_in_the_audit_trail(world: World) -> None:
    switch(world, notes=False)
    (entry,) = [row for key, row in world.table.rows.items() if "company_changed" in row.body]
    assert '"features.notes":false' in entry.body


def test_the_switch_costs_no_call_of_its_own(world: World) -> None:
    hr = world.as_(HR)
    world.table.calls.clear()
    hr.get("/notes")
    assert dict(world.table.calls) == {"get": 1}
