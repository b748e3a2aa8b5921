"""What lies on someone's desk: all that home asks of reviews, and so in a module that needs nothing else of them."""

from __future__ import annotations

from chalicelib.kernel.storage.table import Reads, Row
from chalicelib.reviews import store
from chalicelib.reviews.rules import Review


def person_reviews(reads: Reads, person_id: str, *, limit: int, upto: str) -> tuple[list[Review], list[Row]]:
    """Someone's newest reviews in every role, and the row at `upto` in their partition, in one query."""
    found = store.home_range(reads, person_id, upto=upto, limit=limit + 1).rows
    reviews = [store.review_of(row) for row in found if store.is_review_row(row)]
    return reviews[:limit], [row for row in found if not store.is_review_row(row)]
