"""Where due work is kept: partition `T`, sorted by instant, so that one query answers "what is due?".

What was tried in vain too often lies in `T-PARKED`, where no one takes it and a person can look at it.
"""

from datetime import datetime

from chalicelib.kernel.clock import instant_text
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.storage.table import Key, Page, Row, Table
from chalicelib.timetable.rules import Message, PlannedJob

DUE, PARKED = "T", "T-PARKED"


def key_of(item: PlannedJob | Message, partition: str = DUE) -> Key:
    """Return where a piece of work is kept; a message points to the same place."""
    at = "" if item.due_at is None else instant_text(item.due_at)
    return Key(partition, f"{at}#{item.kind}#{item.ref}")


def row(item: PlannedJob, partition: str = DUE) -> Row:
    """Return the row of a piece of work."""
    return Row(key=key_of(item, partition), body=encode(item), version=item.version)


def work_of(stored: Row) -> PlannedJob:
    """Return the work of a stored row."""
    return decode(stored.body, PlannedJob)


def due(table: Table, now: datetime, *, limit: int, after: str | None) -> Page:
    """Return one page of what is due by `now`, oldest first."""
    return table.query(DUE, start="0", end=f"{instant_text(now)}~", limit=limit, after=after)


def parked(table: Table, *, limit: int = 100, after: str | None = None) -> Page:
    """Return one page of what was given up."""
    return table.query(PARKED, limit=limit, after=after)
