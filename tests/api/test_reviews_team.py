"""The team list: who is below, and what of their reviews the caller may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.kernel.storage.table import Changes
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import store
from chalicelib.reviews.rules import new_review
from tests.api.reviews_world import HOME, Office, office, ok
from tests.reviews_company import ADA, BEN, CLEO, CYCLE_ID, HANA, HUGO, NILS, OPENS, OTTO, TOP, cycle


def rows(desk: Office, person: Person, query: str = "") -> dict[str, dict[str, Any]]:
    items = ok(desk(person).get(f"/team?{query}")).json["items"]
    return {item["person"]["name"]: item for item in items}


def test_direct_and_indirect_reports_a_review_a_row() -> None:
    """[75, 77, 78] Each with where it stands."""
    with office() as desk:
        desk.write_self()
        seen = rows(desk, CLEO)
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
        assert rows(desk, OTTO) == {}


def test_a_rating_is_in_the_row_of_those_who_may_see_it() -> None:
    """[79, 81] The upline sees and adjusts it in calibration; no one below the reviewee does."""
    with office(cycle(calibration=True)) as desk:
        desk.write_manager(rating=3)
        found = rows(desk, TOP)["Ada"]["review"]
        assert (found["rating"], found["rating_label"]) == (3, "3")
        assert "adjust_rating" in found["actions"]
        assert rows(desk, ADA) == {"Hugo": rows(desk, ADA)["Hugo"]}


def test_somebody_who_reviews_elsewhere_is_no_window() -> None:
    """Above the reviewee but not above the reviewer: the person is there, the review is not."""
    with office() as desk:
        ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        seen = rows(desk, CLEO)["Ada"]
        assert "review" not in seen
        assert seen["reviewed_by"] == {"id": NILS.id, "name": "Nils"}
        assert "review" in rows(desk, TOP)["Ada"]
        assert "reviewed_by" not in rows(desk, TOP)["Ada"]
        ok(desk(HANA).post(f"{HOME}/withdraw", {"reason": "Left"}))
        assert "reviewed_by" not in rows(desk, CLEO)["Ada"]


def test_sorted_by_name_status_or_rating_and_by_pages() -> None:
    """[79] Sort by status or by rating."""
    with office() as desk:
        for person, boss, rating in ((HUGO, ADA, 3), (BEN, CLEO, None)):
            made = replace(new_review(cycle(), person, boss, OPENS), rating=rating)
            changes = Changes(person.id)
            store.create(changes, made)
            desk.world.table.commit(changes)
        desk.write_manager(rating=2)
        assert list(rows(desk, TOP, "sort=rating"))[:2] == ["Hugo", "Ada"]
        assert list(rows(desk, CLEO, "sort=name")) == ["Ada", "Ben", "Hugo"]
        ok(desk(HANA).post(f"{HOME}/withdraw", {"reason": "Left"}))
        assert list(rows(desk, CLEO, "sort=status"))[-1] == "Ada"
        assert list(rows(desk, CLEO, "status=withdrawn")) == ["Ada"]
        assert list(rows(desk, CLEO, f"sort=name&status=open&cycle_id={CYCLE_ID}")) == ["Ben", "Hugo"]
        for sort in ("", "&sort=name"):
            seen: list[str] = []
            query = f"limit=2{sort}"
            while query:
                page = ok(desk(CLEO).get(f"/team?{query}")).json
                seen += [item["person"]["name"] for item in page["items"]]
                query = f"limit=2{sort}&cursor={page['next']}" if page["next"] else ""
            assert sorted(seen) == ["Ada", "Ben", "Hugo"]


def test_each_persons_row_is_of_the_cycle_they_are_in() -> None:
    """A newer cycle for others, still to open, does not hide the one that runs."""
    from datetime import timedelta

    from chalicelib.cycles import store as cycle_store

    with office() as desk:
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
        desk.world.table.commit(changes)
        seen = rows(desk, BEN)
        assert seen["Ada"]["review"]["cycle"]["name"] == "Spring"
        assert seen["Hugo"]["review"]["cycle"]["name"] == "Later"
        assert seen["Hugo"]["review"]["state"] == "scheduled"


def test_without_a_running_cycle_there_are_people_and_no_reviews() -> None:
    from chalicelib.cycles.rules import CycleState

    with office(replace(cycle(), state=CycleState.CLOSED)) as desk:
        assert all("review" not in row for row in rows(desk, CLEO).values())
        assert "review" in rows(desk, CLEO, f"cycle_id={CYCLE_ID}")["Ada"]
        assert desk(CLEO).get("/team?cycle_id=none").status == 404
        assert desk.world.anonymous().get("/team").status == 401


def test_a_team_too_large_to_sort_says_so(monkeypatch: Any) -> None:
    monkeypatch.setattr("chalicelib.reviews.actions.teams.MOST_SORTED", 1)
    monkeypatch.setattr("chalicelib.reviews.actions.teams._AT_ONCE", 1)
    with office() as desk:
        refused = desk(CLEO).get("/team?sort=name")
        assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, "/sort")
        assert len(rows(desk, CLEO)) == 3


def test_the_team_costs_the_same_however_large_it_is() -> None:
    with office() as desk:
        rows(desk, CLEO)
        desk.world.table.calls.clear()
        rows(desk, CLEO, f"cycle_id={CYCLE_ID}")
        assert sum(desk.world.table.calls.values()) <= 5
        assert ref(ADA).name in rows(desk, BEN)
