"""The rating, changed from above before anything is shared."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.cycles.rules import RatingValue
from chalicelib.kernel.errors import Conflict, Fault, FieldError, Invalid, fault
from chalicelib.people.rules import ref
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Adjustment, Side
from chalicelib.reviews.rules.outcome import Outcome, entry
from chalicelib.reviews.rules.table import ReviewAction, check


def adjust_rating(context: ReviewContext, side: Side | None, rating: RatingValue, reason: str) -> Outcome:
    """The rating is changed from above before anything is shared; who, from what, to what and why is kept."""
    check(context, ReviewAction.ADJUST_RATING)
    problem = rating_problem(context, rating)
    if problem:
        raise Invalid([FieldError("/rating", problem)])
    if side is None:
        raise Conflict("nothing_written", case="manager")
    by = ref(context.actor)
    made = Adjustment(before=side.rating, after=rating, reason=reason, by=by, at=context.now)
    return Outcome(
        review=replace(context.review, rating=rating, adjustments=(*context.review.adjustments, made)),
        sides=(replace(side, rating=rating),),
        entries=(entry(context, ReviewAction.ADJUST_RATING, reason=reason),),
    )


def rating_problem(context: ReviewContext, rating: RatingValue) -> Fault | None:
    """Why this is no overall rating of the cycle, or nothing."""
    ratings = context.cycle.options.ratings
    if ratings is None:
        return fault("no_ratings")
    known = any(rating == point.value for point in ratings.scale)
    return None if known else fault("not_on_scale")
