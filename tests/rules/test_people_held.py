"""Changes that wait for a second HR admin, and what becomes of them when the world went on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT
from chalicelib.people.rules import Login, MailProblem, Person, PersonStatus, Ref, ZoneFrom
from chalicelib.people.rules.changes import departed, returned
from chalicelib.people.rules.guards import ForbiddenReason
from chalicelib.people.rules.held import HeldChange, HeldKind, carried, fields_of, held, line_of
from chalicelib.people.rules.imports import HeldLine, PersonRevision

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
HANA = Ref(id="HANA", name="Hana")
LOGIN = Login(issuer="https://idp", digest="d")
BOSS = Person(id="BOSS", name="Bo", email="bo@x.test", manager_id="TOP", manager_name="Top", chain=("TOP",), version=2)
MOVED = replace(BOSS, manager_id="ANN", manager_name="Ann", title="Chief")


def wants(old: Person, new: Person, kind: HeldKind = HeldKind.ROW, **how: object) -> HeldChange:
    return held(kind, PersonRevision(old=old, new=new), ForbiddenReason.ABOVE, asked_by=HANA, at=NOW, **how)  # type: ignore[arg-type]


def test_a_change_asked_for_again_is_the_same_one() -> None:
    first = wants(BOSS, MOVED, row=3)
    again = wants(replace(BOSS, version=9), replace(MOVED, version=9, chain=("X",), logins=(LOGIN,)), row=7)
    assert first.id == again.id
    assert wants(BOSS, replace(MOVED, title="Boss")).id != first.id
    assert wants(replace(BOSS, id="B"), replace(MOVED, id="B")).id != first.id
    leaving = [wants(BOSS, departed(BOSS, at), HeldKind.LEAVE).id for at in (NOW, NOW + timedelta(days=1))]
    assert leaving[0] == leaving[1]


def test_an_import_says_of_each_what_and_why() -> None:
    assert line_of(wants(BOSS, MOVED, row=3)) == HeldLine(
        id=wants(BOSS, MOVED).id,
        row=3,
        person=Ref(id="BOSS", name="Bo"),
        field="manager_id",
        code="about_somebody_above",
    )
    assert line_of(wants(BOSS, MOVED)).detail.startswith("You can't change ")
    assert line_of(wants(BOSS, replace(BOSS, title="x"))).field == ""


def test_each_field_is_shown_as_it_is_now_and_as_it_would_be() -> None:
    one = wants(BOSS, MOVED)
    assert list(fields_of(one, BOSS)) == [("title", "", "Chief"), ("manager", "Top", "Ann")]
    elsewhere = replace(BOSS, manager_id="BEN", manager_name="Ben", chain=("BEN",))
    assert list(fields_of(one, elsewhere)) == [("title", "", "Chief"), ("manager", "Ben", "Ann")]
    assert list(fields_of(one, replace(elsewhere, title="Chief"))) == [("manager", "Ben", "Ann")]
    assert list(fields_of(one, departed(BOSS, NOW))) == []
    roles = wants(BOSS, replace(BOSS, roles=frozenset({HR_ADMIN, HR_ASSISTANT}), manager_id=None, manager_name=""))
    assert list(fields_of(roles, BOSS)) == [("roles", "", "hr_admin, hr_assistant"), ("manager", "Top", "")]


def test_only_what_was_asked_for_changes_and_what_happened_meanwhile_stays() -> None:
    one = wants(BOSS, MOVED)
    assert one.person is BOSS
    meanwhile = replace(BOSS, name="Bob", logins=(LOGIN,), chain=("TOP", "MID"), version=7)
    assert carried(one, meanwhile) == replace(meanwhile, manager_id="ANN", manager_name="Ann", title="Chief")


def test_what_is_so_already_is_not_changed_again() -> None:
    renamed = replace(MOVED, manager_name="Ann Married", chain=("TOP", "ANN"))
    assert carried(wants(BOSS, MOVED), renamed) is None
    part = replace(renamed, title="")
    assert carried(wants(BOSS, MOVED), part) == replace(part, title="Chief")


def test_who_left_meanwhile_is_not_changed_any_more() -> None:
    assert carried(wants(BOSS, MOVED), departed(BOSS, NOW)) is None
    assert carried(wants(BOSS, departed(BOSS, NOW), HeldKind.LEAVE), departed(BOSS, NOW)) is None


def test_leaving_takes_the_roles_and_logins_that_somebody_got_meanwhile() -> None:
    one = wants(BOSS, replace(departed(BOSS, NOW), scim_deleted=True), HeldKind.SCIM)
    risen = replace(BOSS, roles=frozenset({HR_ADMIN}), logins=(LOGIN,), title="Chief")
    assert carried(one, risen) == replace(departed(risen, NOW), scim_deleted=True)
    assert [field for field, _, _ in fields_of(one, BOSS)] == ["status"]


def test_who_is_brought_back_by_a_held_change_comes_back_whole() -> None:
    gone = departed(replace(BOSS, email="old@x.test", mail_trouble=MailProblem.BOUNCED), NOW)
    wanted = replace(
        returned(gone), email="bo@x.test", mail_trouble=MailProblem.NONE, time_zone="Europe/Rome",
        zone_from=ZoneFrom.GIVEN,
    )  # fmt: skip
    one = wants(gone, wanted)
    assert carried(one, gone) == wanted
    back = replace(returned(gone), logins=(LOGIN,))
    assert carried(one, back) == replace(wanted, logins=(LOGIN,))
    assert carried(one, wanted) is None
    assert carried(one, replace(wanted, status=PersonStatus.LEFT)) == wanted


@pytest.mark.parametrize("reuse", [False, True])
def test_a_held_change_keeps_what_was_said_of_leavers_addresses(reuse: bool) -> None:
    assert wants(BOSS, MOVED, reuse_addresses=reuse).reuse_addresses is reuse


def test_somebody_new_is_whom_the_change_is_about() -> None:
    one = held(HeldKind.SCIM, PersonRevision(old=None, new=BOSS), ForbiddenReason.ABOVE, asked_by=HANA, at=NOW)
    assert one.person is BOSS
