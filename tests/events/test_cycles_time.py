"""What falls due in a cycle: once, in each one's own zone, late or twice without harm, and only where it is asked."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.kernel import jobs, runtime
from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import send_now
from chalicelib.people.jobs import PersonChanged
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.changes import LEFT, MANAGER, ZONE
from chalicelib.reviews.rules import review_id
from chalicelib.rollout.jobs import PERSON_CHANGED
from tests.cycles_world import ADA, ASA, BEN, HANA, KIT, LEI, TOP, CyclesApi, cycle_body, cycles_api, ok
from tests.jobs import plan

TIMELINE: dict[str, Any] = cycle_body()["timeline"]


def at_(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


def home(path: str, person: Person) -> str:
    return f"/reviews/{review_id(path.rpartition('/')[2], person.id)}"


def share_self(at: CyclesApi, path: str, person: Person) -> None:
    place = home(path, person)
    etag = ok(at(person).get(f"{place}/self")).etag
    ok(at(person).put(f"{place}/self", {"answers": {"good": "<p>Done.</p>"}}, match=etag))
    ok(at(person).post(f"{place}/self/share"))


def share_manager(at: CyclesApi, path: str, person: Person, manager: Person) -> None:
    place = home(path, person)
    etag = ok(at(manager).get(f"{place}/manager")).etag
    ok(at(manager).put(f"{place}/manager", {"answers": {"good": "<p>Yes.</p>"}}, match=etag))
    ok(at(manager).post(f"{place}/manager/share"))


def reminded(at: CyclesApi, since: datetime, task: str = "write_self") -> list[tuple[str, str]]:
    return sorted(
        (mail["to_name"], mail["at"])
        for mail in at.mails("reminder")
        if mail["params"]["task"] == task and datetime.fromisoformat(mail["at"]) >= since
    )


def test_each_opens_when_the_day_begins_in_their_own_zone(at: CyclesApi) -> None:
    """[107, 42] A day apart at both ends of the world; a reviewer hears once whom to review."""
    path = at.launched(instructions="<p>Be kind.</p>")
    at.until(at_(3, 8, 9, 59))
    assert at.mails("kickoff_self") == []
    assert ok(at.hr.get(path)).json["state"] == "scheduled"
    at.until(at_(3, 8, 10))
    assert [mail["to_name"] for mail in at.mails("kickoff_self")] == ["Kit Kiribati"]
    assert ok(at.hr.get(path)).json["state"] == "open"
    at.until(at_(3, 9, 10))
    assert [mail["to_name"] for mail in at.mails("kickoff_self")][-1] == "Lei Hawaii"
    (ben,) = at.mails("kickoff_manager", BEN)
    assert ben["params"]["people"].split("\n") == ["Ada Able", "Kit Kiribati", "Lei Hawaii"]
    assert ben["params"]["instructions"] == "<p>Be kind.</p>"
    (ada,) = at.mails("kickoff_self", ADA)
    assert (ada["params"]["reviewer"], ada["params"]["self_due_on"]) == ("Ben Boss", "2026-03-20 Europe/Berlin")


def test_reminders_come_at_nine_where_people_are(at: CyclesApi) -> None:
    at.launched()
    at.until(at_(3, 22))
    ours = [moment for name, moment in reminded(at, at_(3, 1)) if name == "Ada Able"]
    assert ours == ["2026-03-13T08:00:00Z", "2026-03-19T08:00:00Z", "2026-03-20T08:00:00Z", "2026-03-21T08:00:00Z"]
    hawaii = [moment for name, moment in reminded(at, at_(3, 1)) if name == "Lei Hawaii"]
    assert hawaii[0] == "2026-03-13T19:00:00Z"
    kiribati = [moment for name, moment in reminded(at, at_(3, 1)) if name == "Kit Kiribati"]
    assert kiribati[0] == "2026-03-12T19:00:00Z"


def test_who_has_finished_or_left_is_not_reminded(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    at.leave(LEI)
    at.until(at_(3, 14))
    assert [name for name, _ in reminded(at, at_(3, 1))] == ["Asa Assistant", "Ben Boss", "Hana HR", "Kit Kiribati"]


def test_a_cancelled_cycle_reminds_nobody_and_says_so_once(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    ok(at.hr.post(f"{path}/cancel"))
    ok(at.hr.post(f"{path}/cancel"))
    at.drain()
    at.until(at_(4, 20))
    assert at.mails("reminder") == []
    assert at.mails("digest") == []
    told = Counter(mail["to_name"] for mail in at.mails("cycle_cancelled"))
    assert set(told.values()) == {1}
    assert set(told) == {person.name for person in (TOP, HANA, ASA, BEN, ADA, KIT, LEI)}
    assert at.mails("withdrawn") == []
    review = ok(at(ADA).get(home(path, ADA))).json
    assert review["state"] == "withdrawn"
    assert review["self"]["answers"] == {"good": "<p>Done.</p>"}
    assert ok(at.hr.post(f"{path}/archive")).json["state"] == "archived"


def test_everything_twice_and_in_any_order_is_the_same(at: CyclesApi) -> None:
    path = at.launched()
    share_nothing = at.seen.copy()
    at.until(at_(3, 22))
    mails = len(at.mails())
    rows = dict(at.world.table.rows)
    for message in [*reversed(at.seen), *share_nothing]:
        at.world.queue.messages.append(message)
    at.drain()
    assert len(at.mails()) == mails
    assert {key: row.body for key, row in at.world.table.rows.items()} == {key: row.body for key, row in rows.items()}
    assert ok(at.hr.get(f"{path}/progress")).json["created"] == 6


def test_missed_ticks_send_what_still_makes_sense_once(at: CyclesApi) -> None:
    path = at.launched()
    at.world.now = at_(3, 19, 12)
    at.tick()
    at.tick()
    counted = Counter(mail["to_name"] for mail in at.mails("kickoff_self"))
    assert set(counted.values()) == {1}
    ours = [mail for mail in at.mails("reminder", ADA) if mail["params"]["task"] == "write_self"]
    assert len(ours) == 2
    assert ok(at.hr.get(f"{path}/progress")).json["stages"]["reviews"] == {"open": 6}


def test_a_deadline_shares_nothing_locks_and_tells_hr_once_who_is_missing(at: CyclesApi) -> None:
    """[121] The draft of anyone who is late stays theirs."""
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    place = home(path, BEN)
    etag = ok(at(BEN).get(f"{place}/self")).etag
    ok(at(BEN).put(f"{place}/self", {"answers": {"good": "<p>Draft.</p>"}}, match=etag))
    at.until(at_(3, 21, 10, 0) - timedelta(minutes=1))
    assert at.mails("digest") == []
    at.until(at_(3, 22))
    digests = at.mails("digest")
    assert sorted(mail["to_name"] for mail in digests) == ["Asa Assistant", "Hana HR"]
    to_hana = next(mail for mail in digests if mail["to_name"] == "Hana HR")
    assert to_hana["params"]["missing"] == "4"
    assert to_hana["params"]["people"].split("\n") == ["Asa Assistant", "Ben Boss", "Kit Kiribati", "Lei Hawaii"]
    items = {item["reviewee"]["name"]: item["self"] for item in ok(at.hr.get(f"{path}/reviews")).json["items"]}
    assert items["Ben Boss"] == {"state": "draft", "locked": True}
    assert at(BEN).post(f"{place}/self/share").status == 409


def test_a_digest_tells_nobody_of_their_own_managers_side(at: CyclesApi) -> None:
    at.launched()
    at.until(at_(3, 29))
    (to_hana,) = (mail for mail in at.mails("digest", HANA) if mail["params"]["side"] == "manager")
    assert "Hana" not in to_hana["params"]["people"].replace("Hana HR (Asa Assistant)", "")
    assert to_hana["params"]["missing"] == "5"


def test_moving_a_deadline_moves_unsent_reminders_and_tells_those_outstanding(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 14))
    share_self(at, path, ADA)
    sent = len(at.mails("reminder"))
    body = {"timeline": {"self_due_on": "2026-03-25", "manager_due_on": "2026-04-01"}}
    ok(at.hr.patch(path, body, match=at.hr.get(path).etag))
    at.drain()
    told = Counter(mail["to_name"] for mail in at.mails("deadline_moved"))
    assert "Ada Able" not in told, "nothing is open for her"
    assert set(told.values()) == {1}, "one mail each, also for a manager of three"
    assert {"Kit Kiribati", "Ben Boss"} <= set(told)
    (moved,) = at.mails("deadline_moved", BEN)
    lines = decode(moved["params"]["open"], list[dict[str, Any]])
    assert [(one["kind"], one["reviewee"], one["due_at"][:10]) for one in lines] == [
        ("write_self", "Ben Boss", "2026-03-25"),
        ("write_manager", "Ada Able", "2026-04-01"),
        ("write_manager", "Kit Kiribati", "2026-04-01"),
        ("write_manager", "Lei Hawaii", "2026-04-01"),
    ], "each line names whose review it is, and what is owed there"
    at.until(at_(3, 17, 18))
    assert len(at.mails("reminder")) == sent
    at.until(at_(3, 19, 23))
    assert [name for name, _ in reminded(at, at_(3, 17))] == [
        "Asa Assistant",
        "Ben Boss",
        "Hana HR",
        "Kit Kiribati",
        "Lei Hawaii",
    ]
    item = next(i for i in ok(at.hr.get(f"{path}/reviews")).json["items"] if i["reviewee"]["id"] == KIT.id)
    assert item["deadlines"]["self"]["date"] == "2026-03-25"
    at.until(at_(3, 24))
    assert [mail for mail in at.mails("digest") if mail["params"]["side"] == "self"] == []


def test_an_opening_that_moves_forward_opens_at_once(at: CyclesApi) -> None:
    path = at.launched()
    body = {"timeline": {"opens_on": "2026-03-02"}}
    ok(at.hr.patch(path, body, match=at.hr.get(path).etag))
    at.drain()
    assert len(at.mails("kickoff_self", ADA)) == 1
    at.until(at_(3, 10))
    assert set(Counter(mail["to_name"] for mail in at.mails("kickoff_self")).values()) == {1}


def test_an_opening_that_moves_back_opens_later(at: CyclesApi) -> None:
    path = at.launched()
    ok(at.hr.patch(path, {"timeline": {"opens_on": "2026-03-12"}}, match=at.hr.get(path).etag))
    at.drain()
    at.until(at_(3, 10))
    assert at.mails("kickoff_self") == []
    at.until(at_(3, 12, 11))
    assert len(at.mails("kickoff_self")) == 6


def test_an_extension_has_reminders_and_a_digest_of_its_own(at: CyclesApi) -> None:
    """[123] HR can grant an extension; the others' deadline stays."""
    path = at.launched()
    at.until(at_(3, 14))
    ok(at.hr.post(f"{home(path, ADA)}/extend", {"side": "self", "until": "2026-03-30"}))
    at.until(at_(3, 22))
    assert [name for name, _ in reminded(at, at_(3, 14, 1)) if name == "Ada Able"] == []
    (digest,) = (mail for mail in at.mails("digest", HANA) if mail["params"]["side"] == "self")
    assert "Ada Able" not in digest["params"]["people"]
    at.until(at_(4, 2))
    ours = [moment for name, moment in reminded(at, at_(3, 14, 1)) if name == "Ada Able"]
    assert ours == ["2026-03-23T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z", "2026-03-31T07:00:00Z"]
    late = [mail for mail in at.mails("digest", HANA) if mail["params"]["due_on"] == "2026-03-30"]
    assert [mail["params"]["people"] for mail in late] == ["Ada Able"]


