"""Where cycles are kept: `C#{cycle}`, row `A` what every request about a review reads, row `B` who takes part;
and `RUN#{run}`, row `A`, how far a command for many reviews is.

Lists of people can be long, and reviews do not need them. Index 1, `CYCLES`, answers "which cycles are there?".
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.cycles.rules import Cycle, Participants, Run
from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Changes, Expect, Key, KeyShape, Page, Reads, Row

KEYS = (
    KeyShape("C#{cycle}", "A", "what must every request about a review know of its cycle?"),
    KeyShape("C#{cycle}", "B", "who takes part in a cycle?"),
    KeyShape("CYCLES", "{cycle}", "which cycles are there?", of_index=1),
    KeyShape("RUN#{run}", "A", "how far is a command for many reviews?"),
    KeyShape("RUNS", "{run}", "which commands for many reviews were there lately?", of_index=1),
)

LIST = "CYCLES"
RUNS_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who takes part in a cycle, with its lists."""

    participants: Participants


def key(cycle_id: str) -> Key:
    """Return the key of a cycle without its lists of people."""
    return Key(f"C#{cycle_id}", "A")


def roster_key(cycle_id: str) -> Key:
    """Return the key of a cycle's lists of people."""
    return Key(f"C#{cycle_id}", "B")


def put(changes: Changes, cycle: Cycle, expect: int | Expect, *, roster: bool = False) -> None:
    """Write a cycle, and with `roster` its participants too."""
    changes.put(row(cycle), expect)
    if roster:
        changes.put(Row.of(roster_key(cycle.id), Roster(participants=cycle.participants)))


def row(cycle: Cycle) -> Row:
    """Return the row of a cycle."""
    brief = replace(cycle.participants, person_ids=(), also=(), without=())
    return Row.of(key(cycle.id), replace(cycle, participants=brief), version=cycle.version, index1=Key(LIST, cycle.id))


def cycle_of(stored: Row, roster: Row | None = None) -> Cycle:
    """Return the cycle of a stored row; with its lists of people where they were read too."""
    cycle = decode(stored.body, Cycle)
    return cycle if roster is None else replace(cycle, participants=decode(roster.body, Roster).participants)


def run_key(run_id: str) -> Key:
    """Return where a run is."""
    return Key(f"RUN#{run_id}")


def put_run(changes: Changes, run: Run, expect: int | Expect) -> None:
    """Write how far a run is."""
    expires = int((run.begun_at + RUNS_KEPT_FOR).timestamp())
    row = Row.of(run_key(run.id), run, version=run.version, index1=Key("RUNS", run.id), expires=expires)
    changes.put(row, expect)


def run_of(stored: Row) -> Run:
    """Return the run of a stored row."""
    return decode(stored.body, Run)


def newest(reads: Reads, *, limit: int, after: str | None) -> Page:
    """Return one page of all cycles, newest first."""
    return reads.query(LIST, index=1, limit=limit, after=after, newest_first=True)
