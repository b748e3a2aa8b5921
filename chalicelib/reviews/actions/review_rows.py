"""The rows of reviews, for features above: what these may read and write of a review without opening it."""

from chalicelib.reviews.store import (
    create,
    head_key,
    index_key,
    index_partition,
    person_reviews,
    person_reviews_of_cycle,
    review_of,
    reviewee_of,
    save_head,
)

__all__ = [
    "create",
    "head_key",
    "index_key",
    "index_partition",
    "person_reviews",
    "person_reviews_of_cycle",
    "review_of",
    "reviewee_of",
    "save_head",
]
