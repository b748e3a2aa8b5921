"""Reviews and backups in lists."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import UNSET

from chalicelib.cards.actions import card_item
from chalicelib.kernel import screens
from chalicelib.people.actions import person_ref
from chalicelib.reviews.rules import (
    Backup,
    BackupEntry,
    Review,
    ReviewContext,
    ReviewPart,
    ReviewRole,
    SideName,
    access_of,
    ended_at,
)
from chalicelib.reviews.views.review import deadlines_view, locked
from chalicelib.reviews.views.shapes import (
    BackupItem,
    BackupView,
    CycleRef,
    MarkView,
    PastReviewItem,
    PositionView,
    ReflectionItem,
    ResourcesView,
    ReviewItem,
    SideStatusView,
)

if TYPE_CHECKING:
    from chalicelib.cards.rules import Card
    from chalicelib.reflections.rules import Reflection


def roles_in(review: Review, person_id: str) -> list[ReviewRole]:
    """In which roles someone has this review in their list; its subject is nothing else."""
    if person_id == review.reviewee.id:
        return ["reviewee"]
    named: dict[ReviewRole, bool] = {
        "reviewer": review.reviewer.id == person_id,
        "contributor": person_id in review.contributor_ids,
    }
    return [role for role, holds in named.items() if holds]


def review_item(review: Review, person_id: str, now: datetime) -> ReviewItem:
    """Return a line of someone's own list; an unshared manager side is not there for the reviewee."""
    roles = roles_in(review, person_id)
    return _item(review, roles, now, shows_manager="reviewee" not in roles or review.manager.shared)


def case_item(context: ReviewContext) -> ReviewItem:
    """Return a line of the list of someone's reviews, for anyone who looks at it."""
    roles = roles_in(context.review, context.actor.id)
    return _item(context.review, roles, context.now, shows_manager=access_of(context).knows(ReviewPart.MANAGER))


def _item(review: Review, roles: list[ReviewRole], now: datetime, *, shows_manager: bool) -> ReviewItem:
    return ReviewItem(
        id=review.id,
        cycle=CycleRef(id=review.cycle_id, name=review.cycle_name),
        reviewee=person_ref(review.reviewee),
        reviewer=person_ref(review.reviewer),
        roles=roles,
        state=review.state_at(now),
        opens_at=review.opens_at,
        ended_at=ended_at(review, now) or UNSET,
        cancelled=review.cancelled or UNSET,
        time_zone=review.own_zone,
        deadlines=deadlines_view(review),
        self_side=SideStatusView(state=review.own.state, locked=locked(review, SideName.SELF, now)),
        manager=_manager(review, roles, now) if shows_manager else UNSET,
        signed=[s.party for s in review.signatures],
    )


def _manager(review: Review, roles: list[ReviewRole], now: datetime) -> SideStatusView:
    return SideStatusView(
        state=review.manager.state,
        locked=locked(review, SideName.MANAGER, now),
        done=review.done if "reviewee" not in roles else UNSET,
    )


def past_item(review: Review, now: datetime) -> PastReviewItem:
    """Return a line of the list of earlier reviews; what is in it, its own page decides."""
    return PastReviewItem(
        id=review.id,
        cycle=CycleRef(id=review.cycle_id, name=review.cycle_name),
        reviewer=person_ref(review.reviewer),
        state=review.state_at(now),
        opens_at=review.opens_at,
        ended_at=ended_at(review, now) or UNSET,
        cancelled=review.cancelled or UNSET,
        time_zone=review.own_zone,
        link=screens.at(screens.REVIEW, review_id=review.id),
    )


class ResourcesData(Protocol):
    """What is at hand beside a review, as the actions read it."""

    @property
    def past_reviews(self) -> list[Review]: ...
    @property
    def reflections(self) -> list[Reflection] | None: ...
    @property
    def cards(self) -> list[Card]: ...


def resources_view(found: ResourcesData, reader_id: str, now: datetime) -> ResourcesView:
    """Return what is at hand while writing; no reflections at all for those who are to see none."""
    return ResourcesView(
        past_reviews=[past_item(one, now) for one in found.past_reviews],
        reflections=UNSET
        if found.reflections is None
        else [_reflection_item(one, reader_id) for one in found.reflections],
        cards=[card_item(one) for one in found.cards],
    )


def _reflection_item(one: Reflection, reader_id: str) -> ReflectionItem:
    return ReflectionItem(
        id=one.id,
        title=one.title,
        period=one.period or UNSET,
        created_at=one.created_at,
        shared_at=one.shared_at or UNSET,
        duration_ms=UNSET if one.duration_ms is None else one.duration_ms,
        chapters=[MarkView(at_ms=chapter.at_ms, title=chapter.title) for chapter in one.chapters],
        comments=one.comments_for(reader_id),
        link=screens.at(screens.REFLECTION, reflection_id=one.id),
    )


def backup_item(entry: BackupEntry) -> BackupItem:
    """Return a line of the list of backups."""
    return BackupItem(n=entry.n, at=entry.at)


def backup_view(backup: Backup) -> BackupView:
    """Return a backup with its text."""
    return BackupView(
        n=backup.n,
        at=backup.at,
        answers=backup.answers,
        rating=backup.rating if backup.rating is not None else UNSET,
        position=PositionView(x=backup.position["x"], y=backup.position["y"]) if backup.position else UNSET,
    )
