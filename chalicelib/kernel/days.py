"""From a date and a zone to an instant in UTC. Pure.

A date ends at 24:00 in a person's own zone: at the first instant of the next day there. Some days have no midnight
(clocks go forward at 00:00) and some have two, so that instant is looked for and never assumed.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})


@lru_cache(maxsize=1024)
def known_zone(name: str) -> bool:
    """Return whether this is an IANA zone that we can compute with."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return name not in _NO_ZONES


def zone_named(text: str) -> str | None:
    """Return the IANA zone that `text` names, in its own spelling; `Europe/Berlin (CET)` is Europe/Berlin."""
    return _zones().get(text.partition(" (")[0].strip().lower())


@cache
def _zones() -> dict[str, str]:
    import zoneinfo  # brings sysconfig along, which a request that names no zone need not load

    names = zoneinfo.available_timezones()
    return {name.lower(): name for name in names if name not in _NO_ZONES}


@lru_cache(maxsize=8192)
def start_of_day(day: date, zone: str) -> datetime:
    """Return the first instant of `day` in `zone`, in UTC."""
    here = ZoneInfo(zone)
    first = datetime.combine(day, time.min, tzinfo=here).astimezone(UTC)
    while (first - _SECOND).astimezone(here).date() >= day:
        first -= _SECOND
    return first


def end_of_day(day: date, zone: str) -> datetime:
    """Return the instant at which `day` is over in `zone`, in UTC."""
    return start_of_day(day + timedelta(days=1), zone)


@lru_cache(maxsize=8192)
def local_time(day: date, at: str, zone: str) -> datetime:
    """Return the instant of a wall-clock time; a time that a day does not have is the moment the clocks jump."""
    hour, minute = (int(part) for part in at.split(":"))
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(zone)).astimezone(UTC)
