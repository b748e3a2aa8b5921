"""The company's settings as they come in and as they are answered."""

from dataclasses import replace
from typing import Annotated, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.company.rules import (
    LEAST_DAYS,
    LEAST_MEGABYTES,
    LEAST_MINUTES,
    MOST_DAYS,
    MOST_MEGABYTES,
    MOST_MINUTES,
    Company,
    Rhythm,
)
from chalicelib.kernel.policy import Actor

T = TypeVar("T")
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


class CompanyBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What changes; what is absent stays."""

    reflections: ReflectionsBody | UnsetType = UNSET
    attachments: AttachmentsBody | UnsetType = UNSET


class ReflectionsView(Struct, frozen=True, kw_only=True):
    """How reflections are made and kept. `retention_days`: null where they are kept until somebody deletes them."""

    rhythm: Rhythm
    max_minutes: int
    max_megabytes: int
    retention_days: int | None
    captions: bool


class AttachmentsView(Struct, frozen=True, kw_only=True):
    """Whether files may be attached in a conversation under a reflection."""

    reflections: bool


class CompanyView(Struct, frozen=True, kw_only=True):
    """What holds for everybody; `actions`: "save" for those who may change it."""

    reflections: ReflectionsView
    attachments: AttachmentsView
    actions: list[str]


def patched(company: Company, body: CompanyBody) -> Company:
    """The settings that a client wants instead."""
    return replace(
        company,
        reflections=_merged(company.reflections, body.reflections),
        attachments=_merged(company.attachments, body.attachments),
    )


def _merged(part: T, body: Struct | UnsetType) -> T:
    if body is UNSET:
        return part
    given = {name: getattr(body, name) for name in body.__struct_fields__}
    return replace(part, **{name: value for name, value in given.items() if value is not UNSET})  # type: ignore[type-var]


def company_view(company: Company, actor: Actor) -> CompanyView:
    """The settings, as `actor` may see them: all of them."""
    rules = company.reflections
    return CompanyView(
        reflections=ReflectionsView(
            rhythm=rules.rhythm,
            max_minutes=rules.max_minutes,
            max_megabytes=rules.max_megabytes,
            retention_days=rules.retention_days,
            captions=rules.captions,
        ),
        attachments=AttachmentsView(reflections=company.attachments.reflections),
        actions=["save"] if actor.is_hr_admin else [],
    )
