"""Where the plan of an import is kept until all of it is written, and what the import said of its file.

In `IMPORT#{id}`: what was said as `H#{n}` to `Q#{n}`, changes that are to wait as `W#{n}`; on shards, pages as `P#{n}`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.storage.table import Key, Reads, Row, batches
from chalicelib.people.rules import Ref
from chalicelib.people.rules.imports import PAGE, Column, HeldLine, ImportProblem, ImportSummary, PersonRevision
from chalicelib.people.store.people import KEPT_FOR

if TYPE_CHECKING:
    from chalicelib.people.rules.held import HeldChange

HELD_PAGE = 40
"""Held changes of one transaction, with room for an email to each HR admin."""
_LINES = 1_000
_SHARDS = 16


def plan_rows(
    plan_id: str,
    revisions: Sequence[PersonRevision],
    said: ImportSummary,
    now: datetime,
    held: "Sequence[HeldChange]" = (),
) -> list[Row]:
    """Return the rows that keep a plan safe until all of it is written, and what the import said of the file."""
    expires = int((now + KEPT_FOR).timestamp())
    bodies = {f"P#{n:05d}": encode(part) for n, part in enumerate(batches(revisions, PAGE))}
    bodies |= {f"W#{n:05d}": encode(part) for n, part in enumerate(batches(held, HELD_PAGE))}
    for prefix, lines in (
        ("H#", said.held),
        ("K#", said.columns),
        ("M#", said.missing),
        ("N#", said.notes),
        ("Q#", said.problems),
    ):
        bodies |= {f"{prefix}{n:05d}": encode(part) for n, part in enumerate(batches(lines, _LINES))}
    return [Row(key=_plan_key(plan_id, sk), body=body, expires=expires) for sk, body in bodies.items()]


def _plan_key(plan_id: str, sk: str) -> Key:
    """Where a part of a plan is: its pages lie on sixteen partitions, so that a large one is written in seconds."""
    if sk.startswith("P#"):
        return Key(f"IMPORT#{plan_id}#{int(sk[2:]) % _SHARDS}", sk)
    return Key(f"IMPORT#{plan_id}", sk)


def plan_page(reads: Reads, plan_id: str, page: int) -> list[PersonRevision]:
    """Return one page of a stored plan."""
    key = _plan_key(plan_id, f"P#{page:05d}")
    row = reads.fetch(key).get(key)
    return decode(row.body, list[PersonRevision]) if row else []


def held_page_key(plan_id: str, page: int) -> Key:
    """Where a page of changes is that are to wait, until they do."""
    return _plan_key(plan_id, f"W#{page:05d}")


def held_in_plan(reads: Reads, plan_id: str, page: int) -> "list[HeldChange]":
    """Return one page of the changes that are to wait, as a stored plan has them."""
    from chalicelib.people.rules.held import HeldChange

    key = held_page_key(plan_id, page)
    row = reads.fetch(key).get(key)
    return decode(row.body, list[HeldChange]) if row else []


def said(reads: Reads, plan_id: str) -> ImportSummary:
    """Return what an import said of its file; one query."""
    found: dict[str, list[Any]] = {"H": [], "K": [], "M": [], "N": [], "Q": []}
    kinds: dict[str, Any] = {
        "H": list[HeldLine],
        "K": list[Column],
        "M": list[Ref],
        "N": list[ImportProblem],
        "Q": list[ImportProblem],
    }
    for row in reads.query(f"IMPORT#{plan_id}", start="H#", end="Q~").rows:
        found[row.key.sk[0]] += decode(row.body, kinds[row.key.sk[0]])
    return ImportSummary(
        held=tuple(found["H"]),
        columns=tuple(found["K"]),
        missing=tuple(found["M"]),
        notes=tuple(found["N"]),
        problems=tuple(found["Q"]),
    )
