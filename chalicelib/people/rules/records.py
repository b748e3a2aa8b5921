"""From the records of a file to each person's cells by field: names put together, dates and statuses understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from chalicelib.kernel.errors import Fault, fault
from chalicelib.people.rules import fields, headings
from chalicelib.people.rules.cells import address, clean, clean_name, in_order
from chalicelib.people.rules.columns import MANAGERS, NAMES, Columns
from chalicelib.people.rules.dates import DateReader, UnclearDate
from chalicelib.people.rules.headings import GONE, LEFT_ON, STATUS, slot_of
from chalicelib.people.rules.person import fold
from chalicelib.people.rules.statuses import UnknownStatus, relationship

MAX_CELL = 2_000
_SUMMARY = re.compile(
    r"(grand )?totals?\b|(row|record|employee|head)? ?count\b|number of|report |generated|end of|confidential|"
    r"\d+ (rows|records|employees|people)\b|gesamt|summe|anzahl|nombre d|totaal|aantal",
    re.IGNORECASE,
)
_LABELS = 3
Told = tuple[int, str, Fault]
Read = tuple[int, dict[str, str], tuple[str, ...], tuple[str, ...]]
Record = tuple[int, list[str]]


class RecordReader:
    """Reads the records of one file; what is wrong is in `problems`, and what was passed over in `notes`."""

    def __init__(self, columns: Columns, width: int, today: date | None, order: str) -> None:
        self.problems: list[Told] = []
        self.notes: list[Told] = []
        self._columns, self._width, self._today, self._order = columns, width, today, order
        at = columns.at
        self._names = [(name, at[name]) for name in NAMES if name in at]
        self._managers = [(name, at[name]) for name in MANAGERS if name in at]
        halves = (at.get(headings.MANAGER_FIRST), at.get(headings.MANAGER_LAST))
        self._manager_halves = None if None in halves else halves
        special = {*NAMES, *MANAGERS, headings.MANAGER_FIRST, headings.MANAGER_LAST}
        self._plain = [(name, place) for name, place in at.items() if name not in special]
        self._dates = [place for name, place in at.items() if name == "start_date"]
        self._dates += [place for kind, place in columns.statuses if kind in {LEFT_ON, GONE}]
        read = {*at.values(), *columns.ids, *(place for _, place in columns.statuses)}
        self._checked = sorted(read | ({columns.login} if columns.login is not None else set()))

    def kept(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records that are someone's, each as wide as the header."""
        first = True
        for number, cells in records:
            if not any(map(str.strip, cells)):
                continue
            if first and _labels(cells):
                continue
            first = False
            if any(cell.strip() for cell in cells[self._width :]):
                self.problems.append((number, "", fault("too_many_cells", cells=len(cells), most=self._width)))
                continue
            if cells[0][:8].lower() == "example:":
                self.notes.append((number, "", fault("example_row")))
                continue
            if passed := self._no_person(cells):
                self.notes.append((number, "", passed))
                continue
            yield number, [*cells, *[""] * (self._width - len(cells))] if len(cells) < self._width else cells

    def _no_person(self, cells: Sequence[str]) -> Fault | None:
        """Why a record is about nobody of this company: a summary below the list, or a guest of the provider."""
        words = [cell.strip() for cell in cells if cell.strip()]
        if len(words) == 1 and _SUMMARY.match(words[0]):
            return fault("summary_row")
        at = self._columns.at.get("email", self._columns.login)
        login = "" if self._columns.login is None else cells[self._columns.login]
        if at is not None and at < len(cells) and "#ext#" in f"{cells[at]} {login}".lower():
            return fault("guest")
        return None

    def read(self, records: Sequence[Record]) -> Iterator[Read]:
        """Each record as cells by field."""
        calendar = DateReader((cells[at] for at in self._dates for _, cells in records), self._order)
        for number, cells in records:
            if any(len(cells[at]) > MAX_CELL for at in self._checked):
                self._too_long(number, cells)
                continue
            yield self._person(number, cells, calendar)

    def _too_long(self, number: int, cells: Sequence[str]) -> None:
        for column in self._columns.named:
            if column.field and len(cells[column.column - 1]) > MAX_CELL:
                self.problems.append((number, column.field, fault("too_long", most=MAX_CELL)))

    def _person(self, number: int, cells: Sequence[str], calendar: DateReader) -> Read:
        found = {name: clean(cells[at]) for name, at in self._plain}
        if "email" in found:
            found["email"] = self._email(found["email"], cells)
        if "start_date" in found:
            self._date(number, found, "start_date", calendar)
        names: tuple[str, ...] = ()
        if self._names:
            names = self._name(found, cells)
        for name, at in self._managers:
            found[name] = clean(cells[at])
        if self._manager_halves:
            self._manager_name(found, cells)
        if self._columns.statuses:
            self._status(number, found, cells, calendar)
        ids = tuple(filter(None, (found.get("external_id", ""), *(clean(cells[at]) for at in self._columns.ids))))
        return number, found, ids, names

    def _email(self, cell: str, cells: Sequence[str]) -> str:
        if cell or self._columns.login is None:
            return address(cell)
        login = clean(cells[self._columns.login])
        return login if "@" in login else ""

    def _date(self, number: int, found: dict[str, str], name: str, calendar: DateReader) -> None:
        try:
            found[name] = calendar.read(found[name])
        except UnclearDate as unclear:
            del found[name]
            self.problems.append((number, name, unclear.fault))

    def _name(self, found: dict[str, str], cells: Sequence[str]) -> tuple[str, ...]:
        """Return the name as someone wants to be called, where the file says so; and every other form of it."""
        parts = {name: clean_name(cells[at]) for name, at in self._names}
        if infix := parts.pop(headings.INFIX, "").strip():
            parts[headings.LAST] = _joined(infix, parts.get(headings.LAST, ""))
        forms = [form for form in _forms(parts) if form]
        if {headings.DISPLAY, headings.FULL, headings.LEGAL} & parts.keys() or _in_parts(parts):
            found["name"] = forms[0] if forms else ""
        return tuple(dict.fromkeys(forms))

    def _manager_name(self, found: dict[str, str], cells: Sequence[str]) -> None:
        first, last = (clean_name(cells[at]).strip() for at in self._manager_halves or () if at is not None)
        if first or last:
            found[headings.MANAGER_NAME] = found.get(headings.MANAGER_NAME) or f"{first} {last}".strip()
        else:
            found.setdefault(headings.MANAGER_NAME, "")

    def _status(self, number: int, found: dict[str, str], cells: Sequence[str], calendar: DateReader) -> None:
        said = []
        for kind, at in self._columns.statuses:
            cell = clean(cells[at]).strip()
            if kind == LEFT_ON or (kind == GONE and cell[:1].isdigit() and len(cell) > 1):
                try:
                    said.append((LEFT_ON, calendar.read(cell)))
                except UnclearDate as unclear:
                    self.problems.append((number, LEFT_ON, unclear.fault))
            else:
                said.append((kind, cell))
        try:
            stands = relationship(said, today=self._today, begun=found.get("start_date", ""))
        except UnknownStatus as unknown:
            self.problems.append((number, STATUS, unknown.fault))
            return
        found[STATUS], found[LEFT_ON] = stands.status, stands.left_on
        if stands.employment_type and not found.get("employment_type"):
            found["employment_type"] = stands.employment_type


