"""What has to be done in the pool for someone, and who gets an invitation."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT, Actor
from chalicelib.people.rules import Login, Person, PersonStatus, Ref
from chalicelib.people.rules.accounts import (
    LISTED,
    Account,
    AccountProblem,
    AccountState,
    AccountStep,
    InvitationRun,
    UninvitedPerson,
    UninvitedReason,
    after_step,
    agreed,
    check_invitation,
    counted,
    invited,
    problem_of,
    state_of,
    steps,
    uninvited,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
ANN = Person(id="ann", name="Ann", email="ann@x.test")
SIGNED_IN = replace(ANN, logins=(Login(issuer="i", digest="d"),))
ADMIN = replace(SIGNED_IN, roles=frozenset({HR_ADMIN}))
LEFT = replace(ANN, status=PersonStatus.LEFT)
HR = Actor(id="hr", name="HR", roles=frozenset({HR_ADMIN}), chain=("boss",))
NONE = Account(person_id="ann", at=NOW, invited_at=NOW)
MADE = replace(NONE, subject="sub-1", address="ann@x.test")
DISABLED = replace(MADE, disabled=True)
SECURED = replace(MADE, second_factor=True)


@pytest.mark.parametrize(
    ("person", "account", "state"),
    [
        (ANN, None, AccountState.NONE),
        (ANN, NONE, AccountState.INVITED),
        (ANN, MADE, AccountState.INVITED),
        (SIGNED_IN, MADE, AccountState.ACTIVE),
        (SIGNED_IN, DISABLED, AccountState.DISABLED),
        (LEFT, MADE, AccountState.DISABLED),
    ],
)
def test_an_account_is_active_since_its_owner_signed_in(
    person: Person, account: Account | None, state: AccountState
) -> None:
    assert state_of(person, account) is state


@pytest.mark.parametrize(
    ("person", "account", "needed"),
    [
        (ANN, NONE, [AccountStep.CREATE]),
        (replace(ANN, email=""), NONE, []),
        (LEFT, NONE, []),
        (ANN, MADE, []),
        (replace(ANN, email="new@x.test"), MADE, [AccountStep.MOVE]),
        (replace(ANN, email="new@x.test"), DISABLED, [AccountStep.MOVE, AccountStep.RETURN]),
        (replace(SIGNED_IN, email="new@x.test"), MADE, []),
        (replace(SIGNED_IN, email="new@x.test"), replace(MADE, agreed="new@x.test"), [AccountStep.MOVE]),
        (replace(SIGNED_IN, email="new@x.test"), replace(MADE, agreed="other@x.test"), []),
        (ANN, DISABLED, [AccountStep.RETURN]),
        (replace(ANN, email=""), MADE, [AccountStep.DISABLE]),
        (replace(ANN, email=""), DISABLED, []),
        (LEFT, MADE, [AccountStep.DISABLE]),
        (LEFT, DISABLED, []),
        (replace(LEFT, email=""), MADE, [AccountStep.REMOVE]),
        (replace(LEFT, email=""), DISABLED, [AccountStep.REMOVE]),
    ],
)
def test_the_pool_follows_the_directory(person: Person, account: Account, needed: list[AccountStep]) -> None:
    assert list(steps(person, account)) == needed


@pytest.mark.parametrize(
    ("person", "account", "needed"),
    [
        (ADMIN, MADE, [AccountStep.ASK_SECOND_FACTOR]),
        (replace(ADMIN, roles=frozenset({HR_ASSISTANT})), MADE, [AccountStep.ASK_SECOND_FACTOR]),
        (ADMIN, SECURED, []),
        (replace(ADMIN, logins=()), MADE, []),
        (SIGNED_IN, SECURED, [AccountStep.DROP_SECOND_FACTOR]),
        (ADMIN, replace(SECURED, renewing=True), [AccountStep.DROP_SECOND_FACTOR]),
        (ADMIN, replace(MADE, renewing=True), []),
        (LEFT, SECURED, [AccountStep.DISABLE]),
    ],
)
def test_an_hr_role_asks_for_a_second_factor_once_its_holder_has_a_password(
    person: Person, account: Account, needed: list[AccountStep]
) -> None:
    assert list(steps(person, account)) == needed


def test_who_has_signed_in_agrees_to_another_address_once() -> None:
    other = replace(SIGNED_IN, email="new@x.test")
    assert problem_of(other, MADE) is AccountProblem.OTHER_ADDRESS
    assert problem_of(SIGNED_IN, MADE) is problem_of(other, None) is AccountProblem.NONE
    assert problem_of(replace(LEFT, email="new@x.test"), MADE) is AccountProblem.NONE
    taken = replace(MADE, problem=AccountProblem.ADDRESS_TAKEN)
    assert problem_of(other, taken) is AccountProblem.ADDRESS_TAKEN
    wanted = agreed(other, MADE)
    assert wanted == replace(MADE, agreed="new@x.test")
    assert agreed(other, wanted) is None
    assert agreed(other, None) is agreed(SIGNED_IN, MADE) is None


def test_each_step_leaves_the_account_as_the_pool_has_it() -> None:
    troubled = replace(NONE, problem=AccountProblem.ADDRESS_TAKEN)
    made = after_step(troubled, AccountStep.CREATE, ANN, "sub-1", LATER)
    assert (made.subject, made.address, made.at, made.problem) == ("sub-1", "ann@x.test", LATER, AccountProblem.NONE)
    secured = after_step(made, AccountStep.ASK_SECOND_FACTOR, ADMIN, "sub-1", LATER)
    assert secured.second_factor
    assert not after_step(secured, AccountStep.DROP_SECOND_FACTOR, ADMIN, "sub-1", LATER).second_factor
    gone = after_step(replace(made, mail_due=True), AccountStep.DISABLE, LEFT, "sub-1", LATER)
    assert (gone.disabled, gone.mail_due) == (True, False)
    removed = after_step(replace(secured, disabled=True), AccountStep.REMOVE, LEFT, "sub-1", LATER)
    assert (removed.subject, removed.address, removed.second_factor, removed.disabled) == ("", "", False, True)


def test_who_comes_back_or_has_another_address_before_signing_in_gets_an_invitation() -> None:
    back = after_step(DISABLED, AccountStep.RETURN, ANN, "sub-1", LATER)
    assert (back.disabled, back.mail_due, back.invited_at) == (False, True, LATER)
    elsewhere = replace(ANN, email="new@x.test")
    moved = after_step(MADE, AccountStep.MOVE, elsewhere, "sub-1", LATER)
    assert (moved.address, moved.mail_due, moved.invited_at) == ("new@x.test", True, LATER)
    known = after_step(MADE, AccountStep.MOVE, replace(elsewhere, logins=SIGNED_IN.logins), "sub-1", LATER)
    assert (known.address, known.mail_due, known.invited_at) == ("new@x.test", False, NOW)


def test_a_second_invitation_takes_the_second_factor_off_until_the_next_sign_in() -> None:
    assert invited(ANN, None, NOW) == replace(NONE, mail_due=True)
    again = invited(ADMIN, SECURED, LATER)
    assert (again.mail_due, again.invited_at, again.renewing) == (True, LATER, True)
    assert not invited(SIGNED_IN, MADE, LATER).renewing


def test_who_left_or_has_no_address_is_not_invited() -> None:
    with pytest.raises(Conflict, match="left"):
        check_invitation(HR, LEFT, None)
    with pytest.raises(Conflict, match="no_address"):
        check_invitation(HR, replace(ANN, email=""), None)
    check_invitation(HR, ANN, None)


def test_nobody_takes_a_second_factor_off_themselves_or_those_above_them() -> None:
    check_invitation(HR, ADMIN, SECURED)
    for person, code in ((replace(ADMIN, id="hr"), "about_yourself"), (replace(ADMIN, id="boss"), "about_somebody")):
        check_invitation(HR, person, replace(MADE, person_id=person.id))
        with pytest.raises(NotAllowed, match=code):
            check_invitation(HR, person, replace(SECURED, person_id=person.id))


@pytest.mark.parametrize(
    ("person", "account", "once", "again"),
    [
        (ANN, None, None, None),
        (ANN, MADE, UninvitedReason.INVITED, None),
        (ANN, replace(MADE, problem=AccountProblem.ADDRESS_TAKEN), None, None),
        (ANN, DISABLED, None, None),
        (SIGNED_IN, MADE, UninvitedReason.SIGNED_IN, UninvitedReason.SIGNED_IN),
        (LEFT, MADE, UninvitedReason.LEFT, UninvitedReason.LEFT),
        (replace(ANN, email=""), None, UninvitedReason.NO_ADDRESS, UninvitedReason.NO_ADDRESS),
    ],
)
def test_of_many_only_those_are_invited_whom_it_helps(
    person: Person, account: Account | None, once: UninvitedReason | None, again: UninvitedReason | None
) -> None:
    assert uninvited(person, account, again=False) is once
    assert uninvited(person, account, again=True) is again


def test_a_run_counts_everybody_and_names_the_first_of_those_passed_over() -> None:
    run = InvitationRun(id="r", actor=HR, begun_at=NOW)
    line: Any = UninvitedPerson(person=Ref(id="ann", name="Ann"), reason=UninvitedReason.LEFT)
    page = counted(run, 3, [line])
    assert (page.invited, page.passed_over, page.declined) == (3, 1, (line,))
    many = counted(page, 0, [line] * LISTED)
    assert (many.passed_over, len(many.declined)) == (LISTED + 1, LISTED)
