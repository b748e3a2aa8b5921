"""What each field of a person may hold.

Each parser takes text and returns the value, or raises BadValue with the reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from chalicelib.kernel.addresses import fold_address
from chalicelib.kernel.days import zone_named
from chalicelib.kernel.errors import BadValue, fault
from chalicelib.kernel.policy import ROLES

LONGEST = 200
LONGEST_EMAIL = 254

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Control characters, lone surrogates, line separators; and what turns the direction of text round unseen.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", re.ASCII)
_ROLE_BREAKS = re.compile(r"[,;|]")


def text(value: str) -> str:
    """Return a line of words: trimmed, no control characters, nothing that a spreadsheet would run."""
    if is_formula(value):
        raise BadValue(fault("not_a_text", case="formula"))
    cleaned = unicodedata.normalize("NFC", value.strip())
    if not cleaned.isprintable() and any(map(_is_hidden, cleaned)):
        raise BadValue(fault("not_a_text", case="control"))
    if len(cleaned) > LONGEST:
        raise BadValue(fault("not_a_text", case="long", most=LONGEST))
    return cleaned


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _DIRECTION


def is_formula(value: str) -> bool:
    """Return whether a spreadsheet that opens an export of this text could take it for something to run."""
    return value.startswith(("\t", "\r", "\n")) or value.lstrip().startswith(_FORMULA)


def name(value: str) -> str:
    """Return a person's name; no one is without one."""
    cleaned = text(value)
    if not cleaned:
        raise BadValue(fault("required"))
    return cleaned


def email(value: str) -> str:
    """An address in its normal spelling, or "" for none. Letters other than ASCII are kept exactly as they are."""
    if is_formula(value):
        raise BadValue(fault("not_an_address", case="formula"))
    try:
        folded = fold_address(value)
    except ValueError:
        raise BadValue(fault("not_an_address")) from None
    local, _, domain = folded.rpartition("@")
    plain = "".join("x" if not c.isascii() and unicodedata.category(c)[0] in "LMN" else c for c in local)
    well_formed = _LOCAL.fullmatch(plain) and len(local) <= 64 and _DOMAIN.fullmatch(domain)
    if folded and not (well_formed and len(folded) <= LONGEST_EMAIL):
        raise BadValue(fault("not_an_address"))
    return folded


def time_zone(value: str) -> str:
    """Return an IANA zone in its own spelling, "" for none; what stands in brackets behind it is passed over."""
    if not value.strip():
        return ""
    zone = zone_named(value)
    if zone is None:
        raise BadValue(fault("unknown_time_zone", value=value.strip()[:60]))
    return zone


def start_date(value: str) -> date | None:
    """Return a date as 2026-01-31 or 31.01.2026; "" for none. Forms that two countries read differently are refused."""
    cleaned = _MIDNIGHT.sub("", value.strip())
    if not cleaned:
        return None
    parts = _YEAR_FIRST.fullmatch(cleaned) or _DAY_FIRST.fullmatch(cleaned)
    try:
        found = date(*(int(parts[name]) for name in ("year", "month", "day"))) if parts else None
    except ValueError:
        found = None
    if found is None:
        raise BadValue(fault("not_a_date", value=cleaned[:30]))
    return day(found)


def day(value: date) -> date:
    """Return a date on which someone can have begun."""
    if not 1900 <= value.year <= 2199:
        raise BadValue(fault("not_a_date", case="years", least="1900", most="2199"))
    return value


def roles(value: str) -> frozenset[str]:
    """Roles by name, in one cell: `hr_admin`, `HR Assistant`."""
    named = {re.sub(r"[\s-]+", "_", part.strip().lower()) for part in _ROLE_BREAKS.split(value)}
    return known_roles(named - {""})


def known_roles(named: set[str] | frozenset[str]) -> frozenset[str]:
    """`named`, where all of them are roles."""
    if unknown := sorted(named - ROLES):
        raise BadValue(fault("unknown_role", value=unknown[0][:60], roles=sorted(ROLES)))
    return frozenset(named)


PARSERS: dict[str, Callable[[str], object]] = {
    "email": email,
    "name": name,
    "title": text,
    "department": text,
    "location": text,
    "time_zone": time_zone,
    "employment_type": text,
    "start_date": start_date,
    "roles": roles,
    "external_id": text,
}
"""Every field that the directory's file can set, except the manager, who is someone else."""
