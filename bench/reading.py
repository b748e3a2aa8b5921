"""A list of twenty over raw HTTP and `json.loads`, in processor time (row 5)."""

import json
import time
from collections.abc import Callable
from datetime import timedelta

from bench.company import Company, company
from bench.figures import Figure
from bench.wire import Wire
from chalicelib.kernel.storage.table import Reads
from chalicelib.reviews.actions import queries

LISTED = 20
TIMES = 200
ROUNDS = 7


def figures() -> list[Figure]:
    """Row 5: the rows of the table, and the same decoded into reviews."""
    with company(LISTED * 2) as made:
        manager = made.people[0]
        _copy_to_desk(made, manager.id)
        pk = f"P#{manager.id}"
        rows = _processor(lambda: made.table.query(pk, prefix="H#D#", limit=LISTED, newest_first=True))
        wanted, now = queries.ReviewFilter(), made.now + timedelta(days=1)
        found = _processor(lambda: queries.mine(Reads(made.table), manager.id, wanted, now, limit=LISTED, after=None))
        raw = _processor(_raw(made, pk))
    return [
        _figure("list of 20, rows / raw HTTP and json.loads", rows, raw),
        _figure("… decoded into reviews", found, raw),
    ]


def _figure(name: str, seconds: float, floor: float) -> Figure:
    return Figure(
        row="5", name=name, value=seconds / floor, owed=6, wanted=3, measured=_micro(seconds), floor=_micro(floor)
    )


def _copy_to_desk(made: Company, person_id: str) -> None:
    """Put twenty heads on one desk: a manager of eight has eight."""
    from dataclasses import replace

    from chalicelib.kernel.storage.table import Key

    copies = []
    for person in made.people[1 : LISTED + 1]:
        page = made.table.query(f"P#{person.id}", prefix="H#D#", limit=20)
        own = [row for row in page.rows if row.key.sk.endswith(person.id)]
        copies += [replace(row, key=Key(f"P#{person_id}", row.key.sk), index1=None) for row in own]
    made.table.put_many(copies)


def _raw(made: Company, pk: str) -> Callable[[], None]:
    """The same Query without a client: the request made beforehand, the answer through `json.loads`."""
    wire = Wire(made.url)
    body = json.dumps(
        {
            "TableName": made.name,
            "KeyConditionExpression": "#p = :p AND begins_with(#s, :a)",
            "ExpressionAttributeNames": {"#p": "pk", "#s": "sk"},
            "ExpressionAttributeValues": {":p": {"S": f"bench#{pk}"}, ":a": {"S": "H#D#"}},
            "Limit": LISTED,
            "ScanIndexForward": False,
            "ConsistentRead": True,
        }
    ).encode()

    def ask() -> None:
        if len(wire.ask("Query", body)["Items"]) != LISTED:
            raise RuntimeError("not twenty")

    return ask


def _processor(work: Callable[[], object]) -> float:
    """Processor seconds of one `work`, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(TIMES):
            work()
        best = min(best, time.process_time() - began)
    return best / TIMES


def _micro(seconds: float) -> str:
    return f"{seconds * 1_000_000:.0f} µs"
