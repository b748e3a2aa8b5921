"""What happens by itself: reminders at nine where each person is, locks, digests, and what never happens by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.acceptance.company import HR, Company, Hire, Somebody, Staff, receiver
from tests.acceptance.reviews import (
    Form,
    actions,
    launched,
    new_cycle,
    review_of,
    share,
    task_kinds,
    timeline,
    write,
)

DOMAIN = "deadlines.test"
ZONES = {
    "kim": "Pacific/Kiritimati",
    "bea": "Europe/Berlin",
    "nat": "America/New_York",
    "hon": "Pacific/Honolulu",
    "eager": "Europe/Berlin",
    "gone": "Europe/Berlin",
}
GRACE = 3


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Mona's people in four zones, 24 hours apart."""
    return company.hire(DOMAIN, [Hire("mona"), *(Hire(key, "mona", zone) for key, zone in ZONES.items())])


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """Self-assessments are due in ten days, with three days of grace that authors are not told of."""
    dates = timeline(
        company.now().date(), self_due_on=10, manager_due_on=20, sign_due_on=30, closes_on=40, grace_days=GRACE
    )
    made = new_cycle(company, form, "Deadline round", [staff[key] for key in ZONES], dates=dates)
    assert launched(company, made)["created"] == len(ZONES)
    eager, gone = staff["eager"], staff["gone"]
    review = review_of(eager, made)
    write(eager.calls, review, "self", form.answers("self", "early"))
    share(eager.calls, review, "self")
    company.hr.post(f"/people/{gone.id}/leave", {}).ok()
    write(staff["bea"].calls, review_of(staff["bea"], made), "self", form.answers("self", "BEAS-UNSHARED-DRAFT"))
    company.settle()
    return made


