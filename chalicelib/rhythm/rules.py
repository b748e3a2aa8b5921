"""The periods of a rhythm, in each person's own zone, and whether someone has made a reflection in one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.company.rules import Rhythm
from chalicelib.kernel.days import end_of_day, known_zone, local_time, start_of_day

NOTICE = timedelta(days=2)
"""So long before the last day of a period anyone who has nothing is reminded."""
REMINDED_AT, GATHERED_AT = "09:00", "08:00"
EARLIEST, LATEST = "Etc/GMT-14", "Etc/GMT+12"
"""The zones in which a day begins first and ends last."""

_DAYS = {Rhythm.WEEKLY: 7, Rhythm.TWO_WEEKS: 14}
_ANCHOR = date(1970, 1, 5)
"""A Monday: from here the weeks are counted, two by two."""
_EARLIER = 40
"""More than anybody makes in the longest period."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """What one reflection is asked for: from the first day to the end of the last one."""

    first: date
    last: date

    @property
    def reminded_on(self) -> date:
        """The day on which anyone who has nothing is reminded."""
        return self.last - NOTICE


@dataclass(frozen=True, kw_only=True, slots=True)
class LatestReflections:
    """The reflection that someone made last, and those before it, the newest first, in case that one is deleted.

    A reflection is made when a recording of it can be played; then no one asks whether it is shared. Without one it is
    made when its answers are shared first. Any other draft is nothing yet: who only gave it a title, or discarded
    what was recorded, is reminded like everyone else.
    """

    last_at: datetime
    reflection_id: str
    earlier: tuple[LatestReflections, ...] = ()


def period_of(rhythm: Rhythm, day: date) -> Period:
    """Return the period that `day` is in: weeks begin on Monday, months with their first day."""
    if rhythm is Rhythm.OFF:
        raise ValueError("no rhythm has no periods")
    if rhythm is Rhythm.MONTHLY:
        first = day.replace(day=1)
        return Period(first=first, last=(first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    length = _DAYS[rhythm]
    first = day - timedelta(days=(day - _ANCHOR).days % length)
    return Period(first=first, last=first + timedelta(days=length - 1))


def period_at(rhythm: Rhythm, at: datetime, zone: str) -> Period:
    """Return the period that it is in `zone` at an instant."""
    return period_of(rhythm, at.astimezone(ZoneInfo(zone)).date())


def following(rhythm: Rhythm, period: Period) -> Period:
    """Return the period after this one."""
    return period_of(rhythm, period.last + timedelta(days=1))


def zone_of(name: str) -> str:
    """Return a person's zone; what we cannot compute with counts as UTC."""
    return name if known_zone(name) else "UTC"


def due_at(period: Period, zone: str) -> datetime:
    """Return when the period is over in `zone`."""
    return end_of_day(period.last, zone)


def reminded_at(period: Period, zone: str) -> datetime:
    """Return when anyone who has nothing is reminded in `zone`."""
    return local_time(period.reminded_on, REMINDED_AT, zone)


def gathered_at(period: Period) -> datetime:
    """Return when it is looked who lives where: before the first zone's reminder."""
    return local_time(period.reminded_on, GATHERED_AT, EARLIEST)


def over(period: Period, now: datetime) -> bool:
    """Return whether the period is over everywhere."""
    return now >= due_at(period, LATEST)


def with_made(made: LatestReflections | None, reflection_id: str, at: datetime) -> LatestReflections:
    """Return what someone has made after this reflection got a recording, the first one or another."""
    others = _others(made, reflection_id)
    return LatestReflections(last_at=at, reflection_id=reflection_id, earlier=tuple(others[:_EARLIER]))


def with_answers(made: LatestReflections | None, reflection_id: str, at: datetime) -> LatestReflections:
    """Return what someone has made after this reflection was shared without a recording, the first time or again."""
    if made is not None and reflection_id in {one.reflection_id for one in (made, *made.earlier)}:
        return made
    return with_made(made, reflection_id, at)


def without_made(made: LatestReflections | None, reflection_id: str) -> LatestReflections | None:
    """Return what is left after this reflection, or the last recording of it, is deleted."""
    others = _others(made, reflection_id)
    return replace(others[0], earlier=tuple(others[1:])) if others else None


def _others(made: LatestReflections | None, reflection_id: str) -> list[LatestReflections]:
    each = (replace(made, earlier=()), *made.earlier) if made else ()
    return [one for one in each if one.reflection_id != reflection_id]


def has_made(made: LatestReflections | None, period: Period, zone: str) -> bool:
    """Return whether the last reflection was made in this period, or after it."""
    return made is not None and made.last_at >= start_of_day(period.first, zone)


def asked_by(
    rhythm: Rhythm, *, has_manager: bool, zone: str, made: LatestReflections | None, now: datetime
) -> datetime | None:
    """Return until when someone is asked for a reflection; None where no one asks, or there is one in this period."""
    if rhythm is Rhythm.OFF or not has_manager:
        return None
    here = zone_of(zone)
    period = period_at(rhythm, now, here)
    return None if has_made(made, period, here) else due_at(period, here)
