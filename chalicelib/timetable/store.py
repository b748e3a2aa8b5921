"""What is asked of the rows of planned jobs (`kernel.storage.jobs`): what is due, and what was given up."""

from datetime import datetime

from chalicelib.kernel.clock import instant_text
from chalicelib.kernel.storage.jobs import DUE, PARKED
from chalicelib.kernel.storage.table import Page, Table


def due(table: Table, now: datetime, *, limit: int, after: str | None) -> Page:
    """Return one page of what is due by `now`, oldest first."""
    return table.query(DUE, start="0", end=f"{instant_text(now)}~", limit=limit, after=after)


def parked(table: Table, *, limit: int = 100, after: str | None = None) -> Page:
    """Return one page of what was given up."""
    return table.query(PARKED, limit=limit, after=after)
