"""Reflections and complete reviews stand in the line of time of their owner, from the transactions of their causes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.cards import store
from chalicelib.cards.rules import Card
from chalicelib.company.routes import routes as company
from chalicelib.people.routes.people import routes as people
from chalicelib.people.rules import Person
from chalicelib.reflections.routes import routes as reflection_routes
from tests.api.reflections_world import ReflectionsApi
from tests.api.reviews_world import HOME, ID, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, HANA, NILS, OTTO


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    with reviews_api(None, None, reflection_routes, people, company) as found:
        yield found


@pytest.fixture
def reflections(api: ReviewsApi) -> ReflectionsApi:
    return ReflectionsApi(api.world)


def line(api: ReviewsApi, owner: Person = ADA) -> list[Card]:
    """The cards of someone, the newest first."""
    rows = [row for key, row in api.world.table.rows.items() if key.pk == f"P#{owner.id}" and key.sk.startswith("Y#")]
    return [store.card_of(row) for row in sorted(rows, key=lambda row: row.key, reverse=True)]


def said(api: ReviewsApi) -> list[tuple[str, str, str]]:
    return [(card.title, card.words, card.state) for card in line(api)]


# ------------------------------------------------------------------ reflections


def test_a_reflection_is_in_its_owners_line_from_the_first_draft_on(
    api: ReviewsApi, reflections: ReflectionsApi
) -> None:
    reflections.begin(title="Spring", prompts={"went_well": "<p>The <b>launch</b></p>", "improve": "<p>Sleep</p>"})
    (card,) = line(api)
    assert (card.kind, card.title, card.words, card.state) == (
        "reflections.reflection",
        "Spring",
        "The launch Sleep",
        "draft",
    )
    assert card.at == api.world.now


def test_the_card_of_a_reflection_follows_what_its_owner_does(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    one = reflections.recorded(title="Spring")
    at, ada = f"/reflections/{one}", api(ADA)
    ok(ada.patch(at, {"title": "May", "prompts": {"did_not": "Rain"}}, match=ada.get(at).etag))
    assert said(api) == [("May", "Rain", "draft")]
    ok(ada.post(f"{at}/share"))
    assert said(api) == [("May", "Rain", "shared")]
    assert line(api)[0].seen_by == {"manager": BEN.id, "term": "0"}
    ok(ada.post(f"{at}/unshare"))
    assert said(api) == [("May", "Rain", "hidden")]
    assert line(api)[0].seen_by == {}
    ok(ada.delete(at))
    assert said(api) == []


def test_what_changes_nothing_of_a_card_does_not_write_it(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    one = reflections.shared(title="Spring")
    (before,) = [row for key, row in api.world.table.rows.items() if key.sk.startswith("Y#")]
    ok(api(BEN).post(f"/reflections/{one}/comments", {"text": "Good"}))
    ok(api(BEN).post(f"/reflections/{one}/seen"))
    (after,) = [row for key, row in api.world.table.rows.items() if key.sk.startswith("Y#")]
    assert after is before


def test_another_manager_sees_the_card_once_its_owner_agrees(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    one = reflections.shared(title="Spring")
    reflections.move(ADA, NILS)
    ok(api(ADA).post("/reflections/share"))
    reflections.work()
    (card,) = line(api)
    assert (card.id, card.state, card.seen_by) == (one, "shared", {"manager": NILS.id, "term": "1"})


# ------------------------------------------------------------------ reviews


def sign(api: ReviewsApi, *people: Person) -> None:
    for person in people:
        ok(api(person).post(f"{HOME}/sign", {}))


def test_a_review_is_in_its_reviewees_line_while_it_is_complete(api: ReviewsApi) -> None:
    api.share_both()
    sign(api, ADA)
    assert line(api) == []
    sign(api, BEN)
    (card,) = line(api)
    assert (card.kind, card.id, card.state, card.at) == ("reviews.review", ID, "complete", api.world.now)
    api.world.advance(hours=1)
    ok(api(HANA).post(f"{HOME}/revoke-signatures", {"reason": "A slip"}))
    assert line(api) == []
    sign(api, BEN, ADA)
    assert [card.at for card in line(api)] == [api.world.now]
    assert line(api, BEN) == []


def test_hr_completes_a_review_without_signatures_and_it_is_there_too(api: ReviewsApi) -> None:
    api.share_both()
    api.at(api.world.now + timedelta(days=60))
    ok(api(HANA).post(f"{HOME}/complete", {"reason": "On leave"}))
    assert [(card.id, card.state) for card in line(api)] == [(ID, "complete")]


# ------------------------------------------------------------------ what is at hand beside a review


def beside(api: ReviewsApi, person: Person, calls: int) -> Any:
    api(person).get("/reviews")
    api.world.table.calls.clear()
    found = ok(api(person).get(f"{HOME}/resources")).json
    assert api.world.table.calls["query"] == 1
    assert api.world.table.calls.total() <= calls, dict(api.world.table.calls)
    return found


def test_one_query_finds_all_that_is_at_hand(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    """The review in two calls, the line of time in one, and what is shown of it in one."""
    for number in range(30):
        one = reflections.shared(title=f"Week {number}")
        api.world.advance(hours=1)
    for person in (ADA, BEN):
        found = beside(api, person, calls=4)
        assert [item["title"] for item in found["reflections"]] == [f"Week {n}" for n in reversed(range(30))]
    assert "reflections" not in beside(api, CLEO, calls=3)
    ok(api(ADA).delete(f"/reflections/{one}"))
    assert len(beside(api, BEN, calls=4)["reflections"]) == 29


def test_its_own_review_is_not_at_hand_beside_it(api: ReviewsApi) -> None:
    api.share_both()
    sign(api, ADA, BEN)
    for person in (ADA, BEN, CLEO, HANA, ASA):
        assert beside(api, person, calls=4) == beside(api, person, calls=4)
        assert beside(api, person, calls=4)["past_reviews"] == []
    assert api(OTTO).get(f"{HOME}/resources").status == 404