def test_who_used_the_extension_is_not_reported(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 14))
    ok(at.hr.post(f"{home(path, ADA)}/extend", {"side": "self", "until": "2026-03-30"}))
    at.until(at_(3, 29))
    share_self(at, path, ADA)
    at.until(at_(4, 2))
    assert [mail for mail in at.mails("digest", HANA) if mail["params"]["due_on"] == "2026-03-30"] == []


def test_both_are_reminded_to_sign(at: CyclesApi) -> None:
    """[129] Once both sides are shared, each who has not signed is reminded."""
    path = at.launched()
    at.until(at_(3, 10))
    share_self(at, path, ADA)
    share_manager(at, path, ADA, BEN)
    ok(at(ADA).post(f"{home(path, ADA)}/sign", {}))
    at.until(at_(4, 5))
    assert {name for name, _ in reminded(at, at_(3, 1), "sign")} == {"Ben Boss"}
    assert len(reminded(at, at_(3, 1), "sign")) == 3, "on the fourth day the reminder was due for another task first"
    assert len([mail for mail in at.mails("reminder", BEN) if mail["at"].startswith("2026-03-27")]) == 1


def test_the_last_day_closes_the_cycle(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(4, 11, 9, 59))
    assert ok(at.hr.get(path)).json["state"] == "open"
    at.until(at_(4, 11, 10))
    assert ok(at.hr.get(path)).json["state"] == "closed"
    assert [key for key in at.world.table.rows if key.pk == "T"] == []


