"""Exports of the systems that companies have are taken as they are: `exports/README.md` says where each is from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from chalicelib.kernel.policy import HR_ADMIN, Actor, ActorKind
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.csv_reader import CsvOptions, read_csv
from chalicelib.people.rules.import_plan import plan_import
from chalicelib.people.rules.plans import ImportTerms, Plan
from chalicelib.people.rules.zones import ZoneRules

EXPORTS = Path(__file__).parent / "exports"
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
HANA = Actor(id="HANA", name="Hana", kind=ActorKind.PERSON, roles=frozenset({HR_ADMIN}))
HR = Person(id="HANA", name="Hana", email="hr@example.test", roles=frozenset({HR_ADMIN}), version=1)
WITH_GIA = [
    "adp.csv", "afas_dutch.csv", "deel.csv", "entra_bulk_create.csv", "entra_users_download.csv", "factorial.csv",
    "google_workspace.csv", "hibob.csv", "lucca_french.csv", "paylocity.csv", "personio_german.csv", "rippling.csv",
    "sage_hr.csv", "successfactors.csv", "ukg.csv", "workday.csv",
]  # fmt: skip
PAIRS = [*WITH_GIA, "bamboohr.csv", "personio.csv", "okta.csv"]
NO_MANAGERS = {"entra_bulk_create.csv", "entra_users_download.csv"}
NO_DATES = NO_MANAGERS | {"google_workspace.csv", "okta.csv"}


def plan(name: str, *people: Person) -> Plan:
    numbers = count(1)
    terms = ImportTerms(
        actor=HANA, now=NOW, new_id=lambda: f"N{next(numbers)}", zones=ZoneRules("Europe/Berlin", {}, {})
    )
    return plan_import(read_csv((EXPORTS / name).read_bytes(), CsvOptions(today=NOW.date())), (HR, *people), terms)


@pytest.mark.parametrize("name", PAIRS)
def test_people_are_read_with_their_managers(name: str) -> None:
    result = plan(name)
    assert result.problems == ()
    found = {revision.new.email: revision.new for revision in result.created}
    assert sorted(found) == ["ann@x.example", "bob@x.example"]
    ann, bob = found["ann@x.example"], found["bob@x.example"]
    assert ann.name in {"Ann Lee", "Annie Lee"}
    assert (bob.name, ann.title, bob.title) == ("Bob Stone", "Rep", "Head")
    assert ann.manager_name == ("" if name in NO_MANAGERS else "Bob Stone")
    assert bob.manager_id is None
    assert ann.start_date == (None if name in NO_DATES else date(2024, 1, 15))
    assert bob.start_date == (None if name in NO_DATES else date(2020, 3, 2))
    assert (ann.time_zone, ann.active, bob.active) == ("Europe/Berlin", True, True)
    if name not in {"workday.csv", "ukg.csv"}:
        assert ann.department == "Sales"
    if name not in {"deel.csv", "okta.csv", "google_workspace.csv"}:
        assert ann.location == "Berlin"


@pytest.mark.parametrize("name", ["bamboohr.csv", "deel.csv", "hibob.csv", "paylocity.csv", "ukg.csv", "workday.csv"])
def test_people_are_called_as_they_prefer(name: str) -> None:
    assert {revision.new.name for revision in plan(name).created} == {"Annie Lee", "Bob Stone"}


@pytest.mark.parametrize("name", PAIRS)
def test_every_column_is_named(name: str) -> None:
    named = plan(name).columns
    assert [one.column for one in named] == list(range(1, len(named) + 1))
    assert "email" in {one.field for one in named}
    assert all((one.field is None) == (one.reason.value in {"unknown", "another_column"}) for one in named)


@pytest.mark.parametrize("name", [*WITH_GIA, "status_terminated.csv"])
def test_who_left_is_not_created_and_who_works_here_leaves(name: str) -> None:
    result = plan(name)
    assert "Gia Gone" not in {revision.new.name for revision in result.created}
    assert "unknown_leaver" in {note.code for note in result.notes}
    here = Person(id="GIA", name="Gia Gone", email="gone@x.example", version=1)
    (left,) = plan(name, here).left
    assert (left.new.id, left.new.status) == ("GIA", PersonStatus.LEFT)


def test_what_marks_nothing_is_nothing() -> None:
    ann = Person(id="ANN", name="Ann Lee", email="ann@x.example", title="Rep", location="Berlin", version=1)
    (revision,) = plan("dash_placeholder.csv", ann).updated
    assert (revision.new.title, revision.new.location) == ("", "")


def test_work_addresses_come_before_private_ones() -> None:
    columns = {one.heading: one for one in plan("bamboohr.csv").columns}
    assert (columns["Work Email"].field, columns["Work Email"].reason) == ("email", "read")
    home = columns["Home Email"]
    assert (home.field, home.reason, home.instead) == (None, "another_column", "Work Email")
    assert columns["Division"].instead == "Department"


def test_numbers_keep_their_zeros() -> None:
    ids = {row.ids for row in read_csv((EXPORTS / "adp.csv").read_bytes()).rows}
    assert ("AB17", "000017") in ids


def test_the_example_of_a_template_is_nobody() -> None:
    notes = plan("entra_bulk_create.csv").notes
    assert (3, "example_row") in {(note.row, note.code) for note in notes}
