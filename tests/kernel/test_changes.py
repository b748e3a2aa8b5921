"""What one transaction holds: keys that pass from one to another within it, and many commands as one."""

from __future__ import annotations

import pytest

from chalicelib.kernel.storage.table import ABSENT, ANY, Changes, Key, Raced, Row
from tests.fakes import MemoryTable

KEY = Key("E#a@x.test")
OTHER = Key("E#b@x.test")


def row(body: str, key: Key = KEY, version: int = 1) -> Row:
    return Row(key=key, body=body, version=version)


def listed(changes: Changes) -> list[tuple[Key, str | None, object, bool]]:
    return [(c.key, c.row.body if c.row else None, c.expect, c.check) for c in changes]


def test_what_is_claimed_must_be_free() -> None:
    table = MemoryTable()
    first = Changes("1")
    first.claim(row("ANN"))
    assert listed(first) == [(KEY, "ANN", ABSENT, False)]
    table.commit(first)
    second = Changes("2")
    second.claim(row("BOB"))
    with pytest.raises(Raced):
        table.commit(second)
    assert table.rows[KEY].body == "ANN"


@pytest.mark.parametrize("giver_first", [True, False])
def test_a_key_passes_on_within_a_transaction(giver_first: bool) -> None:
    changes = Changes("op")
    if giver_first:
        changes.release(KEY)
    changes.claim(row("BOB"))
    if not giver_first:
        changes.release(KEY)
    assert listed(changes) == [(KEY, "BOB", ANY, False)]
    assert len(changes) == 1


@pytest.mark.parametrize("giver_first", [True, False])
def test_it_passes_on_between_commands_that_become_one_transaction_too(giver_first: bool) -> None:
    giver, taker, together = Changes("1"), Changes("2"), Changes("3")
    giver.release(KEY)
    taker.claim(row("BOB"))
    for part in (giver, taker) if giver_first else (taker, giver):
        together.extend(part)
    assert listed(together) == [(KEY, "BOB", ANY, False)]


def test_two_who_swap_their_keys_do_it_in_one_transaction() -> None:
    table = MemoryTable()
    table.put_many([row("ANN"), row("BOB", OTHER)])
    ann, bob, together = Changes("1"), Changes("2"), Changes("3")
    ann.release(KEY)
    ann.claim(row("ANN", OTHER))
    bob.release(OTHER)
    bob.claim(row("BOB"))
    together.extend(ann)
    together.extend(bob)
    table.commit(together)
    assert {key: found.body for key, found in table.rows.items()} == {KEY: "BOB", OTHER: "ANN"}


def test_a_key_is_released_once() -> None:
    changes = Changes("op")
    changes.release(KEY)
    changes.release(KEY)
    assert listed(changes) == [(KEY, None, ANY, False)]


def test_two_cannot_claim_one_key() -> None:
    one, two, together = Changes("1"), Changes("2"), Changes("3")
    one.claim(row("ANN"))
    two.claim(row("BOB"))
    together.extend(one)
    with pytest.raises(ValueError, match="two writes of one row"):
        together.extend(two)


def test_what_is_only_looked_at_may_be_written_too() -> None:
    changes = Changes("op")
    changes.check(KEY, 3)
    changes.put(row("ANN", version=4))
    assert [(c.key, c.check, c.expect.version) for c in changes] == [(KEY, False, 3)]
    released = Changes("op")
    released.check(KEY, 3)
    released.release(KEY)
    assert listed(released) == [(KEY, None, ANY, False)]
    claimed = Changes("op")
    claimed.check(KEY, ABSENT)
    claimed.claim(row("ANN"))
    assert listed(claimed) == [(KEY, "ANN", ABSENT, False)]


def test_other_writes_of_one_row_are_a_fault() -> None:
    changes = Changes("op")
    changes.put(row("ANN"), 1)
    with pytest.raises(ValueError, match="two writes of one row"):
        changes.delete(KEY)


def test_everything_else_comes_along_as_it_is() -> None:
    part, together = Changes("1"), Changes("2")
    part.put(row("ANN"), 2)
    part.delete(OTHER, 1)
    part.check(Key("P#1"), 7)
    together.extend(part)
    assert listed(together) == listed(part)
