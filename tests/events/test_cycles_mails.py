"""Who is told what of a cycle, and how often: one email a person, whatever there is to say."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from chalicelib.kernel import runtime
from chalicelib.kernel.command import perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.people.jobs import PersonChanged
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.changes import BACK, LEFT, announced_changes
from chalicelib.rollout.jobs import PERSON_CHANGED
from tests.cycles_world import ADA, ASA, BEN, HANA, KIT, LEI, TOP, CyclesApi, cycles_api, ok
from tests.events.test_cycles_time import at_, home, share_manager, share_self


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    """It is Monday, 2 March 2026, 09:00 in UTC."""
    with cycles_api() as made:
        yield made


def test_nobody_gets_more_than_one_reminder_a_day_and_the_rehearsal_says_how_many(at: CyclesApi) -> None:
    """Three reviews to write and one's own, two cycles' worth of stages, and a reflection: one mail."""
    path = at.create()
    rehearsed = ok(at.hr.post(f"{path}/rehearse")).json["mails"]
    ok(at.hr.post(f"{path}/launch"))
    at.drain()
    for person, manager in ((ADA, BEN), (KIT, BEN), (LEI, BEN), (BEN, TOP)):
        at.until(at_(3, 10))
        share_self(at, path, person)
        share_manager(at, path, person, manager)
    etag = ok(at.hr.get("/company")).etag
    ok(at.hr.patch("/company", {"reflections": {"rhythm": "weekly"}}, match=etag))
    at.until(at_(4, 20))
    days = Counter((mail["to_name"], mail["at"][:10]) for mail in at.mails("reminder"))
    assert set(days.values()) == {1}
    planned = {(mail["to"]["name"], mail["at"][:10]) for mail in rehearsed if mail["kind"] == "reminder"}
    signing = [mail for mail in at.mails("reminder") if mail["params"]["task"] == "sign"]
    cycles_own = {(mail["to_name"], mail["at"][:10]) for mail in signing}
    assert cycles_own
    assert cycles_own <= planned
    assert len(planned) == len([mail for mail in rehearsed if mail["kind"] == "reminder"])


def test_closing_tells_those_with_something_open_once_and_reviews_say_that_it_is_over(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    assert "ended_at" not in ok(at(ADA).get(home(path, ADA))).json
    ok(at.hr.post(f"{path}/close"))
    at.drain()
    sent = Counter(mail["to_name"] for mail in at.mails("cycle_closed"))
    assert "Ada Able" not in sent
    assert sent["Ben Boss"] == sent["Kit Kiribati"] == 1
    ended = "2026-03-10T00:00:00Z"
    assert ok(at(ADA).get(home(path, ADA))).json["ended_at"] == ended
    assert ok(at(ADA).get("/reviews")).json["items"][0]["ended_at"] == ended
    assert {item["ended_at"] for item in ok(at.hr.get(f"{path}/reviews")).json["items"]} == {ended}
    team = ok(at(BEN).get(f"/team?cycle_id={path.removeprefix('/cycles/')}")).json["items"]
    assert {item["review"]["ended_at"] for item in team if "review" in item} == {ended}
    own, boss = (ok(at(who).get("/home")).json for who in (ADA, BEN))
    assert own["tasks"] == boss["tasks"] == []
    assert {one["ended_at"] for one in (*own["my_reviews"], *boss["to_write"])} == {ended}
    at.until(at_(4, 20))
    assert Counter(mail["to_name"] for mail in at.mails("cycle_closed")) == sent


def test_a_cycle_that_closes_by_its_date_tells_them_too(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    at.until(at_(4, 12))
    sent = Counter(mail["to_name"] for mail in at.mails("cycle_closed"))
    assert "Ada Able" not in sent
    assert sent["Kit Kiribati"] == sent["Ben Boss"] == 1


def test_a_new_name_reaches_everything_that_is_open(at: CyclesApi) -> None:
    """Also the board; a signature keeps the name of its time."""
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    share_manager(at, path, ADA, BEN)
    ok(at(ADA).post(f"{home(path, ADA)}/sign", {}))
    for person, name in ((ADA, "Ada Zuse"), (BEN, "Ben Baum")):
        renamed = at.change(person, name=name)
        params = PersonChanged(person_id=person.id, changed=announced_changes(person, renamed))
        at.world.queue.messages.append({"kind": "people.changed", "ref": person.id, "params": params})
    at.drain()
    seen = ok(at(BEN).get(home(path, ADA))).json
    assert (seen["reviewee"]["name"], seen["reviewer"]["name"]) == ("Ada Zuse", "Ben Baum")
    assert (seen["self"]["author"]["name"], seen["manager"]["author"]["name"]) == ("Ada Zuse", "Ben Baum")
    assert seen["signatures"][0]["person"]["name"] == "Ada Able"
    mine = ok(at(BEN).get("/reviews")).json["items"]
    assert {"Ada Zuse", "Ben Baum"} <= {item[who]["name"] for item in mine for who in ("reviewee", "reviewer")}
    assert {"Ada Zuse"} == {task["subject"]["name"] for task in ok(at(BEN).get("/home")).json["tasks"]} & {"Ada Zuse"}
    names = [item["reviewee"]["name"] for item in ok(at.hr.get(f"{path}/reviews")).json["items"]]
    assert "Ada Zuse" in names
    assert names == sorted(names, key=str.casefold)


def test_hr_hears_once_whose_reviews_a_leaver_leaves_without_a_reviewer(at: CyclesApi) -> None:
    """Also of one that the reviewee has signed: it is given to someone who can sign, too."""
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    share_manager(at, path, ADA, BEN)
    ok(at(ADA).post(f"{home(path, ADA)}/sign", {}))
    at.leave(BEN)
    for _ in range(2):
        tell(at, BEN, LEFT)
        at.drain()
    sent = at.mails("reviewer_left")
    assert Counter(mail["to_name"] for mail in sent) == {"Hana HR": 1, "Asa Assistant": 1}
    named = sent[0]["params"]["people"].splitlines()
    assert sorted(named) == [f"{name} (Spring 2026)" for name in ("Ada Able", "Kit Kiribati", "Lei Hawaii")]
    assert "reassign" in ok(at.hr.get(home(path, ADA))).json["actions"]
    waiting = ok(at.hr.get(f"{path}/reviews?without_reviewer=true")).json["items"]
    assert [one["reviewee"]["id"] for one in waiting] == [ADA.id, KIT.id, LEI.id]
    assert all(one["without_reviewer"] for one in waiting)
    assert _assigning(at) == [("Spring 2026", 3, f"/hr{path}?without_reviewer=true")]
    given = ok(at.hr.post(f"{home(path, ADA)}/reassign", {"reviewer_id": TOP.id})).json
    assert (given["state"], given["reviewer"]["id"]) == ("locked", TOP.id)
    assert _assigning(at)[0][1] == 2
    assert ok(at(TOP).post(f"{home(path, ADA)}/sign", {})).json["state"] == "complete"
    for person in (KIT, LEI):
        ok(at.hr.post(f"{home(path, person)}/reassign", {"reviewer_id": TOP.id}))
    assert _assigning(at) == []
    assert ok(at.hr.get(f"{path}/reviews?without_reviewer=true")).json["items"] == []


def _assigning(at: CyclesApi) -> list[tuple[str, int, str]]:
    tasks = ok(at.hr.get("/home")).json["tasks"]
    return [(one["subject"]["name"], one["count"], one["link"]) for one in tasks if one["kind"] == "assign_reviewer"]


def tell(at: CyclesApi, person: Person, what: str) -> None:
    changed = PersonChanged(person_id=person.id, changed=(what,))
    perform(runtime.current(), SYSTEM, lambda command: command.ask(PERSON_CHANGED, changed))


def left(at: CyclesApi, person: Person) -> None:
    at.leave(person)
    tell(at, person, LEFT)
    at.drain()


def test_a_reviewee_whose_reviewer_left_learns_that_hr_chooses_another_one(at: CyclesApi) -> None:
    """As long as the cycle runs and no one is chosen."""
    path = at.launched()
    at.until(at_(3, 10))
    assert "without_reviewer" not in ok(at(ADA).get(home(path, ADA))).json
    left(at, BEN)
    for view in ("", "/information"):
        assert ok(at(ADA).get(f"{home(path, ADA)}{view}")).json["without_reviewer"] is True
    ok(at.hr.post(f"{home(path, ADA)}/reassign", {"reviewer_id": TOP.id}))
    assert "without_reviewer" not in ok(at(ADA).get(home(path, ADA))).json
    ok(at.hr.post(f"{path}/close"))
    at.drain()
    assert "without_reviewer" not in ok(at(KIT).get(home(path, KIT))).json


def test_the_board_of_a_closed_cycle_names_nobody_as_without_a_reviewer(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    left(at, BEN)
    ok(at.hr.post(f"{path}/close"))
    at.drain()
    assert not any("without_reviewer" in one for one in ok(at.hr.get(f"{path}/reviews")).json["items"])
    assert ok(at.hr.get(f"{path}/reviews?without_reviewer=true")).json["items"] == []


def test_a_review_that_was_cancelled_with_its_cycle_is_named_so_in_every_list(at: CyclesApi) -> None:
    """One that HR withdrew by itself is not, although its cycle was cancelled later."""
    path = at.launched()
    at.until(at_(3, 10))
    ok(at.hr.post(f"{home(path, KIT)}/withdraw", {"reason": "Left the project"}))
    ok(at.hr.post(f"{path}/cancel"))
    at.drain()
    team = f"/team?cycle_id={path.removeprefix('/cycles/')}"
    for who, place in ((ADA, "/reviews"), (BEN, "/reviews"), (HANA, f"{path}/reviews"), (BEN, team)):
        items = [one.get("review", one) for one in ok(at(who).get(place)).json["items"]]
        named = {one["id"]: one.get("cancelled") for one in items if "state" in one}
        assert named[f"{path}{ADA.id}".removeprefix("/cycles/")] is True, place
        assert named.get(f"{path}{KIT.id}".removeprefix("/cycles/")) is None, place
    assert ok(at(ADA).get(home(path, ADA))).json["cancelled"] is True


@pytest.mark.parametrize("end", ["close", "cancel"])
def test_a_cycle_that_has_ended_asks_nobody_for_a_reviewer(at: CyclesApi, end: str) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    left(at, BEN)
    assert _assigning(at)[0][1] == 3
    ok(at.hr.post(f"{path}/{end}"))
    at.drain()
    assert _assigning(at) == []


def test_who_is_taken_out_and_comes_back_still_waits_for_a_reviewer(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    left(at, BEN)
    for person in (ADA, KIT):
        assert at.hr.delete(f"{path}/participants/{person.id}").status == 204
    assert _assigning(at)[0][1] == 1
    at.change(BEN, status=PersonStatus.ACTIVE)
    ok(at.hr.post(f"{path}/participants", {"person_ids": [ADA.id, KIT.id]}))
    assert _assigning(at)[0][1] == 3


def test_whoever_comes_back_goes_on_reviewing_what_nobody_else_was_given(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    left(at, BEN)
    ok(at.hr.post(f"{home(path, KIT)}/reassign", {"reviewer_id": TOP.id}))
    back = at.change(BEN, status=PersonStatus.ACTIVE)
    assert announced_changes(replace(back, status=PersonStatus.LEFT), back) == ("back",)
    tell(at, BEN, BACK)
    at.drain()
    assert _assigning(at) == []
    assert "without_reviewer" not in ok(at.hr.get(f"{path}/reviews")).json["items"][0]
    assert ok(at.hr.get(home(path, KIT))).json["reviewer"]["id"] == TOP.id


def test_a_contributor_who_leaves_is_asked_no_more_and_what_they_wrote_stays(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    for person in (ADA, KIT):
        ok(at(BEN).post(f"{home(path, person)}/contributors", {"person_id": ASA.id}))
    part = f"{home(path, ADA)}/contribution"
    etag = ok(at(ASA).get(part)).etag
    ok(at(ASA).put(part, {"answers": {"good": "<p>Seen from HR.</p>"}}, match=etag))
    left(at, ASA)
    kept = {one["author"]["id"] for one in ok(at(BEN).get(home(path, ADA))).json["contributions"]}
    assert kept == {ASA.id}
    assert ok(at(BEN).get(home(path, KIT))).json.get("contributions", []) == []
    (sent,) = at.mails("reviewer_left")
    assert (
        sent["to_name"],
        sent["params"]["count"],
        sent["params"]["people"],
    ) == (
        "Hana HR",
        "0",
        "",
    )
    assert sent["params"]["contributions"].splitlines() == [
        "Kit Kiribati (Spring 2026)",
        "Ada Able (Spring 2026)",
    ]


def test_what_follows_from_each_role_is_said_before_somebody_leaves(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    ok(at(TOP).post(f"{home(path, HANA)}/contributors", {"person_id": BEN.id}))
    said = ok(at.hr.get(f"/people/{BEN.id}/leaving")).json
    assert said == {
        "about": 1,
        "to_write": 3,
        "contributions": 1,
        "reports": 3,
        "only_hr_admin": False,
        "more": False,
    }
    assert ok(at.hr.get(f"/people/{HANA.id}/leaving")).json["only_hr_admin"] is True
    assert at(BEN).get(f"/people/{ADA.id}/leaving").status == 403
    assert at.hr.get("/people/01NOBODY/leaving").status == 404
