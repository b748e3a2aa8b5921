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
from tests.api.reviews_world import HOME, ReviewsApi, ok, reviews_api
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
def api() -> Iterator[ReviewsApi]:
    with reviews_api(None, None, cycle_routes) as found:
        ok(found(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        yield found


def about(api: ReviewsApi, reader: Person, whom: Person = ADA, more: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(api(reader).get(f"/reviews?reviewee_id={whom.id}{more}")).json["items"]
    return found


def test_only_those_who_stand_to_a_review_find_it_on_the_profile(api: ReviewsApi) -> None:
    """[76] The reviewee, who writes, who is above the reviewer, HR; a former reviewer and everyone else find none."""
    readers = {reader.name for reader in EVERYBODY if about(api, reader)}
    assert readers == {one.name for one in (ADA, BEN, CORA, CLEO, TOP, HANA, HUGO, ASA)}
    assert api.world.anonymous().get(f"/reviews?reviewee_id={ADA.id}").status == 401
    assert api.watching.get(f"/reviews?reviewee_id={ADA.id}").status == 403
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert about(api, BEN) == about(api, CLEO) == about(api, OTTO) == []
    assert about(api, NILS)[0]["roles"] == ["reviewer"]


def test_it_says_of_a_review_what_the_other_lists_say(api: ReviewsApi) -> None:
    """At each step, to each reader: nothing beyond one's own list, the team's, HR's board."""
    steps = (lambda: None, api.write_self, api.share_self, api.write_manager, api.share_manager)
    for step in steps:
        step()
        for reader in (ADA, BEN, CORA):
            assert about(api, reader) == ok(api(reader).get("/reviews")).json["items"]
        team = {one["person"]["name"]: one for one in ok(api(CLEO).get("/team")).json["items"]}["Ada"]["review"]
        (seen,) = about(api, CLEO)
        assert {side: seen.get(side) for side in SIDES} == {side: team.get(side) for side in SIDES}
        assert seen["roles"] == []
        for reader in (HANA, HUGO, ASA):
            (row,) = ok(api(reader).get(f"/cycles/{CYCLE_ID}/reviews")).json["items"]
            (seen,) = about(api, reader)
            assert {side: seen.get(side) for side in SIDES} == {side: row.get(side) for side in SIDES}
        assert "rating" not in str(about(api, HANA))


def test_reviews_that_somebody_writes_are_not_reviews_of_them(api: ReviewsApi) -> None:
    assert about(api, HANA, BEN) == []
    assert about(api, BEN, BEN) == []
    assert about(api, HANA, replace(OTTO, id="nobody")) == []


def many(api: ReviewsApi, count: int) -> None:
    """Ada in so many further cycles."""
    for number in range(count):
        made = replace(cycle(), id=f"01{number:02d}" + "C" * 22)
        changes = Changes(f"cycle {number}")
        changes.put(cycle_store.row(made))
        store.create(changes, new_review(made, ADA, BEN if number % 2 else NILS, OPENS))
        api.world.table.commit(changes)


def test_they_come_in_pages_and_cost_the_same_calls_however_many_they_are(api: ReviewsApi) -> None:
    about(api, HANA)  # binds the login
    api.world.table.calls.clear()
    assert len(about(api, HANA)) == 1
    few = dict(api.world.table.calls)
    many(api, 12)
    api.world.table.calls.clear()
    assert len(about(api, HANA)) == 13
    assert dict(api.world.table.calls) == few
    found, after = [], ""
    while True:
        page = ok(api(HANA).get(f"/reviews?reviewee_id={ADA.id}&limit=5{after}")).json
        found += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&cursor={page['next']}"
    assert found == sorted(set(found), reverse=True)
    assert len(found) == 13
    assert len(about(api, CLEO)) == 7  # not those that Nils writes


def test_the_filters_hold_there_too(api: ReviewsApi) -> None:
    many(api, 2)
    assert [one["cycle"]["id"] for one in about(api, HANA, more=f"&cycle_id={CYCLE_ID}")] == [CYCLE_ID]
    assert about(api, HANA, more="&status=complete") == []
    assert about(api, HANA, more="&role=reviewer") == []
    assert len(about(api, HANA, more="&year=2026")) == 3
