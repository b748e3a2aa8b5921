"""What a launch would do, what it did, page by page and folded into one, and where a cycle's reviews stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.cycles.rules import Cycle, Pair, PlannedMail, PlanProblem
from chalicelib.reviews.rules import Review, ReviewState
from chalicelib.words import Param, sentence

MOST_FAILURES = 1000
MOST_JOINED = 100
MOST_AT_ONCE = 12
"""So many people join a running cycle in one command, of up to six rows each: the review, its copy, two emails, an
entry, a removal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why someone who takes part has no review."""

    person_id: str
    name: str
    reason: str
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The English sentence."""
        return sentence("plan", self.reason, self.params)


class JoinOutcome(StrEnum):
    """What became of someone who was to join."""

    ADDED = "added"
    BACK = "back"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What became of one of those who were to join; `failure` says why not."""

    person_id: str
    name: str
    became: JoinOutcome
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchResult:
    """What a page of a launch did, or the whole of it. `joined`: what became of late joiners, the last time."""

    seen: int = 0
    created: int = 0
    failed: tuple[Failure, ...] = ()
    zones: tuple[str, ...] = ()
    joined: tuple[Joined, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCounts:
    """How many reviews stand where, stage by stage."""

    self_side: dict[str, int]
    manager_side: dict[str, int]
    signed: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(StageCounts):
    """How many reviews stand where, all together and by department."""

    at: datetime
    reviews: dict[str, int]
    departments: dict[str, StageCounts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a cycle is. `tally`: None before its reviews were counted."""

    cycle: Cycle
    result: LaunchResult
    tally: Tally | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A part of what a launch would do, and where the next part begins."""

    pairs: list[Pair]
    problems: list[PlanProblem]
    mails: list[PlannedMail]
    after: str | None


def folded(results: Iterable[LaunchResult]) -> LaunchResult:
    """Answer several results as one; no one is named twice."""
    listed = list(results)
    failed = {failure.person_id: failure for result in listed for failure in result.failed}
    return LaunchResult(
        seen=sum(result.seen for result in listed),
        created=sum(result.created for result in listed),
        failed=tuple(failed.values())[:MOST_FAILURES],
        zones=tuple(sorted({zone for result in listed for zone in result.zones})),
    )


def with_joined(result: LaunchResult, joined: Sequence[Joined]) -> LaunchResult:
    """Return a result that says of these people, too, what became of them; the newest are kept."""
    joined_ids = {one.person_id for one in joined}
    earlier = [one for one in result.joined if one.person_id not in joined_ids]
    return replace(result, joined=(*earlier, *joined)[-MOST_JOINED:])


def counted(reviews: Iterable[Review], now: datetime, *, but_manager_of: str = "") -> Tally:
    """Count reviews by where they stand; withdrawn ones have no sides anymore.

    No one learns from a count how their own manager's side stands: `but_manager_of` is left out there.
    """
    states: Counter[str] = Counter()
    departments: dict[str, _Counts] = {}
    total = _Counts()
    for review in reviews:
        states[review.state_at(now)] += 1
        if review.state is ReviewState.WITHDRAWN:
            continue
        for counts in (total, departments.setdefault(review.department, _Counts())):
            counts.add(review, with_manager=review.reviewee.id != but_manager_of)
    sides = total.sides()
    return Tally(
        at=now,
        reviews=dict(states),
        self_side=sides.self_side,
        manager_side=sides.manager_side,
        signed=sides.signed,
        departments={name: counts.sides() for name, counts in departments.items()},
    )


@dataclass(slots=True)
class _Counts:
    """Counts on their way."""

    own: Counter[str] = field(default_factory=Counter)
    manager: Counter[str] = field(default_factory=Counter)
    signed: Counter[str] = field(default_factory=Counter)

    def add(self, review: Review, *, with_manager: bool) -> None:
        """Count one more."""
        self.own[review.own.state] += 1
        self.signed[("none", "one", "both")[min(len(review.signatures), 2)]] += 1
        if with_manager:
            self.manager[review.manager.state] += 1
            self.manager["done"] += review.done

    def sides(self) -> StageCounts:
        """Return what was counted."""
        return StageCounts(self_side=dict(self.own), manager_side=dict(self.manager), signed=dict(self.signed))
