"""Accounts of people in the company's own sign-in pool: what has to be done there, and who gets an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.policy import ROLES, Actor
from chalicelib.people.rules.guards import LOGIN, forbidden_fields
from chalicelib.people.rules.person import Person, Ref

LISTED = 500
"""Of those who were not invited, kept by name."""


class AccountState(StrEnum):
    """How far someone's account is: ACTIVE since its owner first signed in, DISABLED when they left."""

    NONE = "none"
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class AccountProblem(StrEnum):
    """Why an account is not what the directory says: another one has the address, or its owner has yet to agree."""

    NONE = ""
    ADDRESS_TAKEN = "address_taken"
    OTHER_ADDRESS = "other_address"


class UninvitedReason(StrEnum):
    """Why someone gets no invitation."""

    LEFT = "left"
    NO_ADDRESS = "no_address"
    SIGNED_IN = "signed_in"
    INVITED = "invited"


class AccountStep(StrEnum):
    """One change in the pool."""

    CREATE = "create"
    MOVE = "move"
    RETURN = "return"
    DISABLE = "disable"
    REMOVE = "remove"
    ASK_SECOND_FACTOR = "ask_second_factor"
    DROP_SECOND_FACTOR = "drop_second_factor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """What is known of someone's account. `subject` and `address`: as the pool has them, "" before it was made.

    `disabled`: no one can sign in with it. `mail_due`: an invitation goes out as soon as the account is there.
    `agreed`: the address that its owner, who signs in with another one, wants to sign in with from now on.
    `second_factor`: the pool was told to ask for one; `renewing` it may ask again only after the next sign-in,
    because whose second factor is the mailbox cannot have a new password mailed.
    """

    person_id: str
    at: datetime
    invited_at: datetime
    subject: str = ""
    address: str = ""
    agreed: str = ""
    disabled: bool = False
    mail_due: bool = False
    second_factor: bool = False
    renewing: bool = False
    problem: AccountProblem = AccountProblem.NONE
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class UninvitedPerson:
    """Someone who got no invitation, and why."""

    person: Ref
    reason: UninvitedReason


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitationRun:
    """Invitations of many: who asked for them, for whom (`person_ids`, or everyone), and how far they are.

    `passed_over` counts those who got none; `declined` are the first of them.
    """

    id: str
    actor: Actor
    begun_at: datetime
    everyone: bool = False
    person_ids: tuple[str, ...] = ()
    done: bool = False
    invited: int = 0
    passed_over: int = 0
    declined: tuple[UninvitedPerson, ...] = ()
    version: int = 1


def state_of(person: Person, account: Account | None) -> AccountState:
    """Return how far the account of `person` is."""
    if account is None:
        return AccountState.NONE
    if account.disabled or not person.active:
        return AccountState.DISABLED
    return AccountState.ACTIVE if person.logins else AccountState.INVITED


def problem_of(person: Person, account: Account | None) -> AccountProblem:
    """Return what is wrong with the account of `person`."""
    if account is None:
        return AccountProblem.NONE
    other = person.active and bool(account.subject and person.email) and account.address != person.email
    return AccountProblem.OTHER_ADDRESS if other and not account.problem else account.problem


def agreed(person: Person, account: Account | None) -> Account | None:
    """Return the account after its owner agreed to sign in with the directory's address; None where they do already."""
    if account is None or problem_of(person, account) is AccountProblem.NONE or account.agreed == person.email:
        return None
    return replace(account, agreed=person.email)


def uninvited(person: Person, account: Account | None, *, again: bool) -> UninvitedReason | None:
    """Why `person` gets no invitation when many are sent, None where they get one; `again`: also a second one."""
    if not person.active:
        return UninvitedReason.LEFT
    if not person.email:
        return UninvitedReason.NO_ADDRESS
    if person.logins:
        return UninvitedReason.SIGNED_IN
    waits = account is not None and not account.problem and not account.disabled
    return UninvitedReason.INVITED if waits and not again else None


def counted(run: InvitationRun, invited_now: int, declined: Sequence[UninvitedPerson]) -> InvitationRun:
    """Return the run with one more page counted."""
    return replace(
        run,
        invited=run.invited + invited_now,
        passed_over=run.passed_over + len(declined),
        declined=(*run.declined, *declined)[:LISTED],
    )


def check_invitation(actor: Actor, person: Person, account: Account | None) -> None:
    """Refuse an invitation of one; a second one takes the second factor off, which someone else does."""
    if not person.active:
        raise Conflict("left", case="person", name=person.name)
    if not person.email:
        raise Conflict("no_address", name=person.name)
    if account is None or not account.second_factor:
        return
    if person.id == actor.id:
        raise NotAllowed("about_yourself", case="password")
    found = forbidden_fields(actor, person, [LOGIN])
    if found is not None:
        raise found.refusal()


def invited(person: Person, account: Account | None, now: datetime) -> Account:
    """The account of `person` with an invitation to send; an HR role's second factor waits for the new password."""
    known = account or Account(person_id=person.id, at=now, invited_at=now)
    return replace(known, at=now, invited_at=now, mail_due=True, renewing=known.second_factor)


def steps(person: Person, account: Account) -> tuple[AccountStep, ...]:
    """Return what has to be done in the pool so that the account is what the directory says, in this order.

    Codes for a new password go to the account's address. So once someone has signed in, another address is theirs to
    agree to: otherwise anyone who may change an address could sign in as its owner.
    """
    if not account.subject:
        return (AccountStep.CREATE,) if person.active and person.email else ()
    if not person.email and not person.active:
        return (AccountStep.REMOVE,)
    if not person.active or not person.email:
        return () if account.disabled else (AccountStep.DISABLE,)
    found = []
    if account.address != person.email and (not person.logins or account.agreed == person.email):
        found.append(AccountStep.MOVE)
    if account.disabled:
        found.append(AccountStep.RETURN)
    return (*found, *_second_factor(person, account))


def _second_factor(person: Person, account: Account) -> tuple[AccountStep, ...]:
    """For an HR role, once its holder has a password: whose second factor is a mailed code gets none mailed."""
    if account.second_factor and (account.renewing or person.roles.isdisjoint(ROLES)):
        return (AccountStep.DROP_SECOND_FACTOR,)
    asked = not person.roles.isdisjoint(ROLES) and bool(person.logins)
    return (AccountStep.ASK_SECOND_FACTOR,) if asked and not account.second_factor and not account.renewing else ()


def after_step(account: Account, step: AccountStep, person: Person, subject: str, now: datetime) -> Account:
    """Return the account after a step that was carried out on the one with `subject`."""
    account = replace(account, problem=AccountProblem.NONE)
    match step:
        case AccountStep.CREATE:
            return replace(account, at=now, subject=subject, address=person.email, disabled=False)
        case AccountStep.MOVE:
            moved = replace(account, address=person.email)
            return moved if person.logins else replace(moved, mail_due=True, invited_at=now)
        case AccountStep.RETURN:
            return replace(account, at=now, disabled=False, mail_due=True, invited_at=now)
        case AccountStep.DISABLE:
            return replace(account, at=now, disabled=True, mail_due=False)
        case AccountStep.REMOVE:
            return replace(account, at=now, subject="", address="", disabled=True, second_factor=False, renewing=False)
        case _:
            return replace(account, second_factor=step is AccountStep.ASK_SECOND_FACTOR)
