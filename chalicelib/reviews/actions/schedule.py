"""A cycle's instants as jobs: one for each cycle, stage and zone, and for each extension."""

from collections.abc import Collection, Iterator
from datetime import datetime

from chalicelib.cycles import rules as cycles
from chalicelib.cycles.jobs import job_of
from chalicelib.cycles.rules import Cycle, Due, DueKind, Stage
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.reviews.rules import Deadline, Review


def jobs_due(cycle: Cycle, zones: Collection[str], now: datetime) -> list[PlannedJob]:
    """Return the jobs of all that falls due in a cycle from `now` on; the same for the same thing, whenever asked."""
    return [job_of(due, cycle.id) for due in cycles.schedule(cycle, zones, now)]


def extension_jobs(review: Review, cycle: Cycle, side: str, now: datetime) -> list[PlannedJob]:
    """Return what falls due for a side of one review that has a deadline of its own: reminders, and the digest."""
    stage = Stage(side)
    granted = deadline_of(review, stage)
    if granted.extended_to is None:
        return []
    zones = {Stage.SELF: {review.reviewee_zone}, Stage.MANAGER: {review.reviewer_zone}}
    both = {review.reviewee_zone, review.reviewer_zone}
    return [job_of(due, cycle.id, review.id) for due in _extended(cycle, stage, zones.get(stage, both), granted, now)]


def _extended(cycle: Cycle, stage: Stage, zones: set[str], granted: Deadline, now: datetime) -> Iterator[Due]:
    for zone in sorted(zones):
        reminders = cycles.reminders_of(cycle, stage, zone, granted.extended_to)
        yield from (due for due in reminders if due.at >= now)
    if granted.at > now:
        yield Due(kind=DueKind.DIGEST, at=granted.at, on=granted.day, stage=stage)


def deadline_of(review: Review, stage: Stage) -> Deadline:
    """Return a review's deadline of one stage."""
    known = review.deadlines
    return {Stage.SELF: known.own, Stage.MANAGER: known.manager, Stage.SIGN: known.sign}[stage]
