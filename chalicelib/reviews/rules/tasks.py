"""What is still to be done in a review, and by whom: derived from its head, so that it vanishes with the state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from chalicelib.kernel import screens
from chalicelib.people.rules import Ref
from chalicelib.reviews.rules.context import ActorRole, ReviewContext
from chalicelib.reviews.rules.model import Party, Review, ReviewState, SideHead, SideState


class TaskKind(StrEnum):
    """What someone has to do."""

    WRITE_SELF = "write_self"
    SHARE_SELF = "share_self"
    WRITE_MANAGER = "write_manager"
    SHARE_MANAGER = "share_manager"
    SIGN = "sign"
    CONTRIBUTE = "contribute"


TaskState = Literal["open", "draft", "hidden", "locked"]
"""How far a task is: "hidden" where something was shared and taken back, "locked" once the deadline is past."""
_BEGUN: Mapping[SideState, TaskState] = {SideState.DRAFT: "draft", SideState.HIDDEN: "hidden"}
_MANAGERS = frozenset({TaskKind.WRITE_MANAGER, TaskKind.SHARE_MANAGER, TaskKind.CONTRIBUTE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Something a person still has to do.

    `subject`: whose review it is; `other`: with whom it is done, where that is someone else. `zone`: of its due date.
    """

    kind: TaskKind
    review_id: str
    person: Ref
    subject: Ref
    other: Ref
    cycle_id: str
    cycle_name: str
    due_at: datetime
    zone: str
    state: TaskState
    link: str


def tasks_of(review: Review, person_id: str, now: datetime) -> tuple[Task, ...]:
    """Return what this person still has to do in this review."""
    return tuple(task for task in open_tasks(review, now) if task.person.id == person_id)


def open_tasks(review: Review, now: datetime) -> Iterator[Task]:
    """Return what anybody still has to do in this review."""
    if review.state_at(now) not in {ReviewState.OPEN, ReviewState.LOCKED} or now >= review.closes_at:
        return
    if review.state is ReviewState.OPEN:
        yield from _self_task(review, now)
        yield from _manager_task(review, now)
        yield from _contributions(review, now)
    if review.signable:
        yield from _signatures(review)


def _self_task(review: Review, now: datetime) -> Iterator[Task]:
    side = review.own
    if side.shared or side.state is SideState.NOT_PROVIDED:
        return
    ready = side.state is SideState.HIDDEN or side.complete
    kind = TaskKind.SHARE_SELF if ready else TaskKind.WRITE_SELF
    due = review.deadlines.own
    state = _state(side, late=now >= due.locks_at)
    yield _task(review, kind, review.reviewee, due.at, state)


def _manager_task(review: Review, now: datetime) -> Iterator[Task]:
    side = review.manager
    if side.shared:
        return
    held = review.share_from is not None and now < review.share_from
    if held and review.done:
        return
    ready = side.state is SideState.HIDDEN or (side.written and (side.complete or review.done))
    kind = TaskKind.SHARE_MANAGER if ready and not held else TaskKind.WRITE_MANAGER
    # What is ready can be shared after the deadline; what is not can no longer be written then.
    late = kind is TaskKind.WRITE_MANAGER and now >= review.deadlines.manager.locks_at
    due = review.deadlines.manager
    yield _task(review, kind, review.reviewer, due.at, _state(side, late=late))


def _contributions(review: Review, now: datetime) -> Iterator[Task]:
    if review.manager.shared or now >= review.deadlines.manager.locks_at:
        return
    for contributor in review.contributors:
        if not contributor.done:
            state: TaskState = "draft" if contributor.begun else "open"
            yield _task(review, TaskKind.CONTRIBUTE, contributor.person, review.deadlines.manager.at, state)


def _signatures(review: Review) -> Iterator[Task]:
    for party, person in ((Party.REVIEWEE, review.reviewee), (Party.REVIEWER, review.reviewer)):
        if not review.signed_by(party):
            yield _task(review, TaskKind.SIGN, person, review.deadlines.sign.at, "open")


def _state(side: SideHead, *, late: bool) -> TaskState:
    return "locked" if late else _BEGUN.get(side.state, "open")


def _task(review: Review, kind: TaskKind, person: Ref, due_at: datetime, state: TaskState) -> Task:
    return Task(
        kind=kind,
        review_id=review.id,
        person=person,
        subject=review.reviewee,
        other=review.reviewer if person == review.reviewee else review.reviewee,
        cycle_id=review.cycle_id,
        cycle_name=review.cycle_name,
        due_at=due_at,
        zone=review.manager_zone if kind in _MANAGERS else review.own_zone,
        state=state,
        link=screens.at(screens.REVIEW, review_id=review.id),
    )


def nudgeable(context: ReviewContext) -> tuple[Task, ...]:
    """Return the open tasks of people whom the actor may nudge: HR anybody, a manager those below, no one oneself."""
    tasks = open_tasks(context.review, context.now)
    if not context.roles.isdisjoint({ActorRole.HR, ActorRole.AUTOMATION}):
        return tuple(task for task in tasks if task.person.id != context.actor.id)
    return tuple(task for task in tasks if task.person.id in context.below)
