"""The time zone of somebody whose provider names none."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.company.rules import Company
from chalicelib.kernel.policy import Actor
from chalicelib.people.rules import Person, ZoneFrom
from chalicelib.scim.rules.refusals import invalid_value

_MAPPED = {ZoneFrom.UNSET, ZoneFrom.LOCATION, ZoneFrom.DEPARTMENT, ZoneFrom.COMPANY}


def zoned(old: Person | None, person: Person, company: Company, actor: Actor) -> Person:
    """`person` with the zone that HR mapped their location, department or the company to.

    A zone that was given stays. Where nothing is mapped, somebody there is keeps theirs, and somebody new has that of
    whoever made the provider's key; a machine that nobody made has to say one.
    """
    if person.zone_from not in _MAPPED:
        return person
    found = _mapped(person, company)
    if found is not None:
        return replace(person, time_zone=found[0], zone_from=found[1])
    if old is not None:
        return person
    if actor.maker is None:
        raise invalid_value("timezone", "is needed, since HR has not set the company's time zone yet.")
    return replace(person, time_zone=actor.time_zone)


def _mapped(person: Person, company: Company) -> tuple[str, ZoneFrom] | None:
    located = _found(company.zones.locations, person.location)
    if located:
        return located, ZoneFrom.LOCATION
    belonging = _found(company.zones.departments, person.department)
    if belonging:
        return belonging, ZoneFrom.DEPARTMENT
    return (company.time_zone, ZoneFrom.COMPANY) if company.time_zone else None


def _found(zones: object, name: str) -> str:
    folded = name.strip().casefold()
    pairs = zones.items() if isinstance(zones, dict) else ()
    return next((zone for key, zone in pairs if folded and key.strip().casefold() == folded), "")
