"""What an import would change: the file's rows against the directory, decided before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.people.rules import fields, hierarchy
from chalicelib.people.rules.changes import departed, runs_hr
from chalicelib.people.rules.imports import Shift
from chalicelib.people.rules.person import MAX_LEVELS, MailTrouble, Person, Status, name_order, normal_email
from chalicelib.people.rules.sheet import MANAGER, Problem, Sheet, SheetRow, problem

_NAMED_IN_A_LOOP = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """Under what an import runs. `may_grant`: whether who imports may give and take HR roles."""

    actor_id: str
    now: datetime
    new_id: Callable[[], str]
    may_grant: bool = False
    deactivate_missing: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All that an import does, once there are no `problems`. `rechained`: only the managers further up changed."""

    created: tuple[Shift, ...] = ()
    updated: tuple[Shift, ...] = ()
    unchanged: int = 0
    missing: tuple[Person, ...] = ()
    left: tuple[Shift, ...] = ()
    rechained: tuple[Shift, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Everybody whose row is written, managers before those below them."""
        every = (*self.created, *self.updated, *self.left, *self.rechained)
        return tuple(sorted(every, key=lambda shift: len(shift.new.chain)))


@dataclass(kw_only=True, slots=True)
class _Entry:
    """One row that could be read, on its way to a person."""

    number: int
    old: Person | None
    new: Person
    manager_email: str | None


@dataclass(slots=True)
class _Directory:
    """The people that there are, found by id, address and employee id."""

    by_id: dict[str, Person] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    by_external_id: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Person]) -> _Directory:
        found = cls()
        for person in people:
            found.by_id[person.id] = person
            found.by_email[person.email] = person
            found.by_external_id[person.external_id] = person
        for index in (found.by_email, found.by_external_id):
            index.pop("", None)
        return found


@dataclass(kw_only=True, slots=True)
class _Intake:
    """An import while it is decided."""

    directory: _Directory
    terms: Terms
    problems: list[Problem]
    unread: set[str] = field(default_factory=set)
    entries: list[_Entry] = field(default_factory=list)
    missing: list[Person] = field(default_factory=list)
    leavers: list[Person] = field(default_factory=list)
    rechained: list[Shift] = field(default_factory=list)


def plan_import(sheet: Sheet, people: Iterable[Person], terms: Terms) -> Plan:
    """The changes that bring the directory in line with `sheet`; with problems, those of the rows without."""
    intake = _Intake(directory=_Directory.of(people), terms=terms, problems=list(sheet.problems))
    if "email" in sheet.columns:
        _read_entries(intake, sheet.rows)
        _find_missing(intake)
        _set_managers(intake)
        _guard_roles(intake)
        if not intake.problems:
            _set_chains(intake)
    return _plan(intake)


def _plan(intake: _Intake) -> Plan:
    shifts = [Shift(old=entry.old, new=entry.new) for entry in intake.entries]
    created = tuple(shift for shift in shifts if shift.old is None)
    updated = tuple(shift for shift in shifts if shift.old is not None and _differs(shift.old, shift.new))
    moved = [s for s in shifts if s.old is not None and s.old != s.new and not _differs(s.old, s.new)]
    hung = {shift.new.id: shift.new for shift in intake.rechained}
    gone = [Shift(old=p, new=departed(hung.get(p.id, p), intake.terms.now)) for p in intake.leavers]
    leaving = {shift.new.id for shift in gone}
    return Plan(
        created=created,
        updated=updated,
        unchanged=len(shifts) - len(created) - len(updated),
        missing=tuple(intake.missing),
        left=tuple(gone),
        rechained=(*moved, *(shift for shift in intake.rechained if shift.new.id not in leaving)),
        problems=tuple(sorted(intake.problems, key=lambda p: (p.row, p.pointer))),
    )


def _differs(old: Person, new: Person) -> bool:
    """Whether the row itself says something new, and not only those above have moved."""
    return replace(old, chain=new.chain, manager_name=new.manager_name) != new


def _read_entries(intake: _Intake, rows: Sequence[SheetRow]) -> None:
    seen: dict[tuple[str, object], int] = {}
    for row in rows:
        values, wrong = _parsed(row)
        old, mismatch = _whom(row.number, values, intake.directory)
        wrong += mismatch + _repeated(row.number, values, seen)
        if old is None and not wrong and not values.get("name"):
            wrong.append(problem(row.number, "name", "is required for somebody new"))
        intake.problems.extend(wrong)
        if wrong:
            intake.unread.add(normal_email(row.cells["email"]))
        else:
            intake.entries.append(_entry(row, values, old, intake.terms))


def _entry(row: SheetRow, values: Mapping[str, Any], old: Person | None, terms: Terms) -> _Entry:
    base = old or Person(id=terms.new_id(), name="")
    new = replace(base, status=Status.ACTIVE, left_at=None, **values)
    if new.email != base.email:
        new = replace(new, mail_trouble=MailTrouble.NONE)
    return _Entry(number=row.number, old=old, new=new, manager_email=row.cells.get(MANAGER))


def _parsed(row: SheetRow) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    wrong: list[Problem] = []
    for name, cell in row.cells.items():
        if name == MANAGER:
            continue
        try:
            values[name] = fields.PARSERS[name](cell)
        except ValueError as error:
            wrong.append(problem(row.number, name, str(error)))
    if values.get("email") == "":
        wrong.append(problem(row.number, "email", "is required"))
    return values, wrong


def _whom(number: int, values: Mapping[str, Any], directory: _Directory) -> tuple[Person | None, list[Problem]]:
    """Whom a row is about: by address, else by employee id, so that an address can change."""
    by_email = directory.by_email.get(values.get("email", ""))
    by_external_id = directory.by_external_id.get(values.get("external_id", ""))
    if by_email and by_external_id and by_email.id != by_external_id.id:
        detail = f"belongs to {by_external_id.name}, and the address to {by_email.name}"
        return None, [problem(number, "external_id", detail)]
    return by_email or by_external_id, []


def _repeated(number: int, values: Mapping[str, Any], seen: dict[tuple[str, object], int]) -> list[Problem]:
    """What may stand in one row only, and stood in an earlier one."""
    wrong = []
    for name in ("email", "external_id"):
        if value := values.get(name):
            first = seen.setdefault((name, value), number)
            if first != number:
                wrong.append(problem(number, name, f"{value} stands in row {first} already"))
    return wrong


def _find_missing(intake: _Intake) -> None:
    """Who is missing from the file, and leaves by that. Who imports, and the last HR admins, stay."""
    named = {entry.new.id for entry in intake.entries}
    people = intake.directory.by_id.values()
    absent = (p for p in people if p.active and p.id not in named and p.email not in intake.unread)
    intake.missing = sorted(absent, key=name_order)
    if not intake.terms.deactivate_missing:
        return
    leavers = [p for p in intake.missing if p.id != intake.terms.actor_id]
    staying = [entry.new for entry in intake.entries] + [p for p in intake.missing if p.id == intake.terms.actor_id]
    if not any(map(runs_hr, staying)):
        leavers = [p for p in leavers if not runs_hr(p)]
    intake.leavers = leavers


def _set_managers(intake: _Intake) -> None:
    in_file = {entry.new.email: entry.new for entry in intake.entries}
    leavers = {p.id for p in intake.leavers}
    for entry in intake.entries:
        if entry.manager_email is None:
            continue
        try:
            email = fields.email(entry.manager_email)
            manager = in_file.get(email) or intake.directory.by_email.get(email)
            if email and email not in intake.unread:
                _check_manager(email, entry.new, manager, leavers)
        except ValueError as error:
            intake.problems.append(problem(entry.number, MANAGER, str(error)))
        else:
            entry.new = replace(entry.new, manager_id=manager.id if manager else None)


def _check_manager(email: str, person: Person, manager: Person | None, leavers: set[str]) -> None:
    if manager is None:
        raise ValueError(f"{email} is neither in the file nor in the directory")
    if manager.id == person.id:
        raise ValueError("nobody manages themselves")
    if not manager.active:
        raise ValueError(f"{email} has left")
    if manager.id in leavers:
        raise ValueError(f"{email} is missing from the file and would be marked as left")


def _guard_roles(intake: _Intake) -> None:
    """HR roles are given and taken by HR admins alone, and the last admin stays one."""
    changed = [e for e in intake.entries if e.new.roles != (e.old.roles if e.old else frozenset())]
    if not intake.terms.may_grant:
        detail = "only an HR admin gives or takes HR roles"
        intake.problems.extend(problem(entry.number, "roles", detail) for entry in changed)
    after = intake.directory.by_id | {entry.new.id: entry.new for entry in intake.entries}
    leavers = {p.id for p in intake.leavers}
    if not any(runs_hr(p) for p in after.values() if p.id not in leavers):
        demoted = [entry for entry in changed if entry.old and runs_hr(entry.old)]
        detail = "the last HR admin cannot lose the role"
        intake.problems.extend(problem(entry.number, "roles", detail) for entry in demoted[:1])


def _set_chains(intake: _Intake) -> None:
    """Give each row its chain, and find those outside the file whose chain changes with it."""
    people = intake.directory.by_id | {entry.new.id: entry.new for entry in intake.entries}
    managers = {p.id: p.manager_id for p in people.values()}
    rows = {entry.new.id: entry.number for entry in intake.entries}
    if circles := hierarchy.loops(managers):
        intake.problems.extend(_loop(circle, people, rows) for circle in circles)
        return
    chains = hierarchy.chains(managers, managers)
    for entry in intake.entries:
        entry.new = _hung(entry.new, chains, people)
    others = [Shift(old=p, new=_hung(p, chains, people)) for p in people.values() if p.id not in rows]
    intake.rechained = [shift for shift in others if shift.old != shift.new]
    deep = next((person for person, chain in chains.items() if len(chain) > MAX_LEVELS), None)
    if deep:
        intake.problems.append(problem(rows.get(deep, 1), MANAGER, f"more than {MAX_LEVELS} levels of managers above"))


def _hung(person: Person, chains: Mapping[str, hierarchy.Chain], people: Mapping[str, Person]) -> Person:
    """`person` with what hangs on their manager."""
    manager = people.get(person.manager_id or "")
    return replace(person, chain=chains[person.id], manager_name=manager.name if manager else "")


def _loop(circle: hierarchy.Chain, people: Mapping[str, Person], rows: Mapping[str, int]) -> Problem:
    row = min((rows[person] for person in circle if person in rows), default=1)
    shown = [people[person].email for person in circle[:_NAMED_IN_A_LOOP]]
    shown.append(f"{len(circle) - _NAMED_IN_A_LOOP} more" if len(circle) > _NAMED_IN_A_LOOP else shown[0])
    return problem(row, MANAGER, f"managers go round in a circle: {' → '.join(shown)}")
