"""What an import would change: the file's rows against the directory, decided before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.kernel.errors import BadValue, Fault, fault
from chalicelib.people.rules import fields, hierarchy
from chalicelib.people.rules.changes import departed, returned, runs_hr, says_more
from chalicelib.people.rules.csv_reader import IDENTITY, Sheet, SheetRow, problem
from chalicelib.people.rules.grants import granted
from chalicelib.people.rules.guards import Barred, barred, barred_fields, set_alone
from chalicelib.people.rules.headings import MANAGER_EMAIL
from chalicelib.people.rules.held import Held, HeldKind, held
from chalicelib.people.rules.imports import ImportProblem, Shift
from chalicelib.people.rules.manager_names import FORMS, Finder, ManagerProblem
from chalicelib.people.rules.matches import DIFFERS, LEFT, Directory, Match, RowIdentity, match
from chalicelib.people.rules.person import MAX_LEVELS, MailTrouble, Person, ZoneFrom, name_order, normal_email, ref
from chalicelib.people.rules.plans import ImportTerms, Plan
from chalicelib.people.rules.zones import COUNTED, given

MANY_LEAVE, LEAST_TO_ASK = 0.1, 5
"""More than this share of everyone, and so many people at least, are marked as left only when it is said twice."""


@dataclass(kw_only=True, slots=True)
class _Entry:
    """One row that could be read, on its way to a person. `takes_from`: who left, and whose address it takes over."""

    row: SheetRow
    old: Person | None
    new: Person
    takes_from: Person | None = None

    @property
    def number(self) -> int:
        """The row as a spreadsheet counts it."""
        return self.row.number


@dataclass(kw_only=True, slots=True)
class _Intake:
    """An import while it is decided. `gone`: who leaves by a row of theirs, and which. `released`: leavers' ids."""

    directory: Directory
    terms: ImportTerms
    problems: list[ImportProblem]
    notes: list[ImportProblem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    unread_rows: list[SheetRow] = field(default_factory=list)
    zones: Counter[str] = field(default_factory=Counter)
    entries: list[_Entry] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    gone: dict[str, int] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)
    missing: list[Person] = field(default_factory=list)
    leavers: list[Person] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    rechained: list[Shift] = field(default_factory=list)
    asks: int = 0


def plan_import(sheet: Sheet, people: Iterable[Person], terms: ImportTerms) -> Plan:
    """The changes that bring the directory in line with `sheet`; with problems, those of the rows without."""
    intake = _Intake(directory=Directory.of(people), terms=terms, problems=list(sheet.problems))
    intake.notes.extend(sheet.notes)
    if IDENTITY & sheet.columns:
        _read_entries(intake, sheet.rows)
        _set_zones(intake)
        _find_missing(intake)
        _keep_addresses(intake)
        _set_managers(intake)
        _hold_back(intake)
        _hand_over(intake)
        _guard_roles(intake)
        if not intake.problems:
            _set_chains(intake)
    return replace(_plan(intake), columns=sheet.named, rows=len(sheet.rows))


def _plan(intake: _Intake) -> Plan:
    shifts = [Shift(old=entry.old, new=entry.new) for entry in intake.entries]
    created = tuple(shift for shift in shifts if shift.old is None)
    updated = tuple(shift for shift in shifts if shift.old is not None and says_more(shift.old, shift.new))
    moved = [s for s in shifts if s.old is not None and s.old != s.new and not says_more(s.old, s.new)]
    hung = {shift.new.id: shift.new for shift in intake.rechained}
    leaving = {person.id for person in intake.leavers}
    released = [p for p in intake.directory.by_id.values() if p.id in intake.released and p.id not in leaving]
    apart = leaving | intake.released
    return Plan(
        created=created,
        updated=updated,
        unchanged=len(shifts) - len(created) - len(updated) + len(intake.passed),
        missing=tuple(intake.missing),
        left=tuple(Shift(old=p, new=_departed(intake, hung.get(p.id, p))) for p in intake.leavers),
        released=tuple(Shift(old=p, new=replace(hung.get(p.id, p), email="")) for p in released),
        rechained=(*moved, *(shift for shift in intake.rechained if shift.new.id not in apart)),
        held=tuple(intake.held),
        notes=_in_order(intake.notes),
        problems=_in_order(intake.problems),
        asks=intake.asks,
        zones={origin: intake.zones[origin] for origin in COUNTED},
    )


