"""Which stretch of the line of time one's year is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chalicelib.cards.rules import Card
from chalicelib.kernel.errors import Invalid
from chalicelib.year.rules import YearFilter, span

NOW = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
DAY = date.fromisoformat


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "since", "until"),
    [
        ("UTC", "2026-01-01T00:00", "2027-01-01T00:00"),
        ("Europe/Berlin", "2026-12-31T23:00", "2027-12-31T23:00"),
        ("America/New_York", "2026-01-01T05:00", "2027-01-01T05:00"),
        ("Nowhere/At_All", "2026-01-01T00:00", "2027-01-01T00:00"),
    ],
)
def test_without_dates_it_is_the_calendar_year_of_ones_own_zone(zone: str, since: str, until: str) -> None:
    assert span(YearFilter(), zone, NOW) == (at(since), at(until))


@pytest.mark.parametrize(
    ("first", "last", "since", "until"),
    [
        (DAY("2026-03-02"), DAY("2026-03-02"), "2026-03-02", "2026-03-03"),
        (DAY("2025-06-01"), None, "2025-06-01", "2027-01-01"),
        (DAY("2028-06-01"), None, "2028-06-01", "2029-01-01"),
        (None, DAY("2025-06-30"), "2025-01-01", "2025-07-01"),
        (date.min, date.max, "1970-01-01", "9001-01-01"),
    ],
)
def test_days_are_whole_and_one_of_them_is_enough(
    first: date | None, last: date | None, since: str, until: str
) -> None:
    assert span(YearFilter(first=first, last=last), "UTC", NOW) == (at(since), at(until))


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        span(YearFilter(first=DAY("2026-03-02"), last=DAY("2026-03-01")), "UTC", NOW)
    (error,) = refused.value.errors
    assert (error.pointer, error.detail) == ("/to", "This can't be before the first day, 2026-03-02.")


@pytest.mark.parametrize(
    ("wanted", "is_narrow", "takes"),
    [
        (YearFilter(), False, True),
        (YearFilter(kind="reflection"), True, True),
        (YearFilter(kind="review"), True, False),
        (YearFilter(query="spr"), True, True),
        (YearFilter(query="fall"), True, False),
    ],
)
def test_a_kind_and_words_narrow_it(wanted: YearFilter, is_narrow: bool, takes: bool) -> None:
    card = Card(owner_id="ada", at=NOW, kind="reflections.reflection", id="1", title="My spring", link="/")
    assert (wanted.is_narrow, wanted.takes(card)) == (is_narrow, takes)
