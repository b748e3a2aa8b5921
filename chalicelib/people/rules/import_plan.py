"""What an import would change: the file's rows against the directory, decided before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.kernel.errors import BadValue, Fault, fault
from chalicelib.people.rules import fields, hierarchy
from chalicelib.people.rules.changes import departed, returned, runs_hr, says_more
from chalicelib.people.rules.csv_reader import IDENTITY, CsvFile, CsvRow, problem
from chalicelib.people.rules.grants import granted
from chalicelib.people.rules.guards import ForbiddenFields, forbidden, forbidden_fields, set_alone
from chalicelib.people.rules.headings import MANAGER_EMAIL
from chalicelib.people.rules.held import HeldChange, HeldKind, held
from chalicelib.people.rules.imports import ImportProblem, PersonRevision
from chalicelib.people.rules.manager_names import FORMS, Finder, ManagerProblem
from chalicelib.people.rules.matches import DIFFERS, LEFT, Directory, Match, RowIdentity, match
from chalicelib.people.rules.person import MAX_LEVELS, MailProblem, Person, ZoneFrom, name_order, normal_email, ref
from chalicelib.people.rules.plans import ImportTerms, Plan
from chalicelib.people.rules.zones import COUNTED, given

MANY_LEAVE, LEAST_TO_ASK = 0.1, 5
"""More than this share of everyone, and so many people at least, are marked as left only when it is said twice."""


@dataclass(kw_only=True, slots=True)
class _Entry:
    """One row that could be read, on its way to a person. `takes_from`: who left, and whose address it takes over."""

    row: CsvRow
    old: Person | None
    new: Person
    takes_from: Person | None = None

    @property
    def number(self) -> int:
        """The row as a spreadsheet counts it."""
        return self.row.number


@dataclass(kw_only=True, slots=True)
class _Planner:
    """An import while it is decided. `gone`: who leaves by a row of theirs, and which. `released`: leavers' ids."""

    directory: Directory
    terms: ImportTerms
    problems: list[ImportProblem]
    notes: list[ImportProblem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    unread_rows: list[CsvRow] = field(default_factory=list)
    zones: Counter[str] = field(default_factory=Counter)
    entries: list[_Entry] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    gone: dict[str, int] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)
    missing: list[Person] = field(default_factory=list)
    leavers: list[Person] = field(default_factory=list)
    held: list[HeldChange] = field(default_factory=list)
    rechained: list[PersonRevision] = field(default_factory=list)
    asks: int = 0


def plan_import(sheet: CsvFile, people: Iterable[Person], terms: ImportTerms) -> Plan:
    """Return the changes that bring the directory in line with `sheet`; with problems, those of the rows without."""
    planner = _Planner(directory=Directory.of(people), terms=terms, problems=list(sheet.problems))
    planner.notes.extend(sheet.notes)
    if IDENTITY & sheet.columns:
        _read_entries(planner, sheet.rows)
        _set_zones(planner)
        _find_missing(planner)
        _keep_addresses(planner)
        _set_managers(planner)
        _hold_back(planner)
        _hand_over(planner)
        _guard_roles(planner)
        if not planner.problems:
            _set_chains(planner)
    return replace(_plan(planner), columns=sheet.named, rows=len(sheet.rows))


def _plan(planner: _Planner) -> Plan:
    revisions = [PersonRevision(old=entry.old, new=entry.new) for entry in planner.entries]
    created = tuple(s for s in revisions if s.old is None)
    updated = tuple(s for s in revisions if s.old is not None and says_more(s.old, s.new))
    moved = [s for s in revisions if s.old is not None and s.old != s.new and not says_more(s.old, s.new)]
    hung = {revision.new.id: revision.new for revision in planner.rechained}
    leaving = {person.id for person in planner.leavers}
    released = [p for p in planner.directory.by_id.values() if p.id in planner.released and p.id not in leaving]
    apart = leaving | planner.released
    return Plan(
        created=created,
        updated=updated,
        unchanged=len(revisions) - len(created) - len(updated) + len(planner.passed),
        missing=tuple(planner.missing),
        left=tuple(PersonRevision(old=p, new=_departed(planner, hung.get(p.id, p))) for p in planner.leavers),
        released=tuple(PersonRevision(old=p, new=replace(hung.get(p.id, p), email="")) for p in released),
        rechained=(*moved, *(revision for revision in planner.rechained if revision.new.id not in apart)),
        held=tuple(planner.held),
        notes=_in_order(planner.notes),
        problems=_in_order(planner.problems),
        asks=planner.asks,
        zones={origin: planner.zones[origin] for origin in COUNTED},
    )


