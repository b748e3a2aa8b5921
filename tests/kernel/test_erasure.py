"""What becomes of a row in which an erased person stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import command_for
from chalicelib.kernel.erasure import (
    FORMER,
    Erased,
    Forget,
    drop_or_rename,
    drop_or_retell,
    drop_own,
    rename,
    renamed,
    retold,
    without_id,
)
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage.table import Key, Row
from tests.api.client import START
from tests.fakes import MemoryTable
from tests.jobs import runtime_on

ID = f"01{'A' * 24}"
OTHER = f"01{'B' * 24}"
ADA = Erased(person_id=ID, names=("Ada Lovelace",), keys=("ada@x.test", "7"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"id": ID, "name": "Ada"}, {"id": ID, "name": FORMER}),
        ({"id": ID, "name": "Ada", "email": "a@x"}, {"id": ID, "name": FORMER, "email": ""}),
        ({"id": OTHER, "name": "Ada"}, {"id": OTHER, "name": "Ada"}),
        ({"manager_id": ID, "manager_name": "Ada"}, {"manager_id": ID, "manager_name": FORMER}),
        ({"person_id": ID, "person": "Ada"}, {"person_id": ID, "person": FORMER}),
        ({"person_id": ID, "name": "Ada"}, {"person_id": ID, "name": FORMER}),
        ({"made_by": ID, "made_by_name": "Ada"}, {"made_by": ID, "made_by_name": FORMER}),
        ({"to_id": ID, "to_address": "a@x"}, {"to_id": ID, "to_address": ""}),
        ({"owner_id": ID, "owner": {"id": ID, "name": "Ada"}}, {"owner_id": ID, "owner": {"id": ID, "name": FORMER}}),
        ([{"by": {"id": ID, "name": "Ada"}}, 3, "Ada"], [{"by": {"id": ID, "name": FORMER}}, 3, "Ada"]),
    ],
)
def test_where_their_id_stands_the_name_beside_it_goes(before: Any, after: Any) -> None:
    assert renamed(before, ADA) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Thanks from Ada Lovelace", f"Thanks from {FORMER}"),
        ("Ada Lovelaces", "Ada Lovelaces"),
        ({"to": ["ADA@x.test", 7, "7"]}, {"to": [FORMER, 7, "7"]}),
        ("Ada", "Ada"),
    ],
)
def test_in_texts_of_ours_the_whole_name_and_addresses_go(before: Any, after: Any) -> None:
    assert retold(before, ADA) == after


def test_what_a_program_compares_stays_though_somebody_is_called_so() -> None:
    sent = replace(ADA, names=("Sent",))
    row = {"state": "sent", "kind": "sent", "sent_at": "sent", "params": {"person": "Sent", "title": "Sent, again"}}
    assert retold(row, sent) == row | {"params": {"person": FORMER, "title": f"{FORMER}, again"}}


def test_lists_are_left_without_them() -> None:
    listed = {
        "ids": [ID, OTHER],
        "failed": [{"person_id": ID, "name": "Ada"}, {"id": OTHER}, {"person": {"id": ID}}],
        "by": ID,
    }
    assert without_id(listed, ID) == {"ids": [OTHER], "failed": [{"id": OTHER}], "by": ID}


def test_what_is_theirs_ends_with_their_id() -> None:
    assert ADA.owns(f"01{'R' * 24}{ID}")
    assert not ADA.owns(ID)
    assert not ADA.owns(f"{ID}{OTHER}")


def forgotten(forget: Forget, row: Row) -> dict[Key, Row]:
    """What is stored after this was done to a row."""
    table = MemoryTable()
    table.put_many([row])
    command = command_for(runtime_on(table, START), SYSTEM)
    forget(command, row, ADA)
    command.commit()
    return table.rows


def a_row(person_id: str, value: Any, version: int = 4) -> Row:
    return Row(key=Key(f"P#{person_id}", "X#1"), body=encode(value), version=version)


def test_their_own_rows_go_and_those_of_others_say_a_former_colleague() -> None:
    body = {"by": {"id": ID, "name": "Ada"}, "title": "Ada Lovelace", "version": 4}
    for forget in (drop_own, drop_or_rename, drop_or_retell):
        assert forgotten(forget, a_row(ID, body)) == {}
    (kept,) = forgotten(drop_or_rename, a_row(OTHER, body)).values()
    assert (kept.version, decode(kept.body, object)) == (
        5,
        {"by": {"id": ID, "name": FORMER}, "title": "Ada Lovelace", "version": 5},
    )
    (kept,) = forgotten(drop_or_retell, a_row(OTHER, body)).values()
    assert decode(kept.body, dict[str, Any])["title"] == FORMER


def test_what_lies_at_others_about_something_of_theirs_goes() -> None:
    row = Row(key=Key(f"P#{OTHER}", f"H#T#1#x.y#01{'R' * 24}{ID}"), body="{}")
    assert forgotten(drop_or_retell, row) == {}


def test_a_row_that_does_not_name_them_is_not_written() -> None:
    row = a_row(OTHER, {"by": {"id": OTHER, "name": "Ben"}})
    assert forgotten(rename, row) == {row.key: row}


def test_the_version_of_a_body_that_counts_for_itself_stays() -> None:
    (kept,) = forgotten(rename, a_row(OTHER, {"by": {"id": ID, "name": "Ada"}, "version": 9})).values()
    assert (kept.version, decode(kept.body, dict[str, Any])["version"]) == (5, 9)
