"""A manager's team, a review a row."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.cycles.rules import RatingValue
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.people.rules import Person
from chalicelib.reviews.rules import (
    Party,
    Review,
    ReviewAction,
    ReviewContext,
    ReviewPart,
    ReviewState,
    SideName,
    access_of,
    actions_of,
    ended_at,
)
from chalicelib.reviews.views.review import deadlines_view, locked
from chalicelib.reviews.views.shapes import CycleRef, DeadlinesView, SideStatusView


class TeamReview(msgspec.Struct, frozen=True, kw_only=True):
    """Where the review of someone below stands, and what the caller may do with it."""

    id: str
    cycle: CycleRef
    reviewer: PersonRef
    state: ReviewState
    ended_at: datetime | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    time_zone: str
    self_side: SideStatusView = msgspec.field(name="self")
    manager: SideStatusView | UnsetType = UNSET
    rating: RatingValue | UnsetType = UNSET
    rating_label: str | UnsetType = UNSET
    signed: list[Party]
    deadlines: DeadlinesView
    actions: list[ReviewAction]


class TeamItem(msgspec.Struct, frozen=True, kw_only=True):
    """Someone below the caller; `direct` where they report to the caller.

    `reviewed_by`: who reviews them, where that is no one below the caller, who sees nothing of the review then.
    """

    person: PersonRef
    title: str
    department: str
    direct: bool
    manager: PersonRef | UnsetType = UNSET
    review: TeamReview | UnsetType = UNSET
    reviewed_by: PersonRef | UnsetType = UNSET


def team_item(of: Person, context: ReviewContext | None, *, direct: bool, elsewhere: Review | None = None) -> TeamItem:
    """Return a row of the team list."""
    return TeamItem(
        person=person_ref(of),
        title=of.title,
        department=of.department,
        direct=direct,
        manager=PersonRef(id=of.manager_id, name=of.manager_name) if of.manager_id else UNSET,
        review=_review(context) if context else UNSET,
        reviewed_by=person_ref(elsewhere.reviewer) if elsewhere else UNSET,
    )


def _review(context: ReviewContext) -> TeamReview:
    review, access = context.review, access_of(context)
    seen = review.rating if access.reads(ReviewPart.RATING) else None
    return TeamReview(
        id=review.id,
        cycle=CycleRef(id=review.cycle_id, name=review.cycle_name),
        reviewer=person_ref(review.reviewer),
        state=review.state_at(context.now),
        ended_at=ended_at(review, context.now) or UNSET,
        cancelled=review.cancelled or UNSET,
        time_zone=review.own_zone,
        self_side=SideStatusView(state=review.own.state, locked=locked(review, SideName.SELF, context.now)),
        manager=_manager(context) if access.knows(ReviewPart.MANAGER) else UNSET,
        rating=UNSET if seen is None else seen,
        rating_label=UNSET if seen is None else _label(context, seen),
        signed=[signature.party for signature in review.signatures],
        deadlines=deadlines_view(review),
        actions=list(actions_of(context)),
    )


def _label(context: ReviewContext, rating: RatingValue) -> str | UnsetType:
    ratings = context.cycle.options.ratings
    steps = ratings.scale if ratings else ()
    return next((step.label for step in steps if step.value == rating), UNSET)


def _manager(context: ReviewContext) -> SideStatusView:
    review = context.review
    return SideStatusView(
        state=review.manager.state,
        locked=locked(review, SideName.MANAGER, context.now),
        done=review.done,
    )
