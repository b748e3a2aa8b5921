"""Which stretch of the line of time a list is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalicelib.cards.rules import Card
from chalicelib.kernel.days import end_of_day, known_zone, start_of_day
from chalicelib.kernel.errors import FieldError, Invalid, fault

EARLIEST, LATEST = date(1970, 1, 1), date(9000, 12, 31)
"""Nothing lies beyond these, and instants have an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFilter:
    """What of one's own is asked for. None: the current calendar year; of whatever kind, whatever it says."""

    first: date | None = None
    last: date | None = None
    kind: str | None = None
    query: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether it may leave out much of the stretch of time."""
        return self.kind is not None or bool(self.query)

    def takes(self, card: Card) -> bool:
        """Return whether a card of the stretch of time is asked for."""
        return self.kind in (None, card.noun) and card.found_by(self.query)


def span(wanted: YearFilter, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """Return from when until before when it is: whole days in `zone`, by default the current calendar year.

    Where only one of the dates is given, the list begins with the year of the last day, or ends with the current one.
    """
    here = zone if known_zone(zone) else "UTC"
    today = now.astimezone(ZoneInfo(here)).date()
    first = wanted.first or date((wanted.last or today).year, 1, 1)
    last = wanted.last or date(max(first.year, today.year), 12, 31)
    if last < first:
        raise Invalid([FieldError("/to", fault("before", earlier=["from"], day=first.isoformat()))])
    return start_of_day(_bounded(first), here), end_of_day(_bounded(last), here)


def _bounded(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)
