"""The time zone of one person who is made or changed: their own, else as HR mapped it; UTC is no one's in silence."""

from chalicelib.company import actions as company
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.storage.table import Reads
from chalicelib.people.rules import DEFAULT_TIME_ZONE, Person, ZoneFrom
from chalicelib.people.rules.zones import ZoneRules, given, was_given


def settled(reads: Reads, person: Person) -> Person:
    """Return someone new, in the zone that was given or follows; Invalid where nothing says one."""
    if person.zone_from is not ZoneFrom.UNSET:
        return person
    if person.time_zone not in {"", DEFAULT_TIME_ZONE}:
        return given(person, person.time_zone)
    return _derived(reads, person)


def moved(reads: Reads, old: Person, wanted: Person) -> Person:
    """`wanted`, whose zone follows location and department unless it was given; cleared, it is derived again."""
    if not wanted.time_zone:
        return _derived(reads, wanted)
    if wanted.time_zone != old.time_zone and wanted.zone_from is old.zone_from:
        return given(wanted, wanted.time_zone)
    stays = (old.location, old.department) == (wanted.location, wanted.department)
    if stays or was_given(wanted):
        return wanted
    return ZoneRules.of(company.load(reads)).derived(wanted) or wanted


def _derived(reads: Reads, person: Person) -> Person:
    found = ZoneRules.of(company.load(reads)).derived(person)
    if found is None:
        raise Invalid([FieldError("/time_zone", fault("no_time_zone"))], code="no_time_zone")
    return found
