"""What is done with the rhythm: a reflection is noted, or forgotten, and it is asked who made one."""

from collections.abc import Callable, Iterable

from chalicelib.kernel.command import Command
from chalicelib.kernel.storage.table import Row
from chalicelib.rhythm import rules, store
from chalicelib.rhythm.rules import LatestReflections
from chalicelib.rhythm.store import PLACE, rhythm_key

__all__ = ["PLACE", "forget", "made_among", "note", "note_answers", "rhythm_key"]


def note(command: Command, owner_id: str, reflection_id: str) -> None:
    """Let the transaction in which a recording proves playable say so: who has one is not reminded."""
    _keep(command, owner_id, lambda made: rules.with_made(made, reflection_id, command.now))


def note_answers(command: Command, owner_id: str, reflection_id: str) -> None:
    """Let the transaction that shares answers without a recording say so."""
    _keep(command, owner_id, lambda made: rules.with_answers(made, reflection_id, command.now))


def forget(command: Command, owner_id: str, reflection_id: str) -> None:
    """Let the transaction that deletes it say so: who has no other one in the period is reminded again."""
    _keep(command, owner_id, lambda made: rules.without_made(made, reflection_id))


def _keep(
    command: Command, owner_id: str, decide: Callable[[LatestReflections | None], LatestReflections | None]
) -> None:
    row = store.find(command.reads, owner_id)
    before = store.made_of(row) if row else None
    after = decide(before)
    if after != before:
        store.save(command.changes, owner_id, after, row)


def made_among(rows: Iterable[Row]) -> LatestReflections | None:
    """Return the last reflections of someone, among rows of their partition."""
    return next((store.made_of(row) for row in rows if row.key.sk == PLACE), None)