@pytest.fixture(scope="module")
def local_time(cycle: Any) -> Callable[[str, int, int], datetime]:
    """The instant `hour` on a day from the deadline of the self-assessment, in a person's zone."""
    due = date.fromisoformat(cycle["timeline"]["self_due_on"])

    def at(key: str, days: int, hour: int) -> datetime:
        day = due + timedelta(days=days + hour // 24)
        return datetime.combine(day, time(hour % 24), ZoneInfo(ZONES[key])).astimezone(UTC)

    return at


LocalTime = Callable[[str, int, int], datetime]
LATE = ("kim", "bea", "nat", "hon")


def test_reminders_come_at_nine_where_each_person_is(company: Company, staff: Staff, local_time: LocalTime) -> None:
    """Seven days, one day, and none before, one after; only to those who have not shared and are still here."""
    due: dict[datetime, list[str]] = {}
    for days in (-7, -1, 0, 1):
        for key in LATE:
            due.setdefault(local_time(key, days, 9), []).append(key)
    post = company.post(DOMAIN)
    for at, keys in sorted(due.items()):
        company.move_to(at - timedelta(minutes=1))
        assert post.receivers() == [], f"before nine for {keys}"
        company.move_to(at + timedelta(minutes=2))
        told = post.new()
        assert sorted(receiver(mail).split("@")[0] for mail in told) == sorted(keys), [
            (receiver(mail), mail["subject"], mail["sent_at"]) for mail in told
        ]


def test_a_side_locks_when_the_grace_is_over_and_not_before(
    company: Company, staff: Staff, cycle: Any, form: Form, local_time: LocalTime
) -> None:
    """[106] The date ends at 24:00 where the person is; authors see the date, not the grace."""
    for key in LATE:
        person = staff[key]
        review = review_of(person, cycle)
        company.move_to(local_time(key, GRACE, 24) - timedelta(minutes=2))
        seen = person.calls.get(f"/reviews/{review}").ok()
        shown = datetime.fromisoformat(seen["deadlines"]["self"]["at"])
        assert abs(shown - local_time(key, 0, 24)) <= timedelta(seconds=1)
        write(person.calls, review, "self", form.answers("self", f"{key} in the grace"))
        company.move_to(local_time(key, GRACE, 24) + timedelta(minutes=2))
        locked = person.calls.get(f"/reviews/{review}").ok()
        assert locked["self"]["locked"] is True
        assert not {"save_self", "share_self"} & set(locked["actions"])
        (task,) = [task for task in person.calls.get("/home").ok()["tasks"] if review in task["link"]]
        assert task["state"] == "locked"
        person.calls.save(f"/reviews/{review}/self", {"answers": {}}).refused(409)
        person.calls.post(f"/reviews/{review}/self/share").refused(409)
        assert f"{key} in the grace" in person.calls.get(f"/reviews/{review}/self").text


def test_hr_gets_one_digest_of_who_is_missing(company: Company, cycle: Any, staff: Staff) -> None:
    """Missing are those who did not share; not who did, not who left."""
    company.move_by(hours=3)
    company.settle()
    about = [
        mail
        for mail in company.mails()
        if receiver(mail) == HR
        and "Deadline round" in mail["subject"] + mail["text"]
        and staff["hon"].name in mail["text"]
    ]
    digests = [mail for mail in about if staff["kim"].name in mail["text"]]
    assert len(digests) == 1, [(mail["subject"], mail["sent_at"]) for mail in about]
    assert len(about) == 1
    for key in LATE:
        assert staff[key].name in digests[0]["text"]
    for key in ("eager", "gone"):
        assert staff[key].name not in digests[0]["text"]


def test_nothing_is_shared_by_a_deadline(company: Company, cycle: Any, staff: Staff) -> None:
    """[121] The draft stays its author's."""
    review = review_of(staff["bea"], cycle)
    assert staff["bea"].calls.get(f"/reviews/{review}").ok()["self"]["state"] == "draft"
    assert "in the grace" not in staff["mona"].calls.get(f"/reviews/{review}").text
    assert not [mail for mail in company.mails() if "DRAFT" in mail["text"] + mail["html"] + mail["subject"]]


def test_an_extension_opens_the_side_for_one(company: Company, cycle: Any, form: Form, staff: Staff) -> None:
    """[123] Bea may write again, Nat may not; she is notified."""
    bea, nat = staff["bea"], staff["nat"]
    review = review_of(bea, cycle)
    until = (company.now() + timedelta(days=3)).date().isoformat()
    post = company.post(DOMAIN)
    nat.calls.post(f"/reviews/{review_of(nat, cycle)}/extend", {"side": "self", "until": until}).refused(403)
    company.hr.post(f"/reviews/{review}/extend", {"side": "self", "until": until}).ok()
    assert post.receivers() == ["bea"]
    deadline = bea.calls.get(f"/reviews/{review}").ok()["deadlines"]["self"]
    assert deadline["date"] == until
    assert deadline["extended"]
    write(bea.calls, review, "self", form.answers("self", "with more time"))
    share(bea.calls, review, "self")
    assert "share_self" not in actions(nat.calls, review_of(nat, cycle))
    nat.calls.save(f"/reviews/{review_of(nat, cycle)}/self", {"answers": {}}).refused(409)


def test_hr_shares_late_for_somebody_and_marks_what_will_not_come(
    company: Company, cycle: Any, form: Form, staff: Staff
) -> None:
    """[122] On behalf, also late; or not provided, so that signing can go on."""
    kim, nat, mona = staff["kim"], staff["nat"], staff["mona"]
    late = review_of(kim, cycle)
    mona.calls.post(f"/reviews/{late}/self/share").refused(403)
    company.hr.post(f"/reviews/{late}/self/share").ok()
    assert "kim in the grace" in mona.calls.get(f"/reviews/{late}").text
    missing = review_of(nat, cycle)
    company.hr.post(f"/reviews/{missing}/mark-not-provided").ok()
    assert mona.calls.get(f"/reviews/{missing}").ok()["self"]["state"] == "not_provided"
    write(mona.calls, missing, "manager", form.answers("manager", "Nat did well"), rating=2)
    share(mona.calls, missing, "manager")
    assert "sign" in actions(nat.calls, missing)
    assert "sign" in task_kinds(mona.calls, missing)


def test_nudges_go_to_who_has_an_open_task_once_a_day(company: Company, cycle: Any, staff: Staff) -> None:
    """[80] A second nudge the same day is not sent."""
    mona, nat = staff["mona"], staff["nat"]
    review = review_of(nat, cycle)
    post = company.post(DOMAIN)
    mona.calls.post(f"/reviews/{review}/nudge").ok()
    assert post.receivers() == ["nat"]
    mona.calls.post(f"/reviews/{review}/nudge")
    assert post.receivers() == []
    nat.calls.post(f"/reviews/{review}/nudge").refused(403)


def test_moving_a_deadline_moves_what_has_not_been_sent(company: Company, form: Form, staff: Staff) -> None:
    """Only unsent reminders move; only those outstanding are notified."""
    people = [staff["bea"], staff["eager"]]
    today = company.now().date()
    company.hr.post(f"/cycles/{find(company, 'Deadline round')}/close", {}).ok()
    dates = timeline(today, self_due_on=9, manager_due_on=20, sign_due_on=25, closes_on=30)
    cycle = new_cycle(company, form, "Moved round", people, dates=dates)
    launched(company, cycle)
    review = review_of(staff["eager"], cycle)
    write(staff["eager"].calls, review, "self", form.answers("self", "done"))
    share(staff["eager"].calls, review, "self")
    post = company.post(DOMAIN)
    path = f"/cycles/{cycle['id']}"
    seen = company.hr.get(path)
    moved = {**seen.json["timeline"], "self_due_on": (today + timedelta(days=14)).isoformat()}
    company.hr.patch(path, {"timeline": moved}).refused(428)
    company.hr.patch(path, {"timeline": moved}, seen.etag).ok()
    assert post.receivers() == ["bea"]
    assert deadline_of(staff["bea"], cycle) == moved["self_due_on"]
    berlin = ZoneInfo("Europe/Berlin")
    company.move_to(datetime.combine(today + timedelta(days=4), time(9), berlin))
    assert post.receivers() == []
    company.move_to(datetime.combine(today + timedelta(days=7), time(9, 2), berlin))
    assert post.receivers() == ["bea"]
    company.hr.post(f"{path}/cancel", {}).ok()
    assert set(post.receivers()) >= {"bea", "eager"}
    company.move_by(days=9)
    assert post.receivers() == []


def deadline_of(person: Somebody, cycle: Any) -> Any:
    """The date of the person's self-assessment."""
    return person.calls.get(f"/reviews/{review_of(person, cycle)}").ok()["deadlines"]["self"]["date"]


def find(company: Company, name: str) -> str:
    """The id of the cycle with this name."""
    return next(str(cycle["id"]) for cycle in company.hr.every("/cycles") if cycle["name"] == name)
