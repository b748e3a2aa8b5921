"""My year: everything of one's own in one list, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.cards import actions as cards
from chalicelib.cards.rules import Card
from chalicelib.company.routes import routes as company
from chalicelib.kernel.command import perform
from chalicelib.kernel.feature import Feature
from chalicelib.kernel.policy import CYCLES_READ, SYSTEM
from chalicelib.kernel.runtime import current
from chalicelib.people.routes.people import routes as people
from chalicelib.people.rules import Person
from chalicelib.reflections.routes import routes as reflection_routes
from chalicelib.reviews.actions import review_rows
from chalicelib.year.routes import routes
from tests.api.reflections_world import ReflectionsApi
from tests.api.reviews_world import HOME, ID, ReviewsApi, completed, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, HANA, NOW, OPENS, OTTO, review

CANARY = "zyzzogeton"


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    with reviews_api(None, None, reflection_routes, people, company, routes) as found:
        yield found


@pytest.fixture
def reflections(api: ReviewsApi) -> ReflectionsApi:
    return ReflectionsApi(api.world)


def year(api: ReviewsApi, person: Person = ADA, query: str = "") -> list[dict[str, Any]]:
    """The whole list, page by page."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = ok(api(person).get(f"/year?{query}" + (f"&cursor={quote(cursor)}" if cursor else ""))).json
        found += page["items"]
        cursor = page["next"]
    return found


def titles(api: ReviewsApi, query: str = "", person: Person = ADA) -> list[str]:
    return [item["title"] for item in year(api, person, query)]


def complete(api: ReviewsApi) -> None:
    api.share_both()
    for person in (ADA, BEN):
        ok(api(person).post(f"{HOME}/sign", {}))


def past(cycle: str, days: int) -> None:
    """A review that was completed so many days before this one opened."""
    cycle_id = f"01{cycle * 24}"
    before = replace(review(), id=cycle_id + ADA.id, cycle_id=cycle_id, cycle_name=f"Cycle {cycle}")
    completed(replace(before, opens_at=OPENS - timedelta(days=days + 30)), OPENS - timedelta(days=days))


def single_lists(api: ReviewsApi) -> list[tuple[datetime, str, str]]:
    """What each list shows Ada of hers this year, in one order."""
    own = ok(api(ADA).get("/reflections?role=owner&limit=100")).json["items"]
    done = ok(api(ADA).get("/reviews?role=reviewee&status=complete&limit=100")).json["items"]
    listed = [(datetime.fromisoformat(one["created_at"]), one["id"], "reflection") for one in own]
    listed += [(completed_at(api, one["id"]), one["id"], "review") for one in done]
    return sorted(listed, reverse=True)


def completed_at(api: ReviewsApi, review_id: str) -> datetime:
    found = review_rows.review_of(api.world.table.rows[review_rows.head_key(review_id)]).completed_at
    assert found is not None
    return found


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_the_list_is_the_union_of_the_single_lists_in_their_order(
    api: ReviewsApi, reflections: ReflectionsApi, limit: int
) -> None:
    reflections.begin(title="A draft")
    reflections.shared(title="Shared")
    taken_back = reflections.shared(title="Taken back")
    ok(api(ADA).post(f"/reflections/{taken_back}/unshare"))
    past("D", 20)
    complete(api)
    api.world.advance(days=1)
    reflections.begin(title="Later")
    items = year(api, query=f"limit={limit}")
    listed = [(datetime.fromisoformat(item["at"]), item["id"], item["kind"]) for item in items]
    assert listed == single_lists(api)
    assert len(listed) == 6, "four reflections, two reviews"


