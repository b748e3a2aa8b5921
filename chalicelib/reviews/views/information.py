"""Where a review stands: its dates, its versions and who read them, its signatures, who waits for whom. No content."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType, structs

from chalicelib.kernel.policy import Relationship
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.reviews.rules import (
    HEARS_COMMENTS,
    ReviewContext,
    ReviewPart,
    ReviewState,
    SideName,
    SideState,
    TaskKind,
    TaskState,
    access_of,
    ended_at,
    open_tasks,
    waits_for_reviewer,
)
from chalicelib.reviews.views.review import deadlines_view, locked, reads_view, signature_view
from chalicelib.reviews.views.shapes import CycleRef, DeadlinesView, ReadView, SignatureView


class SideInformation(msgspec.Struct, frozen=True, kw_only=True):
    """How far a side is. `version`: how often it was shared; `reads`: who opened which version first when."""

    state: SideState
    locked: bool
    done: bool | UnsetType = UNSET
    version: int
    shared_at: datetime | UnsetType = UNSET
    reads: list[ReadView] | UnsetType = UNSET


class WaitingView(msgspec.Struct, frozen=True, kw_only=True):
    """What the review waits for: who has to do what. `state` as in a task."""

    kind: TaskKind
    person: PersonRef
    due_at: datetime
    time_zone: str
    state: TaskState


class PastReviewerView(msgspec.Struct, frozen=True, kw_only=True):
    """Who was the reviewer until when."""

    person: PersonRef
    until: datetime


class InformationView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about where a review stands, without what is in it: looking at it is no reading."""

    id: str
    cycle: CycleRef
    reviewee: PersonRef
    reviewer: PersonRef
    state: ReviewState
    opens_at: datetime
    closes_at: datetime
    ended_at: datetime | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    time_zone: str
    deadlines: DeadlinesView
    self_side: SideInformation = msgspec.field(name="self")
    manager: SideInformation | UnsetType = UNSET
    signatures: list[SignatureView]
    waiting: list[WaitingView]
    past_reviewers: list[PastReviewerView]
    without_reviewer: bool | UnsetType = UNSET


_OF_BOTH = {TaskKind.WRITE_SELF, TaskKind.SHARE_SELF, TaskKind.SIGN}
"""Tasks that tell nothing of the manager's side."""


def information_view(context: ReviewContext) -> InformationView:
    """Return where a review stands, as far as the caller may know."""
    review, knows = context.review, access_of(context).knows(ReviewPart.MANAGER)
    subject = Relationship.SUBJECT in context.relationships
    return InformationView(
        id=review.id,
        cycle=CycleRef(id=review.cycle_id, name=review.cycle_name),
        reviewee=person_ref(review.reviewee),
        reviewer=person_ref(review.reviewer),
        state=review.state_at(context.now),
        opens_at=review.opens_at,
        closes_at=review.closes_at,
        ended_at=ended_at(review, context.now) or UNSET,
        cancelled=review.cancelled or UNSET,
        time_zone=review.own_zone,
        deadlines=deadlines_view(review),
        self_side=_side(context, SideName.SELF),
        manager=_side(context, SideName.MANAGER) if knows else UNSET,
        signatures=[structs.replace(signature_view(context, one), comment=UNSET) for one in review.signatures],
        waiting=_waiting(context, everything=knows and not subject),
        past_reviewers=[PastReviewerView(person=person_ref(p.person), until=p.until) for p in review.past_reviewers],
        without_reviewer=waits_for_reviewer(review, context.now) or UNSET,
    )


def _side(context: ReviewContext, name: SideName) -> SideInformation:
    head = context.review.side(name)
    done = name is SideName.MANAGER and Relationship.SUBJECT not in context.relationships
    return SideInformation(
        state=head.state,
        locked=locked(context.review, name, context.now),
        done=context.review.done if done else UNSET,
        version=head.share_version,
        shared_at=head.shared_at or UNSET,
        reads=UNSET if context.relationships.isdisjoint(HEARS_COMMENTS) else reads_view(context.review, head),
    )


def _waiting(context: ReviewContext, *, everything: bool) -> list[WaitingView]:
    return [
        WaitingView(
            kind=task.kind,
            person=person_ref(task.person),
            due_at=task.due_at,
            time_zone=task.zone,
            state=task.state,
        )
        for task in open_tasks(context.review, context.now)
        if everything or task.kind in _OF_BOTH
    ]
