"""The team list: who is below, and what of their reviews the caller may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.kernel.storage.table import Changes
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import store
from chalicelib.reviews.rules import new_review
from tests.api.reviews_world import HOME, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, BEN, CLEO, CYCLE_ID, HANA, HUGO, NILS, OPENS, OTTO, TOP, cycle


def rows(api: ReviewsApi, person: Person, query: str = "") -> dict[str, dict[str, Any]]:
    items = ok(api(person).get(f"/team?{query}")).json["items"]
    return {item["person"]["name"]: item for item in items}


def test_direct_and_indirect_reports_a_review_a_row() -> None:
    """[75, 77, 78] Each with where it stands."""
    with reviews_api() as api:
        api.write_self()
        seen = rows(api, CLEO)
        assert list(seen) == ["Ben", "Ada", "Hugo"]
        assert (seen["Ben"]["direct"], seen["Ada"]["direct"]) == (True, False)
        assert "review" not in seen["Ben"]
        found = seen["Ada"]["review"]
        assert (found["state"], found["self"], found["reviewer"]["name"]) == (
            "open",
            {"state": "draft", "locked": False},
            "Ben",
        )
        assert found["actions"] == ["nudge"]
        assert rows(api, OTTO) == {}


def test_a_rating_is_in_the_row_of_those_who_may_see_it() -> None:
    """[79, 81] The upline sees and adjusts it in calibration; no one below the reviewee does."""
    with reviews_api(cycle(calibration=True)) as api:
        api.write_manager(rating=3)
        found = rows(api, TOP)["Ada"]["review"]
        assert (found["rating"], found["rating_label"]) == (3, "3")
        assert "adjust_rating" in found["actions"]
        assert rows(api, ADA) == {"Hugo": rows(api, ADA)["Hugo"]}


def test_somebody_who_reviews_elsewhere_is_no_window() -> None:
    """Above the reviewee but not above the reviewer: the person is there, the review is not."""
    with reviews_api() as api:
        ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        seen = rows(api, CLEO)["Ada"]
        assert "review" not in seen
        assert seen["reviewed_by"] == {"id": NILS.id, "name": "Nils"}
        assert "review" in rows(api, TOP)["Ada"]
        assert "reviewed_by" not in rows(api, TOP)["Ada"]
        ok(api(HANA).post(f"{HOME}/withdraw", {"reason": "Left"}))
        assert "reviewed_by" not in rows(api, CLEO)["Ada"]


def test_sorted_by_name_status_or_rating_and_by_pages() -> None:
    """[79] Sort by status or by rating."""
    with reviews_api() as api:
        for person, boss, rating in ((HUGO, ADA, 3), (BEN, CLEO, None)):
            made = replace(new_review(cycle(), person, boss, OPENS), rating=rating)
            changes = Changes(person.id)
            store.create(changes, made)
            api.world.table.commit(changes)
        api.write_manager(rating=2)
        assert list(rows(api, TOP, "sort=rating"))[:2] == ["Hugo", "Ada"]
        assert list(rows(api, CLEO, "sort=name")) == ["Ada", "Ben", "Hugo"]
        ok(api(HANA).post(f"{HOME}/withdraw", {"reason": "Left"}))
        assert list(rows(api, CLEO, "sort=status"))[-1] == "Ada"
        assert list(rows(api, CLEO, "status=withdrawn")) == ["Ada"]
        assert list(rows(api, CLEO, f"sort=name&status=open&cycle_id={CYCLE_ID}")) == ["Ben", "Hugo"]
        for sort in ("", "&sort=name"):
            seen: list[str] = []
            query = f"limit=2{sort}"
            while query:
                page = ok(api(CLEO).get(f"/team?{query}")).json
                seen += [item["person"]["name"] for item in page["items"]]
                query = f"limit=2{sort}&cursor={page['next']}" if page["next"] else ""
            assert sorted(seen) == ["Ada", "Ben", "Hugo"]


def test_each_persons_row_is_of_the_cycle_they_are_in() -> None:
    """A newer cycle for others, still to open, does not hide the one that runs."""
    from datetime import timedelta

    from chalicelib.cycles import store as cycle_store

    with reviews_api() as api:
        later = replace(cycle(), id="01" + "K" * 24, name="Later")
        moved = {
            name: getattr(later.timeline, name) + timedelta(days=200)
            for name in ("opens_on", "self_due_on", "manager_due_on", "sign_due_on", "closes_on")
        }
        later = replace(later, timeline=replace(later.timeline, **moved))
        changes = Changes("later")
        changes.put(cycle_store.row(later))
        for person, boss in ((HUGO, ADA), (ADA, BEN)):
            store.create(changes, new_review(later, person, boss, OPENS))
        api.world.table.commit(changes)
        seen = rows(api, BEN)
        assert seen["Ada"]["review"]["cycle"]["name"] == "Spring"
        assert seen["Hugo"]["review"]["cycle"]["name"] == "Later"
        assert seen["Hugo"]["review"]["state"] == "scheduled"


def test_without_a_running_cycle_there_are_people_and_no_reviews() -> None:
    from chalicelib.cycles.rules import CycleState

    with reviews_api(replace(cycle(), state=CycleState.CLOSED)) as api:
        assert all("review" not in row for row in rows(api, CLEO).values())
        assert "review" in rows(api, CLEO, f"cycle_id={CYCLE_ID}")["Ada"]
        assert api(CLEO).get("/team?cycle_id=none").status == 404
        assert api.world.anonymous().get("/team").status == 401


def test_a_team_too_large_to_sort_says_so(monkeypatch: Any) -> None:
    monkeypatch.setattr("chalicelib.reviews.actions.teams.MOST_SORTED", 1)
    monkeypatch.setattr("chalicelib.reviews.actions.teams._AT_ONCE", 1)
    with reviews_api() as api:
        refused = api(CLEO).get("/team?sort=name")
        assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, "/sort")
        assert len(rows(api, CLEO)) == 3


def test_the_team_costs_the_same_however_large_it_is() -> None:
    with reviews_api() as api:
        rows(api, CLEO)
        api.world.table.calls.clear()
        rows(api, CLEO, f"cycle_id={CYCLE_ID}")
        assert sum(api.world.table.calls.values()) <= 5
        assert ref(ADA).name in rows(api, BEN)
