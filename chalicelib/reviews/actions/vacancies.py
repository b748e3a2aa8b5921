"""How many reviews of each cycle wait for another reviewer: one row, which home reads together with who asks.

| row | key | question |
|---|---|---|
| vacancies | `VACANT` / `A` | in which cycles are reviews without a reviewer, and how many? |

It is changed in the transaction in which a review begins or ceases to wait, and forgets a cycle that has ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, Reads, Row
from chalicelib.reviews.rules import Review

KEY = Key("VACANT")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleVacancy:
    """Reviews of one cycle that wait for another reviewer. `due_at`: when the first of them is due."""

    cycle_name: str
    count: int
    due_at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancies:
    """All reviews that wait, by their cycle's id."""

    cycles: dict[str, CycleVacancy] = field(default_factory=dict)


def known(reads: Reads) -> dict[str, CycleVacancy]:
    """Return how many reviews wait, by the cycle's id."""
    row = reads.fetch(KEY).get(KEY)
    return {} if row is None else decode(row.body, Vacancies).cycles


def follow(reads: Reads, changes: Changes, before: Review, after: Review) -> None:
    """Count a review that begins to wait for a reviewer, or no longer does."""
    if before.without_reviewer != after.without_reviewer:
        _put(reads, changes, _counted(known(reads), after, 1 if after.without_reviewer else -1))


def come_back(reads: Reads, changes: Changes, reviews: Iterable[Review]) -> None:
    """Count those among reviews that come back into their cycle which still wait for a reviewer."""
    waiting = [review for review in reviews if review.without_reviewer]
    counts = known(reads)
    for review in waiting:
        counts = _counted(counts, review, 1)
    if waiting:
        _put(reads, changes, counts)


def forget(reads: Reads, changes: Changes, cycle_id: str) -> None:
    """A cycle has ended: no one is asked for a reviewer anymore."""
    there = known(reads)
    if cycle_id in there:
        _put(reads, changes, {one: vacancy for one, vacancy in there.items() if one != cycle_id})


def _counted(cycles: dict[str, CycleVacancy], review: Review, more: int) -> dict[str, CycleVacancy]:
    due = review.deadlines.manager.at
    none = CycleVacancy(cycle_name=review.cycle_name, count=0, due_at=due, zone=review.manager_zone)
    there = cycles.get(review.cycle_id, none)
    now = replace(there, cycle_name=review.cycle_name, count=there.count + more, due_at=min(there.due_at, due))
    kept = {one: vacancy for one, vacancy in cycles.items() if one != review.cycle_id}
    return kept | {review.cycle_id: now} if now.count > 0 else kept


def _put(reads: Reads, changes: Changes, cycles: dict[str, CycleVacancy]) -> None:
    row = reads.fetch(KEY).get(KEY)
    version = row.version if row else 0
    changes.put(Row.of(KEY, Vacancies(cycles=cycles), version=version + 1), version or ABSENT)
