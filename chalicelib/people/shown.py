"""How an answer names somebody, whoever answers: others import it from `people.actions`."""

from __future__ import annotations

import msgspec

from chalicelib.people.rules import Person, Ref


class PersonRef(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody by name."""

    id: str
    name: str


def person_ref(who: Person | Ref) -> PersonRef:
    """Somebody by name."""
    return PersonRef(id=who.id, name=who.name)
