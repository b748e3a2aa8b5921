"""Whose the keys of a user are: who comes back, who is someone new, and who is refused because a key is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.people.rules import Person, fold
from chalicelib.scim.rules.refusals import taken


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolders:
    """Who has the keys that a user names, other than the user's own person."""

    by_name: Sequence[Person]
    by_email: Person | None
    by_employee_id: Person | None
    by_scim_id: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyClaim:
    """How the keys can be had. `back`: the leaver who this is; `reuse`: the address is taken from a leaver.

    `names_from`, `scim_id_from`: leavers whom a provider has deleted, and who give up its keys.
    """

    back: Person | None = None
    reuse: bool = False
    names_from: Person | None = None
    scim_id_from: Person | None = None


def claimed(found: KeyHolders, wanted: Person, *, new: bool, reuse_addresses: bool) -> KeyClaim:
    """Return how `wanted` can have their keys, or 409 uniqueness. `new`: someone whom the directory does not know yet.

    A leaver's address never passes on by itself: the same employee ID is the same person, anybody else is refused
    unless HR lets addresses be used again.
    """
    named = {one.id: one for one in (*found.by_name, *([found.by_email] if found.by_email else []))}
    _refuse_active(found)
    back = next(iter(named.values()), None) if new and len(named) == 1 else None
    if back is not None and back.external_id and back.external_id == wanted.external_id:
        return KeyClaim(back=back, scim_id_from=_deleted(found.by_scim_id, back))
    if found.by_employee_id is not None:
        raise taken(f"{found.by_employee_id.name} has the employeeNumber {wanted.external_id}, or had it when leaving.")
    scim_id_from = _deleted(found.by_scim_id, None)
    if found.by_email is not None:
        if not reuse_addresses:
            raise taken(_belongs(found.by_email))
        others = [one for one in named.values() if one.id != found.by_email.id]
        scim_id_from = None if scim_id_from and scim_id_from.id == found.by_email.id else scim_id_from
        return KeyClaim(reuse=True, names_from=_names(others, reuse_addresses), scim_id_from=scim_id_from)
    return KeyClaim(names_from=_names(list(named.values()), reuse_addresses), scim_id_from=scim_id_from)


def refuse_another(leaver: Person, wanted: Person) -> None:
    """409 uniqueness where a provider makes a leaver's user active again for someone who is not them.

    Providers find a user by the `userName`, which a successor may have: another employeeNumber is another person, and
    so is another name without the same employeeNumber.
    """
    numbers = (leaver.external_id, wanted.external_id)
    same_number = bool(leaver.external_id) and numbers[0] == numbers[1]
    if all(numbers) and not same_number:
        raise taken(f"This user is {leaver.name}, who left, and whose employeeNumber is another one.")
    if not same_number and fold(leaver.name) != fold(wanted.name):
        raise taken(
            f"This user is {leaver.name}, who left. {wanted.name} is somebody else, or has another name by now."
        )


def _refuse_active(found: KeyHolders) -> None:
    if any(one.active for one in found.by_name):
        raise taken("Somebody else has this userName.")
    if found.by_email is not None and found.by_email.active:
        raise taken("Somebody else has this address.")
    if found.by_scim_id is not None and found.by_scim_id.active:
        raise taken(f"{found.by_scim_id.name} has this externalId.")


def _names(leavers: Sequence[Person], reuse_addresses: bool) -> Person | None:
    """Return the leaver who gives up a `userName`: one that the provider has deleted, or any, where HR allows it."""
    for leaver in leavers:
        if leaver.email and leaver.user_name == "":
            raise taken(_belongs(leaver))
        if not leaver.scim_deleted and not reuse_addresses:
            raise taken(f"{leaver.name}, who left, has this userName.")
    if len(leavers) > 1:
        raise taken("Several people who left have this userName.")
    return leavers[0] if leavers else None


def _deleted(holder: Person | None, back: Person | None) -> Person | None:
    if holder is None or (back is not None and holder.id == back.id):
        return None
    if not holder.scim_deleted:
        raise taken(f"{holder.name}, who left, has this externalId.")
    return holder


def _belongs(leaver: Person) -> str:
    left = f" on {leaver.left_at:%Y-%m-%d}" if leaver.left_at else ""
    return (
        f"This address belongs to {leaver.name}, who left{left}. With their employeeNumber it is them who come back; "
        "for somebody new HR lets addresses of leavers be used again in the company's settings."
    )