def _in_order(found: Iterable[ImportProblem]) -> tuple[ImportProblem, ...]:
    return tuple(sorted(found, key=lambda p: (p.row, p.pointer)))


def _departed(planner: _Planner, person: Person) -> Person:
    gone = departed(person, planner.terms.now)
    return replace(gone, email="") if person.id in planner.released else gone


def _read_entries(planner: _Planner, rows: Sequence[CsvRow]) -> None:
    parsed = [(row, *_parsed(row)) for row in rows]
    named = {row.number: _named(row, values) for row, values, _ in parsed}
    planner.directory.leaving = _leaving(planner, named.values())
    seen: dict[tuple[str, object], int] = {}
    for row, values, unreadable in parsed:
        about = named[row.number]
        wrong = [*unreadable, *_repeated(row.number, about, seen)]
        found = Match() if wrong else _matched(planner, about)
        if found.problem:
            wrong.append(problem(row.number, *found.problem))
        elif found.person is not None:
            wrong += _duplicates(row.number, found.person, seen)
        if not wrong and not found.passed and found.person is None and not values.get("name"):
            wrong.append(problem(row.number, "name", fault("required", case="new_person")))
        planner.problems.extend(wrong)
        if wrong:
            planner.unread.add(normal_email(row.cells.get("email", "")))
            planner.unread_rows.append(row)
        else:
            _take(planner, row, values, about, found)


def _matched(planner: _Planner, about: RowIdentity) -> Match:
    """Return whom a row is about. Another employee ID for the importer, or someone above, is a change that is held."""
    found = match(about, planner.directory, reuse=planner.terms.reuse_addresses)
    if found.problem is None or found.problem[1].code != DIFFERS or found.person is None:
        return found
    guarded = forbidden_fields(planner.terms.actor, found.person, ["external_id"])
    return Match(person=found.person) if guarded else found


def _named(row: CsvRow, values: Mapping[str, Any]) -> RowIdentity:
    return RowIdentity(
        email=values.get("email", ""),
        external_id=values.get("external_id", ""),
        name=values.get("name", ""),
        status=row.cells.get("status", ""),
    )


def _leaving(planner: _Planner, named: Iterable[RowIdentity]) -> set[str]:
    """Return who works here and leaves by a row of this file."""
    said = (match(one, planner.directory, reuse=False) for one in named if one.status == LEFT)
    return {found.person.id for found in said if found.person is not None and not found.passed}


def _take(planner: _Planner, row: CsvRow, values: dict[str, Any], about: RowIdentity, found: Match) -> None:
    """A row without problems: someone who leaves, a change, someone new, or nothing."""
    if found.passed:
        _pass(planner, row, found.person, found.passed)
    elif about.status == LEFT and found.person is not None:
        planner.gone[found.person.id] = row.number
    else:
        entry = _entry(row, values, found.person, planner.terms)
        entry.takes_from = found.takes_from
        planner.entries.append(entry)


def _pass(planner: _Planner, row: CsvRow, known: Person | None, passed: Fault) -> None:
    if known is not None:
        planner.passed.add(known.id)
    if passed.code != "left_already":
        planner.notes.append(problem(row.number, "status", passed))


def _keep_addresses(planner: _Planner) -> None:
    """A row waits that takes an address from whom the importer may not take it, or who does not leave after all."""
    leaving = {person.id for person in planner.leavers}
    for entry, holder in [(one, one.takes_from) for one in planner.entries if one.takes_from is not None]:
        found = forbidden_fields(planner.terms.actor, holder, ["email"])
        if found is None and (not holder.active or holder.id in leaving):
            continue
        waits = (
            fault("address_waits", case=found.reason.value, name=holder.name)
            if found
            else fault("address_waits", name=holder.name)
        )
        planner.notes.append(problem(entry.number, "email", waits))
        planner.entries.remove(entry)
        if entry.old is not None:
            planner.passed.add(entry.old.id)


