"""What a company sets for everyone, and what differs between two settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

LEAST_MINUTES, MOST_MINUTES = 1, 60
LEAST_MEGABYTES, MOST_MEGABYTES = 10, 2_000
LEAST_DAYS, MOST_DAYS = 30, 3_650
MOST_ZONES, LONGEST_PLACE = 500, 200
_SHOWN = 500
"""Characters of a setting that the trail holds."""


class Rhythm(StrEnum):
    """How often everyone is asked for a reflection."""

    OFF = "off"
    WEEKLY = "weekly"
    TWO_WEEKS = "two_weeks"
    MONTHLY = "monthly"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReflectionRules:
    """How reflections are made and kept. `retention_days`: None keeps them until someone deletes them."""

    rhythm: Rhythm = Rhythm.OFF
    max_minutes: int = 5
    max_megabytes: int = 500
    retention_days: int | None = None
    captions: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachmentRules:
    """Where files may be attached outside of reviews, whose cycles say so themselves."""

    reflections: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Zones:
    """The time zone of those who have none of their own, by their location, else by their department."""

    locations: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ScimRules:
    """What a provider may do by SCIM. `assistant_group`: the group whose members are HR assistants, "" for none.

    `reuse_addresses`: someone new may have the address of someone who left.
    """

    assistant_group: str = ""
    reuse_addresses: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountRules:
    """Accounts in the company's own sign-in pool. `automatic`: people get one, and an invitation, as they come in."""

    automatic: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """What holds for everyone. Version 0: nothing was ever set, and these are the defaults.

    `time_zone`: of those who have none by themselves, their location or department; "" until HR sets it.
    `features_off`: the features that HR has switched off: they answer nothing, ask nothing of anybody and send nothing;
    what was written in them stays.
    """

    reflections: ReflectionRules = field(default_factory=ReflectionRules)
    attachments: AttachmentRules = field(default_factory=AttachmentRules)
    time_zone: str = ""
    zones: Zones = field(default_factory=Zones)
    scim: ScimRules = field(default_factory=ScimRules)
    accounts: AccountRules = field(default_factory=AccountRules)
    features_off: tuple[str, ...] = ()
    version: int = 0

    @property
    def rhythm(self) -> Rhythm:
        """How often everyone is asked for a reflection."""
        return self.reflections.rhythm


def changed(old: Company, new: Company) -> Mapping[str, str | int | bool]:
    """Return each setting that is another one in `new`, and what it is there; "" for none."""
    before, after = _flat(old), _flat(new)
    changes = {name: value for name, value in after.items() if value != before[name]}
    for name in sorted({*old.features_off} ^ {*new.features_off}):
        changes[f"features.{name}"] = name not in new.features_off
    return {name: value[:_SHOWN] if isinstance(value, str) else value for name, value in changes.items()}


def _flat(company: Company) -> dict[str, str | int | bool]:
    parts: dict[str, ReflectionRules | AttachmentRules | ScimRules | AccountRules]
    parts = {
        "reflections": company.reflections,
        "attachments": company.attachments,
        "scim": company.scim,
        "accounts": company.accounts,
    }
    named = {f"{name}.{one.name}": getattr(part, one.name) for name, part in parts.items() for one in fields(part)}
    named |= {"time_zone": company.time_zone}
    named |= {"zones.locations": _text(company.zones.locations), "zones.departments": _text(company.zones.departments)}
    return {name: "" if value is None else value for name, value in named.items()}


def _text(zones: Mapping[str, str]) -> str:
    return ", ".join(f"{place}: {zone}" for place, zone in sorted(zones.items()))
