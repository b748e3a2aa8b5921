"""Dates as they are written elsewhere; what two countries read differently is decided by the file or not at all."""

from __future__ import annotations

import pytest

from chalicelib.people.rules.dates import DateReader, UnclearDate


def code(calendar: DateReader, cell: str) -> str:
    with pytest.raises(UnclearDate) as told:
        calendar.read(cell)
    return told.value.fault.code


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-15", "2024-01-15T00:00:00Z", "2024-01-15T23:30:00.000+02:00", "2024-01-15 08:00", "2024/01/15",
        "2024.1.15", "20240115", "15.01.2024", "15. 1. 2024", "15-Jan-2024", "15-JAN-24", "15 January 2024",
        "Jan 15, 2024", "January 15th, 2024", "Mon, Jan 15, 2024", "15. Januar 2024", "15 janvier 2024",
        "15 de enero de 2024", "15 januari 2024", "15th of January 2024", "15/01/2024", "01/15/2024",
        "1/15/2024 12:00 AM",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(cell: str) -> None:
    assert DateReader([cell]).read(cell) == "2024-01-15"


@pytest.mark.parametrize(
    "cell", ["soon", "45306", "45306.5", "31/02/2024", "15-Foo-2024", "1/2/24", "2024-1", "32.01.2024", "99 15, 2024",
             "2024-13-01", "2024-00-00"]
)  # fmt: skip
def test_what_is_no_date(cell: str) -> None:
    assert code(DateReader([cell], "dmy"), cell) == "not_a_date"


@pytest.mark.parametrize(
    "cell", ["", "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00.00.0000", "00000000", "0001-01-01T00:00:00",
             "1900-01-01", "1/1/1900", "30.12.1899"]
)  # fmt: skip
def test_nothing_is_nothing(cell: str) -> None:
    assert DateReader([cell]).read(cell) == ""


def test_one_date_of_the_file_decides() -> None:
    assert DateReader(["03/04/2024", "13/04/2024"]).read("03/04/2024") == "2024-04-03"
    assert DateReader(["03/04/2024", "04/13/2024"]).read("03/04/2024") == "2024-03-04"
    assert DateReader(["15-01-2024"]).read("03-04-2024") == "2024-04-03"


def test_where_nothing_decides_somebody_has_to() -> None:
    assert code(DateReader(["03/04/2024"]), "03/04/2024") == "ambiguous_dates"
    assert DateReader(["03/04/2024"], "dmy").read("03/04/2024") == "2024-04-03"
    assert DateReader(["03/04/2024"], "mdy").read("03/04/2024") == "2024-03-04"
    assert DateReader(["05/05/2024"]).read("05/05/2024") == "2024-05-05"


def test_contradictions_are_told() -> None:
    calendar = DateReader(["13/04/2024", "04/13/2024"])
    assert code(calendar, "13/04/2024") == "ambiguous_dates"
    assert code(DateReader([], "dmy"), "04/13/2024") == "not_a_date"


def test_years_of_two_digits() -> None:
    assert DateReader([]).read("15-Jan-85") == "1985-01-15"
