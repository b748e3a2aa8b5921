"""From the directory's CSV to the first email: design, rehearsal, launch, and each person's own midnight."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.acceptance.company import Company, Hire, Staff, receiver
from tests.acceptance.reviews import Form, actions, new_cycle, review_of, task_kinds, timeline

DOMAIN = "kickoff.test"
HIRES = [
    Hire("ada"),
    Hire("bo", "ada", "America/New_York"),
    Hire("cy", "bo", "Pacific/Kiritimati"),
    Hire("di", "cy", "Pacific/Honolulu"),
    Hire("ed", "cy"),
    Hire("fay", "bo", "Pacific/Kiritimati", department="Sales"),
    Hire("gus", "ada", "America/New_York"),
    Hire("hal", "ada", roles="hr_admin"),
]
REVIEWED = [hire.key for hire in HIRES if hire.boss]


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Eight people on four levels; no one is above Ada."""
    return company.hire(DOMAIN, HIRES)


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """A cycle that opens in four days, not launched yet."""
    today = company.now().date()
    dates = timeline(today, opens_on=4, self_due_on=20, manager_due_on=25, sign_due_on=30, closes_on=40)
    return new_cycle(company, form, "Kickoff round", staff.values(), dates=dates)


def midnight(company: Company, staff: Staff, cycle: Any, key: str) -> datetime:
    """When the cycle opens for this person."""
    zone = next(hire.zone for hire in HIRES if hire.key == key)
    opens = datetime.fromisoformat(cycle["timeline"]["opens_on"])
    return datetime.combine(opens.date(), time(), ZoneInfo(zone)).astimezone(UTC)


def test_a_person_finds_manager_and_reports(company: Company, staff: Staff) -> None:
    """[76] The directory knows who is whose manager."""
    me = staff["cy"].calls.get("/me").ok()
    assert me["id"] == staff["cy"].id
    assert me["manager"]["id"] == staff["bo"].id
    reports = staff["cy"].calls.every(f"/people/{staff['cy'].id}/reports")
    assert {person["id"] for person in reports} == {staff["di"].id, staff["ed"].id}
    found = staff["di"].calls.every("/people?query=ka")  # no one: the first two letters of no word
    assert staff["gus"].id not in {person["id"] for person in found}
    assert staff["gus"].id in {person["id"] for person in staff["di"].calls.every("/people?query=gu")}


def test_rehearsal_names_pairs_problems_and_mails_and_writes_nothing(
    company: Company, staff: Staff, cycle: Any
) -> None:
    """Before a launch HR sees what it would do."""
    post = company.post(DOMAIN)
    plan = company.hr.post(f"/cycles/{cycle['id']}/rehearse").ok(200)
    pairs = {(pair["reviewee"]["id"], pair["reviewer"]["id"]) for pair in plan["pairs"]}
    boss = {hire.key: hire.boss for hire in HIRES}
    assert pairs == {(staff[key].id, staff[boss[key]].id) for key in REVIEWED}
    assert [(problem["code"], problem["person_id"]) for problem in plan["problems"]] == [
        ("no_manager", staff["ada"].id)
    ]
    assert plan["problems"][0]["detail"]
    kickoffs = {(mail["to"]["id"], mail["at"]) for mail in plan["mails"] if "kick" in mail["kind"]}
    for key in REVIEWED:
        due = midnight(company, staff, cycle, key)
        assert any(to == staff[key].id and datetime.fromisoformat(at) == due for to, at in kickoffs), key
    assert post.new() == []
    assert staff["di"].calls.every("/reviews?role=reviewee") == []
    assert company.hr.get(f"/cycles/{cycle['id']}").ok()["state"] == "draft"


def test_launching_twice_launches_once(company: Company, staff: Staff, cycle: Any) -> None:
    """A double click and a retried request do nothing twice."""
    path = f"/cycles/{cycle['id']}/launch"
    first = company.hr.post(path, {}, Idempotency_Key="launch-once")
    again = company.hr.post(path, {}, Idempotency_Key="launch-once")
    click = company.hr.post(path, {})
    first.ok(202)
    assert again.ok(202).keys() == first.json.keys()
    assert click.status in {202, 409}, click.text
    company.settle()
    progress = company.hr.get(f"/cycles/{cycle['id']}/progress").ok()
    assert progress["state"] == "scheduled"
    assert (progress["expected"], progress["created"]) == (len(HIRES), len(REVIEWED))
    assert [failed["person_id"] for failed in progress["failed"]] == [staff["ada"].id]
    assert progress["failed"][0]["reason"] == "no_manager"
    rows = company.hr.every(f"/cycles/{cycle['id']}/reviews")
    assert sorted(row["reviewee"]["id"] for row in rows) == sorted(staff[key].id for key in REVIEWED)


