"""Accounts and invitations as they are answered."""

from datetime import datetime
from typing import Literal

import msgspec

from chalicelib.kernel.policy import Actor
from chalicelib.people.rules import Person
from chalicelib.people.rules.accounts import (
    Account,
    AccountProblem,
    AccountState,
    InvitationRun,
    UninvitedReason,
    problem_of,
    state_of,
)
from chalicelib.people.views.person_refs import PersonRef, person_ref

PersonAction = Literal["save", "leave", "confirm_roles", "forget_login", "invite"]
"""What can be done with an entry of the directory, as its list of actions names it."""


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    """Someone's account in the company's own sign-in pool.

    `problem`: another account there has the address, or its owner, who signs in with another one, has yet to agree.
    """

    state: AccountState
    at: datetime | None
    problem: AccountProblem


class UninvitedView(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who got no invitation: "left", "no_address", "signed_in" already, or "invited" before."""

    person: PersonRef
    reason: UninvitedReason


class InvitationsView(msgspec.Struct, frozen=True, kw_only=True):
    """How far invitations are. `passed_over` counts all who got none, `not_invited` names the first of them."""

    id: str
    state: Literal["running", "done"]
    invited: int
    passed_over: int
    not_invited: list[UninvitedView]


def invitations_view(run: InvitationRun) -> InvitationsView:
    """Return how far invitations are."""
    return InvitationsView(
        id=run.id,
        state="done" if run.done else "running",
        invited=run.invited,
        passed_over=run.passed_over,
        not_invited=[UninvitedView(person=person_ref(one.person), reason=one.reason) for one in run.declined],
    )


def account_view(person: Person, account: Account | None) -> AccountView:
    """Return how far someone's account is."""
    return AccountView(
        state=state_of(person, account),
        at=account.at if account else None,
        problem=problem_of(person, account),
    )


def invitable(person: Person, actor: Actor, account: AccountView | msgspec.UnsetType) -> list[PersonAction]:
    """Return what `actor` may do about the account."""
    return ["invite"] if account is not msgspec.UNSET and actor.is_hr_admin and person.active and person.email else []


def other_address(person: Person, account: Account | None) -> str:
    """Return the address that `person` signs in with, where the directory has another one by now; else ""."""
    waits = problem_of(person, account) is AccountProblem.OTHER_ADDRESS
    return account.address if account is not None and waits else ""
