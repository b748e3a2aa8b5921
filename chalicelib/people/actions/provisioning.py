"""The directory as a provider keeps it (SCIM): whom a key leads to, who there is, and changes of which some must wait.

What the provider may not change (about the HR admin who made its key, those above them, addresses of those with HR
roles) is held for an HR admin; the rest goes in, so that no one's sync stops at one person.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.storage.table import Key, Reads
from chalicelib.people.actions import edits, notices
from chalicelib.people.actions.directory import find
from chalicelib.people.rules import Person, PersonStatus, ref
from chalicelib.people.rules.changes import changed_fields, departed
from chalicelib.people.rules.guards import ForbiddenFields, forbidden
from chalicelib.people.rules.held import HeldKind, held
from chalicelib.people.rules.imports import PersonRevision
from chalicelib.people.store import people as store
from chalicelib.people.store.people import email_key, employee_key, person_key, position, scim_key, user_name_key

__all__ = [
    "email_key",
    "employee_key",
    "find",
    "holders",
    "page",
    "person_key",
    "position",
    "provide",
    "scim_key",
    "take_keys",
    "user_name_key",
]


def holders(reads: Reads, keys: Iterable[Key]) -> dict[Key, Person]:
    """Return whose the unique keys are, each that is someone's; two calls, however many there are."""
    found = {key: decode(row.body, str) for key, row in reads.fetch(*keys).items()}
    people = store.find(reads, found.values())
    return {key: people[person_id] for key, person_id in found.items() if person_id in people}


def page(reads: Reads, status: PersonStatus, *, limit: int, after: str | None) -> tuple[list[Person], str | None]:
    """Return one page of those with a status, and where the next one begins."""
    found = store.everybody(reads, status=status, limit=limit, after=after)
    return [store.person_of(row) for row in found.rows], found.after


def provide(
    command: Command,
    old: Person,
    wanted: Person,
    *,
    reuse_addresses: bool = False,
    assigns: frozenset[str] = frozenset(),
) -> Person:
    """Write `wanted` in place of `old`, as far as this provider may, and hold the rest; return what is stored then."""
    while (found := forbidden(command.actor, old, wanted)) is not None:
        wanted = _hold(command, old, wanted, found)
    if wanted.active:
        return edits.save(command, old, wanted, reuse_addresses=reuse_addresses, assigns=assigns)
    if old.active:
        return edits.leave(command, old, scim_deleted=wanted.scim_deleted)
    return _amended(command, old, wanted)


def _hold(command: Command, old: Person, wanted: Person, found: ForbiddenFields) -> Person:
    """Keep what is forbidden until an HR admin confirms it; answers what is left of the change."""
    names = set(found.fields)
    if "status" in names:
        names |= {"left_at", *(["scim_deleted"] if wanted.scim_deleted else [])}
    if "manager_id" in names:
        names |= {"manager_name", "chain"}
    only = replace(old, **{name: getattr(wanted, name) for name in names})
    if not only.active and old.active:
        only = replace(departed(old, command.now), scim_deleted=wanted.scim_deleted)
    asked_by = ref(command.actor)
    one = held(HeldKind.SCIM, PersonRevision(old=old, new=only), found.reason, asked_by=asked_by, at=command.now)
    command.changes.put(store.held_row(one))
    notices.notify_of_held(command, [one])
    return replace(wanted, **{name: getattr(old, name) for name in names})


def _amended(command: Command, old: Person, wanted: Person) -> Person:
    """Someone who left keeps a provider's keys up to date, and nothing else; what else changes waits for a return."""
    new = replace(old, user_name=wanted.user_name, scim_id=wanted.scim_id, scim_deleted=wanted.scim_deleted)
    if changed_fields(old, new) == ():
        return old
    new = store.write(command.changes, old, new)
    audit.record(command, edits.entry_of(command.actor, "person_changed", old, new))
    return new


def take_keys(command: Command, leaver: Person, *, user_name: bool, scim_id: bool) -> None:
    """Take a provider's keys from someone who left, in the same transaction."""
    new = replace(
        leaver,
        user_name="" if user_name else leaver.user_name,
        scim_id="" if scim_id else leaver.scim_id,
    )
    if new != leaver:
        new = store.write(command.changes, leaver, new)
        audit.record(command, edits.entry_of(command.actor, "person_changed", leaver, new))
