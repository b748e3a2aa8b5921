"""Who else is asked to write a part of the manager's assessment."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.kernel.errors import Conflict, Fault, FieldError, Invalid, fault
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import mails
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Contributor, Review
from chalicelib.reviews.rules.outcome import Outcome, dated, entry, notification
from chalicelib.reviews.rules.table import ReviewAction, check

MOST_CONTRIBUTORS = 20


def add_contributor(context: ReviewContext, person: Person) -> Outcome:
    """Someone is asked to write a part of the manager's assessment."""
    check(context, ReviewAction.ADD_CONTRIBUTOR)
    review = context.review
    problem = _unfit_contributor(review, person)
    if problem:
        raise Invalid([FieldError("/person_id", problem)])
    asked = notification(
        context,
        mails.CONTRIBUTE,
        ref(person),
        reviewee=review.reviewee.name,
        reviewer=review.reviewer.name,
        due_on=dated(review.deadlines.manager.day, review.manager_zone),
    )
    return Outcome(
        review=replace(review, contributors=(*review.contributors, Contributor(person=ref(person)))),
        notifications=(asked,),
        entries=(entry(context, ReviewAction.ADD_CONTRIBUTOR, detail={"person": person.id}),),
    )


def _unfit_contributor(review: Review, person: Person) -> Fault | None:
    if not person.active:
        return fault("person_left")
    if person.id in {review.reviewee.id, review.reviewer.id}:
        return fault("has_a_side")
    if person.id in review.contributor_ids:
        return fault("contributes_already")
    return fault("too_many", most=MOST_CONTRIBUTORS) if len(review.contributors) >= MOST_CONTRIBUTORS else None


def mark_contribution_done(context: ReviewContext, *, done: bool) -> Outcome:
    """A contributor says that they are done, so that nothing more is asked of them; or goes on writing."""
    verb = ReviewAction.MARK_CONTRIBUTION_DONE if done else ReviewAction.UNMARK_CONTRIBUTION_DONE
    check(context, verb)
    marked = tuple(
        replace(one, done=done) if one.person.id == context.actor.id else one for one in context.review.contributors
    )
    return Outcome(review=replace(context.review, contributors=marked), entries=(entry(context, verb),))


def remove_contributor(context: ReviewContext, person_id: str) -> Outcome:
    """A contributor is no longer asked; what they wrote is no longer shown."""
    check(context, ReviewAction.REMOVE_CONTRIBUTOR)
    review = context.review
    if person_id not in review.contributor_ids:
        raise Conflict("not_a_contributor")
    return Outcome(
        review=replace(
            review,
            contributors=tuple(c for c in review.contributors if c.person.id != person_id),
            past_contributor_ids=tuple({*review.past_contributor_ids, person_id}),
        ),
        entries=(entry(context, ReviewAction.REMOVE_CONTRIBUTOR, detail={"person": person_id}),),
        dropped_copies=(person_id,),
    )
