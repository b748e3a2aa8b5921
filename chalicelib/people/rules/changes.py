"""What changes with one person: their own fields, and what those below take over from those above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.kernel.errors import BadValue, Conflict, Fault, FieldError, Invalid, NotAllowed
from chalicelib.kernel.policy import HR_ADMIN, Actor
from chalicelib.people.rules import fields
from chalicelib.people.rules.person import MAX_LEVELS, MailProblem, Person, PersonStatus, ZoneFrom
from chalicelib.words import Param

FIELDS = (
    "name",
    "email",
    "title",
    "department",
    "location",
    "time_zone",
    "employment_type",
    "start_date",
    "zone_from",
    "roles",
    "unconfirmed",
    "roles_by",
    "external_id",
    "user_name",
    "scim_id",
    "scim_deleted",
    "manager_set_alone",
    "manager_id",
    "manager_name",
    "chain",
    "status",
    "left_at",
    "mail_trouble",
)
"""What an import or a change sets; logins and wishes about reminders are the person's own."""


LEFT, BACK, MANAGER, ZONE, NAME = "left", "back", "manager", "zone", "name"
"""What other features hear of: somebody left or came back, has another manager, time zone or name."""


def announced_changes(old: Person, new: Person) -> tuple[str, ...]:
    """Return what other features hear of when `old` became `new`; of leavers only that, and another name."""
    happened = {
        LEFT: old.active and not new.active,
        BACK: new.active and not old.active,
        MANAGER: new.active and old.manager_id != new.manager_id,
        ZONE: new.active and old.time_zone != new.time_zone,
        NAME: old.name != new.name,
    }
    return tuple(what for what, is_so in happened.items() if is_so)


def revised(old: Person, given: Mapping[str, Any]) -> Person:
    """`old` with what was `given` (texts, a date, a set of role names), or Invalid with all that is wrong."""
    values: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, value in given.items():
        try:
            values[name] = _value(name, value)
        except BadValue as error:
            errors.append(FieldError(f"/{name}", error.fault))
    if errors:
        raise Invalid(errors)
    new = replace(old, **values)
    if "time_zone" in values:
        new = replace(new, zone_from=ZoneFrom.GIVEN if new.time_zone else ZoneFrom.UNSET)
    return replace(new, mail_trouble=MailProblem.NONE) if new.email != old.email else new


def _value(name: str, value: Any) -> Any:
    if name == "roles":
        return fields.known_roles(value)
    if name == "start_date":
        return value if value is None else fields.day(value)
    return fields.PARSERS[name](value)


def placed(person: Person, manager: Person | None) -> Person:
    """`person` under `manager` (None: at the top), or Invalid: not under themselves, a leaver, or too deep."""
    if manager is None:
        return replace(person, manager_id=None, manager_name="", chain=())
    if manager.id == person.id:
        raise _misplaced("own_manager")
    if person.id in manager.chain:
        raise _misplaced("manager_loop", case="below", manager=manager.name, name=person.name)
    if not manager.active:
        raise _misplaced("manager_left", name=manager.name)
    if len(manager.above) > MAX_LEVELS:
        raise _misplaced("too_many_levels", most=MAX_LEVELS)
    return followed(person, manager)


def _misplaced(code: str, **params: Param) -> Invalid:
    return Invalid([FieldError("/manager_id", Fault(code, params))])


def followed(person: Person, manager: Person) -> Person:
    """`person` with what hangs on their manager brought up to date."""
    return replace(person, manager_id=manager.id, manager_name=manager.name, chain=manager.above)


def check_depth(old: Person, new: Person, deepest: int) -> None:
    """Refuse a move after which someone below had too many levels above; `deepest` chain of them, as it is now."""
    if deepest + len(new.chain) - len(old.chain) > MAX_LEVELS:
        raise _misplaced("too_many_levels", case="below", most=MAX_LEVELS)


def check_grant(actor: Actor, old: Person | None, new: Person, assigns: frozenset[str] = frozenset()) -> None:
    """Only HR admins give and take HR roles; a machine only those that HR has it assign, and never more than that."""
    moved = (old.roles if old else frozenset()) ^ new.roles
    if moved and not actor.is_hr_admin and not moved <= assigns - {HR_ADMIN}:
        raise NotAllowed(case="hr_roles")


def successor(old: Person, new: Person, admins: Sequence[Person]) -> Person | None:
    """Another HR admin, where `old` stops being one; the last confirmed one cannot. None where no one is needed."""
    if not runs_hr(old) or runs_hr(new):
        return None
    found = next((admin for admin in admins if admin.id != old.id and runs_hr(admin)), None)
    if found is None:
        raise Conflict("last_hr_admin")
    return found


def runs_hr(person: Person) -> bool:
    """Return whether this is an HR admin who works here."""
    return person.active and HR_ADMIN in person.effective_roles


def departed(person: Person, now: datetime) -> Person:
    """Return the person after leaving: no role and no login is kept, so a return begins with a new binding."""
    return replace(
        person,
        status=PersonStatus.LEFT,
        left_at=now,
        roles=frozenset(),
        unconfirmed=frozenset(),
        roles_by="",
        logins=(),
    )


def returned(person: Person) -> Person:
    """Return the person back at work, without the roles they had."""
    return replace(person, status=PersonStatus.ACTIVE, left_at=None, scim_deleted=False)


def changed_fields(old: Person, new: Person) -> tuple[str, ...]:
    """Return which of `FIELDS` differ."""
    return tuple(name for name in FIELDS if getattr(old, name) != getattr(new, name))


def says_more(old: Person, new: Person) -> bool:
    """Return whether a row itself says something new, and not only those above have moved."""
    return replace(old, chain=new.chain, manager_name=new.manager_name, zone_from=new.zone_from) != new


def overtaken(current: Person | None, old: Person | None, new: Person) -> bool:
    """Return whether someone's roles changed since a change of what leads to them, or of these, was planned.

    Who planned it may not have been allowed it anymore.
    """
    if current is None or old is None or current.roles == old.roles or not current.active:
        return False
    return any(getattr(old, name) != getattr(new, name) for name in ("email", "external_id", "roles"))


def laid_over(current: Person | None, old: Person | None, new: Person) -> Person | None:
    """Return a planned change from `old` to `new` on what is stored now; None where it is done already.

    Only what the plan changes is changed, so that what happened since (a login, a bounce) stays. A leaver keeps no
    role and no login, whenever they got it.
    """
    if current is None or old is None:
        return new if current is None and old is None else None
    planned = {name: getattr(new, name) for name in changed_fields(old, new)}
    merged = replace(current, **planned)
    if not merged.active:
        merged = replace(merged, roles=frozenset(), unconfirmed=frozenset(), roles_by="", logins=())
    return None if merged == current else merged
