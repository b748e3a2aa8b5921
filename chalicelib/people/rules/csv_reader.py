"""The directory's file as HR systems export it: CSV, columns in any order and under many names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice

from chalicelib.kernel.errors import Fault, TooLarge, fault
from chalicelib.people.rules import headings
from chalicelib.people.rules.charsets import decode, unreadable
from chalicelib.people.rules.columns import MANAGERS, NAMES, Columns, assign, recognised
from chalicelib.people.rules.imports import MAX_BYTES, Column, ColumnReason, ImportProblem
from chalicelib.people.rules.records import RecordReader

MAX_ROWS = 10_000
_LOOKED_AT = 25
"""Records at the top among which the header is; what stands above it are titles."""
_MARKS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?$', re.IGNORECASE)
IDENTITY = frozenset({"email", "external_id"})


@dataclass(frozen=True, kw_only=True, slots=True)
class CsvRow:
    """One person's cells by field, as text; dates as ISO writes them. `ids`: every number the file gives this person;
    `names`: every form of their name in it."""

    number: int
    cells: Mapping[str, str]
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CsvFile:
    """What was read: the fields for which the file has a column, and the rows that have something in them."""

    columns: frozenset[str]
    rows: tuple[CsvRow, ...]
    problems: tuple[ImportProblem, ...]
    named: tuple[Column, ...] = ()
    notes: tuple[ImportProblem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CsvOptions:
    """How a file is to be read. `today`: what dates of leaving are compared with; `dates`: "dmy" or "mdy", where
    someone said so; `chosen`: fields of headings, set by hand, "" for none."""

    today: date | None = None
    charset: str = ""
    dates: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES
    max_rows: int = MAX_ROWS


def read_csv(data: bytes, how: CsvOptions | None = None) -> CsvFile:
    """Return the file's rows, or what is wrong with them. Refuses what is no such file at all, or is too much."""
    how = how or CsvOptions()
    if len(data) > how.max_bytes:
        raise TooLarge("file_too_large", megabytes=how.max_bytes // 1_000_000)
    text = decode(data, how.charset)
    if not text.strip():
        raise unreadable("empty_file")
    problems: list[ImportProblem] = []
    header, records = _header(_records(text, how.chosen, problems), how.chosen)
    if header is None:
        problems.insert(0, _no_identity(1))
        return CsvFile(columns=frozenset(), rows=(), problems=tuple(problems))
    number, cells = header
    columns = assign(cells, how.chosen)
    problems.extend(problem(number, *one) for one in columns.problems)
    if not IDENTITY & columns.at.keys():
        problems.append(_no_identity(number))
        return CsvFile(columns=frozenset(), rows=(), problems=tuple(problems), named=columns.named)
    return _read(records, columns, len(cells), how, problems)


def _read(
    records: Iterator[tuple[int, list[str]]],
    columns: Columns,
    width: int,
    how: CsvOptions,
    problems: list[ImportProblem],
) -> CsvFile:
    reader = RecordReader(columns, width, how.today, how.dates)
    kept = list(islice(reader.kept(records), how.max_rows + 1))
    if len(kept) > how.max_rows:
        raise TooLarge("too_many_rows", most=how.max_rows)
    rows = tuple(CsvRow(number=n, cells=c, ids=i, names=s) for n, c, i, s in reader.read(kept))
    problems.extend(problem(*one) for one in reader.problems)
    notes = tuple(problem(*one) for one in reader.notes)
    if not rows and not problems:
        raise unreadable("empty_file", case="header")
    named = (*columns.named, *_unnamed(range(len(columns.named), width), kept))
    return CsvFile(columns=_known(columns), rows=rows, problems=tuple(problems), named=named, notes=notes)


def _unnamed(places: Iterable[int], kept: Sequence[tuple[int, list[str]]]) -> Iterator[Column]:
    """The last columns, which have no heading, as far as something stands in them."""
    for at in places:
        if any(cells[at].strip() for _, cells in kept):
            yield Column(column=at + 1, heading="", field=None, reason=ColumnReason.UNKNOWN)


def _no_identity(row: int) -> ImportProblem:
    return problem(row, "email", fault("no_identity_column"))


def problem(row: int, field: str, what: Fault) -> ImportProblem:
    """Return a problem with one column of a row, or with the row where `field` is empty."""
    return ImportProblem(row=row, pointer=field and f"/{field}", code=what.code, params=what.params)


def _records(text: str, chosen: Mapping[str, str], problems: list[ImportProblem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number; a record that cannot be read is a problem, and the last one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, chosen), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        open_quote = str(error) == "unexpected end of data"
        why = fault("not_csv", case="quote") if open_quote else fault("not_csv", case="said", said=str(error))
        problems.append(problem(number + 1, "", why))


def _delimiter(text: str, chosen: Mapping[str, str]) -> str:
    """Return what `sep=` names, else the separator with which one of the first lines names the most fields."""
    lines = [line for line in islice(io.StringIO(text[:100_000]), _LOOKED_AT) if line.strip(',;\t|" \r\n')]
    if lines and (said := _SEPARATOR_LINE.match(lines[0].strip(" \r\n\ufeff"))):
        return said[1]

    def fields(mark: str) -> tuple[int, int]:
        cut = [[cell.strip(' "\r\n') for cell in line.split(mark)] for line in lines]
        return max(((len(recognised(cells, chosen)), len(cells)) for cells in cut if len(cells) > 1), default=(0, 0))

    return max(_MARKS, key=fields)


def _header(
    records: Iterator[tuple[int, list[str]]], chosen: Mapping[str, str]
) -> tuple[tuple[int, list[str]] | None, Iterator[tuple[int, list[str]]]]:
    """The record that names the columns, and those below it: the first of the top ones that names about the most."""
    top = list(islice(records, _LOOKED_AT))
    found = [recognised(cells, chosen) if _may_head(cells) else set() for _, cells in top]
    keyed = [names for names in found if names & IDENTITY]
    most = max(map(len, keyed or found), default=0)
    for at, names in enumerate(found):
        if names and len(names) * 5 >= most * 3 and (names & IDENTITY or not keyed):
            return top[at], chain(top[at + 1 :], records)
    first = next((at for at, (_, cells) in enumerate(top) if not _heads_nothing(cells)), None)
    return (None, records) if first is None else (top[first], chain(top[first + 1 :], records))


def _may_head(cells: Sequence[str]) -> bool:
    return not any("@" in cell for cell in cells)


def _heads_nothing(cells: Sequence[str]) -> bool:
    """Return an empty line, or Excel's `sep=;`, which the reader has cut at the mark it names."""
    return not any(cell.strip() for cell in cells) or (cells[0].lower().startswith("sep=") and not any(cells[1:]))


def _known(columns: Columns) -> frozenset[str]:
    """Return the fields that the file has; a name and a manager may come in several forms and parts."""
    found = set(columns.at)
    named = found & {headings.DISPLAY, headings.FULL, headings.LEGAL} or (
        found & {headings.FIRST, headings.PREFERRED_FIRST, headings.PREFERRED}
        and found & {headings.LAST, headings.PREFERRED_LAST}
    )
    managed = found & {*MANAGERS, headings.MANAGER_FIRST}
    plain = found - {*NAMES, *MANAGERS, headings.MANAGER_FIRST, headings.MANAGER_LAST}
    kinds = {kind for kind, _ in columns.statuses}
    return frozenset(
        plain
        | ({"name"} if named else set())
        | ({"manager"} if managed else set())
        | ({headings.LEFT_ON} if headings.LEFT_ON in kinds else set())
        | ({headings.STATUS} if kinds else set())
    )
