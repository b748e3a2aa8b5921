"""HR's view of a cycle: how far it is, and its reviews one by one, each as far as the caller may see."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle, CycleState
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import FieldError, Invalid, NotAllowed, fault
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Reads
from chalicelib.people.rules import fold
from chalicelib.people.rules.search import is_named
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.rules import (
    Review,
    ReviewContext,
    ReviewPart,
    ReviewState,
    StageProgress,
    access_of,
    context_of,
    review_id,
    stands_at,
    waits_for_reviewer,
)
from chalicelib.rollout.jobs import TALLY, CycleParams
from chalicelib.rollout.rules.launch_results import LaunchResult, Progress, StageCounts, Tally, counted
from chalicelib.rollout.store import cycle_index, launch_results

S = TypeVar("S", bound=StageCounts)

FRESH = timedelta(seconds=30)
ROUNDS = 8
MOST_SORTED = 10_000
_STATES = list(ReviewState)
NAME, STATUS, RATING, DEPARTMENT = "name", "status", "rating", "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFilter:
    """Which reviews of a cycle, and in what order. `query`: beginnings of the reviewee's names."""

    status: str | None = None
    stage: StageProgress | None = None
    department: str | None = None
    manager_id: str | None = None
    query: str = ""
    without_reviewer: bool = False
    sort: str = NAME
    descending: bool = False

    @property
    def narrow(self) -> bool:
        """Whether a page by name may have to look far for what is wanted."""
        wanted = (self.status, self.stage, self.department, self.manager_id)
        return any(one is not None for one in wanted) or bool(self.query) or self.without_reviewer


def progress(command: Command, cycle_id: str) -> Progress:
    """Return how far a cycle is. A large one is counted in the background, and this is what was counted last."""
    reads = command.reads
    cycle = cycles.load(reads, cycle_id)
    rows = reads.fetch(launch_results.result_key(cycle_id), launch_results.tally_key(cycle_id))
    if cycle.state is CycleState.DRAFT:
        return Progress(cycle=cycle, result=LaunchResult(), tally=None)
    if cycle.state is CycleState.LAUNCHING:
        return Progress(cycle=cycle, result=launch_results.pages(reads.table, cycle_id), tally=None)
    stored = rows.get(launch_results.result_key(cycle_id))
    result = launch_results.result_of(stored) if stored else launch_results.pages(reads.table, cycle_id)
    return progress_after(command, cycle, result, ())


def progress_after(command: Command, cycle: Cycle, result: LaunchResult, changed: Iterable[Review]) -> Progress:
    """Return how far a cycle is once what a command has changed of its reviews is stored."""
    reads, actor, now = command.reads, command.actor, command.now
    if cycle.shards == 1:
        reviews = {review.id: review for review in (*cycle_index.everyone(reads.table, cycle), *changed)}
        counts = counted(reviews.values(), now, but_manager_of=actor.id)
        return Progress(cycle=cycle, result=result, tally=counts)
    key = launch_results.tally_key(cycle.id)
    tally = launch_results.tally_of(reads.fetch(key).get(key))
    if tally is None or tally.at < now - FRESH:
        _count_again(command, cycle)
    return Progress(cycle=cycle, result=result, tally=_without_own(reads, actor, cycle, tally))


def _count_again(command: Command, cycle: Cycle) -> None:
    command.ask(TALLY, CycleParams(cycle_id=cycle.id))


LISTED_FRESH = timedelta(minutes=5)


def listed_cycles(command: Command, *, limit: int, after: str | None) -> tuple[list[Progress], str | None]:
    """Return one page of cycles, newest first, each with what was counted last; what is old is counted again behind."""
    reads, actor, now = command.reads, command.actor, command.now
    page, further = cycles.page(reads, limit=limit, after=after)
    begun = [cycle for cycle in page if cycle.launched_at is not None]
    own = [review_rows.head_key(review_id(cycle.id, actor.id)) for cycle in begun if actor.is_person]
    rows = reads.fetch(*(launch_results.tally_key(cycle.id) for cycle in begun), *own)
    found = []
    for cycle in page:
        tally = launch_results.tally_of(rows.get(launch_results.tally_key(cycle.id)))
        if cycle in begun and _is_old(cycle, tally, now):
            _count_again(command, cycle)
        found.append(Progress(cycle=cycle, result=LaunchResult(), tally=_without_own(reads, actor, cycle, tally)))
    return found, further


def _is_old(cycle: Cycle, tally: Tally | None, now: datetime) -> bool:
    """Whether the count is to be made again; after the end of a cycle little changes, and one count is enough."""
    if tally is None:
        return True
    return tally.at < now - LISTED_FRESH and (plan.running(cycle) or tally.at < (cycle.ended_at or tally.at))


