"""A newly given HR role opens content only once a second HR admin has confirmed it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT, Actor
from chalicelib.people.rules import Login, Person
from chalicelib.people.rules.grants import confirmed, confirmers, gained, granted, may_confirm, opened

ADMIN, ASSISTANT = frozenset({HR_ADMIN}), frozenset({HR_ASSISTANT})
LOGIN = Login(issuer="https://idp", digest="d")
HANA = Person(id="HANA", name="Hana", email="hana@x.test", roles=ADMIN, logins=(LOGIN,))
HUGO = replace(HANA, id="HUGO", name="Hugo", email="hugo@x.test")
HEDY = replace(HANA, id="HEDY", name="Hedy", email="hedy@x.test")
ANN = Person(id="ANN", name="Ann", email="ann@x.test")
GIVEN = replace(ANN, roles=ADMIN)
WAITING = replace(GIVEN, unconfirmed=ADMIN, roles_by="HANA")


def by(person: Person) -> Actor:
    return Actor(id=person.id, name=person.name, roles=person.effective_roles)


def test_a_given_role_waits_for_a_second_admin() -> None:
    assert granted(by(HANA), ANN, GIVEN, [HANA, HUGO]) == WAITING
    assert granted(by(HANA), None, GIVEN, [HANA, HUGO]) == WAITING
    assert WAITING.effective_roles == ASSISTANT


def test_it_counts_at_once_where_nobody_else_could_confirm_it() -> None:
    at_once = replace(GIVEN, roles_by="HANA")
    assert granted(by(HANA), ANN, GIVEN, [HANA]) == at_once
    assert granted(by(HANA), ANN, GIVEN, [HANA, WAITING]) == at_once
    assert granted(by(HANA), ANN, GIVEN, [HANA, replace(HUGO, unconfirmed=ADMIN)]) == at_once
    assert at_once.effective_roles == ADMIN


def test_an_assistant_needs_nobody_else() -> None:
    assistant = replace(ANN, roles=ASSISTANT)
    assert granted(by(HANA), ANN, assistant, [HANA, HUGO]) == assistant
    promoted = granted(by(HANA), assistant, replace(assistant, roles=ADMIN | ASSISTANT), [HANA, HUGO])
    assert promoted.unconfirmed == ADMIN
    assert promoted.effective_roles == ASSISTANT


def test_a_role_that_was_taken_back_waits_no_more() -> None:
    assert granted(by(HUGO), WAITING, replace(WAITING, roles=frozenset()), [HANA, HUGO]) == ANN
    again = granted(by(HUGO), ANN, GIVEN, [HANA, HUGO])
    assert (again.unconfirmed, again.roles_by) == (ADMIN, "HUGO")


def test_other_changes_leave_a_role_as_it_is() -> None:
    assert granted(by(HUGO), WAITING, replace(WAITING, title="x"), [HANA, HUGO]) == replace(WAITING, title="x")
    with_more = replace(WAITING, roles=ADMIN | ASSISTANT)
    assert granted(by(HUGO), WAITING, with_more, [HANA, HUGO]) == with_more
    assert granted(by(HANA), HUGO, replace(HUGO, email="new@x.test"), [HANA, HUGO, HEDY]).unconfirmed == frozenset()


def test_an_admin_who_never_signed_in_waits_again_with_another_address() -> None:
    unbound = replace(HUGO, logins=())
    moved = replace(unbound, email="new@x.test")
    assert granted(by(HANA), unbound, moved, [HANA, unbound, HEDY]) == replace(
        moved, unconfirmed=ADMIN, roles_by="HANA"
    )
    assert granted(by(HANA), unbound, moved, [HANA, unbound]).unconfirmed == frozenset()


def test_an_admin_whose_login_is_forgotten_waits_again() -> None:
    assert opened(by(HANA), HUGO, [HANA, HUGO, HEDY]) == replace(HUGO, unconfirmed=ADMIN, roles_by="HANA")
    assert opened(by(HANA), HUGO, [HANA, HUGO]) is HUGO
    assert opened(by(HANA), ANN, [HANA, HUGO]) is ANN


def test_what_somebody_gained() -> None:
    assert gained(None, GIVEN) == ADMIN
    assert gained(ANN, GIVEN) == ADMIN
    assert gained(GIVEN, replace(GIVEN, roles=ADMIN | ASSISTANT)) == ASSISTANT
    assert gained(GIVEN, ANN) == frozenset()


def test_neither_giver_nor_receiver_nor_somebody_unconfirmed_confirms() -> None:
    waits_too = replace(HEDY, unconfirmed=ADMIN)
    assert confirmers([HANA, HUGO, waits_too, WAITING], "HANA", "ANN") == [HUGO]


def test_a_third_person_confirms() -> None:
    everybody = [HANA, HUGO, WAITING]
    assert confirmed(by(HUGO), WAITING, everybody) == replace(WAITING, unconfirmed=frozenset())
    with pytest.raises(NotAllowed) as giver:
        confirmed(by(HANA), WAITING, everybody)
    assert giver.value.code == "given_by_you"
    with pytest.raises(NotAllowed) as receiver:
        confirmed(by(WAITING), WAITING, everybody)
    assert receiver.value.code == "about_yourself"
    with pytest.raises(Conflict) as nothing:
        confirmed(by(HUGO), HANA, everybody)
    assert nothing.value.code == "nothing_to_confirm"


def test_who_gave_it_confirms_where_nobody_else_is_left_who_could() -> None:
    assert not may_confirm(by(HANA), WAITING, [HANA, HUGO, WAITING])
    assert may_confirm(by(HANA), WAITING, [HANA, WAITING])
    assert not may_confirm(by(WAITING), WAITING, [WAITING])
