"""How an answer names someone, no matter who answers: others import it from `people.actions`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.people.rules import Person, Ref

PersonId = Annotated[str, msgspec.Meta(min_length=1, max_length=100, description="The id of a person.")]


class PersonRef(msgspec.Struct, frozen=True, kw_only=True):
    """Someone by name."""

    id: str
    name: str


def person_ref(who: Person | Ref) -> PersonRef:
    """Return someone by name."""
    return PersonRef(id=who.id, name=who.name)