def _in_order(found: Iterable[ImportProblem]) -> tuple[ImportProblem, ...]:
    return tuple(sorted(found, key=lambda p: (p.row, p.pointer)))


def _departed(intake: _Intake, person: Person) -> Person:
    gone = departed(person, intake.terms.now)
    return replace(gone, email="") if person.id in intake.released else gone


def _read_entries(intake: _Intake, rows: Sequence[SheetRow]) -> None:
    parsed = [(row, *_parsed(row)) for row in rows]
    named = {row.number: _named(row, values) for row, values, _ in parsed}
    intake.directory.leaving = _leaving(intake, named.values())
    seen: dict[tuple[str, object], int] = {}
    for row, values, unreadable in parsed:
        about = named[row.number]
        wrong = [*unreadable, *_repeated(row.number, about, seen)]
        found = Match() if wrong else _matched(intake, about)
        if found.problem:
            wrong.append(problem(row.number, *found.problem))
        elif found.person is not None:
            wrong += _told_twice(row.number, found.person, seen)
        if not wrong and not found.passed and found.person is None and not values.get("name"):
            wrong.append(problem(row.number, "name", fault("required", case="new_person")))
        intake.problems.extend(wrong)
        if wrong:
            intake.unread.add(normal_email(row.cells.get("email", "")))
            intake.unread_rows.append(row)
        else:
            _take(intake, row, values, about, found)


def _matched(intake: _Intake, about: RowIdentity) -> Match:
    """Whom a row is about. Another employee ID for the importer, or someone above, is a change that is held."""
    found = match(about, intake.directory, reuse=intake.terms.reuse_addresses)
    if found.problem is None or found.problem[1].code != DIFFERS or found.person is None:
        return found
    guarded = barred_fields(intake.terms.actor, found.person, ["external_id"])
    return Match(person=found.person) if guarded else found


def _named(row: SheetRow, values: Mapping[str, Any]) -> RowIdentity:
    return RowIdentity(
        email=values.get("email", ""),
        external_id=values.get("external_id", ""),
        name=values.get("name", ""),
        status=row.cells.get("status", ""),
    )


def _leaving(intake: _Intake, named: Iterable[RowIdentity]) -> set[str]:
    """Who works here and leaves by a row of this file."""
    said = (match(one, intake.directory, reuse=False) for one in named if one.status == LEFT)
    return {found.person.id for found in said if found.person is not None and not found.passed}


def _take(intake: _Intake, row: SheetRow, values: dict[str, Any], about: RowIdentity, found: Match) -> None:
    """A row without problems: someone who leaves, a change, someone new, or nothing."""
    if found.passed:
        _pass(intake, row, found.person, found.passed)
    elif about.status == LEFT and found.person is not None:
        intake.gone[found.person.id] = row.number
    else:
        entry = _entry(row, values, found.person, intake.terms)
        entry.takes_from = found.takes_from
        intake.entries.append(entry)


def _pass(intake: _Intake, row: SheetRow, known: Person | None, passed: Fault) -> None:
    if known is not None:
        intake.passed.add(known.id)
    if passed.code != "left_already":
        intake.notes.append(problem(row.number, "status", passed))


def _keep_addresses(intake: _Intake) -> None:
    """A row waits that takes an address from whom the importer may not take it, or who does not leave after all."""
    leaving = {person.id for person in intake.leavers}
    for entry, holder in [(one, one.takes_from) for one in intake.entries if one.takes_from is not None]:
        found = barred_fields(intake.terms.actor, holder, ["email"])
        if found is None and (not holder.active or holder.id in leaving):
            continue
        waits = (
            fault("address_waits", case=found.bar.value, name=holder.name)
            if found
            else fault("address_waits", name=holder.name)
        )
        intake.notes.append(problem(entry.number, "email", waits))
        intake.entries.remove(entry)
        if entry.old is not None:
            intake.passed.add(entry.old.id)


