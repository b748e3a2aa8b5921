"""Whom a row of a file, or a provider's resource, is about: an address or an employee ID never leads to someone else.

A leaver keeps their address and their employee ID. Neither brings them back, and neither passes to a successor unless
the person who imports says so (`reuse_addresses`); an address is never taken from someone who works here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from chalicelib.kernel.errors import Fault, fault
from chalicelib.people.rules.person import Person, PersonStatus, fold

ACTIVE, LEFT = PersonStatus.ACTIVE.value, PersonStatus.LEFT.value
DIFFERS = "employee_id_differs"


@dataclass(slots=True)
class Directory:
    """The people that there are, found by id, address and employee ID.

    `leaving`: who works here as yet, and leaves by the same file: their address may be given on as a leaver's.
    """

    by_id: dict[str, Person] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    by_external_id: dict[str, Person] = field(default_factory=dict)
    leaving: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, people: Iterable[Person]) -> Directory:
        """Return the directory of `people`."""
        found = cls()
        for person in people:
            found.by_id[person.id] = person
            found.by_email[person.email] = person
            found.by_external_id[person.external_id] = person
        for index in (found.by_email, found.by_external_id):
            index.pop("", None)
        return found

    def works_here(self, person: Person) -> bool:
        """Return whether `person` is active, and will be."""
        return person.active and person.id not in self.leaving


@dataclass(frozen=True, kw_only=True, slots=True)
class RowIdentity:
    """What a row says of who it is about. `status`: "active", "left", or "" where it does not say."""

    email: str = ""
    external_id: str = ""
    name: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Whom a row is about (None: someone new) and whose address they take over.

    `problem`: the field and why the row cannot be taken; with a `person`, whose address it has.
    `passed`: the row changes nothing, and why; with a `person` where it is about someone who left.
    """

    person: Person | None = None
    takes_from: Person | None = None
    problem: tuple[str, Fault] | None = None
    passed: Fault | None = None


def match(named: RowIdentity, directory: Directory, *, reuse: bool) -> Match:
    """Return whom `named` is about, among the people of `directory`."""
    by_email = directory.by_email.get(named.email) if named.email else None
    by_id = directory.by_external_id.get(named.external_id) if named.external_id else None
    if by_id is not None:
        return _by_employee_id(named, directory, by_id, by_email, reuse=reuse)
    if by_email is not None:
        return _by_address(named, directory, by_email, reuse=reuse)
    if named.status == LEFT:
        return Match(passed=fault("unknown_leaver"))
    return Match()


def _by_employee_id(
    named: RowIdentity, directory: Directory, person: Person, holder: Person | None, *, reuse: bool
) -> Match:
    if not person.active and named.status != ACTIVE:
        return _stays_left(named, person)
    if not person.active and _is_another(named, person):
        return Match(problem=("external_id", fault("employee_id_of_leaver", name=person.name)))
    if named.status == LEFT or holder is None or holder.id == person.id:
        return Match(person=person)
    if directory.works_here(holder):
        return Match(problem=("external_id", fault(DIFFERS, name=person.name, holder=holder.name)))
    return Match(person=person, takes_from=holder) if reuse else _address_of_leaver(holder)


def _is_another(named: RowIdentity, leaver: Person) -> bool:
    """Return whether a row has the employee ID of someone who left, and nothing else of theirs."""
    same_name = fold(named.name) == fold(leaver.name)
    same_address = bool(named.email) and named.email == leaver.email
    return bool(named.name or named.email) and not same_name and not same_address


def _by_address(named: RowIdentity, directory: Directory, holder: Person, *, reuse: bool) -> Match:
    differs = bool(named.external_id and holder.external_id)  # the same one would have been found by it
    renamed = bool(named.name) and fold(named.name) != fold(holder.name)
    if named.status == LEFT and (differs or renamed):
        return Match(passed=fault("unknown_leaver", case="address", name=holder.name))
    if named.status == LEFT:
        return Match(person=holder) if holder.active else _stays_left(named, holder)
    if directory.works_here(holder):
        if differs:
            about = fault(DIFFERS, case="address", name=holder.name, id=holder.external_id)
            return Match(person=holder, problem=("external_id", about))
        return Match(person=holder)
    if differs or renamed or (named.external_id and not named.name):
        return Match(takes_from=holder) if reuse else _address_of_leaver(holder)
    return Match(person=holder) if named.status == ACTIVE else _stays_left(named, holder)


def _stays_left(named: RowIdentity, person: Person) -> Match:
    if named.status == LEFT:
        return Match(person=person, passed=fault("left_already", name=person.name))
    return Match(person=person, passed=fault("stays_left", name=person.name))


def _address_of_leaver(holder: Person) -> Match:
    return Match(problem=("email", address_of_leaver(holder)))


def address_of_leaver(holder: Person) -> Fault:
    """Why an address is not free although its owner is gone, and what to do."""
    if holder.left_at is None:
        return fault("address_of_leaver", case="leaving", name=holder.name)
    return fault("address_of_leaver", name=holder.name, day=holder.left_at.date().isoformat())
