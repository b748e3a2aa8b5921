"""From a cycle's dates to a review's instants, and a review as a launch makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from zlib import crc32

from chalicelib.cycles import rules as cycles
from chalicelib.cycles.rules import Cycle, Stage, Timeline
from chalicelib.people.rules import Person, ref
from chalicelib.reviews.rules.model import Deadline, Deadlines, Review, SideHead

_NEVER = datetime.max.replace(tzinfo=UTC)


def review_id(cycle_id: str, reviewee_id: str) -> str:
    """Return the id of the one review of a person in a cycle."""
    return cycle_id + reviewee_id


def shard_of(cycle: Cycle, reviewee_id: str) -> int:
    """Return which part of a cycle's index a review is in, so that a launch does not write to one key."""
    return crc32(reviewee_id.encode()) % max(cycle.shards, 1)


def new_review(cycle: Cycle, reviewee: Person, reviewer: Person, now: datetime) -> Review:
    """Return the review that a launch or a late joiner begins with: nothing written, every date in place."""
    timeline = cycle.timeline
    return Review(
        id=review_id(cycle.id, reviewee.id),
        cycle_id=cycle.id,
        cycle_name=cycle.name,
        questionnaire_id=cycle.questionnaire_id,
        shard=shard_of(cycle, reviewee.id),
        reviewee=ref(reviewee),
        reviewer=ref(reviewer),
        department=reviewee.department,
        reviewee_zone=reviewee.time_zone,
        reviewer_zone=reviewer.time_zone,
        zone=timeline.time_zone or "",
        created_at=now,
        opens_at=cycles.opens_at(timeline, reviewee.time_zone),
        closes_at=cycles.closes_at(timeline, reviewee.time_zone),
        share_from=_share_from(cycle, reviewer.time_zone),
        deadlines=_deadlines(timeline, reviewee.time_zone, reviewer.time_zone),
        own=SideHead(author=ref(reviewee)),
        manager=SideHead(author=ref(reviewer)),
    )


def timed(review: Review, cycle: Cycle) -> Review:
    """`review` with the cycle's dates as they are now: a moved date holds at once, the stored copy follows later."""
    timeline = cycle.timeline
    kept = review.deadlines
    deadlines = _deadlines(
        timeline,
        review.reviewee_zone,
        review.reviewer_zone,
        own=kept.own.extended_to,
        manager=kept.manager.extended_to,
        sign=kept.sign.extended_to,
    )
    return replace(
        review,
        cycle_name=cycle.name,
        questionnaire_id=cycle.questionnaire_id,
        zone=timeline.time_zone or "",
        opens_at=cycles.opens_at(timeline, review.reviewee_zone),
        closes_at=min(cycles.closes_at(timeline, review.reviewee_zone), cycle.ended_at or _NEVER),
        share_from=_share_from(cycle, review.reviewer_zone),
        deadlines=deadlines,
    )


def ended_at(review: Review, now: datetime) -> datetime | None:
    """Return when the cycle ended for this review; None as long as it runs."""
    return review.closes_at if now >= review.closes_at else None


def waits_for_reviewer(review: Review, now: datetime) -> bool:
    """Return whether HR has to choose someone else to write it; not anymore once its cycle has ended."""
    return review.without_reviewer and ended_at(review, now) is None


def _share_from(cycle: Cycle, zone: str) -> datetime | None:
    return cycles.may_share_from(cycle.timeline, zone) if cycle.options.calibration else None


@lru_cache(maxsize=1024)
def _deadlines(
    timeline: Timeline,
    reviewee_zone: str,
    reviewer_zone: str,
    *,
    own: date | None = None,
    manager: date | None = None,
    sign: date | None = None,
) -> Deadlines:
    return Deadlines(
        own=_deadline(timeline, Stage.SELF, reviewee_zone, own),
        manager=_deadline(timeline, Stage.MANAGER, reviewer_zone, manager),
        sign=_deadline(timeline, Stage.SIGN, reviewee_zone, sign),
    )


def _deadline(timeline: Timeline, stage: Stage, zone: str, extended_to: date | None) -> Deadline:
    day = cycles.due_on(timeline, stage)
    return Deadline(
        day=max(day, extended_to or day),
        at=cycles.deadline(timeline, stage, zone, extended_to),
        locks_at=cycles.locks_at(timeline, stage, zone, extended_to),
        extended_to=extended_to,
    )
