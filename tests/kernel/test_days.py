"""When a date begins and ends: in every zone, on every day of 2026, also on those without a midnight."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from chalicelib.kernel.days import end_of_day, known_zone, local_time, start_of_day

ZONES = sorted(name for name in available_timezones() if known_zone(name))
NO_MIDNIGHT = [
    ("Africa/Cairo", date(2026, 4, 24)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Atlantic/Azores", date(2026, 3, 29)),
]
TWO_MIDNIGHTS = [("America/Havana", date(2026, 11, 1)), ("Atlantic/Azores", date(2026, 10, 25))]


def test_zones_are_those_that_the_zone_database_knows() -> None:
    assert len(ZONES) > 400
    assert known_zone("Europe/Berlin")
    for name in ("", "Mars/Base", "../etc/passwd", "localtime", "Europe", "\x00"):
        assert not known_zone(name)


def days_worth_a_look(zone: ZoneInfo) -> Iterator[date]:
    """Of 2026: two days a month, and the days around each change of the clocks."""
    before = None
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        now = datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset()
        if before not in {None, now}:
            yield from (day + timedelta(days=near) for near in (-1, 0, 1))
        elif day.day in {1, 15}:
            yield day
        before = now


@pytest.mark.parametrize("part", range(4))
def test_a_day_begins_where_the_local_date_changes(part: int) -> None:
    """[106] In all zones: one second before, it is another day there."""
    second = timedelta(seconds=1)
    for name in ZONES[part::4]:
        zone = ZoneInfo(name)
        for day in days_worth_a_look(zone):
            begins = start_of_day(day, name)
            assert begins.astimezone(zone).date() == day, (name, day)
            assert (begins - second).astimezone(zone).date() < day, (name, day)


@pytest.mark.parametrize(("zone", "day"), NO_MIDNIGHT)
def test_a_day_without_midnight_begins_when_the_clocks_jump(zone: str, day: date) -> None:
    begins = start_of_day(day, zone).astimezone(ZoneInfo(zone))
    assert (begins.hour, begins.minute) == (1, 0)


@pytest.mark.parametrize(("zone", "day"), TWO_MIDNIGHTS)
def test_a_day_with_two_midnights_begins_with_the_first(zone: str, day: date) -> None:
    begins = start_of_day(day, zone)
    assert begins.astimezone(ZoneInfo(zone)).fold == 0
    assert end_of_day(day, zone) - begins == timedelta(hours=25)


def test_a_day_that_begins_at_half_past_midnight_is_found() -> None:
    """Clocks went from 23:30 to 00:30 here, so that local midnight is half an hour after the first instant."""
    begins = start_of_day(date(1919, 3, 31), "America/Toronto")
    assert begins == datetime(1919, 3, 31, 4, 30, tzinfo=UTC)


def test_the_same_date_ends_a_day_apart_at_both_ends_of_the_world() -> None:
    day = date(2026, 3, 20)
    first, last = (end_of_day(day, zone) for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"))
    assert last - first == timedelta(hours=24)
    assert first == datetime(2026, 3, 20, 10, tzinfo=UTC)


def test_nine_in_the_morning_is_nine_there() -> None:
    assert local_time(date(2026, 3, 29), "09:00", "Europe/Berlin") == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert local_time(date(2026, 3, 28), "09:00", "Europe/Berlin") == datetime(2026, 3, 28, 8, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia"])
def test_a_time_that_a_day_does_not_have_comes_once(zone: str) -> None:
    """02:30 does not exist, or exists twice, on the days of the change: there is one instant all the same."""
    instants = [local_time(date(2026, 1, 1) + timedelta(days=n), "02:30", zone) for n in range(365)]
    assert instants == sorted(set(instants))
