"""Whom a row is about: every pair of keys, and no key that leads to someone else."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.matches import ACTIVE, DIFFERS, LEFT, Directory, Match, RowIdentity, match

GONE = datetime(2026, 1, 5, 9, tzinfo=UTC)
LIA = Person(id="LIA", name="Lia Lee", email="lia@x.test", external_id="4", status=PersonStatus.LEFT, left_at=GONE)
BOB = Person(id="BOB", name="Bob Berg", email="bob@x.test", external_id="5")
NED = Person(id="NED", name="Ned", email="ned@x.test")
OLD = Person(id="OLD", name="Old Ole", email="ole@x.test", status=PersonStatus.LEFT, left_at=GONE)
BARE = Person(id="BARE", name="Bare", external_id="6", status=PersonStatus.LEFT, left_at=GONE)
PEOPLE = (LIA, BOB, NED, OLD, BARE)
STATUSES = ("", ACTIVE, LEFT)


def found(email: str = "", external_id: str = "", name: str = "", status: str = "", *, reuse: bool = False) -> Match:
    about = RowIdentity(email=email, external_id=external_id, name=name, status=status)
    return match(about, Directory.of(PEOPLE), reuse=reuse)


def who(of: Match) -> str:
    """One word for what became of a row."""
    if of.problem:
        return of.problem[1].code
    if of.passed:
        return of.passed.code
    return (of.person.id if of.person else "new") + (f" takes from {of.takes_from.id}" if of.takes_from else "")


def test_the_directory_finds_nobody_by_nothing() -> None:
    directory = Directory.of(PEOPLE)
    assert "" not in directory.by_email
    assert "" not in directory.by_external_id
    assert who(found(name="Somebody")) == "new"


@pytest.mark.parametrize("reuse", [False, True])
@pytest.mark.parametrize("name", ["Lia Lee", "Zed Zulu", ""])
def test_the_address_of_a_leaver_with_another_employee_id_is_a_successors(name: str, reuse: bool) -> None:
    """Whatever the row says of name and status: 99 is not 4."""
    for status in ("", ACTIVE):
        expected = "new takes from LIA" if reuse else "address_of_leaver"
        assert who(found("lia@x.test", "99", name, status, reuse=reuse)) == expected


@pytest.mark.parametrize("reuse", [False, True])
@pytest.mark.parametrize(
    ("email", "external_id", "name", "status", "expected"),
    [
        # By the employee ID of someone who works here.
        ("bob@x.test", "5", "Bob Berg", "", "BOB"),
        ("bob@x.test", "5", "Robert Berg", ACTIVE, "BOB"),
        ("new@x.test", "5", "Bob Berg", "", "BOB"),
        ("", "5", "", "", "BOB"),
        ("", "5", "", LEFT, "BOB"),
        ("ned@x.test", "5", "Bob Berg", "", DIFFERS),
        ("ned@x.test", "5", "Bob Berg", LEFT, "BOB"),
        # By the address of someone who works here.
        ("bob@x.test", "", "Bob Berg", "", "BOB"),
        ("bob@x.test", "99", "Bob Berg", "", DIFFERS),
        ("bob@x.test", "99", "Bob Berg", ACTIVE, DIFFERS),
        ("bob@x.test", "99", "Bob Berg", LEFT, "unknown_leaver"),
        ("bob@x.test", "", "Lia Lee", LEFT, "unknown_leaver"),
        ("bob@x.test", "", "bob berg", LEFT, "BOB"),
        ("bob@x.test", "", "", LEFT, "BOB"),
        ("ned@x.test", "7", "Ned", "", "NED"),
        ("ned@x.test", "7", "", LEFT, "NED"),
        # By the employee ID of someone who left.
        ("lia@x.test", "4", "Lia Lee", "", "stays_left"),
        ("new@x.test", "4", "Lia Lee", "", "stays_left"),
        ("new@x.test", "4", "Zed Zulu", "", "stays_left"),
        ("lia@x.test", "4", "Lia Lee", LEFT, "left_already"),
        ("lia@x.test", "4", "Lia Lee", ACTIVE, "LIA"),
        ("new@x.test", "4", "LÍA LEE", ACTIVE, "LIA"),
        ("lia@x.test", "4", "Lia Married", ACTIVE, "LIA"),
        ("", "4", "", ACTIVE, "LIA"),
        ("", "4", "Lia Lee", ACTIVE, "LIA"),
        ("new@x.test", "4", "Zed Zulu", ACTIVE, "employee_id_of_leaver"),
        ("new@x.test", "4", "", ACTIVE, "employee_id_of_leaver"),
        ("", "4", "Zed Zulu", ACTIVE, "employee_id_of_leaver"),
        ("", "6", "Zed Zulu", ACTIVE, "employee_id_of_leaver"),
        ("", "6", "Bare", ACTIVE, "BARE"),
        ("bob@x.test", "4", "Lia Lee", ACTIVE, DIFFERS),
        ("bob@x.test", "4", "Lia Lee", "", "stays_left"),
        # By the address of someone who left.
        ("ole@x.test", "", "Old Ole", "", "stays_left"),
        ("ole@x.test", "", "", "", "stays_left"),
        ("ole@x.test", "", "Old Ole", ACTIVE, "OLD"),
        ("ole@x.test", "8", "Old Ole", ACTIVE, "OLD"),
        ("ole@x.test", "", "", LEFT, "left_already"),
        ("lia@x.test", "99", "", LEFT, "unknown_leaver"),
        ("ole@x.test", "", "Somebody Before", LEFT, "unknown_leaver"),
        # By nothing that is known.
        ("new@x.test", "99", "New", "", "new"),
        ("new@x.test", "99", "New", ACTIVE, "new"),
        ("new@x.test", "99", "New", LEFT, "unknown_leaver"),
    ],
)  # fmt: skip
def test_who_becomes_whom(  # noqa: PLR0917 - a row of the table
    email: str, external_id: str, name: str, status: str, expected: str, reuse: bool
) -> None:
    assert who(found(email, external_id, name, status, reuse=reuse)) == expected


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (("ole@x.test", "5", "Bob Berg", ""), "BOB takes from OLD"),
        (("lia@x.test", "5", "Bob Berg", ACTIVE), "BOB takes from LIA"),
        (("ole@x.test", "4", "Lia Lee", ACTIVE), "LIA takes from OLD"),
        (("ole@x.test", "", "Zed Zulu", ""), "new takes from OLD"),
        (("ole@x.test", "8", "Zed Zulu", ACTIVE), "new takes from OLD"),
        (("ole@x.test", "8", "", ACTIVE), "new takes from OLD"),
    ],
)  # fmt: skip
def test_an_address_passes_from_a_leaver_only_where_it_is_said(about: tuple[str, ...], expected: str) -> None:
    assert who(found(*about, reuse=True)) == expected
    assert who(found(*about)) == "address_of_leaver"


def test_who_leaves_by_the_same_file_gives_an_address_on_as_a_leaver_does() -> None:
    directory = Directory.of(PEOPLE)
    directory.leaving = {"BOB"}
    assert not directory.works_here(BOB)
    named = RowIdentity(email="bob@x.test", external_id="99", name="Zed", status=ACTIVE)
    assert who(match(named, directory, reuse=True)) == "new takes from BOB"
    refused = match(named, directory, reuse=False)
    assert refused.problem is not None
    assert "Bob Berg, who leaves in this file" in refused.problem[1].detail


def test_a_problem_says_what_to_do() -> None:
    taken = found("lia@x.test", "99", "Zed").problem
    assert taken is not None
    assert taken[0] == "email"
    assert taken[1].detail == (
        "This email belongs to Lia Lee, who left on 2026-01-05. Allow reuse to give it to a new person."
    )
    recycled = found("zed@x.test", "4", "Zed", ACTIVE).problem
    assert recycled is not None
    assert recycled[0] == "external_id"
    assert "belongs to Lia Lee" in recycled[1].detail


EVERY_PAIR = [
    *product(
        ("", "lia@x.test", "bob@x.test", "ned@x.test", "ole@x.test", "new@x.test"),
        ("", "4", "5", "6", "99"),
        ("", "Lia Lee", "Bob Berg", "Ned", "Old Ole", "Zed Zulu"),
        STATUSES,
        (False, True),
    )
]


def test_an_address_is_never_taken_from_somebody_active_nor_without_being_asked_for() -> None:
    for email, external_id, name, status, reuse in EVERY_PAIR:
        of = found(email, external_id, name, status, reuse=reuse)
        assert of.takes_from is None or (reuse and not of.takes_from.active)


def test_no_key_that_is_contradicted_leads_to_somebody() -> None:
    """Who has an employee ID is not found by another one; a leaver comes back by two things that agree."""
    for email, external_id, name, status, reuse in EVERY_PAIR:
        of = found(email, external_id, name, status, reuse=reuse)
        if of.person is None or of.problem or of.passed:
            continue
        assert not external_id or of.person.external_id in ("", external_id)
        if not of.person.active:
            agree = (name == of.person.name, email == of.person.email != "", external_id == of.person.external_id != "")
            said = sum(map(bool, (email, external_id, name)))
            assert (status, sum(agree) >= min(2, said)) == (ACTIVE, True)
