"""Who the manager in a row is: by address, else by employee ID, else by a name that fits one person only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from chalicelib.kernel.errors import BadValue, Fault
from chalicelib.people.rules import fields
from chalicelib.people.rules.cells import address, in_order
from chalicelib.people.rules.columns import MANAGERS
from chalicelib.people.rules.headings import MANAGER, MANAGER_EMAIL, MANAGER_ID, MANAGER_NAME
from chalicelib.people.rules.person import Person, fold, normal_email
from chalicelib.words import Param

if TYPE_CHECKING:
    from chalicelib.people.rules.csv_reader import CsvRow

_NUMBERED = re.compile(r"(?P<name>.*\S)\s*[\[(]\s*#?(?P<id>[^()\[\]]+?)\s*[\])]")
_ENTRY = re.compile(r"CN=((?:\\.|[^,\\])+)", re.IGNORECASE)
"""The beginning of a name as a directory server writes it: `CN=Bob Stone,OU=Staff,DC=x`."""
_BOTH = (
    re.compile(r"(?P<name>.*\w\.?)(?:\s*[-–—:/|;,]\s*|\s+)(?P<id>\S+)"),
    re.compile(r"(?P<id>[^\s:/|;,]+)(?:\s*[-–—:/|;,]\s*|\s+)(?P<name>\w.*)"),
)
"""A name and a number side by side."""
_SUFFIXED = re.compile(r"\s*[\[(][^()\[\]]*[\])]\s*$")


class People(Protocol):
    """The directory as it is before the import."""

    by_id: dict[str, Person]
    by_email: dict[str, Person]
    by_external_id: dict[str, Person]


class ManagerProblem(BadValue):
    """Why a manager cannot be taken; `field` names the column."""

    def __init__(self, field: str, code: str, **params: Param) -> None:
        super().__init__(Fault(code, params))
        self.field = field


class Finder:
    """Finds managers among those in the file and those in the directory; who is in the file counts as it says.

    `unread`: rows with problems of their own, which are someone, although no one knows yet who.
    """

    def __init__(
        self, entries: Sequence[tuple[CsvRow, Person]], people: People, unread: Iterable[CsvRow], gone: set[str]
    ) -> None:
        self._entries, self._people, self._gone = entries, people, gone
        self._unread = list(unread)
        self._by_email = {person.email: person for _, person in entries if person.email}
        self._by_id = {number: person for row, person in reversed(entries) for number in row.ids}
        self._by_id |= {person.external_id: person for _, person in entries if person.external_id}
        self._in_file = {person.id: person for _, person in entries}

    def manager_of(self, person: Person, cells: Mapping[str, str]) -> Person | None:
        """Return whom the row of `person` names, None for no one or a row with a problem. Raise ManagerProblem."""
        field, cell = next(((name, cells[name].strip()) for name in MANAGERS if cells.get(name, "").strip()), ("", ""))
        if not cell:
            return None
        found = self._found(field, cell)
        if found is None:
            return None
        if found.id == person.id:
            raise ManagerProblem(field, "own_manager")
        if not found.active:
            raise ManagerProblem(field, "manager_left", name=cell[:80])
        if found.id in self._gone:
            raise ManagerProblem(field, "manager_leaves", name=cell[:80])
        return found

    def _found(self, field: str, cell: str) -> Person | None:
        bare = address(cell)
        if field == MANAGER_EMAIL or "@" in bare:
            return self._addressed(field, bare)
        if field in {MANAGER_ID, MANAGER} and (numbered := self._numbered(cell)):
            return numbered
        if field == MANAGER_ID:
            if self._is_unread(cell, 0):
                return None
            raise ManagerProblem(field, "manager_unknown", case="id", value=cell[:80])
        return self._called(field, cell)

    def _addressed(self, field: str, cell: str) -> Person | None:
        try:
            email = fields.email(cell)
        except BadValue as error:
            raise ManagerProblem(field, error.fault.code, **error.fault.params) from None
        found = self._by_email.get(email) or self._current(self._people.by_email.get(email))
        if found is None and not self._is_unread(email, 1):
            raise ManagerProblem(field, "manager_unknown", case="address", value=email)
        return found

    def _numbered(self, number: str) -> Person | None:
        return self._by_id.get(number) or self._current(self._people.by_external_id.get(number))

    def _current(self, person: Person | None) -> Person | None:
        """Return a person of the directory as the file leaves them."""
        return self._in_file.get(person.id, person) if person else None

    def _called(self, field: str, cell: str) -> Person | None:
        parts = _NUMBERED.fullmatch(cell)
        if parts and (found := self._numbered(parts["id"])):
            return found
        entry = _ENTRY.match(cell)
        bare = in_order(entry[1].replace("\\", "") if entry else _SUFFIXED.sub("", cell))
        found_all = self._named(bare)
        if len(found_all) > 1:
            raise ManagerProblem(field, "manager_ambiguous", name=cell[:80], count=len(found_all))
        if found_all:
            return found_all[0]
        if both := self._named_and_numbered(cell):
            return both
        if self._is_unread(_folded(bare), 2):
            return None
        raise ManagerProblem(field, "manager_unknown", value=cell[:80])

    def _named_and_numbered(self, cell: str) -> Person | None:
        """`Bob Stone - 18` or `18 Bob Stone`, where both are one person's."""
        for parts in filter(None, (pattern.fullmatch(cell) for pattern in _BOTH)):
            found = self._numbered(parts["id"])
            if found and found.id in self._names.get(_folded(in_order(parts["name"])), {}):
                return found
        return None

    def _named(self, name: str) -> list[Person]:
        found = list(self._names.get(_folded(name), {}).values())
        return [person for person in found if person.active] or found[:1]

    @cached_property
    def _names(self) -> dict[str, dict[str, Person]]:
        names: dict[str, dict[str, Person]] = {}
        for row, person in self._entries:
            for name in {_folded(name) for name in (*row.names, person.name)}:
                names.setdefault(name, {})[person.id] = person
        for person in self._people.by_id.values():
            if person.id not in self._in_file:
                names.setdefault(_folded(person.name), {})[person.id] = person
        return names

    def _is_unread(self, said: str, kind: int) -> bool:
        """Return whether a row that has problems is who is meant: one problem does not become many."""
        return bool(self._unread) and said in self._keys_of_unread[kind]

    @cached_property
    def _keys_of_unread(self) -> tuple[set[str], set[str], set[str]]:
        return (
            {number for row in self._unread for number in row.ids},
            {normal_email(row.cells.get("email", "")) for row in self._unread},
            {_folded(name) for row in self._unread for name in row.names},
        )


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


FORMS = frozenset({MANAGER_EMAIL, MANAGER_ID, MANAGER_NAME, MANAGER})
"""The cells in which a row names a manager."""
