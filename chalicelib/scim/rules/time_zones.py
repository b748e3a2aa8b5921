"""The time zone of someone whose provider names none, or no longer."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.company.rules import Company
from chalicelib.kernel.policy import Actor
from chalicelib.people.rules import Person, ZoneFrom
from chalicelib.people.rules.zones import ZoneRules


def zoned(old: Person | None, person: Person, company: Company, actor: Actor) -> Person:
    """`person` in the zone that follows from what HR mapped, where they are new or their own zone is taken back.

    Where HR mapped nothing, someone there is keeps theirs, and someone new has that of the HR admin who made the
    provider's token. A machine that no one made has to say one: the directory refuses the person otherwise.
    """
    if person.zone_from is not ZoneFrom.UNSET or (old is not None and old.zone_from is ZoneFrom.UNSET):
        return person
    found = ZoneRules.of(company).derived(person)
    if found is not None:
        return found
    if old is not None:
        return replace(person, zone_from=ZoneFrom.COMPANY)
    if actor.maker is not None:
        return replace(person, time_zone=actor.time_zone, zone_from=ZoneFrom.COMPANY)
    return person
