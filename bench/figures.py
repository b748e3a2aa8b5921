"""A figure beside its floor from the same run, and beside what is owed."""

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = (6, 56, 14, 14, 10, 10, 10)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row of the table. `value` is compared with `owed`, where something is; `measured` and `floor` made it."""

    row: str
    name: str
    value: float
    owed: float | None = None
    wanted: float | None = None
    measured: str = ""
    floor: str = ""

    @property
    def holds(self) -> bool:
        return self.owed is None or self.value <= self.owed

    def cells(self) -> tuple[str, ...]:
        owed, wanted = ("" if bound is None else f"{bound:g}" for bound in (self.owed, self.wanted))
        verdict = "" if self.holds else "  OVER"
        return (self.row, self.name, self.measured, self.floor, _short(self.value) + verdict, owed, wanted)


HEAD = ("row", "measure", "measured", "floor", "value", "owed", "wanted")


def line(cells: Iterable[str]) -> str:
    """Return one row of the table as text."""
    return " ".join(cell.ljust(width) for cell, width in zip(cells, COLUMNS, strict=True)).rstrip()


def _short(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"
