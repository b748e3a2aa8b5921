"""A newly given HR role: it opens content only once a second HR admin has confirmed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.policy import HR_ADMIN, Actor
from chalicelib.people.rules.person import Person

_WAITING = frozenset({HR_ADMIN})


def granted(actor: Actor, old: Person | None, new: Person, admins: Sequence[Person]) -> Person:
    """`new`, whose role of HR admin waits where it was just given and someone else can confirm it.

    The same where an HR admin who has not signed in yet gets another address: anyone who signs in with it next is
    someone no one has confirmed.
    """
    if HR_ADMIN not in new.roles:
        return replace(new, unconfirmed=frozenset(), roles_by="")
    moved = old is not None and old.email != new.email and not old.logins
    if old is not None and HR_ADMIN in old.roles and not moved:
        return new
    waits = confirmers(admins, actor.id, new.id)
    return replace(new, unconfirmed=_WAITING if waits else frozenset(), roles_by=actor.id)


def opened(actor: Actor, old: Person, admins: Sequence[Person]) -> Person:
    """`old` whose login is forgotten: anyone who signs in next is someone no one has confirmed."""
    if HR_ADMIN not in old.roles or not confirmers(admins, actor.id, old.id):
        return old
    return replace(old, unconfirmed=_WAITING, roles_by=actor.id)


def gained(old: Person | None, new: Person) -> frozenset[str]:
    """Return the HR roles that `new` has and `old` had not."""
    return new.roles - (old.roles if old else frozenset())


def confirmers(admins: Sequence[Person], *but: str) -> list[Person]:
    """Return the HR admins who can confirm a role: confirmed themselves, and neither giver nor receiver."""
    return [admin for admin in admins if HR_ADMIN in admin.effective_roles and admin.id not in but]


def confirmed(actor: Actor, person: Person, admins: Sequence[Person]) -> Person:
    """`person` with their roles confirmed by `actor`, or a refusal: a third person does it, as long as there is one."""
    if not person.unconfirmed:
        raise Conflict("nothing_to_confirm", name=person.name)
    if actor.id == person.id:
        raise NotAllowed("about_yourself", case="role")
    if not may_confirm(actor, person, admins):
        raise NotAllowed("given_by_you")
    return replace(person, unconfirmed=frozenset())


def may_confirm(actor: Actor, person: Person, admins: Sequence[Person]) -> bool:
    """Whether `actor` may confirm the role of `person`: never the receiver, and the giver where no one else could."""
    others = confirmers(admins, person.roles_by, person.id)
    return actor.id != person.id and (actor.id != person.roles_by or not others)


ROLE_NAMES = {"hr_admin": "HR admin", "hr_assistant": "HR assistant"}
