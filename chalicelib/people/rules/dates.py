"""Dates as spreadsheets and HR systems write them, to `2026-01-31`; what two countries read differently is decided
by the file's other dates, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from chalicelib.kernel.errors import BadValue, fault
from chalicelib.people.rules.person import fold
from chalicelib.people.rules.words import words

DMY, MDY = "dmy", "mdy"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene januari",
            "feb february februar fevrier fev fevr febrero februari",
            "mar march marz mrz mars marzo maart mrt maerz",
            "apr april avril avr abril abr",
            "may mai mayo mei",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august aout agosto ago augustus",
            "sep sept september septembre septiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre",
            "dec december dezember dez decembre diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_ZEROS = re.compile(r"0{1,4}([-/.])0{1,2}\1 ?0{1,4}|0{8}")
_FIRST_DAYS = words("0001-01-01 1753-01-01 1899-12-30 1899-12-31 1900-01-01")
"""What databases and spreadsheets write where there is no date: zeros, or the first day that they know."""
_TIME = re.compile(
    r"(?<=\d)(T|\s+|,\s*)\d{1,2}:\d\d(:\d\d([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT)?\s*([+-]\d\d:?\d\d)?$"
)
_WEEKDAY = re.compile(r"^[^\W\d]{2,10}\.?,\s+(?=\S+\s)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[-\s/.]+(?:(?:de|of)\s+)?([^\W\d]{3,10})\.?[-\s/.,]+(?:de\s+)?(\d{4}|\d\d)"
)
_NAMED_DAY = re.compile(r"([^\W\d]{3,10})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4})")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_PIVOT = 70


class UnclearDate(BadValue):
    """A date that cannot be taken."""


class DateReader:
    """How one file writes its dates. `asked`: "dmy" or "mdy", where the person who imports said so."""

    def __init__(self, cells: Iterable[str], asked: str = "") -> None:
        seen = set() if asked else {order for cell in {*cells} if (order := _order(cell))}
        self._order = asked or (next(iter(seen)) if len(seen) == 1 else "")
        self._conflict = len(seen) > 1
        self._known: dict[str, str] = {}

    def read(self, cell: str) -> str:
        """Return the date as ISO writes it, "" for none; Unclear where it is none, or might be two."""
        if cell not in self._known:
            self._known[cell] = self._iso(cell)
        return self._known[cell]

    def _iso(self, cell: str) -> str:
        bare = _bare(cell)
        if not bare or _ZEROS.fullmatch(bare):
            return ""
        found = _year_first(bare) or _named(bare) or self._slashed(bare)
        if found is None:
            if _SERIAL.fullmatch(bare):
                raise UnclearDate(fault("not_a_date", case="serial", value=cell[:30]))
            raise UnclearDate(fault("not_a_date", value=cell[:30]))
        try:
            read = date(*found).isoformat()
        except ValueError:
            raise UnclearDate(fault("not_a_date", value=cell[:30])) from None
        return "" if read in _FIRST_DAYS else read

    def _slashed(self, bare: str) -> tuple[int, int, int] | None:
        parts = _SLASHED.fullmatch(bare)
        if parts is None:
            return None
        first, second, year = (int(part) for part in parts.groups())
        if self._conflict:
            raise UnclearDate(fault("ambiguous_dates", case="mixed", value=bare))
        if not self._order and first != second:
            raise UnclearDate(fault("ambiguous_dates", value=bare))
        return (year, first, second) if self._order == MDY else (year, second, first)


def _bare(cell: str) -> str:
    """Without the time of day and the day of the week."""
    text = _TIME.sub("", cell.strip())
    return _WEEKDAY.sub("", text) if text[:1].isalpha() else text


def _order(cell: str) -> str:
    """Return what a date proves of the order: a part over 12 is no month."""
    if "/" not in cell and "-" not in cell:
        return ""
    parts = _SLASHED.fullmatch(_bare(cell))
    if parts is None:
        return ""
    first, second = int(parts[1]), int(parts[2])
    if first > 12 >= second:
        return DMY
    return MDY if second > 12 >= first else ""


def _year_first(bare: str) -> tuple[int, int, int] | None:
    if parts := _YEAR_FIRST.fullmatch(bare) or _COMPACT.fullmatch(bare):
        return int(parts[1]), int(parts[2]), int(parts[3])
    if parts := _DOTTED.fullmatch(bare):
        return int(parts[3]), int(parts[2]), int(parts[1])
    return None


def _named(bare: str) -> tuple[int, int, int] | None:
    """With the month's name, in any of our languages."""
    if parts := _DAY_NAMED.fullmatch(bare):
        day, name, year = parts.groups()
    elif parts := _NAMED_DAY.fullmatch(bare):
        name, day, year = parts.groups()
    else:
        return None
    month = _MONTHS.get(fold(name))
    return (_full_year(year), month, int(day)) if month else None


def _full_year(year: str) -> int:
    short = int(year)
    if len(year) > 2:
        return short
    return short + (1900 if short >= _PIVOT else 2000)
