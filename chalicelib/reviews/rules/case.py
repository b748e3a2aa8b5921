"""What a decision about a review starts from: the review, who asks, the cycle, the time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.cycles.rules import Cycle
from chalicelib.kernel import policy
from chalicelib.kernel.policy import CYCLES_WRITE, Actor, ActorKind, Standing
from chalicelib.reviews.rules.model import Review
from chalicelib.reviews.rules.timing import timed


class Who(StrEnum):
    """The words of the product's table of actions for those who may do something."""

    REVIEWEE = "reviewee"
    REVIEWER = "reviewer"
    CONTRIBUTOR = "contributor"
    UPLINE = "upline"
    HR_ADMIN = "hr_admin"
    HR = "hr"
    AUTOMATION = "automation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One request about one review. `review` has the cycle's dates as they are now.

    `below`: which people of the review (reviewee, reviewer, contributors) have the actor above them.
    """

    review: Review
    actor: Actor
    cycle: Cycle
    now: datetime
    standings: frozenset[Standing]
    below: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[Who]:
        """In which words of the table the actor is named."""
        return _roles(self.actor, self.standings)

    @property
    def unopened(self) -> Case:
        """The same for someone of HR who runs the review and does not open what is in it."""
        if Standing.HR_ADMIN not in self.standings:
            return self
        return replace(self, standings=self.standings - {Standing.HR_ADMIN} | {Standing.HR_STATUS})

    @property
    def outsider(self) -> bool:
        """Whether the review does not exist, as far as the actor may know."""
        return self.standings == {Standing.OUTSIDER} and self.actor.kind is not ActorKind.SYSTEM


def case_of(
    review: Review,
    actor: Actor,
    cycle: Cycle,
    now: datetime,
    chains: Mapping[str, Collection[str]],
) -> Case:
    """The case of `actor` and `review`; `chains`: who is above each of the review's people, by their ids."""
    standings = policy.standings(
        actor,
        subject_id=review.reviewee.id,
        reviewer_id=review.reviewer.id,
        reviewer_chain=chains.get(review.reviewer.id, ()),
        contributor_ids=review.contributor_ids,
    )
    below = frozenset(person for person, chain in chains.items() if actor.id in chain)
    return Case(review=timed(review, cycle), actor=actor, cycle=cycle, now=now, standings=standings, below=below)


_NAMED = {
    Standing.SUBJECT: Who.REVIEWEE,
    Standing.REVIEWER: Who.REVIEWER,
    Standing.WRITER: Who.REVIEWER,
    Standing.CONTRIBUTOR: Who.CONTRIBUTOR,
    Standing.UPLINE: Who.UPLINE,
    Standing.HR_ADMIN: Who.HR_ADMIN,
}


def _roles(actor: Actor, standings: frozenset[Standing]) -> frozenset[Who]:
    """HR who may not open this file (an assistant, an admin below the reviewee) can still run it; the subject never."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Who.HR, Who.HR_ADMIN})
    found = {_NAMED[standing] for standing in standings if standing in _NAMED}
    if not standings.isdisjoint({Standing.HR_ADMIN, Standing.HR_STATUS}):
        if actor.is_person:
            found.add(Who.HR)
        elif CYCLES_WRITE in actor.scopes:
            found.add(Who.AUTOMATION)
    return frozenset(found)
