"""Whose time zone is whose: given, by location, by department, the company's; UTC is no one's in silence."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.company.rules import Company, Zones
from chalicelib.people.rules import Person, ZoneFrom
from chalicelib.people.rules.zones import NO_RULES, ZoneRules, given, was_given

RULES = ZoneRules.of(
    Company(
        time_zone="Europe/Berlin",
        zones=Zones(locations={"São  Paulo": "America/Sao_Paulo"}, departments={"Sales": "Europe/Rome"}),
    )
)
ANN = Person(id="ANN", name="Ann")


def settled(person: Person, *, known: bool = False, rules: ZoneRules = RULES) -> tuple[str, str]:
    found, origin = rules.settled(person, known=known)
    return (found.time_zone if found else "none", origin)


def test_location_before_department_before_company() -> None:
    there = replace(ANN, location="sao paulo", department="Sales")
    assert settled(there) == ("America/Sao_Paulo", "location")
    assert settled(replace(there, location="Elsewhere")) == ("Europe/Rome", "department")
    assert settled(ANN) == ("Europe/Berlin", "company")
    assert settled(ANN, rules=NO_RULES) == ("none", "")


def test_what_was_given_is_kept_and_what_followed_follows() -> None:
    assert settled(given(ANN, "Asia/Tokyo"), known=True) == ("Asia/Tokyo", "kept")
    derived = replace(ANN, time_zone="Europe/Rome", zone_from=ZoneFrom.DEPARTMENT)
    assert settled(derived, known=True) == ("Europe/Berlin", "company")
    assert settled(derived, known=True, rules=NO_RULES) == ("Europe/Rome", "kept")


def test_before_origins_were_noted_utc_was_what_nobody_had_said() -> None:
    assert not was_given(ANN)
    assert was_given(replace(ANN, time_zone="Europe/Oslo"))
    in_utc = ZoneRules("UTC", {}, {})
    assert in_utc.settled(ANN, known=True) == (ANN, "company")
