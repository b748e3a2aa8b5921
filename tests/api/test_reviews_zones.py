"""The days of a review are meant in the zone of those whose days they are, and every answer names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.home.routes import routes as home_routes
from chalicelib.kernel.storage.table import Changes
from chalicelib.reviews import store
from chalicelib.reviews.rules import new_review
from chalicelib.rollout.routes.cycles import routes as cycle_routes
from tests.api.reviews_world import HOME, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, BEN, CLEO, CYCLE_ID, HANA, OPENS, cycle

TOKYO, BERLIN = "Asia/Tokyo", "Europe/Berlin"
ZONES = {"self": TOKYO, "manager": BERLIN, "sign": TOKYO}


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    """Ada is in Tokyo, Ben in Berlin, everyone else in no zone of theirs."""
    with reviews_api(None, None, home_routes, cycle_routes) as found:
        changes = Changes("zones")
        ada, ben = replace(ADA, time_zone=TOKYO), replace(BEN, time_zone=BERLIN)
        before = store.review_of(found.world.table.rows[store.head_key(CYCLE_ID + ADA.id)])
        store.save_head(changes, replace(new_review(cycle(), ada, ben, OPENS), version=before.version))
        found.world.table.commit(changes)
        yield found


def zones(of: dict[str, Any]) -> dict[str, str]:
    return {name: deadline["time_zone"] for name, deadline in of["deadlines"].items()}


def test_every_answer_with_a_date_of_a_review_names_its_zone(api: ReviewsApi) -> None:
    """Ada's day begins at 15:00 UTC of the day before."""
    shown = ok(api(BEN).get(HOME)).json
    assert (shown["opens_at"], shown["time_zone"], zones(shown)) == ("2026-03-01T15:00:00Z", TOKYO, ZONES)
    (line,) = ok(api(ADA).get("/reviews")).json["items"]
    assert (line["time_zone"], zones(line)) == (TOKYO, ZONES)
    team = {one["person"]["name"]: one for one in ok(api(CLEO).get("/team")).json["items"]}
    assert (team["Ada"]["review"]["time_zone"], zones(team["Ada"]["review"])) == (TOKYO, ZONES)
    (row,) = ok(api(HANA).get(f"/cycles/{CYCLE_ID}/reviews")).json["items"]
    assert (row["time_zone"], zones(row)) == (TOKYO, ZONES)
    tasks = {who.name: ok(api(who).get("/home")).json["tasks"][0]["time_zone"] for who in (ADA, BEN)}
    assert tasks == {"Ada": TOKYO, "Ben": BERLIN}
