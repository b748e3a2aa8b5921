"""Rows that play together: addresses that pass from leavers to successors, and people told of twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.kernel.policy import HR_ADMIN
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.plans import Plan
from tests.rules.test_people_import_plan import HANA, MACHINE, plan, told

GONE = datetime(2025, 1, 5, 9, tzinfo=UTC)
LIA = Person(
    id="LIA", name="Lia", email="lia@x.test", external_id="4", status=PersonStatus.LEFT, left_at=GONE, version=1
)  # fmt: skip
BOB = Person(id="BOB", name="Bob", email="bob@x.test", external_id="5", version=1)
ADA = Person(id="ADA", name="Ada", email="ada@x.test", roles=frozenset({HR_ADMIN}), version=1)
PEOPLE = (LIA, BOB, ADA)
BELOW_BOB = replace(HANA, chain=("BOB",))
HEAD = "email,external_id,name,status\n"


def noted(found: Plan) -> list[tuple[int, str]]:
    return [(note.row, note.code) for note in found.notes]


def after(found: Plan) -> dict[str, tuple[str, str, bool]]:
    """Who is written, as what: address, name, active."""
    return {one.new.id: (one.new.email, one.new.name, one.new.active) for one in found.revisions}


def test_a_successor_is_somebody_new_and_the_leaver_gives_up_the_address_first() -> None:
    found = plan(HEAD + "lia@x.test,99,Zed,active\n", PEOPLE, reuse_addresses=True)
    assert told(found) == []
    assert [revision.new.id for revision in found.revisions] == ["LIA", "N1"]
    assert after(found) == {"LIA": ("", "Lia", False), "N1": ("lia@x.test", "Zed", True)}
    assert noted(found) == [(2, "address_taken")]
    assert [problem.code for problem in plan(HEAD + "lia@x.test,99,Zed,\n", PEOPLE).problems] == ["address_of_leaver"]


def test_somebody_who_leaves_by_the_file_gives_the_address_on_in_it() -> None:
    text = HEAD + "bob@x.test,5,Bob,left\nbob@x.test,99,Zed,active\n"
    found = plan(text, PEOPLE, reuse_addresses=True)
    assert told(found) == []
    assert after(found) == {"BOB": ("", "Bob", False), "N1": ("bob@x.test", "Zed", True)}
    assert (len(found.left), len(found.released)) == (1, 0)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # By the id, and by the address that this very row gives up.
        ("new@x.test,5,Bob,\nbob@x.test,,Bob,\n", ["repeated"]),
        ("bob@x.test,,Zed,\nnew@x.test,5,Bob,\n", ["repeated"]),
        ("bob@x.test,,Bob,active\n,5,Bob,left\n", ["repeated"]),
        (",5,Bob,left\nbob@x.test,,Bob,active\n", ["repeated"]),
        ("lia@x.test,,Lia,left\nlia@x.test,,Lia,active\n", ["repeated"]),
        ("lia@x.test,4,Lia,active\nLIA@x.test,,Lia,left\n", ["repeated"]),
        # Someone who comes back with an address that someone else takes.
        (",4,Lia,active\nlia@x.test,99,Zed,active\n", ["email_taken"]),
        ("lia@x.test,99,Zed,active\n,4,Lia,active\n", ["email_taken"]),
    ],
)
def test_a_person_told_of_twice_is_a_problem_of_the_second_row(text: str, codes: list[str]) -> None:
    found = plan(HEAD + text, PEOPLE, reuse_addresses=True)
    assert [problem.code for problem in found.problems] == codes


def test_who_comes_back_with_another_address_leaves_the_old_one_to_a_successor() -> None:
    text = HEAD + "lia2@x.test,4,Lia,active\nlia@x.test,99,Zed,active\n"
    found = plan(text, PEOPLE, reuse_addresses=True)
    assert told(found) == []
    assert [revision.new.id for revision in found.revisions] == ["LIA", "N1"]
    assert after(found) == {"LIA": ("lia2@x.test", "Lia", True), "N1": ("lia@x.test", "Zed", True)}


def test_an_address_of_somebody_above_waits_and_the_rest_goes_in() -> None:
    """Whether they left before, or would by this very file."""
    text = HEAD + "bob@x.test,5,Bob,left\nbob@x.test,99,Zed,active\nada@x.test,,Ada L,active\n"
    found = plan(text, PEOPLE, reuse_addresses=True, actor=BELOW_BOB)
    assert told(found) == []
    assert noted(found) == [(3, "address_waits")]
    assert [(one.kind.value, one.person.id) for one in found.held] == [("leave", "BOB")]
    assert after(found) == {"ADA": ("ada@x.test", "Ada L", True)}
    below_lia = replace(HANA, chain=("LIA",))
    found = plan(HEAD + "lia@x.test,99,Zed,\nlia@x.test,5,Bob,\n", PEOPLE, reuse_addresses=True, actor=below_lia)
    assert [problem.code for problem in found.problems] == ["repeated"]
    found = plan(HEAD + "lia@x.test,5,Robert,\n", PEOPLE, reuse_addresses=True, actor=below_lia)
    assert (told(found), noted(found), found.revisions, found.unchanged) == ([], [(2, "address_waits")], (), 1)


def test_a_machine_leaves_the_address_of_an_admin_who_leaves_for_another_time() -> None:
    eve = replace(ADA, id="EVE", name="Eve", email="eve@x.test")
    text = HEAD + "ada@x.test,,Ada,left\nada@x.test,99,Zed,active\neve@x.test,,Eve,active\n"
    found = plan(text, (*PEOPLE, eve), reuse_addresses=True, actor=MACHINE)
    assert (told(found), noted(found)) == ([], [(3, "address_waits")])
    assert after(found) == {"ADA": ("ada@x.test", "Ada", False)}
    gone = found.revisions[0].new
    later = plan(text, (LIA, BOB, gone, eve), reuse_addresses=True, actor=MACHINE)
    assert after(later) == {"ADA": ("", "Ada", False), "N1": ("ada@x.test", "Zed", True)}


def test_a_held_row_takes_no_address_from_anybody() -> None:
    ada_2 = replace(ADA, external_id="6")
    found = plan(HEAD + "lia@x.test,6,Ada,\n", (LIA, BOB, ada_2), reuse_addresses=True, actor=MACHINE)
    assert told(found) == []
    assert [(one.person.id, one.revision.new.email, one.reuse_addresses) for one in found.held] == [
        ("ADA", "lia@x.test", True)
    ]
    assert (found.revisions, found.released, noted(found)) == ((), (), [])


def test_an_address_passes_along_a_row_of_people_who_leave() -> None:
    text = HEAD + "lia@x.test,5,Bob,active\nbob@x.test,99,Zed,active\n"
    found = plan(text, PEOPLE, reuse_addresses=True)
    assert [problem.code for problem in found.problems] == ["employee_id_differs"]
    assert found.problems[0].row == 3


def test_the_same_file_with_a_successor_a_second_time_changes_nothing() -> None:
    """Also where a file names everyone who ever left, by address alone."""
    text = "email,name,status\nole@x.test,Ole,left\nole@x.test,Zed,active\nada@x.test,Ada,active\n"
    ole = replace(LIA, id="OLE", name="Ole", email="ole@x.test", external_id="")
    first = plan(text, (ole, ADA), reuse_addresses=True)
    assert (told(first), after(first)) == ([], {"OLE": ("", "Ole", False), "N1": ("ole@x.test", "Zed", True)})
    again = plan(text, [one.new for one in first.revisions] + [ADA], reuse_addresses=True, deactivate_missing=True)
    assert (told(again), again.revisions, again.missing) == ([], (), ())
    assert noted(again) == [(2, "unknown_leaver")]


def test_pages_are_written_in_order_as_long_as_keys_change_hands() -> None:
    """Anyone who takes a key that was given up before may come at the same time as others who do."""
    many = "".join(f"n{n}@x.test,n{n},N{n},active\n" for n in range(5))
    found = plan(HEAD + many + "lia@x.test,99,Zed,active\n", PEOPLE, reuse_addresses=True)
    assert found.in_order(found.revisions, 2) == 1
    assert found.in_order((found.revisions[-1], *found.revisions[:-1]), 1) == 2
    fresh = plan(HEAD + many, PEOPLE)
    assert fresh.in_order(fresh.revisions, 2) == 0
