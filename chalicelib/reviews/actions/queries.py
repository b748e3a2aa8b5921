"""Reading: one's own list, one's tasks, a review and its parts. What is at hand beside one is in `resources`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.cycles import actions as cycles
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotAllowed, NotFound
from chalicelib.kernel.storage.table import Reads, position_of
from chalicelib.people import actions as people
from chalicelib.reviews import rules, store, views
from chalicelib.reviews.actions.loaded_review import LoadedReview, chains_of, opened
from chalicelib.reviews.actions.outcomes import PARTS, record_reading
from chalicelib.reviews.rules import Review, ReviewContext, ReviewPart, SideName, context_of

_PAGE = 100
_MOST_PAGES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewFilter:
    """Which of one's own reviews; None where it does not matter."""

    role: str | None = None
    status: str | None = None
    cycle_id: str | None = None
    year: int | None = None


def review(command: Command, review_id: str) -> LoadedReview:
    """Return the whole review, with a note of who read what of it."""
    return record_reading(command, opened(command.reads, command.actor, review_id, command.now), ReviewPart)


def status(command: Command, review_id: str) -> ReviewContext:
    """Return a review for someone who stands to it in some way, without the texts in it."""
    keys = (store.head_key(review_id), cycles.cycle_key(store.cycle_of(review_id)))
    head = command.reads.fetch(*keys).get(keys[0]) if store.is_review_id(review_id) else None
    if head is None:
        raise NotFound
    review = store.review_of(head)
    known = people.find(command.reads, [review.reviewer.id, review.reviewee.id])
    context = context_of(
        review, command.actor, cycles.load(command.reads, review.cycle_id), command.now, chains_of(known)
    )
    if context.outsider:
        raise NotFound
    return context


def side(command: Command, review_id: str, name: SideName) -> LoadedReview:
    """Return one side for someone who may read it."""
    return record_reading(command, readable(command, review_id, name), [PARTS[name], ReviewPart.RATING])


def readable(command: Command, review_id: str, name: SideName) -> LoadedReview:
    """The file for someone who may read this side; how far an unshared one is, no one else learns from the refusal."""
    loaded = opened(command.reads, command.actor, review_id, command.now)
    if not rules.access_of(loaded.context).reads(PARTS[name]):
        raise NotAllowed("not_shared_with_you", case=name.value)
    return loaded


def mine(
    reads: Reads, person_id: str, wanted: ReviewFilter, now: datetime, *, limit: int, after: str | None
) -> tuple[list[Review], str | None]:
    """Return one page of someone's reviews in every role, the newest cycle first."""
    items: list[Review] = []
    for _ in range(_MOST_PAGES):
        page = store.person_reviews(reads, person_id, cycle_id=wanted.cycle_id, limit=_PAGE, after=after)
        for row in page.rows:
            found = store.review_of(row)
            if _is_wanted(found, person_id, wanted, now):
                items.append(found)
            if len(items) == limit:
                last = page.after is None and row is page.rows[-1]
                return items, None if last else position_of(row, None)
        after = page.after
        if after is None:
            break
    return items, after


def about(
    command: Command, reviewee_id: str, wanted: ReviewFilter, *, limit: int, after: str | None
) -> tuple[list[ReviewContext], str | None]:
    """Return one page of the reviews of someone to which the caller stands in some way, the newest cycle first."""
    cases: list[ReviewContext] = []
    for _ in range(_MOST_PAGES):
        page = store.person_reviews(command.reads, reviewee_id, cycle_id=wanted.cycle_id, limit=_PAGE, after=after)
        rows = {review.id: row for row in page.rows if (review := store.review_of(row)).reviewee.id == reviewee_id}
        for context in _cases(command, [store.review_of(row) for row in rows.values()]):
            if not context.outsider and _is_wanted(context.review, command.actor.id, wanted, command.now):
                cases.append(context)
            if len(cases) == limit:
                row = rows[context.review.id]
                return cases, None if page.after is None and row is page.rows[-1] else position_of(row, None)
        after = page.after
        if after is None:
            break
    return cases, after


def _cases(command: Command, found: list[Review]) -> list[ReviewContext]:
    """Return how the actor stands to each of these reviews, in one call however many they are."""
    involved = {one for review in found for one in (review.reviewee.id, review.reviewer.id)}
    command.reads.fetch(*map(people.person_key, involved), *(cycles.cycle_key(review.cycle_id) for review in found))
    return [_case(command, review) for review in found]


def _case(command: Command, review: Review) -> ReviewContext:
    known = people.find(command.reads, [review.reviewee.id, review.reviewer.id])
    return context_of(review, command.actor, cycles.load(command.reads, review.cycle_id), command.now, chains_of(known))


def _is_wanted(review: Review, person_id: str, wanted: ReviewFilter, now: datetime) -> bool:
    return (
        wanted.role in {None, *views.roles_in(review, person_id)}
        and wanted.status in {None, review.state_at(now).value}
        and wanted.year in {None, review.opens_at.year}
    )
