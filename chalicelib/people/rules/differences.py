"""What an import would change, person by person and field by field, for someone to read before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.people.rules.person import Person, name_order

if TYPE_CHECKING:
    from chalicelib.people.rules.imports import Shift
    from chalicelib.people.rules.plans import Plan

_FIELDS = ("name", "email", "manager_name", "title", "department", "location", "time_zone", "employment_type")
_LATER_FIELDS = ("start_date", "roles", "external_id", "status")
Value = str | date | frozenset[str] | None


class Fate(StrEnum):
    """What happens to a person."""

    CREATED = "created"
    UPDATED = "updated"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after, as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What happens to one person; `fields` only where someone is updated."""

    fate: Fate
    person: Person
    fields: tuple[FieldChange, ...] = ()


def differences(plan: Plan) -> Iterator[Difference]:
    """Everyone whom the plan changes by the file's own rows: leavers first, then changes, then who is new."""
    for shift in _by_name(plan.left):
        yield Difference(fate=Fate.LEFT, person=shift.new)
    for shift in _by_name(plan.updated):
        yield Difference(fate=Fate.UPDATED, person=shift.new, fields=tuple(_changes(shift)))
    for shift in _by_name(plan.created):
        yield Difference(fate=Fate.CREATED, person=shift.new)


def _by_name(shifts: tuple[Shift, ...]) -> list[Shift]:
    return sorted(shifts, key=lambda shift: name_order(shift.new))


def _changes(shift: Shift) -> Iterator[FieldChange]:
    for name in (*_FIELDS, *_LATER_FIELDS):
        before, after = _text(getattr(shift.old, name)), _text(getattr(shift.new, name))
        if before != after:
            yield FieldChange(field=name.removesuffix("_name"), before=before, after=after)


def _text(value: Value) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return "" if value is None else str(value)
