"""Changes that wait for a second HR admin are listed, confirmed as that admin's own change, or discarded."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotAllowed, NotFound
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Reads
from chalicelib.people.actions import directory, edits
from chalicelib.people.rules import Person
from chalicelib.people.rules.grants import may_confirm
from chalicelib.people.rules.guards import forbidden
from chalicelib.people.rules.held import HeldChange, PendingChange, carried
from chalicelib.people.store import people as store

ROLE = "role-"
"""Begins the id of a role that waits to be confirmed; what follows is the person's id."""


def waiting(reads: Reads, actor: Actor, *, limit: int, after: str | None) -> tuple[list[PendingChange], str | None]:
    """Return one page of what waits; roles come first. What was done by another way is left out."""
    page = store.held_page(reads, limit=limit, after=after)
    admins = directory.hr_admins(reads)
    changes = [store.held_of(row) for row in page.rows]
    people = store.find(reads, {one.person.id for one in changes})
    found = [] if after else [_role(person, actor, admins) for person in admins if person.unconfirmed]
    for one in changes:
        person = people.get(one.person.id)
        if person is not None and carried(one, person) is not None:
            found.append(_change(one, person, actor, admins))
    return found, page.after


def one_waiting(reads: Reads, actor: Actor, held_id: str) -> PendingChange:
    """Return one of them by its id, or NotFound."""
    admins = directory.hr_admins(reads)
    if held_id.startswith(ROLE):
        person = store.find(reads, [held_id.removeprefix(ROLE)]).get(held_id.removeprefix(ROLE))
        if person is None or not person.unconfirmed:
            raise NotFound
        return _role(person, actor, admins)
    held = store.find_held(reads, held_id)
    person = store.find(reads, [held.person.id]).get(held.person.id) if held else None
    if held is None or person is None:
        raise NotFound
    return _change(held, person, actor, admins)


def confirm(command: Command, one: PendingChange) -> Person:
    """Carry out what waits, as a change that this HR admin makes: all that holds for one holds for this, too."""
    if one.held is None:
        return edits.confirm_roles(command, one.person)
    command.changes.delete(store.held_key(one.id))
    wanted = carried(one.held, one.person)
    if wanted is None:
        return one.person
    if not wanted.active:
        return edits.leave(command, one.person, scim_deleted=wanted.scim_deleted)
    return edits.save(command, one.person, wanted, reuse_addresses=one.held.reuse_addresses)


def discard(command: Command, one: PendingChange) -> Person:
    """Forget what waits; a role that no one confirms is taken back."""
    if not one.discardable:
        raise NotAllowed(case="own_change")
    if one.held is None:
        return edits.save(command, one.person, _without_role(one.person))
    command.changes.delete(store.held_key(one.id))
    done = trail.of(
        command.actor, "held_change_discarded", subject_id=one.person.id, object_kind="person", object_id=one.person.id
    )
    audit.record(command, done)
    return one.person


def _role(person: Person, actor: Actor, admins: list[Person]) -> PendingChange:
    return PendingChange(
        id=f"{ROLE}{person.id}",
        person=person,
        held=None,
        confirmable=may_confirm(actor, person, admins),
        discardable=forbidden(actor, person, _without_role(person)) is None,
    )


def _without_role(person: Person) -> Person:
    return replace(person, roles=person.roles - person.unconfirmed)


def _change(one: HeldChange, person: Person, actor: Actor, admins: list[Person]) -> PendingChange:
    wanted = carried(one, person)
    free = wanted is not None and forbidden(actor, person, wanted, admins=admins) is None
    mine = one.asked_by.id == actor.id
    return PendingChange(id=one.id, person=person, held=one, confirmable=free, discardable=free or mine)
