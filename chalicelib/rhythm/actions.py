"""What is done with the rhythm: a new reflection is noted, and it is asked who made one."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.kernel.table import Changes, Row
from chalicelib.rhythm import store
from chalicelib.rhythm.rules import Made
from chalicelib.rhythm.store import PLACE, rhythm_key

__all__ = ["PLACE", "made_among", "note", "rhythm_key"]


def note(changes: Changes, owner_id: str, reflection_id: str, at: datetime) -> None:
    """Let the transaction that makes a reflection say so."""
    changes.put(store.row(owner_id, Made(last_at=at, reflection_id=reflection_id)))


def made_among(rows: Iterable[Row]) -> Made | None:
    """The last reflection of somebody, among rows of their partition."""
    return next((store.made_of(row) for row in rows if row.key.sk == PLACE), None)
