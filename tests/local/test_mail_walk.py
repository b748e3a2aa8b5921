"""Mail on the whole run: what bounces is seen by HR, and one click stops reminders."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.local.server import Running, Session, request

HR = "hr@example.test"
# SES's simulator: these addresses bounce and complain.
BOUNCES, COMPLAINS = "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"
READS = "reader@mail.test"
FORM = {
    "title": "Short",
    "sections": [
        {"title": "All", "questions": [{"kind": "rich_text", "text": "What?", "for": "both", "required": True}]}
    ],
}


@pytest.fixture(scope="module")
def cycle(server: Running) -> dict[str, Any]:
    """A cycle of three people whose emails meet three fates."""
    hr = server.person(HR)
    people = f"email,name,manager_email,tz\nboss@mail.test,Bea Boss,,UTC\n{BOUNCES},Bo Unce,boss@mail.test,UTC\n"
    people += f"{COMPLAINS},Com Plain,boss@mail.test,UTC\n{READS},Rea Der,boss@mail.test,UTC\n"
    assert hr.post("/people/import?dry_run=false", people, Content_Type="text/csv").status == 200
    form = hr.post("/questionnaires", FORM).body
    today = server.now().date()
    dates = {"opens_on": 0, "self_due_on": 9, "manager_due_on": 12, "sign_due_on": 15, "closes_on": 20}
    body = {
        "name": "Mail walk",
        "questionnaire_id": form["id"],
        "participants": {"person_ids": [person_id(hr, name) for name in ("Bo Unce", "Com Plain", "Rea Der")]},
        "timeline": {name: (today + timedelta(days=days)).isoformat() for name, days in dates.items()},
    }
    made: dict[str, Any] = hr.post("/cycles", body).body
    assert hr.post(f"/cycles/{made['id']}/launch", {}).status == 202
    server.settle()
    return made


def person_id(hr: Session, name: str) -> str:
    found = hr.get(f"/people?query={name.split(maxsplit=1)[0]}").body["items"]
    return str(next(person["id"] for person in found if person["name"] == name))


def test_a_bounced_mail_is_parked_where_hr_sees_it(server: Running, cycle: dict[str, Any]) -> None:
    hr = server.person(HR)
    parked = [mail for mail in hr.get("/mails?state=parked").body["items"] if mail["to"]["address"] == BOUNCES]
    assert [(mail["kind"], mail["problem"], mail["actions"]) for mail in parked] == [
        ("rollout.kickoff_self", "bounced_general", ["retry"])
    ]
    again = hr.post(f"/mails/{parked[0]['id']}/retry")
    assert (again.status, again.body["state"]) == (200, "retried")
    server.settle()
    assert len([mail for mail in server.mails(BOUNCES) if "Mail walk" in mail["subject"]]) == 2


def test_reminders_reach_those_who_want_them_at_addresses_that_work(server: Running, cycle: dict[str, Any]) -> None:
    server.set_clock(datetime.combine(server.now().date() + timedelta(days=2), datetime.min.time(), UTC))
    server.advance(hours=20)
    assert [mail["subject"] for mail in reminders(server, READS)] == ["Reminder: write your self-assessment"]
    assert reminders(server, BOUNCES) == []
    assert reminders(server, COMPLAINS) == []
    stop_reminders(server)
    server.advance(days=7)
    assert len(reminders(server, READS)) == 1, "none after the click"


def reminders(server: Running, to: str) -> list[dict[str, Any]]:
    return [mail for mail in server.mails(to) if mail["subject"].startswith("Reminder")]


def stop_reminders(server: Running) -> None:
    """As an email program does on one click: a form, and no one signed in."""
    (mail,) = reminders(server, READS)
    found = re.search(r"token=([\w-]+)", mail["text"])
    assert found is not None
    url = f"{server.url}/api/mail/unsubscribe?token={found[1]}"
    assert request("GET", url, None, {}).body == {"reminders": True}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert request("POST", url, "List-Unsubscribe=One-Click", form).body == {"reminders": False}
