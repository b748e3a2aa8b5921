"""What a column is read as, by its heading, its rank and by choice."""

from __future__ import annotations

import pytest

from chalicelib.people.rules.columns import assign, recognised
from chalicelib.people.rules.headings import slot_of, speaks_of_managers


def read_as(header: str, **chosen: str) -> list[tuple[str | None, str]]:
    columns = assign(header.split("|"), {name.replace("_", " "): field for name, field in chosen.items()})
    return [(one.field, one.reason.value) for one in columns.named]


def problems(header: str, **chosen: str) -> list[str]:
    found = assign(header.split("|"), {name.replace("_", " "): field for name, field in chosen.items()})
    return [fault.code for _, fault in found.problems]


@pytest.mark.parametrize(
    ("heading", "slot"),
    [
        ("Email Address [Required]", "email"),
        ("E-Mail-Adresse (geschäftlich)", "email"),
        ("Dienstliche E-Mail", "email"),
        ("Employee Email", "email"),
        ("Work: E-mail", "email"),
        ("user.email", "email"),
        ("* Work Email *", "email"),
        ("Courriel professionnel", "email"),
        ("Block sign in (Yes/No) [accountEnabled] Required", "gone"),
        ("accountEnabled", "active"),
        ("Something [jobTitle]", "title"),
        ("Employee #", "external_id"),
        ("Personal-Nr.", "external_id"),
        ("Employee's Manager", "manager"),
        ("Manager - Employee ID", "manager_id"),
        ("Vorgesetzte/r", "manager"),
        ("Supérieur hiérarchique", "manager"),
        ("Directe leidinggevende", "manager"),
        ("Jefe directo", "manager"),
        ("Fecha de baja", "left_on"),
        ("Uit dienst datum", "left_on"),
        ("Letzter Arbeitstag", "left_on"),
        ("Date Terminated", "left_on"),
        ("Relieving Date", "left_on"),
        ("Deactivation Date", "left_on"),
        ("Contract Termination Date", None),
        ("Exit Interview Date", None),
        ("Date Of Join", "start_date"),
        ("Employment Status Group", "status"),
        ("Record Status", "status"),
        ("Marital Status", None),
        ("Current Employee?", "active"),
        ("Is Employed", "active"),
        ("Leaver", "gone"),
        ("Employee Reference Code", "external_id"),
        ("Employee National ID", None),
        ("parent_id", "manager"),
        ("Manager Phone", None),
        ("Recovery Email", None),
        ("Employee", "full_name"),
        ("Shoe size", None),
        ("", None),
    ],
)
def test_headings(heading: str, slot: str | None) -> None:
    found = slot_of(heading)
    assert (found[0] if found else None) == slot


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Home Email|Work Email", [(None, "another_column"), ("email", "read")]),
        ("Division|Department", [(None, "another_column"), ("department", "read")]),
        ("Position|Job Title|Title", [(None, "another_column"), ("title", "read"), (None, "another_column")]),
        ("Original Hire Date|Hire Date", [(None, "another_column"), ("start_date", "read")]),
        ("ID|Employee ID|Employee No.", [(None, "another_column"), (None, "another_column"), ("external_id", "read")]),
        ("First name|Preferred name", [("first_name", "read"), ("first_name", "read")]),
        ("Vorname|Name", [("first_name", "read"), ("last_name", "read")]),
        ("Prénom|Nom", [("first_name", "read"), ("last_name", "read")]),
        ("Datum in dienst|In dienst", [("start_date", "read"), ("status", "read")]),
        ("Naam|In dienst", [("name", "read"), ("start_date", "read")]),
        ("Nom|email", [("name", "read"), ("email", "read")]),
        ("Nombre|Apellidos", [("first_name", "read"), ("last_name", "read")]),
        ("Nombre|email", [("name", "read"), ("email", "read")]),
        ("userPrincipalName|id", [("email", "read"), (None, "unknown")]),
        ("Status|Active|Termination Date", [("status", "read"), ("status", "read"), ("left_on", "read")]),
        ("email|Shoe size|", [("email", "read"), (None, "unknown")]),
        ("email||Title", [("email", "read"), (None, "unknown"), ("title", "read")]),
        ("Supervisor First Name|Supervisor Last Name", [("manager_name", "read"), ("manager_name", "read")]),
    ],
)
def test_ranks(header: str, fields: list[tuple[str | None, str]]) -> None:
    assert read_as(header) == fields
    assert problems(header) == []


def test_what_is_chosen_by_hand_wins() -> None:
    assert read_as("Email|Contact", Contact="email") == [(None, "another_column"), ("email", "chosen")]
    assert read_as("Email|Title", Title="") == [("email", "read"), (None, "ignored")]
    assert read_as("Status|State", State="status") == [(None, "another_column"), ("status", "chosen")]
    assert read_as("A|B|C", A="name", B="first_name", C="last_name") == [
        ("name", "chosen"), ("first_name", "chosen"), ("last_name", "chosen"),
    ]  # fmt: skip
    assert recognised(["A", "Title"], {"A": "email", "Title": ""}) == {"email", "title"}


def test_one_thing_in_two_columns_is_a_problem() -> None:
    assert problems("Email|E-Mail") == ["column_twice"]
    assert problems("A|B", A="title", B="title") == ["column_twice"]
    assert problems("Status|status") == []


def test_a_manager_column_that_is_not_understood_is_no_silence() -> None:
    assert problems("Email|Manager Phone No") == []
    assert problems("Email|Manager initials") == ["manager_column_unknown"]
    assert problems("Email|Manager initials|Manager") == []
    assert problems("Email|Manager initials", Manager_initials="") == []
    assert problems("Email|Manager first name") == ["manager_column_unknown"]
    assert problems("Email|Manager first name|Manager last name|Supervisor code") == []
    assert not speaks_of_managers("Is Manager")
    assert speaks_of_managers("Vorgesetzter (Kürzel)")


def test_other_numbers_and_sign_in_names_are_kept_at_hand() -> None:
    found = assign(["Employee No", "Employee ID", "Login", "Mail", "User name"], {})
    assert (found.ids, found.login) == ([1], 2)