def test_a_cycle_without_anybody_stays_open_until_its_last_day(at: CyclesApi) -> None:
    path = at.launched(participants={"filter": {"department": "Nobody's"}})
    at.tick()
    done = ok(at.hr.get(f"{path}/progress")).json
    assert (done["state"], done["expected"], done["created"]) == ("scheduled", 0, 0)
    at.until(at_(4, 11))
    assert ok(at.hr.get(path)).json["state"] == "closed"


def test_a_last_day_that_moves_closes_later(at: CyclesApi) -> None:
    path = at.launched()
    ok(at.hr.patch(path, {"timeline": {"closes_on": "2026-04-20"}}, match=at.hr.get(path).etag))
    at.drain()
    at.until(at_(4, 21, 9))
    assert ok(at.hr.get(path)).json["state"] == "open"
    at.until(at_(4, 21, 10))
    assert ok(at.hr.get(path)).json["state"] == "closed"


def test_hr_closes_early_and_nobody_is_asked_any_more(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    assert ok(at.hr.post(f"{path}/close")).json["state"] == "closed"
    assert at.hr.post(f"{path}/close").status == 200
    at.drain()
    at.until(at_(4, 20))
    assert at.mails("reminder") == []
    assert at(ADA).post(f"{home(path, ADA)}/self/share").status == 409


def leave(at: CyclesApi, person: Person) -> None:
    at.change(person, status=PersonStatus.LEFT)
    follow(at, person, LEFT)


def follow(at: CyclesApi, person: Person, what: str) -> None:
    """What follows from a change of somebody; asked for twice, and done once."""
    job = jobs.at(at.world.now, PERSON_CHANGED, PersonChanged(person_id=person.id, changed=(what,)))
    plan(runtime.current(), job)
    send_now(at.world.queue, job, job)
    at.drain()


def test_a_leavers_review_is_withdrawn_and_the_reviewer_hears_of_it(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    leave(at, ADA)
    items = {i["reviewee"]["name"]: i["state"] for i in ok(at.hr.get(f"{path}/reviews")).json["items"]}
    assert (items["Ada Able"], items["Kit Kiribati"]) == ("withdrawn", "open")
    assert [mail["to_name"] for mail in at.mails("withdrawn")] == ["Ben Boss"]


def test_in_an_archived_cycle_nothing_is_withdrawn_and_nobody_hears_of_a_leaver(at: CyclesApi) -> None:
    path = at.launched()
    ok(at.hr.post(f"{path}/close"))
    ok(at.hr.post(f"{path}/archive"))
    leave(at, ADA)
    items = {i["reviewee"]["name"]: i["state"] for i in ok(at.hr.get(f"{path}/reviews")).json["items"]}
    assert items["Ada Able"] != "withdrawn"
    assert at.mails("withdrawn") == []


def changed(at: CyclesApi, what: str, person: Person, **change: Any) -> None:
    at.change(person, **change)
    follow(at, person, what)


@pytest.mark.parametrize("follows", [True, False])
def test_a_review_follows_to_the_new_manager_where_the_cycle_says_so(at: CyclesApi, follows: bool) -> None:
    path = at.launched(options={"follow_manager": follows})
    at.until(at_(3, 10))
    changed(at, MANAGER, ADA, manager_id=HANA.id, chain=(TOP.id, HANA.id))
    item = next(i for i in ok(at.hr.get(f"{path}/reviews")).json["items"] if i["reviewee"]["id"] == ADA.id)
    assert item["reviewer"]["name"] == ("Hana HR" if follows else "Ben Boss")
    assert len(at.mails("reassigned_new")) == int(follows)


def test_dates_follow_somebody_who_moves_to_another_zone(at: CyclesApi) -> None:
    path = at.launched()
    at.until(at_(3, 10))
    changed(at, ZONE, ADA, time_zone="Asia/Tokyo")
    item = next(i for i in ok(at.hr.get(f"{path}/reviews")).json["items"] if i["reviewee"]["id"] == ADA.id)
    assert item["deadlines"]["self"]["at"] == "2026-03-20T15:00:00Z"
    at.until(at_(3, 22))
    ours = [moment for name, moment in reminded(at, at_(3, 10)) if name == "Ada Able"]
    assert ours == ["2026-03-13T00:00:00Z", "2026-03-19T00:00:00Z", "2026-03-20T00:00:00Z", "2026-03-21T00:00:00Z"]


def test_one_zone_for_all_where_the_cycle_says_so(at: CyclesApi) -> None:
    at.launched(timeline=TIMELINE | {"time_zone": "Europe/Berlin"})
    at.until(at_(3, 8, 22, 59))
    assert at.mails("kickoff_self") == []
    at.until(at_(3, 8, 23))
    assert len(at.mails("kickoff_self")) == 6
    at.until(at_(3, 14))
    assert ("Lei Hawaii", "2026-03-13T19:00:00Z") in reminded(at, at_(3, 1))