def test_nothing_can_be_written_before_the_cycle_opens(company: Company, staff: Staff, cycle: Any) -> None:
    """A scheduled review waits."""
    review = review_of(staff["di"], cycle)
    seen = staff["di"].calls.get(f"/reviews/{review}").ok()
    assert (seen["state"], seen["cycle"]["state"]) == ("scheduled", "scheduled")
    assert "save_self" not in seen["actions"]
    assert task_kinds(staff["di"].calls, review) == []
    side = staff["di"].calls.get(f"/reviews/{review}/self")
    staff["di"].calls.put(f"/reviews/{review}/self", {"answers": {}}, side.etag or "*").refused(409)


def test_each_person_is_told_at_their_own_midnight(company: Company, staff: Staff, cycle: Any) -> None:
    """[42, 107] Kick-off to everyone at the start of that day where they are, Kiritimati first, Honolulu last."""
    post = company.post(DOMAIN)
    told: dict[str, list[Any]] = {}
    moments = sorted({midnight(company, staff, cycle, key) for key in REVIEWED})
    assert moments[-1] - moments[0] == timedelta(hours=24)
    for moment in moments:
        company.move_to(moment - timedelta(minutes=2))
        assert [receiver(mail) for mail in post.new()] == []
        company.move_to(moment + timedelta(minutes=2))
        here = {key for key in REVIEWED if midnight(company, staff, cycle, key) == moment}
        mails = post.new()
        for mail in mails:
            told.setdefault(receiver(mail).split("@")[0], []).append(mail)
        assert {receiver(mail).split("@")[0] for mail in mails} - {"ada"} == here
        for key in here:
            review = review_of(staff[key], cycle)
            seen = staff[key].calls.get(f"/reviews/{review}").ok()
            assert (seen["state"], seen["cycle"]["state"]) == ("open", "open")
            assert "write_self" in task_kinds(staff[key].calls, review)
            assert "save_self" in actions(staff[key].calls, review)
    assert told.keys() == {hire.key for hire in HIRES}
    assert all(len(mails) == (2 if key in {"bo", "cy"} else 1) for key, mails in told.items()), {
        key: [mail["subject"] for mail in mails] for key, mails in told.items()
    }
    to_managers = [mail for key in ("ada", "bo", "cy") for mail in told[key] if mentions(mail, HIRES, key)]
    assert len(to_managers) == 3


def mentions(mail: Any, hires: list[Hire], boss: str) -> bool:
    """Whether the email names all whom `boss` has to review."""
    return all(f"{hire.key.title()} Kickoff" in mail["text"] for hire in hires if hire.boss == boss)


def test_the_kickoff_mail_says_what_to_do_and_until_when(company: Company, staff: Staff, cycle: Any) -> None:
    """[42, 107] Who, timeline, guidelines, and a link to the right screen."""
    mine = [mail for mail in company.mails() if receiver(mail) == staff["di"].email]
    assert len(mine) == 1
    mail = mine[0]
    review = review_of(staff["di"], cycle)
    assert "Kickoff round" in mail["subject"] + mail["text"]
    assert "Di" in mail["text"]
    assert review in mail["text"]
    assert review in mail["html"]
    assert "kind" in mail["text"]
    due = datetime.fromisoformat(cycle["timeline"]["self_due_on"])
    assert str(due.day) in mail["text"]
    assert str(due.year) in mail["text"]
    assert "<script" not in mail["html"]


def test_hr_watches_the_cycle(company: Company, staff: Staff, cycle: Any) -> None:
    """Progress by stage, and the cycle says it is open."""
    progress = company.hr.get(f"/cycles/{cycle['id']}/progress").ok()
    assert progress["state"] == "open"
    assert progress["stages"]
    assert company.hr.get(f"/cycles/{cycle['id']}").ok()["state"] == "open"
    for path in ("progress", "reviews", "export.csv"):
        refused = staff["bo"].calls.get(f"/cycles/{cycle['id']}/{path}")
        assert refused.status in {403, 404}, f"{path}: {refused.text}"
