"""Managers are found by address, by employee ID, or by a name that fits one person only."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.csv_reader import CsvRow
from chalicelib.people.rules.manager_names import Finder, ManagerProblem
from chalicelib.people.rules.matches import Directory

ME = Person(id="ME", name="Me", email="me@x.test")
BOB = Person(id="BOB", name="Bob Stone", email="bob@x.test", external_id="18")
OLD = Person(id="OLD", name="Odd Old", email="old@x.test", external_id="7")
GONE = Person(id="GONE", name="Gia Gone", email="gone@x.test", status=PersonStatus.LEFT)
LEAVING = Person(id="OFF", name="Off Soon", email="off@x.test")
TWIN = Person(id="TWIN", name="Tia Twin", email="t1@x.test")
TWIN2 = Person(id="TWIN2", name="tia  twin", email="t2@x.test")
PEOPLE = (OLD, GONE, LEAVING, TWIN, TWIN2, BOB)
UNREAD = CsvRow(number=9, cells={"email": "un@x.test"}, ids=("99",), names=("Una Read",))


def finder() -> Finder:
    row = CsvRow(number=2, cells={}, ids=("18", "E18"), names=("Robert Stone", "Bob Stone"))
    return Finder([(row, BOB), (CsvRow(number=3, cells={}), ME)], Directory.of(PEOPLE), [UNREAD], {"OFF"})


def found(**cells: str) -> str | None:
    person = finder().manager_of(ME, cells)
    return person.id if person else None


def trouble(**cells: str) -> tuple[str, str]:
    with pytest.raises(ManagerProblem) as told:
        finder().manager_of(ME, cells)
    return told.value.field, told.value.fault.code


@pytest.mark.parametrize(
    ("cells", "who"),
    [
        ({"manager_email": "BOB@x.test"}, "BOB"),
        ({"manager_email": "Bob <bob@x.test>"}, "BOB"),
        ({"manager_email": "old@x.test"}, "OLD"),
        ({"manager_email": "", "manager_id": "18"}, "BOB"),
        ({"manager_id": "E18"}, "BOB"),
        ({"manager_id": "7"}, "OLD"),
        ({"manager_id": "bob@x.test"}, "BOB"),
        ({"manager_id": "18", "manager_name": "Odd Old"}, "BOB"),
        ({"manager": "18"}, "BOB"),
        ({"manager": "bob@x.test"}, "BOB"),
        ({"manager": "bob stone"}, "BOB"),
        ({"manager": "Stone, Bob"}, "BOB"),
        ({"manager": "Robert Stone"}, "BOB"),
        ({"manager": "Whoever (18)"}, "BOB"),
        ({"manager": "Bob Stone 18"}, "BOB"),
        ({"manager": "Bob Stone - E18"}, "BOB"),
        ({"manager": "18 - Stone, Bob"}, "BOB"),
        ({"manager_name": "18: Robert Stone"}, "BOB"),
        ({"manager": "CN=Bob Stone,OU=Staff,DC=x,DC=test"}, "BOB"),
        ({"manager": "CN=Stone\\, Bob,OU=Staff"}, "BOB"),
        ({"manager": "Bob Stone (Berlin)"}, "BOB"),
        ({"manager_name": "Odd Old [X]"}, "OLD"),
        ({"manager_name": ""}, None),
        ({}, None),
        ({"manager_email": "un@x.test"}, None),
        ({"manager_id": "99"}, None),
        ({"manager": "una read"}, None),
    ],
)
def test_managers_are_found(cells: Mapping[str, str], who: str | None) -> None:
    assert found(**cells) == who


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"manager_email": "Bo"}, ("manager_email", "not_an_address")),
        ({"manager_email": "no@x.test"}, ("manager_email", "manager_unknown")),
        ({"manager_id": "404"}, ("manager_id", "manager_unknown")),
        ({"manager": "Nobody"}, ("manager", "manager_unknown")),
        ({"manager": "Tia Twin"}, ("manager", "manager_ambiguous")),
        ({"manager": "Gia Gone"}, ("manager", "manager_left")),
        ({"manager_email": "gone@x.test"}, ("manager_email", "manager_left")),
        ({"manager": "Off Soon"}, ("manager", "manager_leaves")),
        ({"manager": "Me"}, ("manager", "own_manager")),
    ],
)
def test_what_is_wrong_with_a_manager(cells: Mapping[str, str], told: tuple[str, str]) -> None:
    assert trouble(**cells) == told


def test_without_unread_rows_nobody_is_guessed() -> None:
    with pytest.raises(ManagerProblem):
        Finder([], Directory.of(()), [], set()).manager_of(ME, {"manager_id": "99"})
