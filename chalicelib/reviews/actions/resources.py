"""What is at hand beside a review: one query for the reviewee's line of time, and the heads of what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from chalicelib.cards import actions as cards
from chalicelib.cards.rules import Card
from chalicelib.company.actions import COMPANY_KEY
from chalicelib.kernel.command import Command
from chalicelib.kernel.storage.table import Key
from chalicelib.reviews import store
from chalicelib.reviews.actions.loaded_review import LoadedReview, opened
from chalicelib.reviews.actions.loaded_review import prefetch as keys_of_review
from chalicelib.reviews.rules import Review
from chalicelib.reviews.rules.cards import opened_at

if TYPE_CHECKING:
    from chalicelib.reflections.rules import Reflection

MOST = 500
"""Cards that are looked at; in nearly every line of time all are read by one query."""
BACK = timedelta(days=3 * 365)
"""So long before a review opened earlier ones are looked for."""
A_YEAR = timedelta(days=365)
REVIEW, REFLECTION = "reviews.review", "reflections.reflection"


@dataclass(frozen=True, kw_only=True, slots=True)
class Resources:
    """What is at hand beside a review; no `reflections` for those who are to see none.

    `cards`: what else of the reviewee's line of time since the review before is for this reader, the newest first.
    """

    past_reviews: list[Review]
    reflections: list[Reflection] | None
    cards: list[Card]


def prefetch(review_id: str) -> tuple[Key, ...]:
    """Return what the review's id alone leads to, and which features are switched off."""
    return (*keys_of_review(review_id), COMPANY_KEY)


def resources(command: Command, review_id: str) -> Resources:
    """Return the complete reviews of this person before this one, the newest first, and what there is since.

    Who may see what its feature decides by the card; the lists show more than a card says, and read the heads by key.
    """
    loaded = opened(command.reads, command.actor, review_id, command.now)
    line = _line(command, loaded)
    opens_at = loaded.review.opens_at
    earlier = [card for card in line if card.kind == REVIEW and card.id != review_id and opened_at(card) < opens_at]
    since = max(map(opened_at, earlier), default=opens_at - A_YEAR)
    current = [card for card in line if card.at >= since]
    heads = [store.head_key(card.id) for card in earlier]
    reflections = _reflections(command, loaded, current, heads)
    rows = command.reads.fetch(*heads)
    return Resources(
        past_reviews=[store.review_of(rows[key]) for key in heads if key in rows],
        reflections=reflections,
        cards=[card for card in current if card.kind not in {REVIEW, REFLECTION}],
    )


def _line(command: Command, loaded: LoadedReview) -> Sequence[Card]:
    """Return the reviewee's line of time as far as the actor may see it, until the review's end."""
    reviewee = loaded.people.get(loaded.review.reviewee.id)
    if reviewee is None:
        return ()
    shown, _ = cards.visible(
        command.reads,
        command.actor,
        reviewee,
        since=loaded.review.opens_at - BACK,
        until=max(command.now, loaded.review.closes_at) + timedelta(seconds=1),
        limit=MOST,
        at_once=MOST,
    )
    return shown


def _reflections(
    command: Command, loaded: LoadedReview, line: Iterable[Card], further: Iterable[Key]
) -> list[Reflection] | None:
    """Return the reviewee's shared ones: for themselves, and for a reviewer who is their manager now.

    `further`: keys of what is read together with them.
    """
    reviewee, actor_id = loaded.people.get(loaded.review.reviewee.id), command.actor.id
    if reviewee is None:
        return None
    if actor_id != reviewee.id and not actor_id == loaded.review.reviewer.id == reviewee.manager_id:
        return None
    ids = [card.id for card in line if card.kind == REFLECTION and card.state == "shared"]
    if not ids:
        return []
    from chalicelib.reflections import actions as reflections

    return reflections.visible(command.reads, command.actor, ids, command.now, tuple(further))
