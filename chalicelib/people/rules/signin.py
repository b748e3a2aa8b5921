"""Whom a verified login lets in, and why not.

A login that was bound once is that person's forever: not even a successor with the same address gets it. Only when its
owner was erased it is nobody's, and is bound through its verified address as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.kernel.addresses import domain_of
from chalicelib.kernel.policy import HR_ADMIN
from chalicelib.people.rules.person import Person


class SignInRefusal(StrEnum):
    """Why someone whose token is good is not let in; the code of the refusal."""

    NOT_IN_DIRECTORY = "not_in_directory"
    ADDRESS_NOT_VERIFIED = "address_not_verified"
    LOGIN_BOUND = "login_bound"
    LEFT = "left"
    SECOND_FACTOR = "second_factor_required"


MOST_NAMES = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class UnboundLogin:
    """A login that is bound to no one now.

    `person`: whose address it names; `owned`: whether it was bound before, `owner` to whom (None: no one there any
    more); `believed`: whether its address may be believed.
    """

    issuer: str
    believed: bool
    person: Person | None
    owned: bool = False
    owner: Person | None = None


def refusal_of(unbound: UnboundLogin) -> SignInRefusal | None:
    """Why this login may not be bound to the person whose address it names; None where it may."""
    if unbound.owner is not None and not unbound.owner.active:
        return SignInRefusal.LEFT
    if not unbound.believed:
        return SignInRefusal.ADDRESS_NOT_VERIFIED
    if unbound.person is None:
        return SignInRefusal.NOT_IN_DIRECTORY
    if unbound.owner is not None and unbound.owner.id != unbound.person.id:
        return SignInRefusal.LOGIN_BOUND
    if not unbound.person.active:
        return SignInRefusal.LEFT
    # One login a person and issuer: an address alone never lets anybody in twice.
    return SignInRefusal.LOGIN_BOUND if any(login.issuer == unbound.issuer for login in unbound.person.logins) else None


def whom_to_ask(address: str, admins: Sequence[Person]) -> tuple[str, ...]:
    """Return the names of the HR admins, for someone with an address at the company's own domain; others learn none."""
    able = [admin for admin in admins if admin.active and HR_ADMIN in admin.effective_roles]
    domain = domain_of(address)
    if not domain or all(domain_of(admin.email) != domain for admin in able):
        return ()
    return tuple(sorted(admin.name for admin in able))[:MOST_NAMES]
