"""An import as it is answered: what it would do, or does, and how it read its file."""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from chalicelib.people.rules import Ref
from chalicelib.people.rules.imports import Column, ColumnReason, HeldLine, ImportRun, ImportState, ImportSummary
from chalicelib.people.views.person_refs import PersonRef, person_ref

if TYPE_CHECKING:
    from chalicelib.people.rules.differences import Difference
    from chalicelib.people.rules.imports import ImportProblem
    from chalicelib.people.rules.plans import Plan

UNSET = msgspec.UNSET
Unset = msgspec.UnsetType


class ColumnView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A column of the file, the first being 1, and what it was read as; null where it was passed over, and why.

    `instead`: the heading of the column that was read in its place.
    """

    column: int
    heading: str
    field: str | None
    reason: ColumnReason
    instead: str = ""


class ImportZonesView(msgspec.Struct, frozen=True, kw_only=True):
    """How many have their time zone from where: given in the file, by location, department or company, or as it was."""

    given: int = 0
    location: int = 0
    department: int = 0
    company: int = 0
    kept: int = 0


def column_view(one: Column) -> ColumnView:
    """Return a column, and what it was read as."""
    return ColumnView(column=one.column, heading=one.heading, field=one.field, reason=one.reason, instead=one.instead)


MOST_DIFFERENCES = 500
"""Of an import, shown before it is done."""


class ProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with a row, or a note; the header is row 1, `pointer` names the column, `code` is stable."""

    row: int
    pointer: str
    code: str
    detail: str
    params: dict[str, Any]


class FieldChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """One field before and after, as text; empty where there is nothing."""

    field: str
    before: str
    after: str


class DifferenceView(msgspec.Struct, frozen=True, kw_only=True):
    """What would happen to one person: "created", "updated" or "left"; `about` says who that is."""

    fate: Literal["created", "updated", "left"]
    name: str
    about: str
    fields: list[FieldChangeView]


class HeldLineView(msgspec.Struct, frozen=True, kw_only=True):
    """A row that waits for another HR admin; the person stays as they were. `id`: in the list of what waits.

    `row`: 0 for someone who would leave because the file does not name them.
    """

    row: int
    pointer: str
    person: PersonRef
    code: str
    detail: str
    params: dict[str, Any]
    id: str


class ImportView(msgspec.Struct, frozen=True, kw_only=True):
    """What an import does, or would do. `missing`: who is not in the file, the first 10,000 of
    `missing_count`; `failed`: whom it could not change.

    `held`: what another HR admin has to confirm. `notes`: rows that change nothing, or more than they say, and why.
    `columns`: what each column was read as. `zones`: how many have their time zone from where.

    `rows` of the file, `pages` of people to write and `pages_done` of them: how far it is. An uploaded file is
    "reading" until it is "refused" (see `problems`), "previewed", or "running".

    `confirm_leaving`: how many would leave, where the import wants to be told that this is so.

    `differences`: in a dry run of a file without problems, the first of them.
    """

    created: int
    updated: int
    unchanged: int
    missing: list[PersonRef]
    missing_count: int
    left: int
    problems: list[ProblemView]
    rows: int | Unset = UNSET
    pages: int | Unset = UNSET
    pages_done: int | Unset = UNSET
    held: list[HeldLineView]
    notes: list[ProblemView]
    columns: list[ColumnView]
    zones: ImportZonesView
    confirm_leaving: int | Unset = UNSET
    id: str | Unset = UNSET
    state: ImportState | Unset = UNSET
    failed: list[PersonRef] | Unset = UNSET
    differences: list[DifferenceView] | Unset = UNSET


def plan_view(plan: "Plan", said: ImportSummary) -> ImportView:
    """Return what an import would do."""
    from chalicelib.people.rules.differences import differences

    return ImportView(
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=plan.unchanged,
        missing=_refs(said.missing),
        missing_count=said.missing_count,
        left=len(plan.left),
        problems=[problem_view(p) for p in plan.problems],
        held=[_held_line(one) for one in said.held],
        notes=[problem_view(p) for p in said.notes],
        columns=[column_view(one) for one in said.columns],
        zones=ImportZonesView(**said.zones),
        confirm_leaving=plan.asks or UNSET,
        differences=UNSET if plan.problems else [_difference(d) for d in islice(differences(plan), MOST_DIFFERENCES)],
    )


def _held_line(one: HeldLine) -> HeldLineView:
    return HeldLineView(
        id=one.id,
        row=one.row,
        pointer=one.field and f"/{one.field}",
        person=person_ref(one.person),
        code=one.code,
        detail=one.detail,
        params={},
    )


def problem_view(one: "ImportProblem") -> ProblemView:
    """Return what is wrong with a row, or worth a note."""
    return ProblemView(row=one.row, pointer=one.pointer, code=one.code, detail=one.detail, params=dict(one.params))


def _difference(of: "Difference") -> DifferenceView:
    person = of.person
    return DifferenceView(
        fate=of.fate.value,
        name=person.name,
        about=", ".join(filter(None, (person.email, person.title, person.department))),
        fields=[FieldChangeView(field=one.field, before=one.before, after=one.after) for one in of.fields],
    )


def run_view(run: ImportRun, said: ImportSummary) -> ImportView:
    """Return what an import did, or is about to finish."""
    return ImportView(
        id=run.id,
        state=run.state,
        created=run.created,
        updated=run.updated,
        unchanged=run.unchanged,
        missing=_refs(said.missing),
        missing_count=run.missing,
        left=run.left,
        problems=[problem_view(p) for p in said.problems],
        rows=run.rows,
        pages=run.pages,
        pages_done=run.pages if run.state is ImportState.DONE else run.pages_done,
        confirm_leaving=run.asks or UNSET,
        held=[_held_line(one) for one in said.held],
        notes=[problem_view(p) for p in said.notes],
        columns=[column_view(one) for one in said.columns],
        zones=ImportZonesView(**run.zones),
        failed=_refs(run.failed) or UNSET,
    )


def _refs(people: Sequence[Ref]) -> list[PersonRef]:
    return [person_ref(person) for person in people]
