"""When a cycle's dates begin and end, in a person's own zone or in the one that the cycle names."""

from datetime import date, datetime, timedelta

from chalicelib.cycles.rules.model import Stage, Timeline
from chalicelib.kernel.days import end_of_day, start_of_day


def zone_for(timeline: Timeline, person_zone: str) -> str:
    """Return the zone in which this cycle's dates end for a person."""
    return timeline.time_zone or person_zone


def due_on(timeline: Timeline, stage: Stage) -> date:
    """Return the date of a stage's deadline."""
    if stage is Stage.SELF:
        return timeline.self_due_on
    return timeline.manager_due_on if stage is Stage.MANAGER else timeline.sign_due_on


def deadline(timeline: Timeline, stage: Stage, person_zone: str, extended_to: date | None = None) -> datetime:
    """Return the instant at which a stage is due for a person, as people are told it; an extension only adds."""
    day = due_on(timeline, stage)
    return end_of_day(max(day, extended_to or day), zone_for(timeline, person_zone))


def locks_at(timeline: Timeline, stage: Stage, person_zone: str, extended_to: date | None = None) -> datetime:
    """Return the instant from which a side can no longer be written: its deadline with the grace days."""
    grace = {Stage.SELF: timeline.grace.self_days, Stage.MANAGER: timeline.grace.manager_days, Stage.SIGN: 0}[stage]
    day = due_on(timeline, stage) + timedelta(days=grace)
    return end_of_day(max(day, extended_to or day), zone_for(timeline, person_zone))


def opens_at(timeline: Timeline, person_zone: str) -> datetime:
    """Return the first instant at which a review is open for a person."""
    return start_of_day(timeline.opens_on, zone_for(timeline, person_zone))


def closes_at(timeline: Timeline, person_zone: str) -> datetime:
    """Return the instant at which the cycle is over for a person."""
    return end_of_day(timeline.closes_on, zone_for(timeline, person_zone))


def may_share_from(timeline: Timeline, person_zone: str) -> datetime | None:
    """Return the first instant at which a manager side may be shared, if calibration sets one."""
    if timeline.share_from is None:
        return None
    return start_of_day(timeline.share_from, zone_for(timeline, person_zone))
