"""What HR does for a whole cycle at once, what follows the directory, and who wants no reminders."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.acceptance.company import Company, Hire, Staff, receiver
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, timeline, write

DOMAIN = "everybody.test"
BELOW = ("pia", "quin", "rob", "sue")


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Two managers; four people below the first."""
    return company.hire(
        DOMAIN, [Hire("lou"), Hire("mia", "lou"), Hire("noah", "lou"), *(Hire(key, "mia") for key in BELOW)]
    )


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """Open; it follows the directory."""
    dates = timeline(company.now().date(), self_due_on=8)
    people = [staff[key] for key in BELOW]
    made = new_cycle(company, form, "Everybody round", people, options={"follow_manager": True}, dates=dates)
    assert launched(company, made)["created"] == len(BELOW)
    return made


def test_a_nudge_for_all_reaches_who_has_something_to_do(
    company: Company, form: Form, staff: Staff, cycle: Any
) -> None:
    """[80] Once a person and day, not those who have finished."""
    sue = review_of(staff["sue"], cycle)
    write(staff["sue"].calls, sue, "self", form.answers("self", "done"))
    share(staff["sue"].calls, sue, "self")
    post = company.post(DOMAIN)
    for _ in range(2):
        company.hr.post(f"/cycles/{cycle['id']}/nudge", {}).ok()
    told = post.receivers()
    assert [key for key in told if key in BELOW] == ["pia", "quin", "rob"]
    staff["mia"].calls.post(f"/cycles/{cycle['id']}/nudge", {}).refused(403)


def test_sharing_for_all_takes_what_is_complete(company: Company, form: Form, staff: Staff, cycle: Any) -> None:
    """[122] Late or not; what is not written is not shared."""
    write(staff["pia"].calls, review_of(staff["pia"], cycle), "self", form.answers("self", "PIAS-TEXT"))
    company.hr.post(f"/cycles/{cycle['id']}/share", {}).ok()
    company.settle()
    states = {key: _self_state(staff, cycle, key) for key in BELOW}
    assert states == {"pia": "shared", "quin": "not_started", "rob": "not_started", "sue": "shared"}
    assert "PIAS-TEXT" in staff["mia"].calls.get(f"/reviews/{review_of(staff['pia'], cycle)}").text


def test_who_wants_no_reminders_gets_none_but_everything_else(
    company: Company, form: Form, staff: Staff, cycle: Any
) -> None:
    """The link in a reminder is enough; no sign-in."""
    company.settle()
    nudges = [
        mail for mail in company.mails() if receiver(mail) == staff["quin"].email and "unsubscribe" in mail["text"]
    ]
    link = re.search(r"http\S+unsubscribe\?token=\S+", nudges[-1]["text"])
    assert link
    token = parse_qs(urlsplit(link[0]).query)["token"][0]
    assert company.nobody.get(f"/mail/unsubscribe?token={token}").ok()["reminders"] is True
    assert company.nobody.get("/mail/unsubscribe?token=made-up").status == 404
    one_click = {"Content-Type": "application/x-www-form-urlencoded"}
    path = f"/mail/unsubscribe?token={token}"
    assert company.nobody.call("POST", path, b"List-Unsubscribe=One-Click", headers=one_click).status < 300
    assert company.nobody.get(path).ok()["reminders"] is False
    post = company.post(DOMAIN)
    company.move_by(days=2)
    told = [key for key in post.receivers() if key in BELOW]
    assert told == ["rob"]
    company.hr.post(
        f"/reviews/{review_of(staff['quin'], cycle)}/extend",
        {"side": "self", "until": (company.now() + timedelta(days=9)).date().isoformat()},
    ).ok()
    assert post.receivers() == ["quin"]


def test_the_reviewer_follows_the_directory(company: Company, staff: Staff, cycle: Any) -> None:
    """`follow_manager`: a new manager in the import becomes the reviewer; the three are notified."""
    post = company.post(DOMAIN)
    company.hire(DOMAIN, [Hire("rob", "noah")])
    company.settle()
    assert post.receivers() == ["mia", "noah", "rob"]
    review = review_of(staff["rob"], cycle)
    assert staff["noah"].calls.get(f"/reviews/{review}").ok()["reviewer"]["id"] == staff["noah"].id
    assert staff["mia"].calls.get(f"/reviews/{review}").status in {403, 404}


def test_a_cycle_that_does_not_follow_keeps_its_reviewers(company: Company, form: Form, staff: Staff) -> None:
    """The default."""
    made = new_cycle(company, form, "Steady round", [staff["noah"]])
    launched(company, made)
    company.hire(DOMAIN, [Hire("noah", "mia")])
    company.settle()
    seen = staff["noah"].calls.get(f"/reviews/{review_of(staff['noah'], made)}").ok()
    assert seen["reviewer"]["id"] == staff["lou"].id


def _self_state(staff: Staff, cycle: Any, key: str) -> str:
    return str(staff[key].calls.get(f"/reviews/{review_of(staff[key], cycle)}").ok()["self"]["state"])
