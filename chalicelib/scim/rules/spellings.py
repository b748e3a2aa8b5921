"""How a provider wrote a person, and what of it is the provider's own word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalicelib.people.rules import Person
from chalicelib.scim.rules.schemas import ENTERPRISE

Resource = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelling:
    """What a provider wrote about one person: the attributes that it sent, as it sent them.

    `whole`: the person has left, and this is all there is to show; it is carried out when they come back. `unsaid`:
    attributes of it that only the directory has; no provider takes them away by not naming them. `silent`: the
    provider has removed `active`, which is not answered until it says it again.
    """

    person_id: str
    resource: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = False
    unsaid: frozenset[str] = frozenset()
    silent: bool = False
    changed_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class User:
    """A person, and how the provider wrote them."""

    person: Person
    spelling: Spelling | None

    @property
    def version(self) -> int:
        """Grows with every change of either."""
        return self.person.version + (self.spelling.version if self.spelling else 0)


def sent_resource(spelling: Spelling | None) -> Resource:
    """Return what the provider itself has said."""
    return without(spelling.resource, spelling.unsaid) if spelling else {}


def without(resource: Mapping[str, Any], names: frozenset[str]) -> Resource:
    """`resource` without the attributes of these names, those of the extension included."""
    found = {name: value for name, value in resource.items() if name not in names and name != ENTERPRISE}
    extension = {name: value for name, value in resource.get(ENTERPRISE, {}).items() if name not in names}
    return {**found, **({ENTERPRISE: extension} if extension else {})}


def names_of(resource: Mapping[str, Any]) -> frozenset[str]:
    """Return the attributes that it has, those of the extension by their own names."""
    return frozenset(resource.keys() - {ENTERPRISE}) | frozenset(resource.get(ENTERPRISE, {}))
