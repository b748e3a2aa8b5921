"""What an import would change, person by person and field by field, for someone to read before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.people.rules.person import Person, name_order

if TYPE_CHECKING:
    from chalicelib.people.rules.imports import PersonRevision
    from chalicelib.people.rules.plans import Plan

_FIELDS = ("name", "email", "manager_name", "title", "department", "location", "time_zone", "employment_type")
_LATER_FIELDS = ("start_date", "roles", "external_id", "status")
Value = str | date | frozenset[str] | None


class ChangeKind(StrEnum):
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

    fate: ChangeKind
    person: Person
    fields: tuple[FieldChange, ...] = ()


def differences(plan: Plan) -> Iterator[Difference]:
    """Everyone whom the plan changes by the file's own rows: leavers first, then changes, then who is new."""
    for revision in _by_name(plan.left):
        yield Difference(fate=ChangeKind.LEFT, person=revision.new)
    for revision in _by_name(plan.updated):
        yield Difference(fate=ChangeKind.UPDATED, person=revision.new, fields=tuple(_changes(revision)))
    for revision in _by_name(plan.created):
        yield Difference(fate=ChangeKind.CREATED, person=revision.new)


def _by_name(revisions: tuple[PersonRevision, ...]) -> list[PersonRevision]:
    return sorted(revisions, key=lambda revision: name_order(revision.new))


def _changes(revision: PersonRevision) -> Iterator[FieldChange]:
    for name in (*_FIELDS, *_LATER_FIELDS):
        before, after = _text(getattr(revision.old, name)), _text(getattr(revision.new, name))
        if before != after:
            yield FieldChange(field=name.removesuffix("_name"), before=before, after=after)


def _text(value: Value) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return "" if value is None else str(value)
