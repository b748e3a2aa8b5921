"""From a date and a zone to an instant in UTC.

A date ends at 24:00 in a person's own zone: at the first instant of the next day there. Some days have no midnight
(clocks go forward at 00:00) and some have two, so that instant is looked for and never assumed.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from chalicelib.cycles.rules.model import Stage, Timeline

_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=1024)
def known_zone(name: str) -> bool:
    """Say whether this is an IANA zone that we can compute with."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return name not in {"localtime", "posixrules", "Factory"}


@lru_cache(maxsize=8192)
def start_of_day(day: date, zone: str) -> datetime:
    """Answer the first instant of `day` in `zone`, in UTC."""
    here = ZoneInfo(zone)
    first = datetime.combine(day, time.min, tzinfo=here).astimezone(UTC)
    while (first - _SECOND).astimezone(here).date() >= day:
        first -= _SECOND
    return first


def end_of_day(day: date, zone: str) -> datetime:
    """Answer the instant at which `day` is over in `zone`, in UTC."""
    return start_of_day(day + timedelta(days=1), zone)


@lru_cache(maxsize=8192)
def local_time(day: date, at: str, zone: str) -> datetime:
    """Answer the instant of a wall-clock time; a time that a day does not have is the moment the clocks jump."""
    hour, minute = (int(part) for part in at.split(":"))
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def zone_for(timeline: Timeline, person_zone: str) -> str:
    """Answer the zone in which this cycle's dates end for a person."""
    return timeline.time_zone or person_zone


def due_on(timeline: Timeline, stage: Stage) -> date:
    """Answer the date of a stage's deadline."""
    if stage is Stage.SELF:
        return timeline.self_due_on
    return timeline.manager_due_on if stage is Stage.MANAGER else timeline.sign_due_on


def deadline(timeline: Timeline, stage: Stage, person_zone: str, extended_to: date | None = None) -> datetime:
    """Answer the instant at which a stage is due for a person, as people are told it; an extension only adds."""
    day = due_on(timeline, stage)
    return end_of_day(max(day, extended_to or day), zone_for(timeline, person_zone))


def locks_at(timeline: Timeline, stage: Stage, person_zone: str, extended_to: date | None = None) -> datetime:
    """Answer the instant from which a side can no longer be written: its deadline with the grace days."""
    grace = {Stage.SELF: timeline.grace.self_days, Stage.MANAGER: timeline.grace.manager_days, Stage.SIGN: 0}[stage]
    day = due_on(timeline, stage) + timedelta(days=grace)
    return end_of_day(max(day, extended_to or day), zone_for(timeline, person_zone))


def opens_at(timeline: Timeline, person_zone: str) -> datetime:
    """Answer the first instant at which a review is open for a person."""
    return start_of_day(timeline.opens_on, zone_for(timeline, person_zone))


def closes_at(timeline: Timeline, person_zone: str) -> datetime:
    """Answer the instant at which the cycle is over for a person."""
    return end_of_day(timeline.closes_on, zone_for(timeline, person_zone))


def may_share_from(timeline: Timeline, person_zone: str) -> datetime | None:
    """Answer the first instant at which a manager side may be shared, if calibration sets one."""
    if timeline.share_from is None:
        return None
    return start_of_day(timeline.share_from, zone_for(timeline, person_zone))
