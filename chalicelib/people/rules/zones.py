"""The time zone of those who have none of their own: their location's, else their department's, else the company's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.company.rules import Company
from chalicelib.people.rules.person import DEFAULT_TIME_ZONE, Person, ZoneFrom, fold

KEPT = "kept"
COUNTED = (*(one.value for one in ZoneFrom if one is not ZoneFrom.UNSET), KEPT)


@dataclass(frozen=True, slots=True)
class ZoneRules:
    """What HR mapped; names are compared without case and accents."""

    company: str
    locations: Mapping[str, str]
    departments: Mapping[str, str]

    @classmethod
    def of(cls, company: Company) -> ZoneRules:
        """Return the rules of a company."""
        return cls(company.time_zone, _folded(company.zones.locations), _folded(company.zones.departments))

    def derived(self, person: Person) -> Person | None:
        """`person` in the zone that follows from where they work; None where nothing says one."""
        for said, known, origin in (
            (person.location, self.locations, ZoneFrom.LOCATION),
            (person.department, self.departments, ZoneFrom.DEPARTMENT),
        ):
            if known and said and (zone := known.get(_name(said))):
                return replace(person, time_zone=zone, zone_from=origin)
        return replace(person, time_zone=self.company, zone_from=ZoneFrom.COMPANY) if self.company else None

    def settled(self, person: Person, *, known: bool) -> tuple[Person | None, str]:
        """`person` without a zone of their own in what came in, in the zone that is theirs, and where it came from.

        A zone that was given once is kept, and so is that of someone `known` where no rule says another.
        """
        if known and was_given(person):
            return person, KEPT
        found = self.derived(person)
        if found is None:
            return (person, KEPT) if known else (None, "")
        same = known and person.zone_from is ZoneFrom.UNSET and found.time_zone == person.time_zone
        return person if same else found, found.zone_from.value


NO_RULES = ZoneRules("", {}, {})
"""Of a company that has set nothing."""


def given(person: Person, zone: str) -> Person:
    """`person` in a zone that was said of them."""
    return replace(person, time_zone=zone, zone_from=ZoneFrom.GIVEN)


def was_given(person: Person) -> bool:
    """Return whether the zone was said of this person. Before origins were noted, UTC was what no one had said."""
    return person.zone_from is ZoneFrom.GIVEN or (
        person.zone_from is ZoneFrom.UNSET and person.time_zone != DEFAULT_TIME_ZONE
    )


def _name(text: str) -> str:
    return " ".join(fold(text).split())


def _folded(zones: Mapping[str, str]) -> dict[str, str]:
    return {_name(name): zone for name, zone in zones.items()}
