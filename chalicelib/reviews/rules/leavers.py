"""What becomes of a review when someone who writes in it leaves the company, or comes back."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.audit.rules import AuditEntry
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Contributor
from chalicelib.reviews.rules.outcome import Outcome, entry


def writer_left(context: ReviewContext, person_id: str) -> Outcome:
    """The review waits for another reviewer; a contributor's text stays, and one who had not begun is asked no more."""
    review = context.review
    if review.reviewer.id == person_id:
        marked = replace(review, reviewer_left_at=review.reviewer_left_at or context.now)
        return Outcome(review=marked, entries=_entries(context, "reviewer_left", person_id, changed=marked != review))
    kept = tuple(_left(one, person_id) for one in review.contributors if one.begun or one.person.id != person_id)
    return Outcome(
        review=replace(review, contributors=kept),
        entries=_entries(context, "contributor_left", person_id, changed=kept != review.contributors),
        dropped_copies=(person_id,) if len(kept) < len(review.contributors) else (),
    )


def _left(contributor: Contributor, person_id: str) -> Contributor:
    """No one waits for the rest of what someone wrote who has left."""
    return replace(contributor, done=True) if contributor.person.id == person_id else contributor


def writer_back(context: ReviewContext, person_id: str) -> Outcome:
    """A reviewer who has come back goes on."""
    review = context.review
    if review.reviewer.id != person_id or review.reviewer_left_at is None:
        return Outcome(review=review)
    return Outcome(
        review=replace(review, reviewer_left_at=None),
        entries=_entries(context, "reviewer_back", person_id, changed=True),
    )


def _entries(context: ReviewContext, action: str, person_id: str, *, changed: bool) -> tuple[AuditEntry, ...]:
    return (entry(context, action, detail={"person": person_id}),) if changed else ()