def _labels(cells: Sequence[str]) -> bool:
    """Return a second line of headings, as some exports have one below their keys."""
    words = [cell for cell in cells if cell.strip()]
    known = sum(1 for cell in words if slot_of(cell))
    return known >= _LABELS and known * 2 > len(words) and not any("@" in cell for cell in words)


def _in_parts(parts: dict[str, str]) -> bool:
    firsts = {headings.FIRST, headings.PREFERRED_FIRST, headings.PREFERRED} & parts.keys()
    return bool(firsts) and bool({headings.LAST, headings.PREFERRED_LAST} & parts.keys())


def _forms(parts: dict[str, str]) -> Iterator[str]:
    """Every form of a name in a record, the one to be called by first."""
    last = parts.get(headings.PREFERRED_LAST) or parts.get(headings.LAST, "")
    preferred = parts.get(headings.PREFERRED_FIRST) or parts.get(headings.PREFERRED, "")
    yield in_order(parts.get(headings.DISPLAY, ""))
    if preferred:
        yield _called(preferred, last, in_order(parts.get(headings.FULL, "")))
    yield in_order(parts.get(headings.FULL, ""))
    if _in_parts(parts):
        yield _joined(parts.get(headings.FIRST, ""), last)
        yield _joined(parts.get(headings.FIRST, ""), parts.get(headings.LAST, ""))
    yield in_order(parts.get(headings.LEGAL, ""))
    if _in_parts(parts):
        yield _joined(last, parts.get(headings.FIRST, ""))  # as managers are written in some countries


def _called(preferred: str, last: str, full: str) -> str:
    """How someone wants to be called: some systems keep the whole name there, others what stands for the first one."""
    rest = last or full.partition(" ")[2]
    whole = "," in preferred or (fold(preferred).endswith(fold(last)) if last else " " in preferred.strip())
    return in_order(preferred) if whole or not rest else _joined(preferred, rest)


def _joined(first: str, last: str) -> str:
    if fields.is_formula(last):
        return last  # joined, it would no longer be seen as one
    return f"{first} {last}" if first.strip() and last.strip() else first + last
