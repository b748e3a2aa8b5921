"""All that home asks of reviews, and so in a module that needs nothing else of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from chalicelib.kernel.storage.table import Row
from chalicelib.reviews import store
from chalicelib.reviews.rules import Review


def reviews_among(rows: Iterable[Row], *, most: int) -> list[Review]:
    """Return the first `most` of someone's reviews in every role, among the rows of home's range."""
    return [store.review_of(row) for row in islice(filter(store.is_review_row, rows), most)]
