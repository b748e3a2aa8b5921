"""Files as further systems write them. Their headers are from memory; what is tested are the rules behind them."""

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from chalicelib.kernel.policy import Actor
from chalicelib.people.rules.csv_reader import CsvOptions, read_csv
from chalicelib.people.rules.import_plan import plan_import
from chalicelib.people.rules.plans import ImportTerms, Plan
from chalicelib.people.rules.zones import ZoneRules

FILES = Path(__file__).with_name("exports")
HR = Actor(id="HR", name="Hana", roles=frozenset({"hr_admin"}))


def planned(name: str) -> Plan:
    numbers = count(1)
    sheet = read_csv((FILES / f"from_memory_{name}.csv").read_bytes(), CsvOptions(today=date(2026, 11, 30)))
    now, zones = datetime(2026, 11, 30, tzinfo=UTC), ZoneRules("Europe/Berlin", {}, {})
    terms = ImportTerms(actor=HR, now=now, new_id=lambda: f"N{next(numbers)}", zones=zones)
    return plan_import(sheet, (), terms)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("gusto", "Ann Lee < Bob Stone"),
        ("breathe", "Annie Lee E1 < Bob Stone"),
        ("oracle", "Ann Lee 100017 < Bob Stone"),
        ("peoplesoft", "Ann Lee 0017 < Bob Stone"),
        ("nmbrs", "Ann van der Lee 17 < Bob Stone"),
        ("humaans", "Ann Lee abc < Bob Stone"),
        ("trinet", "ANN M LEE 00017 < BOB STONE"),
        ("lattice", "Ann Lee 17 < Bobby Stone"),
        ("datev", "Ann Lee 17 < Bob Stone"),
        ("payfit", "Ann Lee 17 < Bob Stone"),
        ("entra_with_guest", "Ann Lee 17 < Bob Stone"),
    ],
)
def test_who_is_in_a_file_of_a_system_that_nobody_named(name: str, who: str) -> None:
    plan = planned(name)
    assert plan.problems == ()
    people = {revision.new.email: revision.new for revision in plan.created}
    assert sorted(people) == ["ann@x.example", "bob@x.example"], "leavers and guests are nobody's entry"
    ann = people["ann@x.example"]
    assert " ".join(filter(None, (ann.name, ann.external_id, "<", ann.manager_name))) == who


def test_a_summary_below_the_list_and_a_guest_are_named_as_passed_over() -> None:
    assert [(note.row, note.code) for note in planned("trinet").notes] == [(8, "summary_row")]
    assert [(note.row, note.code) for note in planned("entra_with_guest").notes] == [(4, "guest")]