def _hand_over(planner: _Planner) -> None:
    """Leavers give up the addresses that others take over, by rows that go in."""
    in_file = {entry.new.id: entry for entry in planner.entries}
    for entry in planner.entries:
        leaver = entry.takes_from
        if leaver is None or entry.new.email != leaver.email:
            continue
        back = in_file.get(leaver.id)
        if back is None:
            planner.released.add(leaver.id)
        elif back.new.email == leaver.email:
            taken = fault("email_taken", case="returning", name=leaver.name, row=back.number)
            planner.problems.append(problem(entry.number, "email", taken))
        planner.notes.append(problem(entry.number, "email", fault("address_taken", name=leaver.name)))


def _entry(row: CsvRow, values: dict[str, Any], old: Person | None, terms: ImportTerms) -> _Entry:
    base = old or Person(id=terms.new_id(), name="")
    if old is not None:  # no one loses a key by an empty cell: what it led to would be free for someone else
        values = {name: value for name, value in values.items() if value or name not in {"email", "external_id"}}
    new = replace(base if base.active else returned(base), **values)
    if new.email != base.email:
        new = replace(new, mail_trouble=MailProblem.NONE)
    return _Entry(row=row, old=old, new=new)


def _parsed(row: CsvRow) -> tuple[dict[str, Any], list[ImportProblem]]:
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


def _duplicates(number: int, person: Person, seen: dict[tuple[str, object], int]) -> list[ImportProblem]:
    """Two rows that lead to one person, each by a key of its own: one of them is about someone else."""
    first = seen.setdefault(("person", person.id), number)
    return (
        [] if first == number else [problem(number, "", fault("repeated", case="person", name=person.name, row=first))]
    )


def _find_missing(planner: _Planner) -> None:
    """Who is missing from the file, and leaves by that. Who imports, and the last HR admins, stay."""
    named = {entry.new.id for entry in planner.entries} | planner.passed | planner.gone.keys()
    people = planner.directory.by_id.values()
    active = [p for p in people if p.active]
    planner.missing = sorted((p for p in active if p.id not in named and p.email not in planner.unread), key=name_order)
    leavers = [p for p in active if p.id in planner.gone]
    leavers = [person for person in leavers if not _held_leave(planner, person)]
    if planner.terms.deactivate_missing:
        absent = [person for person in _absent_leavers(planner) if not _held_leave(planner, person)]
        many = len(absent) >= LEAST_TO_ASK and len(absent) > MANY_LEAVE * len(active)
        planner.asks = len(absent) if many and planner.terms.confirm_leaving != len(absent) else 0
        leavers += absent
    planner.leavers = leavers


def _absent_leavers(planner: _Planner) -> list[Person]:
    own = planner.terms.actor.id
    leavers = [p for p in planner.missing if p.id != own]
    staying = [entry.new for entry in planner.entries] + [p for p in planner.missing if p.id == own]
    return leavers if any(map(runs_hr, staying)) else [p for p in leavers if not runs_hr(p)]


def _held_leave(planner: _Planner, person: Person) -> bool:
    """Return whether the importer may not mark this person as left; then it waits for another HR admin."""
    gone = departed(person, planner.terms.now)
    found = forbidden(planner.terms.actor, person, gone)
    if found:
        _hold(planner, HeldKind.LEAVE, PersonRevision(old=person, new=gone), found, planner.gone.get(person.id, 0))
    return found is not None


def _hold_back(planner: _Planner) -> None:
    """Rows that the importer may not carry out stay as they were and wait; new HR roles wait to be confirmed."""
    actor = planner.terms.actor
    admins = [person for person in planner.directory.by_id.values() if runs_hr(person)]
    for entry in planner.entries:
        if entry.old is not None:
            found = forbidden(actor, entry.old, entry.new, admins=admins, by_file=True)
            if found:
                wanted = PersonRevision(old=entry.old, new=_with_manager_name(planner, entry.new))
                _hold(planner, HeldKind.ROW, wanted, found, entry.number)
                entry.new = entry.old
                continue
            entry.new = set_alone(actor, entry.old, entry.new, admins)
        entry.new = granted(actor, entry.old, entry.new, admins)


def _hold(planner: _Planner, kind: HeldKind, revision: PersonRevision, found: ForbiddenFields, row: int) -> None:
    terms = planner.terms
    who, reuse = ref(terms.actor), terms.reuse_addresses
    planner.held.append(held(kind, revision, found.reason, asked_by=who, at=terms.now, row=row, reuse_addresses=reuse))


