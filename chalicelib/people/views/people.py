"""People as they are answered: colleagues see where someone works, HR and oneself see all."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

from chalicelib.kernel.policy import HR_ROLES, PEOPLE_WRITE, Actor, HrRole
from chalicelib.kernel.runtime import switchable
from chalicelib.people.rules import MailProblem, Person, PersonStatus, ZoneFrom
from chalicelib.people.rules.guards import LOGIN, forbidden_fields
from chalicelib.people.rules.search import PersonCard
from chalicelib.people.views.accounts import AccountView, PersonAction, invitable
from chalicelib.people.views.person_refs import PersonRef, person_ref

UNSET = msgspec.UNSET
Unset = msgspec.UnsetType

FEATURES: Mapping[str, bool] = {"reviews": True, "nudges": True, "reflections": True}
"""What this company's installation offers to its people."""


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """Someone in a list; the address is for HR."""

    id: str
    name: str
    title: str
    department: str
    location: str
    manager: PersonRef | None
    status: PersonStatus
    email: str | Unset = UNSET


class LoginView(msgspec.Struct, frozen=True, kw_only=True):
    """Whether someone has signed in, and by which issuers; `forgotten`: HR forgot it, the next sign-in binds again."""

    state: Literal["none", "bound", "forgotten"]
    issuers: list[str]


class PersonView(msgspec.Struct, frozen=True, kw_only=True):
    """A profile. `chain`: the managers above, the own one first. From `email` on: for HR and oneself.

    `unconfirmed_roles`: those of `roles` that open no content until another HR admin confirms them. `login`: for HR.
    """

    id: str
    name: str
    title: str
    department: str
    location: str
    manager: PersonRef | None
    chain: list[PersonRef]
    status: PersonStatus
    actions: list[PersonAction]
    email: str | Unset = UNSET
    time_zone: str | Unset = UNSET
    employment_type: str | Unset = UNSET
    start_date: date | Unset | None = UNSET
    time_zone_from: ZoneFrom | Unset = UNSET
    roles: list[HrRole] | Unset = UNSET
    unconfirmed_roles: list[HrRole] | Unset = UNSET
    external_id: str | Unset = UNSET
    left_at: datetime | Unset = UNSET
    mail_trouble: MailProblem | Unset = UNSET
    login: LoginView | Unset = UNSET
    account: AccountView | Unset = UNSET


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in. `sign_in_address`: the account's, where it is not the directory's.

    `display_time_zone`: in which times are shown, by their own setting.
    """

    id: str
    name: str
    email: str
    person: PersonRef
    title: str
    department: str
    location: str
    time_zone: str
    display_time_zone: str
    roles: list[HrRole]
    unconfirmed_roles: list[HrRole]
    manager: PersonRef | None
    has_reports: bool
    features: dict[str, bool]
    sign_in_address: str | Unset = UNSET


def sees_all(actor: Actor) -> bool:
    """Return whether `actor` reads the whole entry of everyone: HR, and machines that keep the directory."""
    return actor.is_hr or (not actor.is_person and PEOPLE_WRITE in actor.scopes)


def line(card: PersonCard, actor: Actor) -> PersonLine:
    """Return someone in a list, as `actor` may see them."""
    return PersonLine(
        id=card.id,
        name=card.name,
        title=card.title,
        department=card.department,
        location=card.location,
        manager=_manager(card),
        status=card.status,
        email=card.email if sees_all(actor) else UNSET,
    )


def person_view(
    person: Person, above: Sequence[Person], actor: Actor, account: AccountView | Unset = UNSET
) -> PersonView:
    """Return a profile, as `actor` may see it. `account`: for HR, where people have theirs in the stack's pool."""
    shown = PersonView(
        id=person.id,
        name=person.name,
        title=person.title,
        department=person.department,
        location=person.location,
        manager=_manager(person),
        chain=[person_ref(one) for one in above],
        status=person.status,
        actions=[*_actions(person, actor), *invitable(person, actor, account)],
    )
    if not sees_all(actor) and actor.id != person.id:
        return shown
    return msgspec.structs.replace(
        shown,
        email=person.email,
        time_zone=person.time_zone,
        employment_type=person.employment_type,
        start_date=person.start_date,
        time_zone_from=person.zone_from,
        roles=_roles(person.roles),
        unconfirmed_roles=_roles(person.unconfirmed),
        external_id=person.external_id,
        left_at=person.left_at or UNSET,
        mail_trouble=person.mail_trouble,
        login=_login(person) if actor.is_hr else UNSET,
        account=account if actor.is_hr else UNSET,
    )


def _roles(held: Collection[str]) -> list[HrRole]:
    return [role for role in HR_ROLES if role in held]


def _login(person: Person) -> LoginView:
    state: Literal["bound", "forgotten", "none"] = "forgotten" if person.login_forgotten else "none"
    return LoginView(
        state="bound" if person.logins else state, issuers=sorted({login.issuer for login in person.logins})
    )


def me(person: Person, *, has_reports: bool, off: Collection[str] = (), signs_in_as: str = "") -> Me:
    """Who is signed in. `off`: the features that the company has switched off. `signs_in_as`: with which address,
    where it is not the directory's."""
    return Me(
        id=person.id,
        name=person.name,
        email=person.email,
        person=person_ref(person),
        title=person.title,
        department=person.department,
        location=person.location,
        time_zone=person.time_zone,
        display_time_zone=person.display_zone or person.time_zone,
        roles=_roles(person.roles),
        unconfirmed_roles=_roles(person.unconfirmed),
        manager=_manager(person),
        has_reports=has_reports,
        features={**FEATURES, **{name: name not in off for name in switchable()}},
        sign_in_address=signs_in_as or UNSET,
    )


def _manager(person: Person | PersonCard) -> PersonRef | None:
    return PersonRef(id=person.manager_id, name=person.manager_name) if person.manager_id else None


def _actions(person: Person, actor: Actor) -> list[PersonAction]:
    """Return what a keeper of the directory may do with this entry now."""
    if not (actor.is_hr_admin or (not actor.is_person and PEOPLE_WRITE in actor.scopes)):
        return []
    found: list[PersonAction] = ["save"]
    if person.active and forbidden_fields(actor, person, ["status"]) is None:
        found.append("leave")
    if person.unconfirmed and actor.is_hr_admin and actor.id not in (person.id, person.roles_by):
        found.append("confirm_roles")
    if person.logins and actor.is_hr_admin and actor.id != person.id and not forbidden_fields(actor, person, [LOGIN]):
        found.append("forget_login")
    return found