def _hand_over(intake: _Intake) -> None:
    """Leavers give up the addresses that others take over, by rows that go in."""
    in_file = {entry.new.id: entry for entry in intake.entries}
    for entry in intake.entries:
        leaver = entry.takes_from
        if leaver is None or entry.new.email != leaver.email:
            continue
        back = in_file.get(leaver.id)
        if back is None:
            intake.released.add(leaver.id)
        elif back.new.email == leaver.email:
            taken = fault("email_taken", case="returning", name=leaver.name, row=back.number)
            intake.problems.append(problem(entry.number, "email", taken))
        intake.notes.append(problem(entry.number, "email", fault("address_taken", name=leaver.name)))


def _entry(row: SheetRow, values: dict[str, Any], old: Person | None, terms: ImportTerms) -> _Entry:
    base = old or Person(id=terms.new_id(), name="")
    if old is not None:  # no one loses a key by an empty cell: what it led to would be free for someone else
        values = {name: value for name, value in values.items() if value or name not in {"email", "external_id"}}
    new = replace(base if base.active else returned(base), **values)
    if new.email != base.email:
        new = replace(new, mail_trouble=MailTrouble.NONE)
    return _Entry(row=row, old=old, new=new)


def _parsed(row: SheetRow) -> tuple[dict[str, Any], list[ImportProblem]]:
    values: dict[str, Any] = {}
    wrong: list[ImportProblem] = []
    for name, cell in row.cells.items():
        if name not in fields.PARSERS or (name == "time_zone" and not cell.strip()):
            continue
        try:
            values[name] = fields.PARSERS[name](cell)
        except BadValue as error:
            wrong.append(problem(row.number, name, error.fault))
    if not wrong and not values.get("email") and not values.get("external_id"):
        name = "email" if "email" in row.cells else "external_id"
        wrong.append(problem(row.number, name, fault("required")))
    return values, wrong


def _repeated(number: int, about: RowIdentity, seen: dict[tuple[str, object], int]) -> list[ImportProblem]:
    """What may stand in one row only, and stood in an earlier one. A leaver's address may be a successor's too."""
    wrong = []
    unique = [("external_id", about.external_id), *([] if about.status == LEFT else [("email", about.email)])]
    for name, value in unique:
        first = seen.setdefault((name, value), number) if value else number
        if first != number:
            wrong.append(problem(number, name, fault("repeated", case="row", value=value, row=first)))
    return wrong


def _told_twice(number: int, person: Person, seen: dict[tuple[str, object], int]) -> list[ImportProblem]:
    """Two rows that lead to one person, each by a key of its own: one of them is about someone else."""
    first = seen.setdefault(("person", person.id), number)
    return (
        [] if first == number else [problem(number, "", fault("repeated", case="person", name=person.name, row=first))]
    )


def _find_missing(intake: _Intake) -> None:
    """Who is missing from the file, and leaves by that. Who imports, and the last HR admins, stay."""
    named = {entry.new.id for entry in intake.entries} | intake.passed | intake.gone.keys()
    people = intake.directory.by_id.values()
    active = [p for p in people if p.active]
    intake.missing = sorted((p for p in active if p.id not in named and p.email not in intake.unread), key=name_order)
    leavers = [p for p in active if p.id in intake.gone]
    leavers = [person for person in leavers if not _held_leave(intake, person)]
    if intake.terms.deactivate_missing:
        absent = [person for person in _absent_leavers(intake) if not _held_leave(intake, person)]
        many = len(absent) >= LEAST_TO_ASK and len(absent) > MANY_LEAVE * len(active)
        intake.asks = len(absent) if many and intake.terms.confirm_leaving != len(absent) else 0
        leavers += absent
    intake.leavers = leavers


def _absent_leavers(intake: _Intake) -> list[Person]:
    own = intake.terms.actor.id
    leavers = [p for p in intake.missing if p.id != own]
    staying = [entry.new for entry in intake.entries] + [p for p in intake.missing if p.id == own]
    return leavers if any(map(runs_hr, staying)) else [p for p in leavers if not runs_hr(p)]


def _held_leave(intake: _Intake, person: Person) -> bool:
    """Whether the importer may not mark this person as left; then it waits for another HR admin."""
    gone = departed(person, intake.terms.now)
    found = barred(intake.terms.actor, person, gone)
    if found:
        _hold(intake, HeldKind.LEAVE, Shift(old=person, new=gone), found, intake.gone.get(person.id, 0))
    return found is not None


