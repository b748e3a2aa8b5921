"""Who reads what, and from when on, said before anything is written or shared: asked of the table itself, per role.

Every sentence about it, on a screen or in an email, is phrased from these codes and says nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.cycles.rules import CycleOptions
from chalicelib.kernel import policy
from chalicelib.kernel.policy import Actor, Relationship
from chalicelib.people.rules import Person
from chalicelib.questionnaires.rules import Questionnaire
from chalicelib.reviews.rules.model import Review, SideName
from chalicelib.reviews.rules.visibility import (
    HEARS_COMMENTS,
    AccessLevel,
    ReviewPart,
    SharedSides,
    access_level,
    shared_of,
    shown_to_reviewee,
)


class ReaderRole(StrEnum):
    """Who may read, in a review: `author` wrote it, where that is neither of the two."""

    AUTHOR = "author"
    REVIEWEE = "reviewee"
    REVIEWER = "reviewer"
    UPLINE = "upline"
    HR = "hr"


class ReadableFrom(StrEnum):
    """From when on someone reads: now, or once this has been shared."""

    NOW = "now"
    SELF_SHARED = "self_shared"
    MANAGER_SHARED = "manager_shared"
    BOTH_SHARED = "both_shared"


@dataclass(frozen=True, slots=True)
class ReadingRole:
    """A role that reads, and from when on. Who is not named never does."""

    who: ReaderRole
    when: ReadableFrom


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewAudience:
    """Who reads each part of a review. `comment`: of a signature. `withheld`: questions whose answer by the manager,
    or by a contributor, the reviewee never reads."""

    parts: Mapping[ReviewPart, tuple[ReadingRole, ...]]
    comment: tuple[ReadingRole, ...]
    withheld: tuple[str, ...] = ()


def readers_of(
    review: Review, reviewer: Person | None, options: CycleOptions, part: ReviewPart
) -> tuple[ReadingRole, ...]:
    """Return who reads one part of `review` as it stands now, and from when on."""
    return tuple(_readers(part, roles_of(review, reviewer), options, shared_of(review)))


def audience_of(review: Review, reviewer: Person | None, options: CycleOptions, form: Questionnaire) -> ReviewAudience:
    """Return who reads what of `review` as it stands now. `reviewer`: as the directory has them."""
    roles, shown = roles_of(review, reviewer), shown_to_reviewee(form)
    return ReviewAudience(
        parts={part: readers_of(review, reviewer, options, part) for part in ReviewPart},
        comment=tuple(
            ReadingRole(who, ReadableFrom.NOW) for who, how in roles.items() if not HEARS_COMMENTS.isdisjoint(how)
        ),
        withheld=tuple(question.id for question in form.questions(SideName.MANAGER) if question.id not in shown),
    )


def lines(readers: Iterable[ReadingRole]) -> str:
    """Return the same as a param of a mail."""
    return "\n".join(f"{one.who.value} {one.when.value}" for one in readers)


def roles_of(review: Review, reviewer: Person | None) -> Mapping[ReaderRole, frozenset[Relationship]]:
    """Return how those who play a role in this review stand to it. No one above the reviewer: no one reads as such."""
    chain = reviewer.chain if reviewer else ()
    roles = {
        ReaderRole.REVIEWEE: frozenset({Relationship.SUBJECT}),
        ReaderRole.REVIEWER: _as_reviewer(review, reviewer) if reviewer else frozenset({Relationship.REVIEWER}),
        ReaderRole.UPLINE: frozenset({Relationship.UPLINE}),
        ReaderRole.HR: frozenset({Relationship.HR_ADMIN}),
    }
    if not set(chain) - {review.reviewee.id, review.reviewer.id}:
        del roles[ReaderRole.UPLINE]
    return roles


def _as_reviewer(review: Review, reviewer: Person) -> frozenset[Relationship]:
    """An HR admin who reviews someone above them reads less than another reviewer."""
    actor = Actor(id=reviewer.id, name=reviewer.name, roles=reviewer.effective_roles, chain=reviewer.chain)
    return policy.relationships(
        actor, subject_id=review.reviewee.id, reviewer_id=review.reviewer.id, reviewer_chain=reviewer.chain
    )


def _readers(
    part: ReviewPart, roles: Mapping[ReaderRole, frozenset[Relationship]], options: CycleOptions, shared: SharedSides
) -> Iterator[ReadingRole]:
    if part is ReviewPart.CONTRIBUTIONS:
        yield ReadingRole(ReaderRole.AUTHOR, ReadableFrom.NOW)
    for who, relationships in roles.items():
        when = _when(part, relationships, options, shared)
        if when is not None:
            yield ReadingRole(who, when)


def _when(
    part: ReviewPart, relationships: frozenset[Relationship], options: CycleOptions, shared: SharedSides
) -> ReadableFrom | None:
    """The least that has to be shared before the table lets them read."""
    own, manager = {"own": True}, {"manager": True, "manager_once": True}
    steps = {
        ReadableFrom.NOW: shared,
        ReadableFrom.SELF_SHARED: replace(shared, **own),
        ReadableFrom.MANAGER_SHARED: replace(shared, **manager),
        ReadableFrom.BOTH_SHARED: replace(shared, **own, **manager),
    }
    reads = (
        when for when, then in steps.items() if access_level(part, relationships, options, then) >= AccessLevel.READS
    )
    return next(reads, None)
