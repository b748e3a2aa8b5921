"""What a row says of whether someone works here."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.people.rules.statuses import EmploymentStatus, UnknownStatus, relationship

TODAY = date(2026, 11, 30)


def says(*said: tuple[str, str], begun: str = "") -> str:
    return relationship(said, today=TODAY, begun=begun).status


@pytest.mark.parametrize(
    "word",
    [
        "Active", "ACTIVE", "Employed", "On leave", "Leave of absence", "Parental leave", "Maternity Leave (paid)",
        "Sabbatical", "Furloughed", "Garden leave", "Notice period", "Full-Time", "Part time - regular", "Contractor",
        "Aktiv", "Elternzeit", "En congé parental", "Excedencia", "Met verlof", "A", "L", "true", "1", "Yes",
        "PROVISIONED",
        "Vollzeit", "CDI",
    ],
)  # fmt: skip
def test_words_for_working_here(word: str) -> None:
    assert says(("status", word)) == "active"


@pytest.mark.parametrize(
    "word",
    [
        "Terminated", "Terminated (voluntary)", "Inactive", "Leaver", "Left", "Former employee", "Resigned", "T",
        "Suspended", "DEPROVISIONED", "Ausgeschieden", "Inaktiv", "Sorti", "Baja", "Uit dienst", "false", "0",
    ],
)  # fmt: skip
def test_words_for_having_left(word: str) -> None:
    assert says(("status", word)) == "left"


@pytest.mark.parametrize(
    ("column", "cell", "status"),
    [
        ("active", "Yes", "active"), ("active", "nein", "left"), ("active", "Inactive", "left"),
        ("gone", "No", "active"), ("gone", "TRUE", "left"), ("gone", "x", "left"), ("status", "", ""),
    ],
)  # fmt: skip
def test_yes_and_no(column: str, cell: str, status: str) -> None:
    assert says((column, cell)) == status


def test_a_past_end_is_an_end_and_one_to_come_is_none() -> None:
    assert says(("left_on", "2026-11-29")) == "left"
    assert says(("left_on", "2026-11-30")) == ""
    assert says(("left_on", "2027-01-01"), ("status", "Terminated")) == "active"
    assert says(("left_on", "2027-01-01"), ("status", "Suspended")) == "left"
    assert says(("left_on", "2026-01-01"), ("status", "Active")) == "left"
    assert relationship([("left_on", "2026-01-01")], today=None) == EmploymentStatus(left_on="2026-01-01")


def test_who_began_again_after_an_end_works_here() -> None:
    assert says(("left_on", "2020-01-01"), ("status", "Active"), begun="2024-01-01") == "active"


def test_one_column_that_says_left_is_enough_unless_it_is_a_leave() -> None:
    assert says(("status", "Full-time"), ("active", "No")) == "left"
    assert says(("status", "On leave"), ("active", "No")) == "active"
    assert says(("status", "On leave"), ("gone", "Yes")) == "left"


def test_a_kind_of_employment_is_kept() -> None:
    assert relationship([("status", "Full-Time")], today=TODAY).employment_type == "Full-Time"


def test_a_word_that_nobody_knows_is_told() -> None:
    with pytest.raises(UnknownStatus, match="“Wobbly”"):
        says(("status", "Wobbly"))
