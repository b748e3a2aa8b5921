"""The periods of a rhythm: without a gap, in everyone's own zone, and until when someone is asked."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from chalicelib.company.rules import Rhythm
from chalicelib.kernel.days import known_zone
from chalicelib.rhythm import rules
from chalicelib.rhythm.rules import LatestReflections, Period

RHYTHMS = (Rhythm.WEEKLY, Rhythm.TWO_WEEKS, Rhythm.MONTHLY)
ZONES = sorted(name for name in available_timezones() if known_zone(name))


@pytest.mark.parametrize(
    ("rhythm", "day", "first", "last"),
    [
        (Rhythm.WEEKLY, date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 8)),
        (Rhythm.WEEKLY, date(2026, 3, 8), date(2026, 3, 2), date(2026, 3, 8)),
        (Rhythm.WEEKLY, date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 4)),
        (Rhythm.WEEKLY, date(1969, 12, 31), date(1969, 12, 29), date(1970, 1, 4)),
        (Rhythm.TWO_WEEKS, date(1970, 1, 5), date(1970, 1, 5), date(1970, 1, 18)),
        (Rhythm.TWO_WEEKS, date(1970, 1, 19), date(1970, 1, 19), date(1970, 2, 1)),
        (Rhythm.TWO_WEEKS, date(2026, 3, 15), date(2026, 3, 2), date(2026, 3, 15)),
        (Rhythm.TWO_WEEKS, date(2026, 3, 16), date(2026, 3, 16), date(2026, 3, 29)),
        (Rhythm.MONTHLY, date(2026, 3, 31), date(2026, 3, 1), date(2026, 3, 31)),
        (Rhythm.MONTHLY, date(2026, 2, 1), date(2026, 2, 1), date(2026, 2, 28)),
        (Rhythm.MONTHLY, date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        (Rhythm.MONTHLY, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(rhythm: Rhythm, day: date, first: date, last: date) -> None:
    assert rules.period_of(rhythm, day) == Period(first=first, last=last)


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_every_day_is_in_one_period_and_none_lies_between_two(rhythm: Rhythm) -> None:
    days = [date(2023, 12, 1) + timedelta(days=offset) for offset in range(1500)]
    periods = [rules.period_of(rhythm, day) for day in days]
    assert all(period.first <= day <= period.last for day, period in zip(days, periods, strict=True))
    for before, after in pairwise(dict.fromkeys(periods)):
        assert rules.following(rhythm, before) == after
        assert after.first - before.last == timedelta(days=1)


def test_weeks_are_those_of_the_iso_calendar() -> None:
    for offset in range(1500):
        day = date(2023, 12, 1) + timedelta(days=offset)
        period = rules.period_of(Rhythm.WEEKLY, day)
        assert (period.first.isoweekday(), period.last.isoweekday()) == (1, 7)
        assert {period.first.isocalendar()[:2], period.last.isocalendar()[:2]} == {day.isocalendar()[:2]}


def test_without_a_rhythm_there_are_no_periods() -> None:
    with pytest.raises(ValueError, match="no periods"):
        rules.period_of(Rhythm.OFF, date(2026, 3, 2))


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_wherever_somebody_lives_it_is_gathered_before_the_reminder_and_that_is_before_the_end(rhythm: Rhythm) -> None:
    """In all zones, also those without a midnight on the day after, and whatever clocks do in between."""
    period = rules.period_of(rhythm, date(2026, 3, 27))
    for _ in range(3):
        gathered = rules.gathered_at(period)
        assert rules.period_at(rhythm, gathered, rules.EARLIEST) == period
        for zone in ZONES:
            reminded, due = rules.reminded_at(period, zone), rules.due_at(period, zone)
            assert gathered < reminded < due, zone
            local = reminded.astimezone(ZoneInfo(zone))
            assert (local.date(), local.hour, local.minute) == (period.last - timedelta(days=2), 9, 0), zone
            assert rules.period_at(rhythm, gathered, zone) == period, zone
            assert rules.period_at(rhythm, due - timedelta(seconds=1), zone) == period, zone
            assert rules.period_at(rhythm, due, zone) == rules.following(rhythm, period), zone
            assert not rules.over(period, due - timedelta(seconds=1)), zone
        assert rules.over(period, rules.due_at(period, rules.LATEST))
        period = rules.following(rhythm, period)


@pytest.mark.parametrize(
    ("zone", "day_after"), [("America/Santiago", date(2026, 9, 6)), ("Asia/Beirut", date(2026, 3, 29))]
)
def test_a_period_ends_when_the_clocks_jump_over_midnight(zone: str, day_after: date) -> None:
    last = day_after - timedelta(days=1)
    ends = rules.due_at(Period(first=last - timedelta(days=6), last=last), zone).astimezone(ZoneInfo(zone))
    assert (ends.date(), ends.hour, ends.minute) == (day_after, 1, 0)


def test_a_reflection_counts_for_the_period_in_which_its_owner_made_it() -> None:
    """At the same instant it is Monday for one and Sunday for the other."""
    period = rules.period_of(Rhythm.WEEKLY, date(2026, 3, 9))
    made = LatestReflections(last_at=datetime(2026, 3, 8, 15, 30, tzinfo=UTC), reflection_id="r")
    assert rules.has_made(made, period, "Asia/Tokyo")
    assert not rules.has_made(made, period, "Europe/Berlin")
    assert not rules.has_made(None, period, "Asia/Tokyo")


def test_when_one_is_deleted_those_before_it_count() -> None:
    days = [datetime(2026, 3, day, tzinfo=UTC) for day in range(1, 5)]
    made = None
    for day, one in zip(days, "abca", strict=True):
        made = rules.with_made(made, one, day)
    assert made is not None
    assert [(made.reflection_id, made.last_at), *((one.reflection_id, one.last_at) for one in made.earlier)] == [
        ("a", days[3]),
        ("c", days[2]),
        ("b", days[1]),
    ], "one that is recorded anew is made anew"
    assert rules.without_made(made, "never made") == made
    left = rules.without_made(rules.without_made(made, "a"), "b")
    assert left == LatestReflections(last_at=days[2], reflection_id="c")
    assert rules.without_made(left, "c") is None
    assert rules.without_made(None, "c") is None


def test_what_was_made_is_kept_for_a_period_and_not_for_ever() -> None:
    made = None
    for number in range(100):
        made = rules.with_made(made, f"r{number}", datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=number))
    assert made is not None
    assert made.reflection_id == "r99"
    assert [one.reflection_id for one in made.earlier] == [f"r{number}" for number in range(98, 58, -1)]
    assert all(one.earlier == () for one in made.earlier)


NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)


def test_what_is_shared_again_is_made_no_second_time() -> None:
    march, april = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 4))
    told = rules.with_answers(rules.with_answers(None, "a", march), "b", march)
    assert [one.reflection_id for one in (told, *told.earlier)] == ["b", "a"]
    assert rules.with_answers(told, "a", april) == rules.with_answers(told, "b", april) == told


HERE = {"has_manager": True, "zone": "Europe/Berlin", "made": None, "now": NOW}
ENDS = datetime(2026, 3, 8, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "changed", "until"),
    [
        (Rhythm.WEEKLY, {}, ENDS),
        (Rhythm.OFF, {}, None),
        (Rhythm.WEEKLY, {"has_manager": False}, None),
        (Rhythm.WEEKLY, {"made": LatestReflections(last_at=NOW, reflection_id="r")}, None),
        (Rhythm.WEEKLY, {"made": LatestReflections(last_at=NOW - timedelta(days=7), reflection_id="r")}, ENDS),
        (
            Rhythm.TWO_WEEKS,
            {"made": LatestReflections(last_at=NOW - timedelta(days=7), reflection_id="r")},
            ENDS + timedelta(7),
        ),
        (Rhythm.WEEKLY, {"zone": "Mars/Base"}, datetime(2026, 3, 9, tzinfo=UTC)),
        (Rhythm.WEEKLY, {"now": ENDS}, ENDS + timedelta(days=7)),
        (Rhythm.MONTHLY, {}, datetime(2026, 3, 31, 22, tzinfo=UTC)),
    ],
)
def test_somebody_is_asked_until_the_end_of_the_period(
    rhythm: Rhythm, changed: dict[str, object], until: datetime | None
) -> None:
    asked: dict[str, object] = HERE | changed
    assert rules.asked_by(rhythm, **asked) == until  # type: ignore[arg-type]
