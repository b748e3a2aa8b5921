"""The rows of reviews, for features above: what these may read and write of a review without opening it."""

from collections.abc import Iterable

from chalicelib.cards import actions as cards
from chalicelib.kernel.command import Command
from chalicelib.reviews import store
from chalicelib.reviews.rules import Review
from chalicelib.reviews.rules.cards import card_of
from chalicelib.reviews.store import (
    create,
    head_key,
    index_key,
    of_cycle,
    person_reviews,
    person_reviews_of_cycle,
    review_of,
    reviewee_of,
)

__all__ = [
    "create",
    "head_key",
    "index_key",
    "of_cycle",
    "person_reviews",
    "person_reviews_of_cycle",
    "review_of",
    "reviewee_of",
    "save_head",
]


def save_head(command: Command, before: Review, after: Review, dropped_copies: Iterable[str] = ()) -> Review:
    """Put a changed head with its copies, and its card; return it with its new version."""
    cards.follow(command, card_of(before), card_of(after))
    return store.save_head(command.changes, after, dropped_copies)
