"""A cycle's instants as work of the timetable: a row for each cycle, stage and zone, one for each extension."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.cycles import rules as cycles
from chalicelib.cycles.rules import Cycle, Due, Stage, WorkKind
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.reviews.rules import Deadline, Review
from chalicelib.timetable.rules import planned_job


def works(cycle: Cycle, zones: Collection[str], now: datetime) -> list[PlannedJob]:
    """Return all that falls due in a cycle from `now` on; the same row for the same thing, whenever it is asked."""
    return [_work(due, cycle.id) for due in cycles.schedule(cycle, zones, now)]


def again(item: PlannedJob, later: timedelta) -> PlannedJob:
    """Return the same work once more, later."""
    return replace(item, due_at=item.due_at + later, ref=f"{item.ref}#again")


def extension_work(review: Review, cycle: Cycle, side: str, now: datetime) -> list[PlannedJob]:
    """Return what falls due for a side of one review that has a deadline of its own: reminders, and the digest."""
    stage = Stage(side)
    granted = deadline_of(review, stage)
    if granted.extended_to is None:
        return []
    zones = {Stage.SELF: {review.reviewee_zone}, Stage.MANAGER: {review.reviewer_zone}}
    both = {review.reviewee_zone, review.reviewer_zone}
    return [_work(due, cycle.id, review.id) for due in _extended(cycle, stage, zones.get(stage, both), granted, now)]


def _extended(cycle: Cycle, stage: Stage, zones: set[str], granted: Deadline, now: datetime) -> Iterator[Due]:
    for zone in sorted(zones):
        reminders = cycles.reminders_of(cycle, stage, zone, granted.extended_to)
        yield from (due for due in reminders if due.at >= now)
    if granted.at > now:
        yield Due(kind=WorkKind.LOCK_DIGEST, at=granted.at, on=granted.day, stage=stage)


def deadline_of(review: Review, stage: Stage) -> Deadline:
    """Return a review's deadline of one stage."""
    known = review.deadlines
    return {Stage.SELF: known.own, Stage.MANAGER: known.manager, Stage.SIGN: known.sign}[stage]


def _work(due: Due, cycle_id: str, review_id: str = "") -> PlannedJob:
    stage = due.stage or ""
    return planned_job(
        due.kind,
        due.at,
        review_id or cycle_id,
        stage,
        due.zone,
        str(due.days),
        cycle_id=cycle_id,
        review_id=review_id,
        stage=stage,
        zone=due.zone,
        days=str(due.days),
        on=due.on.isoformat(),
    )
