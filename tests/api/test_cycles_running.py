"""Running a cycle over HTTP: late joiners, removals, everything at once, and the board."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.kernel.codec import decode
from chalicelib.kernel.policy import CYCLES_READ
from chalicelib.people.rules import Person
from chalicelib.reviews.rules import StageProgress
from tests.cycles_world import ADA, ASA, BEN, HANA, KIT, LEI, TOP, CyclesApi, cycle_body, cycles_api, ok
from tests.events.test_cycles_time import at_, home, share_self

RATINGS = {"ratings": {"scale": [{"value": n, "label": f"Step {n}"} for n in (1, 2, 3)]}}


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


def board(at: CyclesApi, path: str, query: str = "", caller: Person = HANA) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(at(caller).get(f"{path}/reviews{query}")).json["items"]
    return found


def names(items: list[dict[str, Any]]) -> list[str]:
    return [item["reviewee"]["name"].split()[0] for item in items]


def test_a_late_joiner_begins_at_once_where_the_day_has_come(at: CyclesApi) -> None:
    path = at.launched(participants={"person_ids": [ADA.id]})
    at.until(at_(3, 10))
    done = ok(at.hr.post(f"{path}/participants", {"person_ids": [KIT.id, TOP.id]})).json
    assert (done["expected"], done["created"]) == (3, 2)
    assert [(one["person_id"], one["reason"]) for one in done["failed"]] == [(TOP.id, "no_manager")]
    became = {one["person_id"]: (one["outcome"], one.get("reason")) for one in done["people"]}
    assert became == {KIT.id: ("added", None), TOP.id: ("refused", "no_manager")}
    refused = [row.body for row in at.world.table.rows.values() if '"join_refused"' in row.body]
    assert len(refused) == 1
    assert '"reason":"no_manager"' in refused[0]
    assert TOP.id in refused[0]
    assert len(at.mails("kickoff_self", KIT)) == 1
    assert [mail["params"]["people"] for mail in at.mails("kickoff_manager", BEN)] == ["Ada Able", "Kit Kiribati"]
    again = ok(at.hr.post(f"{path}/participants", {"person_ids": [KIT.id, TOP.id]})).json
    assert (again["expected"], again["created"], len(again["failed"])) == (3, 2, 1)
    assert [one["outcome"] for one in again["people"]] == ["unchanged", "refused"]
    at.until(at_(3, 14))
    kiribati = [mail["at"] for mail in at.mails("reminder", KIT)]
    assert kiribati == ["2026-03-12T19:00:00Z"], "a zone that nobody had before has its own reminders"


def test_a_late_joiner_before_the_day_opens_with_the_others(at: CyclesApi) -> None:
    path = at.launched(participants={"person_ids": [ADA.id]})
    ok(at.hr.post(f"{path}/participants", {"person_ids": [LEI.id]}))
    assert at.mails("kickoff_self") == []
    at.until(at_(3, 10))
    assert sorted(mail["to_name"] for mail in at.mails("kickoff_self")) == ["Ada Able", "Lei Hawaii"]


def test_the_same_request_to_join_is_answered_again(at: CyclesApi) -> None:
    path = at.launched(participants={"person_ids": [ADA.id]})
    body = {"person_ids": [KIT.id]}
    first, second = (at.hr.post(f"{path}/participants", body, idempotency_key="join") for _ in range(2))
    assert first.json == second.json
    assert first.json["created"] == 2


def test_who_was_removed_can_come_back_to_what_they_wrote(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    assert at.hr.delete(f"{path}/participants/{ADA.id}").status == 204
    assert {item["reviewee"]["id"]: item["state"] for item in board(at, path)}[ADA.id] == "withdrawn"
    assert at.hr.delete(f"{path}/participants/{ADA.id}").status == 409
    assert sorted(mail["to_name"] for mail in at.mails("withdrawn")) == ["Ada Able", "Ben Boss"]
    at.world.advance(minutes=1)
    back = ok(at.hr.post(f"{path}/participants", {"person_ids": [ADA.id]})).json
    assert (back["expected"], back["created"]) == (7, 6)
    assert [one["outcome"] for one in back["people"]] == ["back"]
    assert {item["reviewee"]["id"]: item["state"] for item in board(at, path)}[ADA.id] == "open"
    assert ok(at(ADA).get(home(path, ADA))).json["self"]["answers"] == {"good": "<p>Done.</p>"}
    assert len(at.mails("kickoff_self", ADA)) == 2


def test_a_leaver_does_not_come_back_by_being_added(at: CyclesApi) -> None:
    path = at.launched()
    ok(at.hr.delete(f"{path}/participants/{ADA.id}"))
    at.leave(ADA)
    done = ok(at.hr.post(f"{path}/participants", {"person_ids": [ADA.id]})).json
    assert (ADA.id, "left") in {(one["person_id"], one["reason"]) for one in done["failed"]}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"person_ids": ["01NOBODY"]}, "/person_ids/0"),
        ({"person_ids": []}, "/person_ids"),
        ({"person_ids": [f"01{n}" for n in range(13)]}, "/person_ids"),
        ({}, "/person_ids"),
    ],
)
def test_joining_names_what_is_wrong(at: CyclesApi, body: dict[str, Any], pointer: str) -> None:
    path = at.launched()
    refused = at.hr.post(f"{path}/participants", body)
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_nobody_joins_or_leaves_while_the_launch_goes_on_or_after_the_end(at: CyclesApi) -> None:
    path = at.create()
    ok(at.hr.post(f"{path}/launch"))
    assert at.hr.post(f"{path}/participants", {"person_ids": [ADA.id]}).json["code"] == "cycle_launching"
    assert at.hr.delete(f"{path}/participants/{ADA.id}").json["code"] == "cycle_launching"
    at.drain()
    ok(at.hr.post(f"{path}/close"))
    assert at.hr.post(f"{path}/participants", {"person_ids": [ADA.id]}).json["code"] == "cycle_not_running"
    assert at.hr.delete(f"{path}/participants/01NOBODY").status == 409


def test_somebody_who_is_not_in_it_cannot_be_removed(at: CyclesApi) -> None:
    path = at.launched(participants={"person_ids": [ADA.id]})
    assert at.hr.delete(f"{path}/participants/{KIT.id}").status == 404


def test_everybody_with_an_open_task_is_nudged_once_a_day(at: CyclesApi) -> None:
    """[80] HR nudges a whole cycle; no one hears twice of the same task on one day."""
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    assert at.hr.post(f"{path}/nudge").status == 202
    at.drain()
    alone = {mail["to_name"]: mail["params"]["task"] for mail in at.mails("nudge")}
    assert "Ada Able" not in alone, "she has shared"
    assert alone["Kit Kiribati"] == "write_self"
    (to_ben,) = at.mails("nudge_list")
    assert to_ben["to_name"] == "Ben Boss"
    asked = {(one["kind"], one["reviewee"]) for one in decode(to_ben["params"]["open"], list[dict[str, Any]])}
    assert asked == {
        ("write_self", "Ben Boss"),
        ("write_manager", "Ada Able"),
        ("write_manager", "Kit Kiribati"),
        ("write_manager", "Lei Hawaii"),
    }
    assert "Hana HR" not in alone, "nobody nudges themselves"
    told = len(at.mails("nudge"))
    ok(at.hr.post(f"{path}/nudge"))
    at.drain()
    assert (len(at.mails("nudge")), len(at.mails("nudge_list"))) == (told, 1)


def test_only_those_named_are_nudged(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    ok(at.hr.post(f"{path}/nudge", {"person_ids": [KIT.id, KIT.id]}))
    at.drain()
    assert {mail["params"]["reviewee"] for mail in at.mails("nudge")} == {"Kit Kiribati"}
    assert at.mails("nudge_list") == []


def test_hr_shares_all_self_assessments_that_were_written(at: CyclesApi) -> None:
    """[122] On the employees' behalf, also late, all at once; once is enough."""
    path = at.launched()
    at.until(at_(3, 10))
    for person in (BEN, KIT):
        place = home(path, person)
        etag = ok(at(person).get(f"{place}/self")).etag
        ok(at(person).put(f"{place}/self", {"answers": {"good": "<p>Draft.</p>"}}, match=etag))
    at.until(at_(3, 22))
    for _ in range(2):
        ok(at.hr.post(f"{path}/share"))
        at.drain()
    states = {item["reviewee"]["id"]: item["self"]["state"] for item in board(at, path)}
    assert (states[BEN.id], states[KIT.id], states[ADA.id]) == ("shared", "shared", "not_started")
    assert len(at.mails("self_shared_for_you")) == 2


