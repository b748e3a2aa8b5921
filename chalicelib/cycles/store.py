"""Where cycles are kept: `C#{cycle}`, row `A` what every request about a review reads, row `B` who takes part.

Lists of people can be long, and reviews do not need them. Index 1, `CYCLES`, answers "which cycles are there?".
"""

from dataclasses import dataclass, replace

from chalicelib.cycles.rules import Cycle, Participants
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.table import Changes, Expect, Key, Page, Reads, Row

LIST = "CYCLES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who takes part in a cycle, with its lists."""

    participants: Participants


def key(cycle_id: str) -> Key:
    """Answer the key of a cycle without its lists of people."""
    return Key(f"C#{cycle_id}", "A")


def roster_key(cycle_id: str) -> Key:
    """Answer the key of a cycle's lists of people."""
    return Key(f"C#{cycle_id}", "B")


def put(changes: Changes, cycle: Cycle, expect: int | Expect, *, roster: bool = False) -> None:
    """Write a cycle, and with `roster` its participants too."""
    changes.put(row(cycle), expect)
    if roster:
        changes.put(Row(key=roster_key(cycle.id), body=encode(Roster(participants=cycle.participants))))


def row(cycle: Cycle) -> Row:
    """Answer the row of a cycle."""
    brief = replace(cycle.participants, person_ids=(), also=(), without=())
    return Row(
        key=key(cycle.id),
        body=encode(replace(cycle, participants=brief)),
        version=cycle.version,
        index1=Key(LIST, cycle.id),
    )


def cycle_of(stored: Row, roster: Row | None = None) -> Cycle:
    """Answer the cycle of a stored row; with its lists of people where they were read too."""
    cycle = decode(stored.body, Cycle)
    return cycle if roster is None else replace(cycle, participants=decode(roster.body, Roster).participants)


def newest(reads: Reads, *, limit: int, after: str | None) -> Page:
    """Answer one page of all cycles, newest first."""
    return reads.query(LIST, index=1, limit=limit, after=after, newest_first=True)
