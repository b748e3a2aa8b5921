"""What HR reads before and during a cycle: whom a choice means, an import's differences, progress by department."""

from collections.abc import Iterator

import pytest

from tests.api.client import World
from tests.api.people_world import COMPANY, HR, company, imported
from tests.cycles_world import ADA, ASA, BEN, HANA, KIT, CyclesApi, cycles_api, ok
from tests.events.test_cycles_time import at_, home, share_self


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


@pytest.fixture
def world() -> Iterator[World]:
    with company() as made:
        yield made


def test_a_choice_of_participants_is_counted_before_there_is_a_cycle(at: CyclesApi) -> None:
    everyone = ok(at.hr.post("/cycles/preview", {})).json
    assert everyone["count"] == 7
    assert everyone["departments"][-1] == {"value": "Tech", "count": 3}
    chosen = ok(at(ASA).post("/cycles/preview", {"filter": {"department": ["tech"]}})).json
    assert (chosen["count"], [one["name"] for one in chosen["people"]]) == (3, ["Ada Able", "Ben Boss", "Kit Kiribati"])
    assert at(ADA).post("/cycles/preview", {}).status == 403
    assert at.hr.post("/cycles/preview", {"filter": {"planet": "Mars"}}).status == 422


def test_progress_is_counted_by_department_without_ones_own_managers_side(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    stages = ok(at.hr.get(f"{path}/progress")).json["stages"]
    departments = {one["department"]: one for one in stages["departments"]}
    assert departments["Tech"]["self"] == {"shared": 1, "not_started": 2}
    assert sum(departments["HR"]["self"].values()) == 2
    assert departments["HR"]["manager"]["not_started"] == 1, "Hana's own is not among them"
    for stage in ("self", "manager", "signed"):
        assert sum(sum(one[stage].values()) for one in departments.values()) == sum(stages[stage].values())


def test_a_self_assessment_that_hr_gave_up_counts_neither_as_shared_nor_as_missing(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    ok(at.hr.post(f"{home(path, KIT)}/mark-not-provided"))
    ok(at.hr.get("/cycles"))
    at.drain()
    row = next(one for one in ok(at.hr.get("/cycles")).json["items"] if f"/cycles/{one['id']}" == path)
    assert row["progress"]["self"] == {"done": 1, "total": 5}
    for stage in ("self_done", "self_not_begun"):
        found = ok(at.hr.get(f"{path}/reviews?stage={stage}")).json["items"]
        assert KIT.id not in [one["reviewee"]["id"] for one in found]


def test_each_row_of_the_board_says_what_the_caller_may_do(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    mine, theirs = (
        {item["reviewee"]["id"]: item["actions"] for item in ok(at(who).get(f"{path}/reviews")).json["items"]}
        for who in (HANA, ASA)
    )
    assert {"nudge", "extend", "withdraw"} <= set(mine[KIT.id])
    assert "extend" not in theirs[KIT.id]
    assert "nudge" in theirs[BEN.id]
    assert "adjust_rating" not in mine[HANA.id]


def test_a_dry_run_tells_each_difference(world: World) -> None:
    world.as_(HR).get("/me")
    text = COMPANY.replace("Rep,Sales", "Senior Rep,Sales") + "new@x.test,New,ann@x.test,,,,,,,\n"
    told = imported(world.as_(HR), text, "?dry_run=true").json["differences"]
    assert [one["fate"] for one in told] == ["updated", "updated", "created"]
    assert told[0]["fields"] == [{"field": "title", "before": "Rep", "after": "Senior Rep"}]
    assert (told[2]["name"], told[2]["about"], told[2]["fields"]) == ("New", "new@x.test", [])
    without_bob = "".join(line for line in COMPANY.splitlines(keepends=True) if not line.startswith("bob@"))
    leaving = imported(world.as_(HR), without_bob, "?dry_run=true&deactivate_missing=true").json
    assert ("left", "Bob Berg") in [(one["fate"], one["name"]) for one in leaving["differences"]]
    assert "differences" not in imported(world.as_(HR), "email,name\nbad,Bad\n", "?dry_run=true").json