def test_many_reviews_get_more_time_at_once(at: CyclesApi) -> None:
    """[123] Each author is notified; anyone who has more time already keeps it."""
    path = at.launched()
    at.until(at_(3, 10))
    ok(at.hr.post(f"{path}/extend", {"side": "self", "until": "2026-03-28", "person_ids": [ADA.id]}))
    at.drain()
    ok(at.hr.post(f"{path}/extend", {"side": "self", "until": "2026-03-25"}))
    at.drain()
    dates = {item["reviewee"]["id"]: item["deadlines"]["self"]["date"] for item in board(at, path)}
    assert (dates[ADA.id], dates[KIT.id]) == ("2026-03-28", "2026-03-25")
    assert Counter(mail["to_name"] for mail in at.mails("extended"))["Ada Able"] == 1
    for until, why in (("2026-03-01", "past"), ("2026-05-01", "after the end")):
        refused = at.hr.post(f"{path}/extend", {"side": "self", "until": until})
        assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, "/until"), why


def test_what_is_asked_of_a_cycle_that_does_not_run_is_refused(at: CyclesApi) -> None:
    path = at.create()
    for command, body in (
        ("nudge", {}),
        ("share", {}),
        ("extend", {"side": "self", "until": "2026-03-25"}),
        ("close", None),
        ("archive", None),
    ):
        assert at.hr.post(f"{path}/{command}", body).status == 409


