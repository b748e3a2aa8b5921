"""What changes with one person, and who may not be changed so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.kernel.errors import Conflict, Invalid, NotAllowed
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT, Actor, ActorKind
from chalicelib.people.rules import Login, MailProblem, Person, PersonStatus, chain_under
from chalicelib.people.rules.changes import (
    announced_changes,
    changed_fields,
    check_depth,
    check_grant,
    departed,
    laid_over,
    overtaken,
    placed,
    returned,
    revised,
    runs_hr,
    successor,
)
from chalicelib.people.rules.imports import ImportLock, ImportRun, ImportState, Upload

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LOGIN = Login(issuer="https://idp", digest="d")
TOP = Person(id="TOP", name="Top", email="top@x.test", roles=frozenset({HR_ADMIN}), version=3)
ANN = Person(id="ANN", name="Ann", email="ann@x.test", manager_id="TOP", manager_name="Top", chain=("TOP",), version=2)
BOB = Person(id="BOB", name="Bob", manager_id="ANN", manager_name="Ann", chain=("TOP", "ANN"))


@pytest.mark.parametrize(
    ("change", "heard"),
    [
        ({"title": "Dev", "email": "a@x.test"}, ()),
        ({"status": PersonStatus.LEFT, "manager_id": None, "time_zone": "Asia/Tokyo"}, ("left",)),
        ({"manager_id": "BOB", "time_zone": "Asia/Tokyo", "name": "Anna"}, ("manager", "zone", "name")),
    ],
)
def test_others_hear_of_what_concerns_them(change: dict[str, Any], heard: tuple[str, ...]) -> None:
    assert announced_changes(ANN, replace(ANN, **change)) == heard


def test_others_hear_who_came_back() -> None:
    assert announced_changes(replace(ANN, status=PersonStatus.LEFT), ANN) == ("back",)


def test_only_what_is_given_changes() -> None:
    given = {"title": " Dev ", "roles": frozenset({HR_ASSISTANT}), "start_date": date(2020, 1, 31), "time_zone": ""}
    assert revised(ANN, given) == replace(
        ANN, title="Dev", roles=frozenset({HR_ASSISTANT}), start_date=date(2020, 1, 31), time_zone=""
    )
    assert revised(replace(ANN, start_date=date(2020, 1, 1)), {"start_date": None}) == ANN


def test_a_new_address_has_no_trouble_yet() -> None:
    bounced = replace(ANN, mail_trouble=MailProblem.BOUNCED)
    assert revised(bounced, {"email": "Ann.Wu@x.test"}) == replace(ANN, email="ann.wu@x.test")
    assert revised(bounced, {"email": "ann@x.test"}) == bounced


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        revised(
            ANN,
            {"name": "", "email": "ann", "title": "=1", "time_zone": "Mars", "roles": frozenset({"owner"}),
             "start_date": date(1, 1, 1)},
        )  # fmt: skip
    assert [e.pointer for e in refused.value.errors] == [
        "/name", "/email", "/title", "/time_zone", "/roles", "/start_date",
    ]  # fmt: skip


def test_where_somebody_may_stand() -> None:
    assert placed(BOB, TOP) == replace(BOB, manager_id="TOP", manager_name="Top", chain=("TOP",))
    assert placed(BOB, None) == replace(BOB, manager_id=None, manager_name="", chain=())
    assert chain_under(None) == ()
    assert chain_under(ANN) == ("TOP", "ANN")


@pytest.mark.parametrize(
    ("person", "manager", "detail"),
    [
        (ANN, ANN, "People can't be their own manager."),
        (ANN, BOB, "Bob reports to Ann, so this would be a circular reporting line."),
        (BOB, replace(TOP, status=PersonStatus.LEFT), "Top has left."),
        (BOB, replace(TOP, chain=tuple(f"p{n}" for n in range(30))),
         "There can be at most 30 levels of managers."),
    ],
)  # fmt: skip
def test_where_nobody_may_stand(person: Person, manager: Person, detail: str) -> None:
    with pytest.raises(Invalid) as refused:
        placed(person, manager)
    assert [(e.pointer, e.detail) for e in refused.value.errors] == [("/manager_id", detail)]


def test_a_move_may_not_sink_those_below() -> None:
    deep = replace(ANN, chain=tuple(f"p{n}" for n in range(20)))
    check_depth(ANN, deep, 11)
    with pytest.raises(Invalid):
        check_depth(ANN, deep, 12)


def test_only_hr_admins_grant_roles() -> None:
    granted = replace(ANN, roles=frozenset({HR_ADMIN}))
    check_grant(Actor(id="TOP", name="Top", roles=frozenset({HR_ADMIN})), ANN, granted)
    for actor in (
        Actor(id="c", name="c", kind=ActorKind.CLIENT, roles=frozenset({HR_ADMIN})),
        Actor(id="ANN", name="Ann", roles=frozenset({HR_ASSISTANT})),
    ):
        check_grant(actor, ANN, replace(ANN, title="Dev"))
        with pytest.raises(NotAllowed):
            check_grant(actor, ANN, granted)


def test_a_machine_assigns_what_hr_lets_it_and_never_hr_admin() -> None:
    machine = Actor(id="scim:1", name="Okta", kind=ActorKind.CLIENT)
    assistant, admin = (replace(ANN, roles=frozenset({role})) for role in (HR_ASSISTANT, HR_ADMIN))
    check_grant(machine, ANN, assistant, frozenset({HR_ASSISTANT}))
    check_grant(machine, assistant, ANN, frozenset({HR_ASSISTANT}))
    for old, new in ((ANN, admin), (admin, ANN), (None, admin)):
        with pytest.raises(NotAllowed):
            check_grant(machine, old, new, frozenset({HR_ASSISTANT, HR_ADMIN}))
    with pytest.raises(NotAllowed):
        check_grant(machine, ANN, assistant)


def test_the_last_hr_admin_stays_one() -> None:
    other = replace(ANN, roles=TOP.roles)
    assert successor(TOP, replace(TOP, title="x"), [TOP]) is None
    assert successor(ANN, departed(ANN, NOW), [TOP]) is None
    assert successor(TOP, departed(TOP, NOW), [TOP, other]) is other
    with pytest.raises(Conflict) as refused:
        successor(TOP, replace(TOP, roles=frozenset()), [TOP])
    assert refused.value.code == "last_hr_admin"


def test_an_admin_whom_nobody_has_confirmed_cannot_be_the_one_who_stays() -> None:
    """They could do nothing as an admin, and no one would be left who confirms them."""
    waiting = replace(ANN, roles=TOP.roles, unconfirmed=TOP.roles)
    with pytest.raises(Conflict):
        successor(TOP, departed(TOP, NOW), [TOP, waiting])
    assert successor(waiting, departed(waiting, NOW), [TOP, waiting]) is None


def test_a_leaver_keeps_neither_role_nor_login() -> None:
    gone = departed(replace(TOP, logins=(LOGIN,)), NOW)
    assert gone == replace(TOP, status=PersonStatus.LEFT, left_at=NOW, roles=frozenset())
    assert not runs_hr(gone)
    assert returned(gone) == replace(TOP, roles=frozenset())


def test_which_fields_changed() -> None:
    assert changed_fields(ANN, replace(ANN, title="x", version=9, logins=(LOGIN,))) == ("title",)


def test_a_planned_change_keeps_what_happened_meanwhile() -> None:
    planned = replace(ANN, title="Dev")
    signed_in = replace(ANN, logins=(LOGIN,), version=3)
    assert laid_over(signed_in, ANN, planned) == replace(signed_in, title="Dev")
    assert laid_over(replace(signed_in, title="Dev"), ANN, planned) is None
    assert laid_over(signed_in, ANN, departed(ANN, NOW)) == departed(signed_in, NOW)


def test_who_leaves_keeps_no_role_that_they_got_after_it_was_planned() -> None:
    risen = replace(ANN, roles=frozenset({HR_ADMIN}), unconfirmed=frozenset({HR_ADMIN}), roles_by="TOP", version=3)
    assert laid_over(risen, ANN, departed(ANN, NOW)) == departed(risen, NOW)


def test_a_plan_that_knew_of_no_role_moves_no_key_of_somebody_who_has_one() -> None:
    risen = replace(ANN, roles=frozenset({HR_ADMIN}))
    for planned in (replace(ANN, email="evil@x.test"), replace(ANN, external_id="9"), replace(ANN, roles=TOP.roles)):
        assert overtaken(risen, ANN, planned)
        assert not overtaken(ANN, ANN, planned)
        assert not overtaken(departed(risen, NOW), replace(ANN, roles=TOP.roles), planned)
        assert not overtaken(None, ANN, planned)
        assert not overtaken(risen, None, planned)
    assert not overtaken(risen, ANN, replace(ANN, title="x"))


def test_somebody_new_is_written_once() -> None:
    assert laid_over(None, None, ANN) is ANN
    assert laid_over(ANN, None, ANN) is None
    assert laid_over(None, ANN, ANN) is None


def test_an_import_holds_the_directory_for_an_hour_at_most() -> None:
    lock = ImportLock(import_id="I", begun_at=NOW)
    assert lock.holds(NOW)
    assert not lock.holds(NOW + timedelta(hours=1))
    assert not replace(lock, state=ImportState.DONE).holds(NOW)


def test_a_file_can_be_sent_for_as_long_as_its_form_lives() -> None:
    upload = Upload(id="U", by="A", size=1, begun_at=NOW)
    assert NOW < upload.form_ends() <= NOW + timedelta(hours=24)


def test_an_import_is_told_in_the_name_of_who_began_it() -> None:
    run = ImportRun(
        id="I", actor_id="A", actor_name="Ann", actor_kind=ActorKind.CLIENT, begun_at=NOW, created=0, updated=0,
        unchanged=0, left=0, pages=0,
    )  # fmt: skip
    assert run.actor == Actor(id="A", name="Ann", kind=ActorKind.CLIENT)
    assert run.kept == "I"
    assert replace(run, plan="P").kept == "P"
