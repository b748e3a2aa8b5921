"""What a decision about a review starts from: the review, who asks, the cycle, the time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.cycles.rules import Cycle
from chalicelib.kernel import policy
from chalicelib.kernel.policy import CYCLES_WRITE, Actor, ActorKind, Relationship
from chalicelib.reviews.rules.deadlines import timed
from chalicelib.reviews.rules.model import Review


class ActorRole(StrEnum):
    """The words of the product's table of actions for those who may do something."""

    REVIEWEE = "reviewee"
    REVIEWER = "reviewer"
    CONTRIBUTOR = "contributor"
    UPLINE = "upline"
    HR_ADMIN = "hr_admin"
    HR = "hr"
    AUTOMATION = "automation"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewContext:
    """One request about one review. `review` has the cycle's dates as they are now.

    `below`: which people of the review (reviewee, reviewer, contributors) have the actor above them.
    """

    review: Review
    actor: Actor
    cycle: Cycle
    now: datetime
    relationships: frozenset[Relationship]
    below: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[ActorRole]:
        """In which words of the table the actor is named."""
        return _roles(self.actor, self.relationships)

    @property
    def unopened(self) -> ReviewContext:
        """The same for someone of HR who runs the review and does not open what is in it."""
        if Relationship.HR_ADMIN not in self.relationships:
            return self
        return replace(self, relationships=self.relationships - {Relationship.HR_ADMIN} | {Relationship.HR_STATUS})

    @property
    def outsider(self) -> bool:
        """Whether the review does not exist, as far as the actor may know."""
        return self.relationships == {Relationship.OUTSIDER} and self.actor.kind is not ActorKind.SYSTEM


def context_of(
    review: Review,
    actor: Actor,
    cycle: Cycle,
    now: datetime,
    chains: Mapping[str, Collection[str]],
) -> ReviewContext:
    """Return the case of `actor` and `review`; `chains`: who is above each of the review's people, by their ids."""
    relationships = policy.relationships(
        actor,
        subject_id=review.reviewee.id,
        reviewer_id=review.reviewer.id,
        reviewer_chain=chains.get(review.reviewer.id, ()),
        contributor_ids=review.contributor_ids,
    )
    below = frozenset(person for person, chain in chains.items() if actor.id in chain)
    return ReviewContext(
        review=timed(review, cycle), actor=actor, cycle=cycle, now=now, relationships=relationships, below=below
    )


_NAMED = {
    Relationship.SUBJECT: ActorRole.REVIEWEE,
    Relationship.REVIEWER: ActorRole.REVIEWER,
    Relationship.WRITER: ActorRole.REVIEWER,
    Relationship.CONTRIBUTOR: ActorRole.CONTRIBUTOR,
    Relationship.UPLINE: ActorRole.UPLINE,
    Relationship.HR_ADMIN: ActorRole.HR_ADMIN,
}


def _roles(actor: Actor, relationships: frozenset[Relationship]) -> frozenset[ActorRole]:
    """HR who may not open this file (an assistant, an admin below the reviewee) can still run it; the subject never."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({ActorRole.HR, ActorRole.HR_ADMIN})
    found = {_NAMED[relationship] for relationship in relationships if relationship in _NAMED}
    if not relationships.isdisjoint({Relationship.HR_ADMIN, Relationship.HR_STATUS}):
        if actor.is_person:
            found.add(ActorRole.HR)
        elif CYCLES_WRITE in actor.scopes:
            found.add(ActorRole.AUTOMATION)
    return frozenset(found)