def test_whoever_lost_their_role_does_nothing_more(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    ok(at.hr.post(f"{path}/nudge"))
    at.leave(HANA)
    at.drain()
    assert at.mails("nudge") == []


@pytest.fixture
def rated(at: CyclesApi) -> CyclesApi:
    """Ada 3 and shared, Kit 1, Lei none; Ben's own is 2, written by Tess."""
    path = at.launched(options=RATINGS, timeline=cycle_body()["timeline"] | {"opens_on": "2026-03-01"})
    at.world.now = datetime(2026, 3, 3, tzinfo=UTC)
    share_self(at, path, ADA)
    for person, manager, rating in ((ADA, BEN, 3), (KIT, BEN, 1), (BEN, TOP, 2), (HANA, TOP, 3)):
        place = home(path, person)
        etag = ok(at(manager).get(f"{place}/manager")).etag
        body = {"answers": {"good": "<p>Yes.</p>"}, "rating": rating}
        ok(at(manager).put(f"{place}/manager", body, match=etag))
    ok(at(BEN).post(f"{home(path, ADA)}/manager/share"))
    return at


def path_of(at: CyclesApi) -> str:
    return f"/cycles/{ok(at.hr.get('/cycles')).json['items'][0]['id']}"


def test_the_board_sorts_and_filters(rated: CyclesApi) -> None:
    """[79] By status or by rating, by name, by department."""
    path = path_of(rated)
    assert names(board(rated, path)) == ["Ada", "Asa", "Ben", "Hana", "Kit", "Lei"]
    assert names(board(rated, path, "?sort=-name"))[0] == "Lei"
    assert names(board(rated, path, "?sort=-rating"))[:3] == ["Ada", "Ben", "Kit"]
    assert names(board(rated, path, "?sort=department")) == ["Asa", "Hana", "Lei", "Ada", "Ben", "Kit"]
    assert names(board(rated, path, "?department=sales")) == ["Lei"]
    rated.hr.delete(f"{path}/participants/{KIT.id}")
    assert names(board(rated, path, "?status=withdrawn")) == ["Kit"]
    assert names(board(rated, path, "?sort=status"))[-1] == "Kit"
    assert names(board(rated, path, "?status=open&department=Tech&sort=-rating")) == ["Ada", "Ben"]


def test_the_board_is_filtered_by_how_far_each_stage_is(rated: CyclesApi) -> None:
    """[106] As the progress counts it; who was removed is in no stage, and one's own manager's side is in none."""
    path = path_of(rated)
    assert names(board(rated, path, "?stage=self_done")) == ["Ada"]
    assert names(board(rated, path, "?stage=self_not_begun&department=Tech")) == ["Ben", "Kit"]
    assert names(board(rated, path, "?stage=manager_begun&sort=-rating")) == ["Ben", "Kit"]
    assert names(board(rated, path, "?stage=manager_done")) == ["Ada"]
    assert names(board(rated, path, "?stage=manager_not_begun")) == ["Asa", "Lei"]
    assert names(board(rated, path, "?stage=manager_not_begun", caller=ASA)) == ["Lei"]
    assert names(board(rated, path, "?stage=manager_begun", caller=ASA)) == ["Ben", "Hana", "Kit"]
    assert names(board(rated, path, "?stage=signed_done")) == []
    rated.hr.delete(f"{path}/participants/{KIT.id}")
    assert "Kit" not in names(board(rated, path, "?stage=signed_not_begun"))
    assert rated.hr.get(f"{path}/reviews?stage=somewhere").status == 422


def test_the_stages_of_the_board_are_those_of_the_progress(rated: CyclesApi) -> None:
    """No one is counted who is not found."""
    path = path_of(rated)
    ok(rated(ADA).post(f"{home(path, ADA)}/sign", {}))
    stages = ok(rated.hr.get(f"{path}/progress")).json["stages"]
    found = {stage: len(board(rated, path, f"?stage={stage}")) for stage in StageProgress}
    for stage in ("self", "manager", "signed"):
        counted = sum(count for name, count in stages[stage].items() if name != "done")
        assert counted == sum(many for name, many in found.items() if name.startswith(stage)), stage
    assert (found[StageProgress.SIGNED_BEGUN], stages["signed"]["one"]) == (1, 1)


@pytest.mark.parametrize("sort", ["name", "-name", "status", "rating", "-rating", "department"])
def test_the_board_is_paged_in_every_order(rated: CyclesApi, sort: str) -> None:
    path = path_of(rated)
    whole = names(board(rated, path, f"?sort={sort}"))
    found, cursor = [], ""
    for _ in range(6):
        page = ok(rated.hr.get(f"{path}/reviews?limit=2&sort={sort}{cursor}")).json
        found += names(page["items"])
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found == whole


def test_a_filtered_page_by_name_is_filled(rated: CyclesApi) -> None:
    path = path_of(rated)
    page = ok(rated.hr.get(f"{path}/reviews?limit=2&department=Tech")).json
    assert names(page["items"]) == ["Ada", "Ben"]
    rest = ok(rated.hr.get(f"{path}/reviews?limit=2&department=Tech&cursor={page['next']}")).json
    assert names(rest["items"]) == ["Kit"]


def test_hr_sees_ratings_of_others_and_never_what_is_hidden_about_themselves(rated: CyclesApi) -> None:
    path = path_of(rated)
    items = {item["reviewee"]["id"]: item for item in board(rated, path)}
    assert items[ADA.id]["rating"] == 3
    assert items[KIT.id]["rating"] == 1
    assert "rating" not in items[HANA.id]
    assert "manager" not in items[HANA.id]
    assert items[KIT.id]["manager"] == {"state": "draft", "locked": False, "done": False}


def test_assistants_and_automation_see_status_and_no_rating(rated: CyclesApi) -> None:
    path = path_of(rated)
    client = rated.world.as_client("hris", CYCLES_READ)
    for items in (board(rated, path, caller=ASA), ok(client.get(f"{path}/reviews")).json["items"]):
        assert all("rating" not in item for item in items)
        assert {item["manager"]["state"] for item in items if item["reviewee"]["id"] == KIT.id} == {"draft"}
    for caller in (rated(ASA), client):
        assert caller.get(f"{path}/reviews?sort=rating").status == 403


def test_the_counts_leave_out_ones_own_managers_side(rated: CyclesApi) -> None:
    path = path_of(rated)
    stages = ok(rated.hr.get(f"{path}/progress")).json["stages"]
    assert stages["self"] == {"not_started": 5, "shared": 1}
    assert stages["manager"] == {"draft": 2, "shared": 1, "not_started": 2, "done": 0}
    assert stages["signed"] == {"none": 6}
    assert sum(stages["reviews"].values()) == 6
    ok(rated(ADA).post(f"{home(path, ADA)}/sign", {}))
    assert ok(rated.hr.get(f"{path}/progress")).json["stages"]["signed"] == {"none": 5, "one": 1}


def test_reads_cost_the_same_for_few_and_many(at: CyclesApi) -> None:
    """Identity and cycle together are one call; the board is one more."""
    path = at.launched()
    ok(at.hr.get(path))
    for part in ("", "/progress", "/reviews"):
        at.world.table.calls.clear()
        ok(at.hr.get(f"{path}{part}"))
        assert at.world.table.calls.total() <= 2, part


def test_dates_in_the_board_are_dates(rated: CyclesApi) -> None:
    (item, *_) = board(rated, path_of(rated))
    assert date.fromisoformat(item["deadlines"]["self"]["date"]) == date(2026, 3, 20)


def test_a_review_that_is_complete_stays_when_the_cycle_is_cancelled(rated: CyclesApi) -> None:
    path = path_of(rated)
    for person in (ADA, BEN):
        ok(rated(person).post(f"{home(path, ADA)}/sign", {}))
    ok(rated.hr.post(f"{path}/cancel"))
    rated.drain()
    states = {item["reviewee"]["id"]: item["state"] for item in board(rated, path)}
    assert (states[ADA.id], states[KIT.id]) == ("complete", "withdrawn")