def _with_manager_name(planner: _Planner, person: Person) -> Person:
    in_file = (entry.new for entry in planner.entries if entry.new.id == person.manager_id)
    manager = next(in_file, None) or planner.directory.by_id.get(person.manager_id or "")
    return replace(person, manager_name=manager.name if manager else "")


def _set_zones(planner: _Planner) -> None:
    """The zone that a row says, or the one that follows from where someone works; no one is given one in silence."""
    without: list[int] = []
    for entry in planner.entries:
        if entry.row.cells.get("time_zone", "").strip():
            entry.new, origin = given(entry.new, entry.new.time_zone), ZoneFrom.GIVEN.value
        else:
            settled, origin = planner.terms.zones.settled(entry.new, known=entry.old is not None)
            entry.new = settled or entry.new
            without += [] if settled else [entry.number]
        planner.zones[origin] += 1
    if without:
        planner.problems.append(problem(without[0], "time_zone", fault("no_time_zone", case="rows", n=len(without))))


def _set_managers(planner: _Planner) -> None:
    rows = [(entry.row, entry.new) for entry in planner.entries]
    finder = Finder(rows, planner.directory, planner.unread_rows, {p.id for p in planner.leavers})
    for entry in planner.entries:
        if FORMS.isdisjoint(entry.row.cells):
            continue
        try:
            manager = finder.manager_of(entry.new, entry.row.cells)
        except ManagerProblem as trouble:
            planner.problems.append(problem(entry.number, trouble.field, trouble.fault))
        else:
            entry.new = replace(entry.new, manager_id=manager.id if manager else None)


def _guard_roles(planner: _Planner) -> None:
    """HR roles are given and taken by HR admins alone, and the last admin stays one."""
    changed = [e for e in planner.entries if e.new.roles != (e.old.roles if e.old else frozenset())]
    if not planner.terms.actor.is_hr_admin:
        planner.problems.extend(problem(entry.number, "roles", fault("hr_roles")) for entry in changed)
    after = planner.directory.by_id | {entry.new.id: entry.new for entry in planner.entries}
    leavers = {p.id for p in planner.leavers}
    if not any(runs_hr(p) for p in after.values() if p.id not in leavers):
        demoted = [entry.number for entry in changed if entry.old and runs_hr(entry.old)]
        gone = [row for person, row in planner.gone.items() if runs_hr(planner.directory.by_id[person])]
        planner.problems.extend(problem(row, "roles", fault("last_hr_admin")) for row in (*demoted, *gone)[:1])


def _set_chains(planner: _Planner) -> None:
    """Give each row its chain, and find those outside the file whose chain changes with it."""
    people = planner.directory.by_id | {entry.new.id: entry.new for entry in planner.entries}
    managers = {p.id: p.manager_id for p in people.values()}
    rows = {entry.new.id: entry.number for entry in planner.entries}
    if circles := hierarchy.loops(managers):
        planner.problems.extend(_loop(circle, people, rows) for circle in circles)
        return
    chains = hierarchy.chains(managers, managers)
    for entry in planner.entries:
        entry.new = _hung(entry.new, chains, people)
    others = [PersonRevision(old=p, new=_hung(p, chains, people)) for p in people.values() if p.id not in rows]
    planner.rechained = [revision for revision in others if revision.old != revision.new]
    deep = next((person for person, chain in chains.items() if len(chain) > MAX_LEVELS), None)
    if deep:
        planner.problems.append(problem(rows.get(deep, 1), MANAGER_EMAIL, fault("too_many_levels", most=MAX_LEVELS)))


def _hung(person: Person, chains: Mapping[str, hierarchy.Chain], people: Mapping[str, Person]) -> Person:
    """`person` with what hangs on their manager."""
    manager = people.get(person.manager_id or "")
    return replace(person, chain=chains[person.id], manager_name=manager.name if manager else "")


def _loop(circle: hierarchy.Chain, people: Mapping[str, Person], rows: Mapping[str, int]) -> ImportProblem:
    row = min((rows[person] for person in circle if person in rows), default=1)
    shown = hierarchy.shown(circle, {person: people[person].email for person in circle})
    return problem(row, MANAGER_EMAIL, fault("manager_loop", people=shown))
