"""A cycle's reviews as one list: spread over the parts of its index, walked through part by part or merged by name.

An index may lag; what is decided about a review is decided on its head, read again.
"""

import json
from collections.abc import Iterator
from heapq import merge

from chalicelib.cycles.rules import Cycle
from chalicelib.kernel.storage.table import Reads, Table
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.rules import Review

MOST_OF_ONE_PART = 1000

Placed = tuple[str, Review]
"""A review, and where it stands in the order of names."""


def walk(table: Table, cycle: Cycle, cursor: str | None, limit: int) -> tuple[list[Review], str | None]:
    """Return the next `limit` reviews of a cycle, in no special order, and where to go on."""
    shard, after = json.loads(cursor) if cursor else (0, None)
    found: list[Review] = []
    while shard < cycle.shards and len(found) < limit:
        page = review_rows.of_cycle(
            table, cycle.id, shard, limit=min(limit - len(found), MOST_OF_ONE_PART), after=after
        )
        found.extend(map(review_rows.review_of, page.rows))
        after = page.after
        if after is None:
            shard += 1
    return found, None if shard >= cycle.shards else json.dumps([shard, after])


def everyone(table: Table, cycle: Cycle) -> Iterator[Review]:
    """Return all reviews of a cycle, in as few calls as their size allows."""
    for shard in range(cycle.shards):
        after = None
        while True:
            page = review_rows.of_cycle(table, cycle.id, shard, limit=MOST_OF_ONE_PART, after=after)
            yield from map(review_rows.review_of, page.rows)
            after = page.after
            if after is None:
                break


def by_name(reads: Reads, cycle: Cycle, *, after: str | None, limit: int) -> tuple[list[Placed], str | None]:
    """Return one page of a cycle's reviews in the order of the reviewees' names: one call for each part of the index.

    `after` is the position of the last review of the page before. Only what is on the page is read as a review.
    """
    start = None if after is None else after + "\x01"
    parts = []
    for shard in range(cycle.shards):
        page = review_rows.of_cycle(reads, cycle.id, shard, start=start, end="\U0010ffff", limit=limit + 1)
        parts.append([(row.index1.sk, row) for row in page.rows if row.index1])
    found = list(merge(*parts, key=lambda entry: entry[0]))
    page_of = [(position, review_rows.review_of(row)) for position, row in found[:limit]]
    return page_of, page_of[-1][0] if len(found) > limit else None
