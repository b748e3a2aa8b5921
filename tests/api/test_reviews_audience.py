"""What the API says about who reads what, beside what it then gives each of them."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from chalicelib.cycles.rules import SelfVisible
from chalicelib.people.rules import Person
from tests.api.reviews_world import HOME, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, CORA, HANA, cycle

PLAYERS = {"reviewee": ADA, "reviewer": BEN, "upline": CLEO, "hr": HANA, "author": CORA}
MARKS = {"self": "CANARY-SELF", "manager": "CANARY-MANAGER", "contributions": "CANARY-PART", "notes": "CANARY-NOTE"}
STEPS = ("nothing", "self", "manager")
SHARES = {"now": set(), "self_shared": {"self"}, "manager_shared": {"manager"}, "both_shared": {"self", "manager"}}
OPTIONS: list[dict[str, Any]] = [
    {"self_visible": visible, "hr_reads_notes": opened} for visible, opened in product(SelfVisible, (True, False))
]


def audience(api: ReviewsApi, person: Person) -> dict[str, Any]:
    said: dict[str, Any] = ok(api(person).get(HOME)).json["audience"]
    return said


def write_all(api: ReviewsApi) -> None:
    ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
    ok(api.save(CORA, "contribution", {"answers": {"good": MARKS["contributions"]}}))
    api.write_self(MARKS["self"])
    api.write_manager(MARKS["manager"])
    ok(api.save(BEN, "notes", {"text": f"<p>{MARKS['notes']}</p>"}))


def everything(api: ReviewsApi, person: Person) -> str:
    paths = ("", "/self", "/manager", "/contribution", "/notes")
    return "".join(api(person).get(f"{HOME}{path}").text for path in paths)


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("order", [("self", "manager"), ("manager", "self")])
def test_who_is_said_to_read_a_part_gets_it_then_and_nobody_else(
    options: dict[str, Any], order: tuple[str, ...]
) -> None:
    """Said by the reviewer's review before anything is shared; compared after each share."""
    with reviews_api(cycle(**options)) as api:
        write_all(api)
        said = {part: {one["who"]: one["when"] for one in audience(api, BEN)[part]} for part in MARKS}
        shared: set[str] = set()
        for step in (None, *order):
            if step:
                shared.add(step)
                ok(api(ADA if step == "self" else BEN).post(f"{HOME}/{step}/share"))
            for (part, mark), (role, who) in product(MARKS.items(), PLAYERS.items()):
                expected = role in said[part] and SHARES[said[part][role]] <= shared
                assert (mark in everything(api, who)) is expected, (part, role, step)


def test_what_is_said_is_as_of_now() -> None:
    with reviews_api(cycle(self_visible=SelfVisible.AFTER_MANAGER)) as api:
        api.write_self()
        assert audience(api, ADA)["self"] == [
            {"who": "reviewee", "when": "now"},
            {"who": "reviewer", "when": "both_shared"},
            {"who": "upline", "when": "both_shared"},
            {"who": "hr", "when": "self_shared"},
        ]
        api.share_self()
        assert [one["when"] for one in audience(api, ADA)["self"]] == [
            "now",
            "manager_shared",
            "manager_shared",
            "now",
        ]
        api.write_manager()
        api.share_manager()
        assert {one["when"] for one in audience(api, BEN)["self"]} == {"now"}


def test_a_reviewee_learns_of_no_audience_of_what_may_not_be_there() -> None:
    """Neither of the manager's side before it is shared, nor ever of notes or of questions that are secret."""
    with reviews_api(cycle()) as api:
        write_all(api)
        assert audience(api, ADA).keys() == {"self", "comment"}
        api.share_manager()
        assert audience(api, ADA).keys() == {"self", "manager", "contributions", "comment"}
        assert audience(api, BEN)["withheld"] == ["risk"]


def test_a_contributor_is_told_before_writing_that_the_reviewee_will_read_it() -> None:
    with reviews_api(cycle()) as api:
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        said = audience(api, CORA)
        assert {"who": "reviewee", "when": "manager_shared"} in said["contributions"]
        assert said["withheld"] == ["risk"]
        assert "notes" not in said
        assert audience(api, ASA).keys() == {"self", "manager", "contributions", "comment", "withheld"}