def test_an_item_says_what_it_is_and_where_it_stands(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    one = reflections.begin(title="Spring")
    api.world.advance(minutes=1)
    complete(api)
    assert year(api) == [
        {
            "kind": "review",
            "id": ID,
            "at": "2026-03-04T09:01:00Z",
            "title": review().cycle_name,
            "state": "complete",
            "link": f"/reviews/{ID}",
        },
        {
            "kind": "reflection",
            "id": one,
            "at": "2026-03-04T09:00:00Z",
            "title": "Spring",
            "state": "draft",
            "link": f"/reflections/{one}",
        },
    ]


def test_nobody_finds_anything_of_somebody_else(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    reflections.shared(title=CANARY, prompts={"went_well": CANARY})
    complete(api)
    assert titles(api, f"query={CANARY}") == [CANARY]
    for person in (BEN, CLEO, HANA, ASA, OTTO):
        assert year(api, person) == year(api, person, f"query={CANARY}") == []


def test_only_people_who_are_signed_in_have_a_year(api: ReviewsApi) -> None:
    assert api.world.anonymous().get("/year").status == 401
    assert api.world.as_client("hris", CYCLES_READ).get("/year").status == 403
    assert api(OTTO).get("/year").status == 200


def test_words_find_titles_and_first_words_of_the_span(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    reflections.begin(title="The Zoë project", prompts={"improve": "<p>More sleep</p>"})
    reflections.begin(title="Another one")
    assert titles(api, "query=zoe%20pro") == titles(api, "query=sleep") == ["The Zoë project"]
    assert titles(api, "query=zoe%20another") == []
    assert titles(api, "query=zoe&from=2025-01-01&to=2025-12-31") == []
    api.world.now = NOW + timedelta(days=365)
    assert titles(api, "query=zoe") == []
    assert titles(api, "query=zoe&from=2026-01-01") == ["The Zoë project"]


def test_a_kind_and_days_narrow_the_list(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    reflections.begin(title="Spring")
    past("D", 70)
    past("E", 10)
    assert titles(api) == ["Spring", "Cycle E"]
    assert titles(api, "kind=review") == ["Cycle E"]
    assert titles(api, "kind=review&from=2025-01-01") == ["Cycle E", "Cycle D"]
    assert titles(api, "from=2025-12-01&to=2025-12-31") == ["Cycle D"]
    assert titles(api, "from=2026-03-04&to=2026-03-04") == ["Spring"]
    assert titles(api, "kind=spaceship") == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("from=2026-03-02&to=2026-03-01", "/to"), ("from=yesterday", "/from"), ("to=2026-02-30", "/to"), ("of=me", "/of")],
)
def test_what_is_no_span_of_days_is_refused(api: ReviewsApi, query: str, pointer: str) -> None:
    reply = api(ADA).get(f"/year?{query}")
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_page_goes_on_past_the_turn_of_the_year(api: ReviewsApi, reflections: ReflectionsApi) -> None:
    for number in range(3):
        reflections.begin(title=f"Week {number}")
    first = ok(api(ADA).get("/year?limit=1")).json
    api.world.now = NOW + timedelta(days=365)
    assert ok(api(ADA).get(f"/year?limit=1&cursor={quote(first['next'])}")).json == {"items": [], "next": None}


def test_a_busy_year_is_two_calls_with_words_or_without(api: ReviewsApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "feature", lambda name: Feature(name, shows_card=lambda *_: True))
    for page in range(8):
        listed = [
            Card(
                owner_id=ADA.id,
                at=OPENS + timedelta(hours=100 * page + number),
                kind="checkins.checkin",
                id=f"{page}-{number:02}",
                title=f"Number {page}x{number}",
                link="/",
            )
            for number in range(50)
        ]
        perform(current(), SYSTEM, lambda command, listed=listed: cards.put(command, *listed))  # type: ignore[misc]
    api(ADA).get("/reviews")
    calls = api.world.table.calls
    for query in ("", "?query=0x7", "?kind=checkin&limit=100", "?kind=review", "?query=nothing"):
        calls.clear()
        ok(api(ADA).get(f"/year{query}"))
        assert dict(calls) == {"get": 1, "query": 1}, query
    assert titles(api, "query=0x7") == ["Number 0x7"]
