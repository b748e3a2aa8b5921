"""The company's settings as they are answered."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from chalicelib.company.rules import Company, Rhythm
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import switchable


class ReflectionsView(Struct, frozen=True, kw_only=True):
    """How reflections are made and kept. `retention_days`: null where they are kept until someone deletes them."""

    rhythm: Rhythm
    max_minutes: int
    max_megabytes: int
    retention_days: int | None
    captions: bool


class AttachmentsView(Struct, frozen=True, kw_only=True):
    """Whether files may be attached in a conversation under a reflection."""

    reflections: bool


class ZonesView(Struct, frozen=True, kw_only=True):
    """IANA zones of those who have none of their own, by location, else by department."""

    locations: dict[str, str]
    departments: dict[str, str]


class ScimView(Struct, frozen=True, kw_only=True):
    """What a provider may do by SCIM: the group that makes HR assistants, "" for none; and addresses of leavers."""

    assistant_group: str
    reuse_addresses: bool


class AccountsView(Struct, frozen=True, kw_only=True):
    """Whether people get their account in the company's own sign-in pool by themselves."""

    automatic: bool


class CompanyView(Struct, frozen=True, kw_only=True):
    """What holds for everyone. `time_zone`: of those whom nothing else gives one; null until it is set.

    `features`: which of those that can be switched off are on. `actions`: "save" for those who may change it.
    `accounts` is absent where people have theirs elsewhere.
    """

    reflections: ReflectionsView
    attachments: AttachmentsView
    time_zone: str | None
    zones: ZonesView
    scim: ScimView
    features: dict[str, bool]
    actions: list[Literal["save"]]
    accounts: AccountsView | UnsetType = UNSET


def company_view(company: Company, actor: Actor, *, has_accounts: bool = False) -> CompanyView:
    """The settings, as `actor` may see them: all of them. `has_accounts`: people have theirs in the stack's pool."""
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
        time_zone=company.time_zone or None,
        zones=ZonesView(locations=dict(company.zones.locations), departments=dict(company.zones.departments)),
        scim=ScimView(assistant_group=company.scim.assistant_group, reuse_addresses=company.scim.reuse_addresses),
        features={name: name not in company.features_off for name in switchable()},
        actions=["save"] if actor.is_hr_admin else [],
        accounts=AccountsView(automatic=company.accounts.automatic) if has_accounts else UNSET,
    )
