"""Finding one's way on a board of many: by name, by manager, in the order of names; and where one review stands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.kernel.policy import CYCLES_READ
from tests.cycles_world import ADA, ASA, BEN, COMPANY, HANA, KIT, LEI, TOP, CyclesApi, company, cycles_api, ok
from tests.events.test_cycles_time import at_, home, share_manager, share_self

NAMES = ("Łukasz Wójcik", "Lukas Abel", "Zoë Ömer", "Ärne Berg", "Zora Ost", "Arno Dahl", "Ulf Åkesson")
IN_ORDER = ["Ärne Berg", "Arno Dahl", "Lukas Abel", "Łukasz Wójcik", "Ulf Åkesson", "Zoë Ömer", "Zora Ost"]


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


@pytest.fixture
def many() -> Iterator[CyclesApi]:
    """Seven under Ben, with names of several languages."""
    people = [
        replace(one, name=NAMES[number], email=f"n{number}@example.test")
        for number, one in enumerate(company(len(COMPANY) + len(NAMES))[len(COMPANY) :])
    ]
    with cycles_api((*COMPANY, *people)) as made:
        yield made


def reviewees(found: dict[str, Any]) -> list[str]:
    return [item["reviewee"]["name"] for item in found["items"]]


def pages(at: CyclesApi, path: str, query: str) -> list[str]:
    """All pages of two each."""
    names: list[str] = []
    cursor = ""
    while True:
        found = ok(at.hr.get(f"{path}?limit=2{query}{cursor}")).json
        names += [(item.get("reviewee") or item["person"])["name"] for item in found["items"]]
        if found["next"] is None:
            return names
        cursor = f"&cursor={found['next']}"


def test_a_board_is_in_the_order_in_which_people_look_for_names_over_all_pages(many: CyclesApi) -> None:
    """The same by page, from the sorted list, and backwards."""
    path = f"{many.launched()}/reviews"
    named = [name for name in pages(many, path, "") if name in NAMES]
    assert named == IN_ORDER
    assert [name for name in pages(many, path, "&status=scheduled") if name in NAMES] == IN_ORDER
    assert [name for name in pages(many, path, "&sort=-name") if name in NAMES] == IN_ORDER[::-1]
    team = [one["person"]["name"] for one in ok(many(BEN).get("/team?sort=name&limit=100")).json["items"]]
    assert [name for name in team if name in NAMES] == IN_ORDER


def test_a_board_is_searched_by_the_beginnings_of_names_accents_or_not(many: CyclesApi) -> None:
    path = f"{many.launched()}/reviews"
    assert reviewees(ok(many.hr.get(f"{path}?query=lukas")).json) == ["Lukas Abel", "Łukasz Wójcik"]
    assert reviewees(ok(many.hr.get(f"{path}?query=WOJ%20lu")).json) == ["Łukasz Wójcik"]
    assert pages(many, path, "&query=z") == ["Zoë Ömer", "Zora Ost"]
    assert reviewees(ok(many.hr.get(f"{path}?query=nobody")).json) == []
    team = ok(many(BEN).get("/team?query=ake")).json["items"]
    assert [one["person"]["name"] for one in team] == ["Ulf Åkesson"]


def test_a_board_is_filtered_by_who_reviews_and_a_team_by_whom_somebody_reports_to(at: CyclesApi) -> None:
    path = f"{at.launched()}/reviews"
    assert reviewees(ok(at.hr.get(f"{path}?manager_id={BEN.id}")).json) == [ADA.name, KIT.name, LEI.name]
    assert reviewees(ok(at.hr.get(f"{path}?manager_id={BEN.id}&query=kit")).json) == [KIT.name]
    assert reviewees(ok(at.hr.get(f"{path}?manager_id=01NOBODY")).json) == []
    team = ok(at(TOP).get(f"/team?manager_id={HANA.id}")).json["items"]
    assert [one["person"]["name"] for one in team] == [ASA.name]
    assert team[0]["manager"] == {"id": HANA.id, "name": ""}


def test_the_information_of_a_review_says_who_waits_for_whom_and_who_read_what(at: CyclesApi) -> None:
    """[78] Looking at it is no reading, and there is nothing in it that anybody wrote."""
    path = at.launched()
    at.until(at_(3, 10))
    place = f"{home(path, ADA)}/information"
    before = ok(at(TOP).get(place)).json
    assert [(one["kind"], one["person"]["name"]) for one in before["waiting"]] == [
        ("write_self", ADA.name),
        ("write_manager", BEN.name),
    ]
    share_self(at, path, ADA)
    shared = ok(at(BEN).get(place)).json
    assert (shared["self"]["version"], shared["self"]["reads"]) == (1, [])
    ok(at(BEN).get(home(path, ADA)))
    share_manager(at, path, ADA, BEN)
    ok(at(ADA).post(f"{home(path, ADA)}/sign", {"comment": "<p>My own words.</p>"}))
    told = at(TOP).get(place)
    assert "My own words" not in told.text
    assert [(one["version"], one["reader"]["name"]) for one in ok(told).json["self"]["reads"]] == [(1, BEN.name)]
    assert [(one["party"], one["manager_version"]) for one in told.json["signatures"]] == [("reviewee", 1)]
    assert [(one["kind"], one["person"]["name"]) for one in told.json["waiting"]] == [("sign", BEN.name)]
    assert {"self", "manager", "sign"} == told.json["deadlines"].keys()


def test_who_sees_the_information_of_a_review_sees_no_more_than_of_the_review(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    place = f"{home(path, ADA)}/information"
    share_self(at, path, ADA)
    own = ok(at(ADA).get(place)).json
    assert "manager" not in own
    assert own["waiting"] == []
    assert at(KIT).get(place).status == at(LEI).get(f"/reviews/{'0' * 52}/information").status == 404
    assert at.world.anonymous().get(place).status == 401
    for status_only in (at(ASA), at.world.as_client("payroll", CYCLES_READ)):
        seen = ok(status_only.get(place)).json
        assert seen["self"]["state"] == "shared"
        assert "reads" not in seen["self"]
    ok(at.hr.post(f"{home(path, ADA)}/reassign", {"reviewer_id": TOP.id}))
    past = ok(at.hr.get(place)).json["past_reviewers"]
    assert [one["person"]["name"] for one in past] == [BEN.name]


def test_the_list_of_cycles_says_how_far_each_is(at: CyclesApi) -> None:
    """As it was counted last; no one reads there of their own manager's side."""
    at.create(name="Later")
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    share_manager(at, path, ADA, BEN)
    first = {one["name"]: one for one in ok(at.hr.get("/cycles")).json["items"]}
    assert "progress" not in first["Spring 2026"]
    at.drain()
    listed = {one["name"]: one for one in ok(at.hr.get("/cycles")).json["items"]}
    assert "progress" not in listed["Later"]
    progress = listed["Spring 2026"]["progress"]
    assert (progress["self"], progress["signed"]) == ({"done": 1, "total": 6}, {"done": 0, "total": 6})
    assert progress["manager"] == {"done": 1, "total": 5}, "of her own, HR does not learn"
    at.world.queue.messages.clear()
    ok(at.hr.get("/cycles"))
    assert at.world.queue.messages == [], "what was just counted is not counted again"
    at.pass_(minutes=6)
    at.world.queue.messages.clear()
    ok(at.hr.get("/cycles"))
    assert [message["kind"] for message in at.world.queue.messages] == ["rollout.tally"]
    ok(at.hr.post(f"{path}/close"))
    at.drain()
    at.pass_(days=1)
    at.drain()
    ok(at.hr.get("/cycles"))
    at.drain()
    ok(at.hr.get("/cycles"))
    assert at.world.queue.messages == [], "after its end one count is enough"
