"""What a command for many reviews did to each of them, in rows of the run.

| row | keys | question |
|---|---|---|
| result | `RUN#{run}` / `R#{outcome}#{review}` | what became of each review, or of those with one outcome? |
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from chalicelib.cycles.rules import Run, RunOutcome
from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Key, Reads, Row, Table
from chalicelib.rollout.rules.run_results import RunResult

KEPT_FOR = timedelta(days=30)
_PAGE = 1000


def key(run_id: str, outcome: RunOutcome, review_id: str) -> Key:
    """Return where a result is."""
    return Key(f"RUN#{run_id}", f"R#{outcome}#{review_id}")


def row(run: Run, result: RunResult) -> Row:
    """Return the row of a result."""
    expires = int((run.begun_at + KEPT_FOR).timestamp())
    return Row.of(key(run.id, result.outcome, result.review_id), result, expires=expires)


def result_of(stored: Row) -> RunResult:
    """Return the result in a row."""
    return decode(stored.body, RunResult)


def already(reads: Reads, run: Run, review_ids: Iterable[str]) -> dict[str, RunResult]:
    """Return what this run did before to these reviews: a page may be carried out twice."""
    found = reads.fetch(*(key(run.id, RunOutcome.DONE, one) for one in review_ids))
    return {result.review_id: result for result in map(result_of, found.values())}


def everything_done(table: Table, run: Run) -> Iterator[RunResult]:
    """Return all that was done, in as few calls as its size allows."""
    after, more = None, True
    while more:
        page = table.query(f"RUN#{run.id}", prefix=f"R#{RunOutcome.DONE}#", limit=_PAGE, after=after)
        yield from map(result_of, page.rows)
        after, more = page.after, page.after is not None


def listed(
    reads: Reads, run: Run, outcome: RunOutcome | None, *, limit: int, after: str | None
) -> tuple[list[RunResult], str | None]:
    """Return one page of results, of one outcome or of all."""
    of_outcome = f"{outcome}#" if outcome else ""
    page = reads.query(f"RUN#{run.id}", prefix=f"R#{of_outcome}", limit=limit, after=after)
    return [result_of(one) for one in page.rows], page.after
