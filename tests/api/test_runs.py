"""A command for many reviews says of each what became of it, and emails each person once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.codec import decode
from chalicelib.kernel.policy import CYCLES_WRITE
from tests.cycles_world import ADA, ASA, BEN, HANA, KIT, LEI, TOP, CyclesApi, cycles_api, ok
from tests.events.test_cycles_time import at_, home, share_self


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


def results(at: CyclesApi, run: str, outcome: str = "") -> dict[str, tuple[str, str]]:
    query = f"?outcome={outcome}" if outcome else "?limit=100"
    items = ok(at.hr.get(f"/runs/{run}/results{query}")).json["items"]
    return {one["person"]["name"].split()[0]: (one["outcome"], one.get("code", "")) for one in items}


def begun(at: CyclesApi, path: str, command: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    run: dict[str, Any] = ok(at.hr.post(f"{path}/{command}", body or {})).json["run"]
    assert run["state"] == "running"
    at.drain()
    done: dict[str, Any] = ok(at.hr.get(f"/runs/{run['id']}")).json
    assert done["state"] == "done"
    return done


def lines(mail: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["kind"], one["reviewee"]) for one in decode(mail["params"]["open"], list[dict[str, Any]])}


def test_a_nudge_of_all_says_who_had_nothing_to_do_and_who_was_left_out(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    done = begun(at, path, "nudge")
    assert (done["command"], done["done"], done["unchanged"], done["refused"]) == ("nudge", 5, 0, 1)
    assert done["mails"] == len(at.mails("nudge")) + len(at.mails("nudge_list"))
    assert results(at, done["id"], "refused") == {"Hana": ("refused", "own_review")}
    again = begun(at, path, "nudge")
    assert (again["done"], again["unchanged"], again["mails"]) == (0, 5, 0)
    assert results(at, again["id"])["Ada"] == ("unchanged", "nudged_today")


def test_sharing_for_many_says_where_nothing_was_written_or_it_is_shared(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    for person in (KIT, LEI):
        place = home(path, person)
        etag = ok(at(person).get(f"{place}/self")).etag
        ok(at(person).put(f"{place}/self", {"answers": {"good": "<p>Draft.</p>"}}, match=etag))
    done = begun(at, path, "share", {"person_ids": [ADA.id, KIT.id, LEI.id, BEN.id, TOP.id]})
    assert results(at, done["id"]) == {
        "Kit": ("done", ""),
        "Lei": ("done", ""),
        "Ada": ("unchanged", "already_shared"),
        "Ben": ("refused", "nothing_written"),
        "Tess": ("refused", "not_found"),
    }
    (to_ben,) = at.mails("self_shared_list")
    assert (to_ben["to_name"], to_ben["params"]["people"]) == ("Ben Boss", "Kit Kiribati\nLei Hawaii")
    assert {mail["to_name"] for mail in at.mails("self_shared_for_you")} == {"Kit Kiribati", "Lei Hawaii"}
    assert [mail["to_name"] for mail in at.mails("self_shared")] == ["Ben Boss"], "Ada's own, before"


def test_more_time_for_many_is_one_mail_with_a_list(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    ok(at.hr.post(f"{home(path, ADA)}/extend", {"side": "manager", "until": "2026-04-05"}))
    done = begun(at, path, "extend", {"side": "manager", "until": "2026-04-02"})
    assert results(at, done["id"], "unchanged") == {"Ada": ("unchanged", "later_date")}
    (to_ben,) = at.mails("extended_list", BEN)
    assert lines(to_ben) == {("manager", "Kit Kiribati"), ("manager", "Lei Hawaii")}
    assert to_ben["params"]["by"] == "Hana HR"
    assert Counter(mail["to_name"] for mail in at.mails("extended_list")) == {"Ben Boss": 1}
    assert "Tess Top" in {mail["to_name"] for mail in at.mails("extended")}, "one review alone is said as ever"


def test_moved_dates_say_how_many_reviews_and_people_they_concern(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    body = {"timeline": {"self_due_on": "2026-03-25"}}
    moved = ok(at.hr.patch(path, body, match=at.hr.get(path).etag)).json
    at.drain()
    run = ok(at.hr.get(f"/runs/{moved['run_id']}")).json
    told = {mail["to_name"] for mail in at.mails("deadline_moved")}
    assert (run["command"], run["done"], run["mails"], run["state"]) == ("move_dates", 6, len(told), "done")
    assert "run_id" not in ok(at.hr.get(path)).json


def test_a_page_that_is_carried_out_twice_does_and_reports_everything_once(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    run = ok(at.hr.post(f"{path}/nudge")).json["run"]["id"]
    lost = at.world.table.commit
    with pytest.MonkeyPatch.context() as broken:

        def torn(changes: Any) -> None:
            if any(change.key.pk == f"RUN#{run}" and change.key.sk == "A" for change in changes):
                raise ConnectionError("the worker dies before it writes how far it is")
            lost(changes)

        broken.setattr(at.world.table, "commit", torn)
        with pytest.raises(ConnectionError):
            at.drain()
    assert at.mails("nudge") == []
    at.pass_(minutes=6)
    done = ok(at.hr.get(f"/runs/{run}")).json
    assert (done["done"], done["refused"], done["state"]) == (5, 1, "done")
    assert Counter(mail["to_name"] for mail in at.mails("nudge") + at.mails("nudge_list")) == dict.fromkeys(
        ("Ada Able", "Asa Assistant", "Ben Boss", "Kit Kiribati", "Lei Hawaii", "Tess Top"), 1
    )


def test_the_same_command_sent_twice_is_one_run(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    first, second = (ok(at.hr.post(f"{path}/nudge", {}, idempotency_key="once")).json for _ in range(2))
    assert first["run"]["id"] == second["run"]["id"]
    assert first.keys() == second.keys()
    mine, again = (
        ok(at(BEN).post("/team/nudge", {"review_ids": [home(path, ADA)[9:]]}, idempotency_key="team")).json
        for _ in range(2)
    )
    assert mine["id"] == again["id"]


def test_only_whoever_gave_a_command_sees_what_became_of_it(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    run = begun(at, path, "nudge")["id"]
    for caller in (at(ASA), at(BEN), at.world.as_client("payroll", CYCLES_WRITE)):
        for place in (f"/runs/{run}", f"/runs/{run}/results"):
            assert caller.get(place).status == 404
    assert at.world.anonymous().get(f"/runs/{run}").status == 401
    assert at.hr.get("/runs/01NOTHING").status == 404


def test_a_manager_nudges_several_of_the_team_with_one_mail_a_person(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    ids = [home(path, person).removeprefix("/reviews/") for person in (ADA, KIT, LEI, HANA)]
    run = ok(at(TOP).post("/team/nudge", {"review_ids": [*ids, ids[0]]})).json
    at.drain()
    done = ok(at(TOP).get(f"/runs/{run['id']}")).json
    assert (done["done"], done["refused"], done["mails"]) == (4, 0, 5)
    (to_ben,) = at.mails("nudge_list")
    assert lines(to_ben) == {(("write_manager"), name) for name in ("Ada Able", "Kit Kiribati", "Lei Hawaii")}
    outsider = ok(at(KIT).post("/team/nudge", {"review_ids": ids[:1]})).json
    at.drain()
    items = ok(at(KIT).get(f"/runs/{outsider['id']}/results")).json["items"]
    assert [(one["outcome"], one["code"]) for one in items] == [("refused", "not_found")]


def test_a_run_of_somebody_who_lost_the_role_ends_and_says_that_nothing_was_done(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    run = ok(at.hr.post(f"{path}/nudge")).json["run"]["id"]
    ok(at.hr.post(f"{path}/close"))
    at.drain()
    done = ok(at.hr.get(f"/runs/{run}")).json
    assert (done["state"], done["done"], done["mails"]) == ("done", 0, 0)
