"""Who may not change what of someone: no one deals for themselves, or with those above them.

What a rule about someone is decided from (manager, roles, status, employee ID) is changed by others only. Of those
above, the address and the login count too: anyone who holds these is that person. And an address that no one has signed
in with yet is a credential: who may not give a role may not move the address of someone who holds one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.policy import HR_ADMIN, Actor
from chalicelib.people.rules.person import Person

DECISIVE = ("manager_id", "roles", "status", "external_id")
"""What rules about a person are decided from."""
KEYS = ("email", "external_id")
"""What leads a sign-in or an import to a person."""
LOGIN = "login"


class ForbiddenReason(StrEnum):
    """Why someone may not change what another one may; the code of the refusal."""

    YOURSELF = "about_yourself"
    ABOVE = "about_somebody_above"
    ROLE_HOLDER = "about_a_role_holder"


@dataclass(frozen=True, kw_only=True, slots=True)
class ForbiddenFields:
    """What this actor may not change here, and why."""

    reason: ForbiddenReason
    fields: tuple[str, ...]

    def refusal(self) -> NotAllowed:
        """Return the refusal of a command that changes only this."""
        return NotAllowed(self.reason.value)


def forbidden(
    actor: Actor, old: Person, new: Person, *, admins: Sequence[Person] = (), by_file: bool = False
) -> ForbiddenFields | None:
    """Return what of the change from `old` to `new` this actor may not do; None where all of it is fine.

    `admins`: the HR admins there are. The only one who has no manager may set one, once, and a file may give them the
    employee ID that they have not: no one else could, and the first file of a company names everyone.
    """
    changed = {name for name in (*DECISIVE, "email") if getattr(old, name) != getattr(new, name)}
    if by_file and _alone(actor, old, admins) and not old.external_id:
        changed.discard("external_id")
    if _may_set_own_manager(actor, old, new, admins):
        changed.discard("manager_id")
    return forbidden_fields(actor, old, sorted(changed))


def forbidden_fields(actor: Actor, old: Person, changed: Sequence[str]) -> ForbiddenFields | None:
    """`forbidden` for a change of fields that are named: of `DECISIVE`, "email", and "login"."""
    reasons = (
        (ForbiddenReason.YOURSELF, DECISIVE, old.id in _selves(actor)),
        (ForbiddenReason.ABOVE, (*DECISIVE, *KEYS, LOGIN), old.id in _above(actor)),
        (ForbiddenReason.ROLE_HOLDER, (*KEYS, LOGIN), bool(old.roles) and not actor.is_hr_admin),
    )
    found = (_reason(reason, changed, guarded) for reason, guarded, holds in reasons if holds)
    return next((one for one in found if one is not None), None)


def set_alone(actor: Actor, old: Person, new: Person, admins: Sequence[Person]) -> Person:
    """`new`, marked where the only HR admin has used the one change of their own manager."""
    uses_it = old.manager_id != new.manager_id and _may_set_own_manager(actor, old, new, admins)
    return replace(new, manager_set_alone=True) if uses_it else new


def _reason(reason: ForbiddenReason, changed: Sequence[str], guarded: Sequence[str]) -> ForbiddenFields | None:
    found = tuple(dict.fromkeys(name for name in changed if name in guarded))
    return ForbiddenFields(reason=reason, fields=found) if found else None


def _selves(actor: Actor) -> set[str]:
    """Return whom the actor acts for: who made a machine's credential could otherwise use it on themselves."""
    return {actor.id, *([actor.maker.id] if actor.maker else [])}


def _above(actor: Actor) -> set[str]:
    return {*actor.chain, *(actor.maker.chain if actor.maker else ())}


def _may_set_own_manager(actor: Actor, old: Person, new: Person, admins: Sequence[Person]) -> bool:
    """Where they have none: anyone who makes themselves the only HR admin does not get away from under their boss."""
    begins = old.manager_id is None and new.manager_id is not None
    return begins and not old.manager_set_alone and _alone(actor, old, admins)


def _alone(actor: Actor, old: Person, admins: Sequence[Person]) -> bool:
    """Return whether the actor is `old` and the only HR admin."""
    return old.id == actor.id and [admin.id for admin in admins if HR_ADMIN in admin.effective_roles] == [actor.id]
