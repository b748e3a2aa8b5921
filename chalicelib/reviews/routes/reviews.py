"""One's own list, a review, and what is at hand beside it."""

from __future__ import annotations

from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing
from chalicelib.kernel.policy import signed_in
from chalicelib.reviews import bodies, views
from chalicelib.reviews.actions import loaded_review, queries
from chalicelib.reviews.actions import resources as at_hand
from chalicelib.reviews.actions.queries import ReviewFilter
from chalicelib.reviews.routes.common import (
    ONE,
    WATCHES,
    prefetch,
    routes,
)
from chalicelib.reviews.views import (
    ResourcesView,
    ReviewItem,
    ReviewView,
)
from chalicelib.reviews.views.information import InformationView, information_view


@routes.get(
    "/reviews", allow=signed_in, summary="Reviews, mine or of a person", query=bodies.ReviewsQuery,
    answer=Listing[ReviewItem],
)  # fmt: skip
def my_reviews(call: Call[Any, bodies.ReviewsQuery]) -> Answer:
    """In every role, the newest first; with `reviewee_id` those of one person, as far as the caller stands to them."""
    asked = call.query
    wanted = ReviewFilter(role=asked.role, status=asked.status, cycle_id=asked.cycle_id, year=asked.year)
    if asked.reviewee_id is not None:
        cases, after = queries.about(call.command, asked.reviewee_id, wanted, limit=asked.limit, after=call.after)
        return call.listed([views.case_item(context) for context in cases], after)
    found, after = queries.mine(call.reads, call.actor.id, wanted, call.now, limit=asked.limit, after=call.after)
    return call.listed([views.review_item(review, call.actor.id, call.now) for review in found], after)


@routes.get(ONE, allow=WATCHES, summary="A review, as far as I may see it", answer=ReviewView, prefetch=prefetch)
def review(call: Call[Any, Any]) -> Answer:
    """The whole review with the actions open to the caller."""
    if call.again:
        loaded = loaded_review.opened(call.reads, call.actor, call.path["review_id"], call.now)
        return Answer(views.review_view(loaded, opened=False))
    return Answer(views.review_view(queries.review(call.command, call.path["review_id"])))


@routes.get(
    f"{ONE}/information", allow=WATCHES, summary="Where a review stands, without what is in it",
    answer=InformationView, prefetch=prefetch,
)  # fmt: skip
def information(call: Call[Any, Any]) -> Answer:
    """Dates, versions and who read them, signatures, and who waits for whom; nothing counts as read by it."""
    return Answer(information_view(queries.status(call.command, call.path["review_id"])))


@routes.get(
    f"{ONE}/resources", allow=signed_in, summary="What helps to write this review", answer=ResourcesView,
    prefetch=lambda path: at_hand.prefetch(path["review_id"]),
)  # fmt: skip
def resources(call: Call[Any, Any]) -> Answer:
    """The reviews of this person before, as far as the caller stands to them; reflections since, as far as shared."""
    found = at_hand.resources(call.command, call.path["review_id"])
    return Answer(views.resources_view(found, call.actor.id, call.now))
