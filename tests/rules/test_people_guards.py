"""Who may not change what of someone: no one deals for themselves, or with those above them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT, PEOPLE_WRITE, Actor, ActorKind, Maker
from chalicelib.people.rules import Login, Person, PersonStatus
from chalicelib.people.rules.guards import ForbiddenFields, ForbiddenReason, forbidden, forbidden_fields, set_alone

ADMIN = frozenset({HR_ADMIN})
BOSS = Person(id="BOSS", name="Bo", email="bo@x.test", external_id="1")
HANA = Person(id="HANA", name="Hana", email="hana@x.test", external_id="2", roles=ADMIN, manager_id="BOSS")
ANN = Person(id="ANN", name="Ann", email="ann@x.test", external_id="3", manager_id="BOSS")
HUGO = replace(ANN, id="HUGO", name="Hugo", email="hugo@x.test", external_id="4", roles=ADMIN)
AS_HANA = Actor(id="HANA", name="Hana", roles=ADMIN, chain=("BOSS",))
MACHINE = Actor(id="client:hris", name="hris", kind=ActorKind.CLIENT, scopes=frozenset({PEOPLE_WRITE}))
MADE_BY_HANA = replace(MACHINE, maker=Maker(id="HANA", name="Hana", chain=("BOSS",)))

CHANGES: dict[str, dict[str, Any]] = {
    "manager_id": {"manager_id": "ANN"},
    "roles": {"roles": frozenset({HR_ASSISTANT})},
    "status": {"status": PersonStatus.LEFT},
    "external_id": {"external_id": "9"},
    "email": {"email": "new@x.test"},
    "name": {"name": "New"},
    "title": {"title": "New"},
    "department": {"department": "New"},
}
DECISIVE = {"manager_id", "roles", "status", "external_id"}
"""Written out again from the issue, not from the code."""


def reason_of(actor: Actor, old: Person, field: str) -> ForbiddenReason | None:
    found = forbidden(actor, old, replace(old, **CHANGES[field]))
    assert found is None or found.fields == (field,)
    return found.reason if found else None


@pytest.mark.parametrize("field", CHANGES)
def test_nobody_changes_what_rules_about_themselves_are_decided_from(field: str) -> None:
    assert reason_of(AS_HANA, HANA, field) == (ForbiddenReason.YOURSELF if field in DECISIVE else None)


@pytest.mark.parametrize("field", CHANGES)
def test_nor_that_of_those_above_nor_what_leads_a_login_to_them(field: str) -> None:
    assert reason_of(AS_HANA, BOSS, field) == (ForbiddenReason.ABOVE if field in DECISIVE | {"email"} else None)
    found = forbidden_fields(AS_HANA, BOSS, ["login"])
    assert found == ForbiddenFields(reason=ForbiddenReason.ABOVE, fields=("login",))


@pytest.mark.parametrize("field", CHANGES)
def test_another_hr_admin_may_change_all_of_it(field: str) -> None:
    other = Actor(id="HUGO", name="Hugo", roles=ADMIN)
    assert [reason_of(other, person, field) for person in (HANA, BOSS, ANN)] == [None, None, None]


@pytest.mark.parametrize("field", CHANGES)
def test_who_gives_no_roles_moves_no_key_of_somebody_who_has_one(field: str) -> None:
    guarded = field in {"email", "external_id"}
    for actor in (MACHINE, replace(MACHINE, kind=ActorKind.SYSTEM), Actor(id="AIDE", name="Aide")):
        assert reason_of(actor, HUGO, field) == (ForbiddenReason.ROLE_HOLDER if guarded else None)
        assert reason_of(actor, ANN, field) is None
    waiting = replace(HUGO, unconfirmed=ADMIN)
    assert (reason_of(MACHINE, waiting, field) is ForbiddenReason.ROLE_HOLDER) is guarded
    assert forbidden_fields(MACHINE, HUGO, ["login"]) == ForbiddenFields(
        reason=ForbiddenReason.ROLE_HOLDER, fields=("login",)
    )


@pytest.mark.parametrize("field", CHANGES)
def test_a_machine_may_not_do_for_its_maker_what_they_may_not_do(field: str) -> None:
    about_maker = dict.fromkeys(DECISIVE, ForbiddenReason.YOURSELF) | {"email": ForbiddenReason.ROLE_HOLDER}
    assert reason_of(MADE_BY_HANA, HANA, field) == about_maker.get(field)
    assert reason_of(MADE_BY_HANA, BOSS, field) == (ForbiddenReason.ABOVE if field in DECISIVE | {"email"} else None)
    assert reason_of(MADE_BY_HANA, ANN, field) is None


def test_all_that_is_barred_is_named_and_nothing_else() -> None:
    wanted = replace(BOSS, name="Bob", email="new@x.test", manager_id="ANN", external_id="9", title="CEO")
    found = forbidden(AS_HANA, BOSS, wanted)
    assert found == ForbiddenFields(reason=ForbiddenReason.ABOVE, fields=("email", "external_id", "manager_id"))
    assert forbidden(AS_HANA, BOSS, BOSS) is None


@pytest.mark.parametrize("reason", ForbiddenReason)
def test_a_refusal_says_why_and_whom_to_ask(reason: ForbiddenReason) -> None:
    found = ForbiddenFields(reason=reason, fields=("roles",))
    refusal = found.refusal()
    assert isinstance(refusal, NotAllowed)
    assert refusal.code == reason.value
    assert "HR admin" in refusal.detail


def test_the_only_hr_admin_who_has_no_manager_sets_one_once() -> None:
    top = replace(HANA, manager_id=None)
    moved = replace(top, manager_id="ANN")
    assert forbidden(AS_HANA, top, moved, admins=[top]) is None
    assert set_alone(AS_HANA, top, moved, [top]) == replace(moved, manager_set_alone=True)
    used = replace(top, manager_set_alone=True)
    again = replace(used, manager_id="ANN")
    assert forbidden(AS_HANA, used, again, admins=[used]) == ForbiddenFields(
        reason=ForbiddenReason.YOURSELF, fields=("manager_id",)
    )
    assert set_alone(AS_HANA, used, again, [used]) is again


@pytest.mark.parametrize(
    ("actor", "wanted", "admins"),
    [
        (AS_HANA, {"manager_id": None}, [HANA]),
        (AS_HANA, {"manager_id": "ANN"}, [HANA]),
        (AS_HANA, {"manager_id": "ANN"}, [HANA, HUGO]),
        (AS_HANA, {"manager_id": "ANN"}, []),
        (AS_HANA, {"manager_id": "ANN"}, [HUGO]),
        (MADE_BY_HANA, {"manager_id": "ANN"}, [HANA]),
        (AS_HANA, {"status": PersonStatus.LEFT}, [HANA]),
        (AS_HANA, {"roles": frozenset()}, [HANA]),
        (AS_HANA, {"external_id": "9"}, [HANA]),
    ],
)
def test_and_nothing_else_of_their_own(actor: Actor, wanted: dict[str, object], admins: list[Person]) -> None:
    new = replace(HANA, **wanted)  # type: ignore[arg-type]
    found = forbidden(actor, HANA, new, admins=admins)
    assert found is not None
    assert found.reason is ForbiddenReason.YOURSELF
    assert set_alone(actor, HANA, new, admins) is new


def test_an_admin_whom_nobody_has_confirmed_is_no_second_one() -> None:
    waiting = replace(HUGO, unconfirmed=ADMIN)
    top = replace(HANA, manager_id=None)
    assert forbidden(AS_HANA, top, replace(top, manager_id="ANN"), admins=[top, waiting]) is None


def test_a_manager_who_stays_is_not_counted_as_set() -> None:
    assert set_alone(AS_HANA, HANA, replace(HANA, title="x"), [HANA]).manager_set_alone is False
    assert set_alone(AS_HANA, ANN, replace(ANN, manager_id="HANA"), [HANA]).manager_set_alone is False


@pytest.mark.parametrize(
    ("has", "admins", "by_file", "free"),
    [
        ("", [HANA], True, True),
        ("", [HANA], False, False),
        ("", [HANA, HUGO], True, False),
        ("2", [HANA], True, False),
    ],
)
def test_the_first_file_gives_the_only_admin_the_employee_id_that_they_have_not(
    has: str, admins: list[Person], by_file: bool, free: bool
) -> None:
    old = replace(HANA, external_id=has)
    admins = [old if admin.id == "HANA" else admin for admin in admins]
    found = forbidden(AS_HANA, old, replace(old, external_id="9"), admins=admins, by_file=by_file)
    assert (found is None) is free


@pytest.mark.parametrize(("who", "fields"), [*product([HANA, BOSS], [("login",), ("status", "login"), ()])])
def test_what_a_login_is_to_oneself_and_to_those_above(who: Person, fields: tuple[str, ...]) -> None:
    """One may have one's own login forgotten: it leads no one else to oneself."""
    bound = replace(who, logins=(Login(issuer="i", digest="d"),))
    found = forbidden_fields(AS_HANA, bound, fields)
    guarded = tuple(name for name in fields if who is BOSS or name != "login")
    assert (found.fields if found else ()) == guarded
