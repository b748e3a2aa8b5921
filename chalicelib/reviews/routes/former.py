"""What stays with someone who was the reviewer before."""

from __future__ import annotations

from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing, PageQuery
from chalicelib.kernel.policy import signed_in
from chalicelib.reviews import views
from chalicelib.reviews.actions import former as reviews_past
from chalicelib.reviews.routes.common import ONE, prefetch, routes
from chalicelib.reviews.views import FormerItem, FormerView


@routes.get(
    "/reviews/former", allow=signed_in, summary="Reviews that I wrote before", query=PageQuery,
    answer=Listing[FormerItem],
)  # fmt: skip
def former_reviews(call: Call[Any, PageQuery]) -> Answer:
    """Those that someone else writes now; nothing of how they went on."""
    found, after = reviews_past.former_reviews(call.command, limit=call.query.limit, after=call.after)
    return call.listed([views.former_item(review, past) for review, past in found], after)


@routes.get(
    f"{ONE}/former", allow=signed_in, summary="What I keep of a review that I wrote before", answer=FormerView,
    prefetch=prefetch,
)  # fmt: skip
def former(call: Call[Any, Any]) -> Answer:
    """The caller's own notes and files; their versions are their backups of the manager's assessment."""
    kept = reviews_past.former(call.command, call.path["review_id"])
    return Answer(views.former_view(kept, kept.loaded.context, kept.loaded.form))
