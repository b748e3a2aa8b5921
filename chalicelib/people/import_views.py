"""What an import answers of how it read its file."""

import msgspec

from chalicelib.people.rules.imports import Column, Reason


class ColumnView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A column of the file, the first being 1, and what it was read as; null where it was passed over, and why.

    `instead`: the heading of the column that was read in its place.
    """

    column: int
    heading: str
    field: str | None
    reason: Reason
    instead: str = ""


class ImportZonesView(msgspec.Struct, frozen=True, kw_only=True):
    """How many have their time zone from where: given in the file, by location, department or company, or as it was."""

    given: int = 0
    location: int = 0
    department: int = 0
    company: int = 0
    kept: int = 0


def column_view(one: Column) -> ColumnView:
    """A column, and what it was read as."""
    return ColumnView(column=one.column, heading=one.heading, field=one.field, reason=one.reason, instead=one.instead)