def _hold_back(intake: _Intake) -> None:
    """Rows that the importer may not carry out stay as they were and wait; new HR roles wait to be confirmed."""
    actor = intake.terms.actor
    admins = [person for person in intake.directory.by_id.values() if runs_hr(person)]
    for entry in intake.entries:
        if entry.old is not None:
            found = barred(actor, entry.old, entry.new, admins=admins, by_file=True)
            if found:
                wanted = Shift(old=entry.old, new=_with_manager_name(intake, entry.new))
                _hold(intake, HeldKind.ROW, wanted, found, entry.number)
                entry.new = entry.old
                continue
            entry.new = set_alone(actor, entry.old, entry.new, admins)
        entry.new = granted(actor, entry.old, entry.new, admins)


def _hold(intake: _Intake, kind: HeldKind, shift: Shift, found: Barred, row: int) -> None:
    terms = intake.terms
    who, reuse = ref(terms.actor), terms.reuse_addresses
    intake.held.append(held(kind, shift, found.bar, asked_by=who, at=terms.now, row=row, reuse_addresses=reuse))


def _with_manager_name(intake: _Intake, person: Person) -> Person:
    in_file = (entry.new for entry in intake.entries if entry.new.id == person.manager_id)
    manager = next(in_file, None) or intake.directory.by_id.get(person.manager_id or "")
    return replace(person, manager_name=manager.name if manager else "")


def _set_zones(intake: _Intake) -> None:
    """The zone that a row says, or the one that follows from where someone works; no one is given one in silence."""
    without: list[int] = []
    for entry in intake.entries:
        if entry.row.cells.get("time_zone", "").strip():
            entry.new, origin = given(entry.new, entry.new.time_zone), ZoneFrom.GIVEN.value
        else:
            settled, origin = intake.terms.zones.settled(entry.new, known=entry.old is not None)
            entry.new = settled or entry.new
            without += [] if settled else [entry.number]
        intake.zones[origin] += 1
    if without:
        intake.problems.append(problem(without[0], "time_zone", fault("no_time_zone", case="rows", n=len(without))))


def _set_managers(intake: _Intake) -> None:
    rows = [(entry.row, entry.new) for entry in intake.entries]
    finder = Finder(rows, intake.directory, intake.unread_rows, {p.id for p in intake.leavers})
    for entry in intake.entries:
        if FORMS.isdisjoint(entry.row.cells):
            continue
        try:
            manager = finder.manager_of(entry.new, entry.row.cells)
        except ManagerProblem as trouble:
            intake.problems.append(problem(entry.number, trouble.field, trouble.fault))
        else:
            entry.new = replace(entry.new, manager_id=manager.id if manager else None)


def _guard_roles(intake: _Intake) -> None:
    """HR roles are given and taken by HR admins alone, and the last admin stays one."""
    changed = [e for e in intake.entries if e.new.roles != (e.old.roles if e.old else frozenset())]
    if not intake.terms.actor.is_hr_admin:
        intake.problems.extend(problem(entry.number, "roles", fault("hr_roles")) for entry in changed)
    after = intake.directory.by_id | {entry.new.id: entry.new for entry in intake.entries}
    leavers = {p.id for p in intake.leavers}
    if not any(runs_hr(p) for p in after.values() if p.id not in leavers):
        demoted = [entry.number for entry in changed if entry.old and runs_hr(entry.old)]
        gone = [row for person, row in intake.gone.items() if runs_hr(intake.directory.by_id[person])]
        intake.problems.extend(problem(row, "roles", fault("last_hr_admin")) for row in (*demoted, *gone)[:1])


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
        intake.problems.append(problem(rows.get(deep, 1), MANAGER_EMAIL, fault("too_many_levels", most=MAX_LEVELS)))


def _hung(person: Person, chains: Mapping[str, hierarchy.Chain], people: Mapping[str, Person]) -> Person:
    """`person` with what hangs on their manager."""
    manager = people.get(person.manager_id or "")
    return replace(person, chain=chains[person.id], manager_name=manager.name if manager else "")


def _loop(circle: hierarchy.Chain, people: Mapping[str, Person], rows: Mapping[str, int]) -> ImportProblem:
    row = min((rows[person] for person in circle if person in rows), default=1)
    shown = hierarchy.shown(circle, {person: people[person].email for person in circle})
    return problem(row, MANAGER_EMAIL, fault("manager_loop", people=shown))
