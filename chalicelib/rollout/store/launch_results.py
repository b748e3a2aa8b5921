"""What a launch did and where a cycle stands, in rows of the cycle's own partition.

| row | keys | question |
|---|---|---|
| page | `C#{cycle}` / `PG#{n}` | what one page of a launch did; written once, with what it did |
| result | `C#{cycle}` / `R` | what the whole launch did, and late joiners since |
| tally | `C#{cycle}` / `Y` | how far the reviews of a large cycle were when they were last counted |
"""

from dataclasses import replace

from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import ABSENT, Changes, Expect, Key, KeyShape, Row, Table
from chalicelib.rollout.rules.launch_results import LaunchResult, Tally, folded

KEYS = (
    KeyShape("C#{cycle}", "R", "what came of the launch?"),
    KeyShape("C#{cycle}", "Y", "how far are a cycle's reviews?"),
    KeyShape("C#{cycle}", "PG#{page}", "what came of a page of the launch?"),
    KeyShape("RUN#{run}", "R#{outcome}#{review}", "what became of each review of a command for many?"),
)

_PAGES = 1000


def result_key(cycle_id: str) -> Key:
    """Return where the result of a launch is."""
    return Key(f"C#{cycle_id}", "R")


def tally_key(cycle_id: str) -> Key:
    """Return where the last count of a cycle is."""
    return Key(f"C#{cycle_id}", "Y")


def page_row(cycle_id: str, number: int, result: LaunchResult) -> Row:
    """Return the row of one page; its number makes it the same row however often the page is done."""
    return Row.of(Key(f"C#{cycle_id}", f"PG#{number:06d}"), result)


def pages(table: Table, cycle_id: str) -> LaunchResult:
    """Return what all pages did so far."""
    total, after = LaunchResult(), None
    while True:
        page = table.query(f"C#{cycle_id}", prefix="PG#", limit=_PAGES, after=after)
        total = folded([total, *(decode(row.body, LaunchResult) for row in page.rows)])
        after = page.after
        if after is None:
            return total


def result_of(row: Row | None) -> LaunchResult:
    """Return the stored result; an empty one where there is none."""
    return LaunchResult(version=0) if row is None else replace(decode(row.body, LaunchResult), version=row.version)


def put_result(changes: Changes, cycle_id: str, result: LaunchResult) -> None:
    """Write the next version of a result."""
    expect: int | Expect = result.version or ABSENT
    saved = replace(result, version=result.version + 1)
    changes.put(Row.of(result_key(cycle_id), saved, version=saved.version), expect)


def tally_row(cycle_id: str, tally: Tally) -> Row:
    """Return the row of a count."""
    return Row.of(tally_key(cycle_id), tally)


def tally_of(row: Row | None) -> Tally | None:
    """Return the stored count."""
    return None if row is None else decode(row.body, Tally)
