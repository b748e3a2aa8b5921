"""Home's range: one prefix in a person's partition, so that home stays one query whatever a feature adds to it.

| row | keys | question |
|---|---|---|
| range | `P#{person}` / `H#`, read backwards: tasks, the rhythm, reviews | where do I begin? |
"""

from collections.abc import Callable

from chalicelib.kernel.storage.table import Reads, Row

PREFIX = "H#"
PAGE = 140
MOST_PAGES = 5


def home_range(reads: Reads, person_id: str, *, is_enough: Callable[[list[Row]], bool]) -> list[Row]:
    """Return the rows of home, tasks first: one page, and the next one only where the first is not enough."""
    rows: list[Row] = []
    after: str | None = None
    for _ in range(MOST_PAGES):
        page = reads.query(f"P#{person_id}", prefix=PREFIX, limit=PAGE, after=after, newest_first=True)
        rows += page.rows
        after = page.after
        if after is None or is_enough(rows):
            break
    return rows
