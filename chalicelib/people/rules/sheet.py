"""The directory's file as HR systems export it: CSV, header first, columns in any order and under many names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from chalicelib.kernel.errors import FieldError, Invalid, TooLarge
from chalicelib.people.rules import fields
from chalicelib.people.rules.imports import MAX_BYTES, Problem

MAX_ROWS = 10_000
MAX_CELL = 2_000
MANAGER = "manager_email"

_HEADINGS: Mapping[str, str] = {
    "email": "email, e-mail, mail, email address, mail address, work email, work email address, login email, login, "
    "business email, company email, user email, office email",
    "name": "name, full name, display name, employee name, employee, person",
    "first_name": "first name, given name, forename, preferred name",
    "last_name": "last name, family name, surname",
    MANAGER: "manager email, manager's email, manager work email, supervisor email, reports to email, "
    "line manager email",
    # Some exports have a column of managers' names beside the one of their addresses, which then wins.
    "manager": "manager, supervisor, reports to, line manager, direct manager",
    "title": "title, job title, position, position title, role title",
    "department": "department, dept, division, org unit, organizational unit",
    "location": "location, office, site, work location, office location",
    "time_zone": "time zone, tz",
    "employment_type": "employment type, employee type, contract type, worker type, type of employment",
    "start_date": "start date, hire date, hiring date, date of hire, joined, joined on, join date, joining date, "
    "date joined, employment start date, entry date",
    "roles": "roles, hr role, hr roles, permissions",
    "external_id": "external id, employee id, employee number, employee no, emp id, personnel number, staff id, "
    "worker id",
}
_NOT_A_LETTER = re.compile(r"[\s_\-./']+")
_SEPARATOR_LINE = re.compile(r'"?sep=[,;\t]"?$', re.IGNORECASE)


def _key(heading: str) -> str:
    return _NOT_A_LETTER.sub("", heading.casefold())


_FIELDS = {_key(alias): field for field, aliases in _HEADINGS.items() for alias in aliases.split(",")}


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """One person's cells by field, as text."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What was read: the fields for which the file has a column, and the rows that have something in them."""

    columns: frozenset[str]
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...]


def read_sheet(data: bytes) -> Sheet:
    """The file's rows, or what is wrong with them. Refuses what is no such file at all, or is too much."""
    if len(data) > MAX_BYTES:
        raise TooLarge("file_too_large", f"The file is larger than {MAX_BYTES // 1_000_000} MB; import it in parts.")
    text = _decode(data)
    if not text.strip():
        raise _unreadable("empty_file", "The file is empty.")
    problems: list[Problem] = []
    records = _records(text, problems)
    header = next(((number, cells) for number, cells in records if not _heads_nothing(cells)), None)
    columns = _columns(*header, problems) if header else {}
    if "email" not in columns.values():
        problems.append(problem(header[0] if header else 1, "email", "the header names no column with mail addresses"))
        return Sheet(columns=frozenset(), rows=(), problems=tuple(problems))
    rows = tuple(islice(_rows(records, columns, len(header[1]) if header else 0, problems), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise TooLarge("too_many_rows", f"The file has more than {MAX_ROWS:,} rows; import it in parts.")
    if not rows and not problems:
        raise _unreadable("empty_file", "The file has a header and nobody below it.")
    return Sheet(columns=_known(columns), rows=rows, problems=tuple(problems))


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"The file is not UTF-8 (byte {error.start + 1:,}); save it as “CSV UTF-8”."
        raise _unreadable("not_utf8", detail) from None
    if "\ufffd" in text:  # what a gateway before us puts where bytes were no UTF-8
        raise _unreadable("not_utf8", "The file was not saved as UTF-8, or is damaged; save it as “CSV UTF-8”.")
    if "\x00" in text:
        raise _unreadable("not_csv", "The file has bytes that no text has; save it as “CSV UTF-8”.")
    return text


def _unreadable(code: str, detail: str) -> Invalid:
    return Invalid([FieldError("", detail)], code=code, detail=detail)


def problem(row: int, field: str, detail: str, code: str = "invalid") -> Problem:
    """A problem with one column of a row, or with the row where `field` is empty."""
    return Problem(row=row, pointer=field and f"/{field}", detail=detail, code=code)


def _records(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number; a record that cannot be read is a problem, and the last one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        problems.append(problem(number + 1, "", f"cannot be read as CSV: {error}"))


def _delimiter(text: str) -> str:
    """The separator with which the first line that has words names the most fields."""
    first = next((line for line in text.splitlines() if _worded(line)), "")
    return max(",;\t", key=lambda mark: (len(_recognised(first.split(mark))), first.count(mark)))


def _worded(line: str) -> bool:
    return bool(line.strip(',;\t" ')) and not _SEPARATOR_LINE.match(line.strip(" "))


def _recognised(headings: Sequence[str]) -> set[str]:
    return {_FIELDS[key] for heading in headings if (key := _key(heading.strip(' "'))) in _FIELDS}


def _heads_nothing(cells: list[str]) -> bool:
    """An empty line, or Excel's `sep=;`, which the reader has cut at the mark it names."""
    return not any(cell.strip() for cell in cells) or (cells[0].lower().startswith("sep=") and not any(cells[1:]))


def _columns(number: int, headings: list[str], problems: list[Problem]) -> dict[int, str]:
    """Which field stands in which column; columns of other things are passed over."""
    found: dict[int, str] = {}
    for at, heading in enumerate(headings):
        field = _FIELDS.get(_key(heading))
        if field is None:
            continue
        if field in found.values():
            problems.append(
                problem(number, field, f"two columns hold the {field.replace('_', ' ')}: {heading[:60]!r} too")
            )
        found[at] = field
    if MANAGER in found.values():
        return {at: field for at, field in found.items() if field != "manager"}
    return {at: MANAGER if field == "manager" else field for at, field in found.items()}


def _known(columns: Mapping[int, str]) -> frozenset[str]:
    """The fields that the file has; a name may come in two parts."""
    found = set(columns.values())
    named = "name" in found or {"first_name", "last_name"} <= found
    return frozenset(found - {"first_name", "last_name", "name"} | ({"name"} if named else set()))


def _rows(
    records: Iterator[tuple[int, list[str]]], columns: Mapping[int, str], width: int, problems: list[Problem]
) -> Iterator[SheetRow]:
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            problems.append(problem(number, "", f"has {len(cells)} cells where the header has {width}"))
            continue
        named = {field: cells[at] for at, field in columns.items()}
        long = [field for field, cell in named.items() if len(cell) > MAX_CELL]
        problems.extend(problem(number, field, f"has more than {MAX_CELL:,} characters") for field in long)
        if not long:
            yield SheetRow(number=number, cells=_joined_name(named))


def _joined_name(cells: dict[str, str]) -> dict[str, str]:
    first, last = cells.pop("first_name", None), cells.pop("last_name", None)
    if first is not None and last is not None and not cells.get("name", "").strip():
        joined = f"{first} {last}" if first.strip() and last.strip() else first + last
        cells["name"] = last if fields.is_formula(last) else joined  # joined, it would no longer be seen as one
    return cells
