"""A complete review in the line of time of its reviewee: what stands there of it, and who may see that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from chalicelib.cards.rules import Card
from chalicelib.kernel import policy, screens
from chalicelib.kernel.policy import Actor, Relationship
from chalicelib.reviews.rules.model import Review, ReviewState


def card_of(review: Review) -> Card | None:
    """Return the card of a review as long as it is complete. Nothing of what is in it stands there."""
    if review.state is not ReviewState.COMPLETE:
        return None
    return Card(
        owner_id=review.reviewee.id,
        at=review.completed_at or review.closes_at,
        kind="reviews.review",
        id=review.id,
        title=review.cycle_name,
        state=review.state.value,
        link=screens.at(screens.REVIEW, review_id=review.id),
        seen_by={"reviewer": review.reviewer.id, "contributors": ",".join(sorted(review.contributor_ids))},
        details={"opens_at": review.opens_at.isoformat()},
    )


def opened_at(card: Card) -> datetime:
    """Return when the review of a card opened."""
    return datetime.fromisoformat(card.details["opens_at"])


def shows_card(card: Card, actor: Actor, reviewer_chain: Collection[str]) -> bool:
    """Return whether someone may see the card: whoever stands to the review in some way."""
    relationships = policy.relationships(
        actor,
        subject_id=card.owner_id,
        reviewer_id=card.seen_by["reviewer"],
        reviewer_chain=reviewer_chain,
        contributor_ids=card.seen_by["contributors"].split(","),
    )
    return Relationship.OUTSIDER not in relationships