def _without_own(reads: Reads, actor: Actor, cycle: Cycle, tally: Tally | None) -> Tally | None:
    """No one learns how their own manager's side stands, not even from a count that changes."""
    key = review_rows.head_key(review_id(cycle.id, actor.id))
    found = reads.fetch(key).get(key) if actor.is_person and tally else None
    if found is None or tally is None:
        return tally
    review = review_rows.review_of(found)
    department = tally.departments.get(review.department)
    departments = {review.department: _less(department, review)} if department else {}
    return replace(_less(tally, review), departments=tally.departments | departments)


def _less(sides: S, review: Review) -> S:
    manager = dict(sides.manager_side)
    for name in (str(review.manager.state), *(("done",) if review.done else ())):
        manager[name] = max(manager.get(name, 0) - 1, 0)
    return replace(sides, manager_side=manager)


def listed(
    reads: Reads, actor: Actor, cycle: Cycle, wanted: CycleFilter, now: datetime, *, limit: int, after: str | None
) -> tuple[list[ReviewContext], str | None]:
    """Return one page of a cycle's reviews, each with how the caller stands to it."""
    if wanted.sort == RATING and not actor.is_hr_admin:
        raise NotAllowed(case="ratings")
    large = (cycle.expected or 0) > MOST_SORTED
    if wanted.sort == NAME and not wanted.descending and (large or not wanted.narrow):
        return _by_name(reads, actor, cycle, wanted, now, limit=limit, after=after)
    return _sorted(reads, actor, cycle, wanted, now, limit=limit, after=after)


def _by_name(
    reads: Reads, actor: Actor, cycle: Cycle, wanted: CycleFilter, now: datetime, *, limit: int, after: str | None
) -> tuple[list[ReviewContext], str | None]:
    found: list[ReviewContext] = []
    for _ in range(ROUNDS):
        reviews, further = cycle_index.by_name(reads, cycle, after=after, limit=limit)
        for position, review in reviews:
            context = context_of(review, actor, cycle, now, {})
            if _is_wanted(context, wanted):
                found.append(context)
            if len(found) == limit:
                return found, position if further or position != reviews[-1][0] else None
        after = further
        if after is None:
            break
    return found, after


def _sorted(
    reads: Reads, actor: Actor, cycle: Cycle, wanted: CycleFilter, now: datetime, *, limit: int, after: str | None
) -> tuple[list[ReviewContext], str | None]:
    """Read the whole index and sort it; a very large one can be read by name only."""
    if (cycle.expected or 0) > MOST_SORTED:
        raise Invalid([FieldError("/sort", fault("too_many_to_sort", most=MOST_SORTED))])
    cases = (context_of(review, actor, cycle, now, {}) for review in cycle_index.everyone(reads.table, cycle))
    keyed = [(_position(context, wanted), context) for context in cases if _is_wanted(context, wanted)]
    keyed.sort(key=lambda entry: entry[0], reverse=wanted.descending)
    if after is not None:
        last = json.loads(after)
        keyed = [entry for entry in keyed if _is_past(entry[0], last, descending=wanted.descending)]
    page = keyed[:limit]
    return [context for _, context in page], json.dumps(page[-1][0]) if len(keyed) > limit else None


def _is_past(position: list[Any], last: list[Any], *, descending: bool) -> bool:
    return position < last if descending else position > last


def _is_wanted(context: ReviewContext, wanted: CycleFilter) -> bool:
    review = context.review
    if wanted.department is not None and fold(review.department) != fold(wanted.department):
        return False
    if wanted.manager_id is not None and review.reviewer.id != wanted.manager_id:
        return False
    if not is_named(review.reviewee.name, wanted.query):
        return False
    if wanted.without_reviewer and not waits_for_reviewer(review, context.now):
        return False
    if wanted.stage is not None and not stands_at(context, wanted.stage):
        return False
    return wanted.status is None or review.state_at(context.now) == wanted.status


def _position(context: ReviewContext, wanted: CycleFilter) -> list[Any]:
    review = context.review
    name = review_rows.index_key(review).sk
    if wanted.sort == STATUS:
        return [_STATES.index(review.state_at(context.now)), len(review.signatures), name]
    if wanted.sort == DEPARTMENT:
        return [fold(review.department), name]
    if wanted.sort == RATING:
        return [_place_on_scale(context), name]
    return [name]


def _place_on_scale(context: ReviewContext) -> int:
    """Return what someone may not see does not tell by its place either: it stands with those who have no rating."""
    scale = context.cycle.options.ratings
    rating = context.review.rating
    if scale is None or rating is None or not access_of(context).reads(ReviewPart.RATING):
        return -1
    return next((at for at, point in enumerate(scale.scale) if point.value == rating), -1)


def running_cycle(reads: Reads, cycle_id: str) -> Cycle:
    """Return a cycle that something can be done with as a whole."""
    cycle = cycles.load(reads, cycle_id)
    plan.must_run(cycle)
    return cycle
