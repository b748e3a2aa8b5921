"""What HR sets of the company, and the settings that come of it."""

from dataclasses import replace
from typing import Annotated, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.company.rules import (
    LEAST_DAYS,
    LEAST_MEGABYTES,
    LEAST_MINUTES,
    LONGEST_PLACE,
    MOST_DAYS,
    MOST_MEGABYTES,
    MOST_MINUTES,
    MOST_ZONES,
    Company,
    Rhythm,
)
from chalicelib.kernel.days import zone_named
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.runtime import switchable

T = TypeVar("T")
ZoneName = Annotated[str, Meta(max_length=100)]
Place = Annotated[str, Meta(min_length=1, max_length=LONGEST_PLACE)]
Places = Annotated[dict[Place, Annotated[str, Meta(min_length=1, max_length=100)]], Meta(max_length=MOST_ZONES)]
Minutes = Annotated[int, Meta(ge=LEAST_MINUTES, le=MOST_MINUTES, description="The longest recording.")]
Megabytes = Annotated[int, Meta(ge=LEAST_MEGABYTES, le=MOST_MEGABYTES, description="The largest recording.")]
Days = Annotated[int, Meta(ge=LEAST_DAYS, le=MOST_DAYS, description="After so many days a reflection is deleted.")]


class ReflectionsBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What changes of reflections. `retention_days`: null keeps them."""

    rhythm: Rhythm | UnsetType = UNSET
    max_minutes: Minutes | UnsetType = UNSET
    max_megabytes: Megabytes | UnsetType = UNSET
    retention_days: Days | UnsetType | None = UNSET
    captions: bool | UnsetType = UNSET


class AttachmentsBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What changes of attachments."""

    reflections: bool | UnsetType = UNSET


class ZonesBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """IANA zones by the name of a location or department, whatever its case and accents; each replaces its kind."""

    locations: Places | UnsetType = UNSET
    departments: Places | UnsetType = UNSET


class ScimBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What changes of SCIM. `assistant_group`: the group whose members are HR assistants; "" for none.

    `reuse_addresses`: someone new may have the address of someone who left.
    """

    assistant_group: Annotated[str, Meta(max_length=LONGEST_PLACE)] | UnsetType = UNSET
    reuse_addresses: bool | UnsetType = UNSET


class AccountsBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What changes of accounts. `automatic`: also those who have none yet get one, and an invitation."""

    automatic: bool | UnsetType = UNSET


class CompanyBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What changes; what is absent stays. `features`: those named are switched on or off."""

    reflections: ReflectionsBody | UnsetType = UNSET
    attachments: AttachmentsBody | UnsetType = UNSET
    time_zone: ZoneName | UnsetType | None = UNSET
    zones: ZonesBody | UnsetType = UNSET
    scim: ScimBody | UnsetType = UNSET
    accounts: AccountsBody | UnsetType = UNSET
    features: dict[str, bool] | UnsetType = UNSET


def patched(company: Company, body: CompanyBody) -> Company:
    """The settings that a client wants instead."""
    return replace(
        company,
        reflections=_merged(company.reflections, body.reflections),
        attachments=_merged(company.attachments, body.attachments),
        time_zone=company.time_zone if body.time_zone is UNSET else _zone(body.time_zone or "", "/time_zone"),
        zones=_merged(company.zones, _checked(body.zones)),
        scim=_merged(company.scim, _plain(body.scim)),
        accounts=_merged(company.accounts, body.accounts),
        features_off=_switched(company.features_off, body.features),
    )


def _switched(off: tuple[str, ...], wanted: dict[str, bool] | UnsetType) -> tuple[str, ...]:
    """The features that are off then; Invalid with each that cannot be switched."""
    if wanted is UNSET:
        return off
    wrong = [
        FieldError(f"/features/{escaped(name)}", fault("unknown_feature"))
        for name in wanted
        if name not in switchable()
    ]
    if wrong:
        raise Invalid(wrong)
    left = {*off, *(name for name, on in wanted.items() if not on)} - {name for name, on in wanted.items() if on}
    return tuple(sorted(left))


def _plain(body: ScimBody | UnsetType) -> ScimBody | UnsetType:
    """A group's name without blanks that no one sees."""
    if body is UNSET or body.assistant_group is UNSET:
        return body
    return ScimBody(assistant_group=" ".join(body.assistant_group.split()), reuse_addresses=body.reuse_addresses)


def _checked(body: ZonesBody | UnsetType) -> ZonesBody | UnsetType:
    """The zones in their own spelling, or Invalid with each that is none."""
    if body is UNSET:
        return body
    wrong: list[FieldError] = []
    found: dict[str, dict[str, str]] = {}
    for kind in ("locations", "departments"):
        given = getattr(body, kind)
        if given is UNSET:
            continue
        found[kind] = {}
        for place, zone in given.items():
            try:
                found[kind][place] = _zone(zone, f"/zones/{kind}/{escaped(place)}")
            except Invalid as invalid:
                wrong.extend(invalid.errors)
    if wrong:
        raise Invalid(wrong)
    return ZonesBody(**found)


def _zone(name: str, pointer: str) -> str:
    zone = zone_named(name) if name else ""
    if zone is None:
        raise Invalid([FieldError(pointer, fault("unknown_time_zone", value=name[:60]))])
    return zone


def escaped(name: str) -> str:
    """A name as a JSON pointer writes it."""
    return name.replace("~", "~0").replace("/", "~1")


def _merged(part: T, body: Struct | UnsetType) -> T:
    if body is UNSET:
        return part
    given = {name: getattr(body, name) for name in body.__struct_fields__}
    return replace(part, **{name: value for name, value in given.items() if value is not UNSET})  # type: ignore[type-var]
