"""The reviews of someone, for who looks at their profile: those that the other lists give, and nothing beyond."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.cycles import store as cycle_store
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.rules import Person
from chalicelib.reviews import store
from chalicelib.reviews.rules import new_review
from chalicelib.rollout.routes.cycles import routes as cycle_routes
from tests.api.reviews_world import HOME, Office, office, ok
from tests.reviews_company import (
    ADA,
    ASA,
    BEN,
    CLEO,
    CORA,
    CYCLE_ID,
    EVERYBODY,
    HANA,
    HUGO,
    NILS,
    OPENS,
    OTTO,
    TOP,
    cycle,
)

SIDES = ("self", "manager")


@pytest.fixture
def desk() -> Iterator[Office]:
    with office(None, None, cycle_routes) as found:
        ok(found(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        yield found


def about(desk: Office, reader: Person, whom: Person = ADA, more: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(desk(reader).get(f"/reviews?reviewee_id={whom.id}{more}")).json["items"]
    return found


def test_only_those_who_stand_to_a_review_find_it_on_the_profile(desk: Office) -> None:
    """[76] The reviewee, who writes, who is above the reviewer, HR; a former reviewer and everyone else find none."""
    readers = {reader.name for reader in EVERYBODY if about(desk, reader)}
    assert readers == {one.name for one in (ADA, BEN, CORA, CLEO, TOP, HANA, HUGO, ASA)}
    assert desk.world.anonymous().get(f"/reviews?reviewee_id={ADA.id}").status == 401
    assert desk.watching.get(f"/reviews?reviewee_id={ADA.id}").status == 403
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert about(desk, BEN) == about(desk, CLEO) == about(desk, OTTO) == []
    assert about(desk, NILS)[0]["roles"] == ["reviewer"]


def test_it_says_of_a_review_what_the_other_lists_say(desk: Office) -> None:
    """At each step, to each reader: nothing beyond one's own list, the team's, HR's board."""
    steps = (lambda: None, desk.write_self, desk.share_self, desk.write_manager, desk.share_manager)
    for step in steps:
        step()
        for reader in (ADA, BEN, CORA):
            assert about(desk, reader) == ok(desk(reader).get("/reviews")).json["items"]
        team = {one["person"]["name"]: one for one in ok(desk(CLEO).get("/team")).json["items"]}["Ada"]["review"]
        (seen,) = about(desk, CLEO)
        assert {side: seen.get(side) for side in SIDES} == {side: team.get(side) for side in SIDES}
        assert seen["roles"] == []
        for reader in (HANA, HUGO, ASA):
            (row,) = ok(desk(reader).get(f"/cycles/{CYCLE_ID}/reviews")).json["items"]
            (seen,) = about(desk, reader)
            assert {side: seen.get(side) for side in SIDES} == {side: row.get(side) for side in SIDES}
        assert "rating" not in str(about(desk, HANA))


def test_reviews_that_somebody_writes_are_not_reviews_of_them(desk: Office) -> None:
    assert about(desk, HANA, BEN) == []
    assert about(desk, BEN, BEN) == []
    assert about(desk, HANA, replace(OTTO, id="nobody")) == []


def many(desk: Office, count: int) -> None:
    """Ada in so many further cycles."""
    for number in range(count):
        made = replace(cycle(), id=f"01{number:02d}" + "C" * 22)
        changes = Changes(f"cycle {number}")
        changes.put(cycle_store.row(made))
        store.create(changes, new_review(made, ADA, BEN if number % 2 else NILS, OPENS))
        desk.world.table.commit(changes)


def test_they_come_in_pages_and_cost_the_same_calls_however_many_they_are(desk: Office) -> None:
    about(desk, HANA)  # binds the login
    desk.world.table.calls.clear()
    assert len(about(desk, HANA)) == 1
    few = dict(desk.world.table.calls)
    many(desk, 12)
    desk.world.table.calls.clear()
    assert len(about(desk, HANA)) == 13
    assert dict(desk.world.table.calls) == few
    found, after = [], ""
    while True:
        page = ok(desk(HANA).get(f"/reviews?reviewee_id={ADA.id}&limit=5{after}")).json
        found += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&cursor={page['next']}"
    assert found == sorted(set(found), reverse=True)
    assert len(found) == 13
    assert len(about(desk, CLEO)) == 7  # not those that Nils writes


def test_the_filters_hold_there_too(desk: Office) -> None:
    many(desk, 2)
    assert [one["cycle"]["id"] for one in about(desk, HANA, more=f"&cycle_id={CYCLE_ID}")] == [CYCLE_ID]
    assert about(desk, HANA, more="&status=complete") == []
    assert about(desk, HANA, more="&role=reviewer") == []
    assert len(about(desk, HANA, more="&year=2026")) == 3
