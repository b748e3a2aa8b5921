"""Days begin where people are: also where the clock jumps over midnight or strikes it twice."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.reviews import Form, new_cycle

DOMAIN = "calendar.test"
ZONES = {
    "cairo": "Africa/Cairo",
    "santi": "America/Santiago",
    "havana": "America/Havana",
    "berlin": "Europe/Berlin",
    "kiri": "Pacific/Kiritimati",
    "hono": "Pacific/Honolulu",
    "nepal": "Asia/Kathmandu",
    "chat": "Pacific/Chatham",
}
# The first day of each is one that has no midnight, or two, or 23 or 25 hours somewhere in the list above.
DAYS = [
    date(2028, 4, 28),
    date(2028, 9, 3),
    date(2028, 11, 5),
    date(2028, 3, 26),
    date(2028, 10, 29),
    date(2028, 2, 29),
]


def begin(day: date, zone: str) -> datetime:
    """The first instant of `day` in a zone; a midnight that is jumped over is the instant of the jump."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """One person in each zone, all below Cal."""
    return company.hire(DOMAIN, [Hire("cal"), *(Hire(key, "cal", zone) for key, zone in ZONES.items())])


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_rehearsal_tells_each_persons_instants(company: Company, form: Form, staff: Staff, day: date) -> None:
    """Kick-off when the day begins, reminders at nine, whatever the clocks do that day."""
    dates = {
        "opens_on": day.isoformat(),
        "self_due_on": (day + timedelta(days=7)).isoformat(),
        "manager_due_on": (day + timedelta(days=14)).isoformat(),
        "sign_due_on": (day + timedelta(days=20)).isoformat(),
        "closes_on": (day + timedelta(days=30)).isoformat(),
    }
    people = [staff[key] for key in ZONES]
    plan = company.hr.post(
        f"/cycles/{new_cycle(company, form, f'From {day}', people, dates=dates)['id']}/rehearse"
    ).ok()
    for key, zone in ZONES.items():
        mine = [mail for mail in plan["mails"] if mail["to"]["id"] == staff[key].id]
        assert [_at(mail) for mail in mine if "kickoff" in mail["kind"]] == [begin(day, zone)], key
        nine = [datetime.combine(day + timedelta(days=days), time(9), ZoneInfo(zone)) for days in (0, 6, 7, 8)]
        reminders = {_at(mail) for mail in mine if mail["kind"] == "reminder"}
        assert {moment.astimezone(UTC) for moment in nine} <= reminders, key


def test_one_zone_for_all_where_the_cycle_says_so(company: Company, form: Form, staff: Staff) -> None:
    """`timeline.time_zone`: everyone's day is that of one zone."""
    dates = {
        "opens_on": "2028-05-01",
        "self_due_on": "2028-05-08",
        "manager_due_on": "2028-05-15",
        "sign_due_on": "2028-05-20",
        "closes_on": "2028-05-30",
        "time_zone": "Asia/Tokyo",
    }
    made = new_cycle(company, form, "Tokyo time", [staff["kiri"], staff["hono"]], dates=dates)
    plan = company.hr.post(f"/cycles/{made['id']}/rehearse").ok()
    starts = {_at(mail) for mail in plan["mails"] if "kickoff" in mail["kind"]}
    assert starts == {begin(date(2028, 5, 1), "Asia/Tokyo")}


def _at(mail: Any) -> datetime:
    return datetime.fromisoformat(mail["at"])
