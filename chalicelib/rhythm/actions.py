"""What is done with the rhythm: a reflection is noted, or forgotten, and it is asked who made one."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.kernel.table import Changes, Reads, Row
from chalicelib.rhythm import rules, store
from chalicelib.rhythm.rules import Made
from chalicelib.rhythm.store import PLACE, rhythm_key

__all__ = ["PLACE", "forget", "made_among", "note", "note_told", "rhythm_key"]


def note(reads: Reads, changes: Changes, owner_id: str, reflection_id: str, at: datetime) -> None:
    """Let the transaction in which a recording proves playable say so: who has one is not reminded."""
    row = store.find(reads, owner_id)
    store.save(changes, owner_id, rules.with_made(_made(row), reflection_id, at), row)


def note_told(reads: Reads, changes: Changes, owner_id: str, reflection_id: str, at: datetime) -> None:
    """Let the transaction that shares answers without a recording say so."""
    row = store.find(reads, owner_id)
    before = _made(row)
    after = rules.with_told(before, reflection_id, at)
    if after != before:
        store.save(changes, owner_id, after, row)


def forget(reads: Reads, changes: Changes, owner_id: str, reflection_id: str) -> None:
    """Let the transaction that deletes it say so: who has no other one in the period is reminded again."""
    row = store.find(reads, owner_id)
    before = _made(row)
    after = rules.without_made(before, reflection_id)
    if after != before:
        store.save(changes, owner_id, after, row)


def _made(row: Row | None) -> Made | None:
    return store.made_of(row) if row else None


def made_among(rows: Iterable[Row]) -> Made | None:
    """The last reflections of somebody, among rows of their partition."""
    return next((store.made_of(row) for row in rows if row.key.sk == PLACE), None)
