"""HR and machines dealing for themselves: every way of changing what decides about oneself, or of becoming another."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.command import perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import current
from chalicelib.mail import store as mail_store
from chalicelib.mail.rules.outgoing import ReportKind
from chalicelib.people.actions import addressees
from tests.api.client import World
from tests.api.guards_world import HUGO, change, entry, held, machine, mails, two_admins
from tests.api.people_world import COMPANY, HR, drain, imported, person_id
from tests.tokens import claims, signed


@pytest.fixture
def world() -> Iterator[World]:
    with two_admins() as world:
        yield world


OWN = [
    {"manager_email": "top@x.test"},
    {"manager_id": None},
    {"roles": ["hr_admin", "hr_assistant"]},
    {"roles": []},
    {"external_id": "66"},
    {"external_id": None},
]


@pytest.mark.parametrize("body", OWN)
def test_nobody_changes_their_own_manager_roles_or_employee_id(world: World, body: dict[str, Any]) -> None:
    before = entry(world, HUGO)
    reply = change(world, HUGO, HUGO, **body)
    assert (reply.status, reply.json["code"]) == (403, "about_yourself")
    assert entry(world, HUGO) == before
    assert change(world, HR, HUGO, **body).status == 200


@pytest.mark.parametrize("above", ["mia@x.test", "top@x.test"])
@pytest.mark.parametrize("body", [*OWN[1:], {"manager_email": "ann@x.test"}, {"email": "new@x.test"}, {"email": None}])
def test_nor_these_or_the_address_of_anybody_above(world: World, above: str, body: dict[str, Any]) -> None:
    change(world, HR, above, roles=["hr_assistant"], manager_email=HR if above == "top@x.test" else "top@x.test")
    before = entry(world, above)
    reply = change(world, HUGO, above, **body)
    assert (reply.status, reply.json["code"]) == (403, "about_somebody_above")
    assert entry(world, above) == before


def test_what_is_no_key_to_anything_they_may_change(world: World) -> None:
    for whose in (HUGO, "mia@x.test"):
        assert change(world, HUGO, whose, title="x", name="Y Z", department="D", time_zone="UTC").status == 200
    assert change(world, HUGO, HUGO, email="hugo.h@x.test").status == 200
    assert change(world, HUGO, "ann@x.test", manager_id=None, external_id="33", email="ann.a@x.test").status == 200


def test_nobody_leaves_or_is_brought_back_by_those_below(world: World) -> None:
    for whose, code in ((HUGO, "about_yourself"), ("mia@x.test", "about_somebody_above")):
        path = f"/people/{person_id(world, whose)}"
        assert "leave" not in world.as_(HUGO).get(path).json["actions"]
        reply = world.as_(HUGO).post(f"{path}/leave")
        assert (reply.status, reply.json["code"]) == (403, code)
    assert world.as_(HR).post(f"/people/{person_id(world, 'mia@x.test')}/leave").status == 200
    back = change(world, HUGO, "mia@x.test", status="active", manager_id=None)
    assert (back.status, back.json["code"]) == (403, "about_somebody_above")
    assert change(world, HR, "mia@x.test", status="active").status == 200


def test_a_file_goes_in_but_for_what_its_sender_may_not_change(world: World) -> None:
    text = COMPANY.replace("mia@x.test,Mía Müller,top@x.test", "mia@x.test,Mía Müller,").replace("Rep,", "Lead,")
    text += f"{HUGO},Hugo H,top@x.test,HR,HR,Oslo,,,hr_admin,6\n"
    reply = imported(world.as_(HUGO), text)
    assert (reply.status, reply.json["updated"], reply.json["problems"]) == (200, 2, [])
    assert [(one["person"]["name"], one["pointer"], one["code"]) for one in reply.json["held"]] == [
        ("Mía Müller", "/manager_id", "about_somebody_above"),
        ("Hugo H", "/manager_id", "about_yourself"),
    ]
    assert entry(world, HUGO).chain == (person_id(world, "top@x.test"), person_id(world, "mia@x.test"))
    assert entry(world, "ann@x.test").title == "Lead"
    assert mails(world) == [("changes_held", HR)]
    again = imported(world.as_(HUGO), text)
    assert (again.json["updated"], [one["id"] for one in again.json["held"]]) == (
        0, [one["id"] for one in reply.json["held"]],
    )  # fmt: skip
    assert len(held(world)) == 2
    assert len([key for key in world.table.rows if key.pk.startswith("M#")]) == 1
    other = imported(world.as_(HR), text)
    assert (other.json["updated"], other.json["held"]) == (2, [])
    assert held(world) == []


@pytest.mark.parametrize("query", ["?deactivate_missing=true", ""])
def test_nobody_leaves_by_a_file_of_somebody_below(world: World, query: str) -> None:
    rows = [line for line in COMPANY.splitlines() if not line.startswith("mia@")]
    rows = [line.replace("mia@x.test", "top@x.test") for line in rows]
    text = "\n".join([*rows, f"{HUGO},Hugo H,,HR,HR,Oslo,,,hr_admin,6", f"{HR},Hanna HR,,,,,,,hr_admin,7"])
    if not query:
        text = f"email,name,status,external_id\nmia@x.test,Mia,terminated,2\n{HUGO},Hugo H,terminated,6\n"
    reply = imported(world.as_(HUGO), text, query)
    assert (reply.status, reply.json["left"]) == (200, 0)
    assert {one["person"]["name"] for one in reply.json["held"]} >= {"Mía Müller"}
    assert entry(world, "mia@x.test").active
    assert entry(world, HUGO).active
    (leaving,) = [one for one in held(world) if one["person"]["name"] == "Mía Müller"]
    assert leaving["kind"] == "leave"
    assert leaving["actions"] == ["confirm", "discard"]
    done = world.as_(HR).post(f"/people/held/{leaving['id']}/confirm")
    assert (done.status, done.json["status"]) == (200, "left")
    assert any(key.pk == "T" and "people.changed" in key.sk and "left" in key.sk for key in world.table.rows)


def test_a_machine_moves_no_key_of_somebody_with_an_hr_role(world: World) -> None:
    """An address that no one has signed in with yet is a credential."""
    for whose in (HUGO, "aide@x.test"):
        for body in ({"email": "evil@x.test"}, {"email": None}, {"external_id": "666"}):
            reply = change(world, machine(world), whose, **body)
            assert (reply.status, reply.json["code"]) == (403, "about_a_role_holder")
        assert change(world, machine(world), whose, title="x", manager_id=None).status == 200
    evil = world.as_token(signed(claims("evil@x.test")))
    assert evil.get("/me").status == 403


def test_a_machines_file_holds_back_what_moves_such_a_key(world: World) -> None:
    text = "email,name,title,external_id\nevil@x.test,Hugo H,HR,6\nann.new@x.test,Ann Anders,Lead,3\n"
    reply = imported(machine(world), text, idempotency_key="1")
    assert (reply.status, reply.json["updated"]) == (200, 1)
    assert [one["code"] for one in reply.json["held"]] == ["about_a_role_holder"]
    assert mails(world) == [("address_changed", "ann@x.test"), ("changes_held", HR), ("changes_held", HUGO)]
    assert world.as_token(signed(claims("evil@x.test"))).get("/me").status == 403
    (one,) = held(world)
    assert (one["asked_by"]["name"], one["kind"], one["row"]) == ("hris", "row", 2)
    assert [(f["field"], f["before"], f["after"]) for f in one["fields"]] == [("email", HUGO, "evil@x.test")]


def test_a_machine_cannot_wait_for_a_role_to_be_given_while_its_file_is_carried_out(world: World) -> None:
    rows = "".join(f"n{n}@x.test,N{n},\n" for n in range(600))
    head = "email,name,external_id\n"
    reply = imported(machine(world), f"{head}{rows}evil@x.test,Ann Anders,3\n", idempotency_key="1")
    assert reply.json["state"] == "running"
    assert change(world, HR, "ann@x.test", roles=["hr_admin"]).status == 200
    drain(world)
    done = world.as_(HR).get(f"/people/imports/{reply.json['id']}").json
    assert (done["state"], [one["name"] for one in done["failed"]]) == ("done", ["Ann Anders"])
    assert entry(world, "ann@x.test").roles == {"hr_admin"}


def test_a_machine_takes_a_role_by_leaving_and_gives_none_back(world: World) -> None:
    """Leaving and bringing back is how a login would be forgotten; no one becomes an HR admin by it."""
    path = f"/people/{person_id(world, HUGO)}"
    assert machine(world).post(f"{path}/leave", idempotency_key="1").status == 200
    back = change(world, machine(world), HUGO, status="active", email="evil@x.test")
    assert (back.status, back.json["roles"]) == (200, [])
    assert mails(world) == [("address_changed", HUGO), ("hr_role_taken", HR), ("hr_role_taken", HUGO)]
    assert world.as_token(signed(claims("evil@x.test"))).get("/me").json["roles"] == []
    assert world.as_(HUGO).get("/me").status == 403


def test_an_unbound_address_that_changes_is_mailed_to_the_old_one(world: World) -> None:
    world.as_("bob@x.test").get("/me")
    for whose in ("ann@x.test", "bob@x.test"):
        assert change(world, machine(world), whose, email=f"new.{whose}").status == 200
    assert mails(world) == [("address_changed", "ann@x.test")]
    (told,) = [mail_store.mail_of(row).mail for key, row in world.table.rows.items() if key.pk.startswith("M#")]
    assert told.params["by"] == "HR", "the id of a machine client says nothing to them"
    trail = world.as_(HR).get(f"/audit?subject_id={person_id(world, 'new.ann@x.test')}").json["items"]
    (changed,) = [one for one in trail if one["action"] == "person_changed"]
    assert (changed["actor"]["name"], changed["detail"]) == ("hris", {"fields": "email"})


def test_an_admins_unbound_address_waits_for_a_third_admin(world: World) -> None:
    change(world, HR, "bob@x.test", roles=["hr_admin"])
    world.as_(HUGO).post(f"/people/{person_id(world, 'bob@x.test')}/confirm-roles")
    assert entry(world, "bob@x.test").effective_roles == {"hr_admin"}
    assert change(world, HR, "bob@x.test", email="hanna2@x.test").json["unconfirmed_roles"] == ["hr_admin"]
    assert world.as_("hanna2@x.test").get("/audit?subject_id=x").status == 403
    assert world.as_(HUGO).post(f"/people/{person_id(world, 'hanna2@x.test')}/confirm-roles").status == 200


# --- roles that are given


def test_a_given_role_opens_nothing_until_a_third_person_confirms_it(world: World) -> None:
    reply = change(world, HR, "ann@x.test", roles=["hr_admin"])
    assert (reply.json["roles"], reply.json["unconfirmed_roles"]) == (["hr_admin"], ["hr_admin"])
    assert mails(world) == [("hr_role_given", HR), ("hr_role_given", HUGO)]
    ann = world.as_("ann@x.test")
    confirm = f"/people/{person_id(world, 'ann@x.test')}/confirm-roles"
    assert ann.get("/people/held").status == 403
    assert ann.get("/audit?subject_id=x").status == 403
    for caller, code in (
        (ann, "not_allowed"),
        (world.as_(HR), "given_by_you"),
        (world.as_("bob@x.test"), "not_allowed"),
    ):
        refused = caller.post(confirm)
        assert (refused.status, refused.json["code"]) == (403, code)
    assert "confirm_roles" not in world.as_(HR).get(confirm.removesuffix("/confirm-roles")).json["actions"]
    assert "confirm_roles" in world.as_(HUGO).get(confirm.removesuffix("/confirm-roles")).json["actions"]
    done = world.as_(HUGO).post(confirm)
    assert (done.status, done.json["unconfirmed_roles"]) == (200, [])
    assert ann.get("/people/held").status == 200
    assert world.as_(HUGO).post(confirm).json["code"] == "nothing_to_confirm"


def test_a_role_given_by_a_file_waits_as_well(world: World) -> None:
    assert imported(world.as_(HUGO), "email,roles\nann@x.test,hr_admin\n").json["updated"] == 1
    assert imported(world.as_(HUGO), "email,name,roles\nnew@x.test,New,hr_admin\n").json["created"] == 1
    assert entry(world, "ann@x.test").unconfirmed == entry(world, "new@x.test").unconfirmed == {"hr_admin"}
    assert mails(world) == [("hr_role_given", whom) for whom in ("ann@x.test", HR, HUGO)]
    assert [(one["kind"], one["person"]["name"]) for one in held(world)] == [
        ("role", name) for name in sorted(("Ann Anders", "New"), key=lambda n: entry(world, _email(n)).id)
    ]
    assert [one["actions"] for one in held(world)] == [["confirm", "discard"]] * 2
    assert [one["actions"] for one in held(world, HUGO)] == [["discard"]] * 2


def _email(name: str) -> str:
    return {"Ann Anders": "ann@x.test", "New": "new@x.test"}[name]


def test_an_unconfirmed_admin_is_not_who_keeps_the_company_running(world: World) -> None:
    """Otherwise the last confirmed one could go, and no one would be left who confirms anybody."""
    world.as_(HR).post(f"/people/{person_id(world, HUGO)}/leave")
    assert change(world, HR, "bob@x.test", roles=["hr_admin"]).json["unconfirmed_roles"] == []
    assert change(world, HR, "ann@x.test", roles=["hr_admin"]).json["unconfirmed_roles"] == ["hr_admin"]
    assert machine(world).post(f"/people/{person_id(world, 'bob@x.test')}/leave", idempotency_key="1").status == 200
    last = machine(world).post(f"/people/{person_id(world, HR)}/leave", idempotency_key="2")
    assert (last.status, last.json["code"]) == (409, "last_hr_admin")


def test_a_discarded_role_is_taken_back(world: World) -> None:
    change(world, HR, "ann@x.test", roles=["hr_admin"])
    (one,) = held(world, HUGO)
    reply = world.as_(HUGO).post(f"/people/held/{one['id']}/discard")
    assert (reply.status, reply.json["roles"], reply.json["unconfirmed_roles"]) == (200, [], [])
    assert world.as_(HUGO).post(f"/people/held/{one['id']}/confirm").status == 404


def test_a_role_of_somebody_above_is_not_discarded_by_those_below(world: World) -> None:
    change(world, HR, "top@x.test", roles=["hr_admin"])
    (one,) = held(world, HUGO)
    assert one["actions"] == ["confirm"]
    assert world.as_(HUGO).post(f"/people/held/{one['id']}/discard").status == 403
    assert world.as_(HUGO).post(f"/people/held/{one['id']}/confirm").status == 200


@pytest.mark.parametrize("way", ["PUT", "leave", "file", "terminated"])
def test_an_admin_who_loses_the_role_and_all_others_are_told(world: World, way: str) -> None:
    """Who makes themselves the only HR admin does not do so unseen."""
    if way == "PUT":
        change(world, HUGO, HR, roles=[])
    elif way == "leave":
        world.as_(HUGO).post(f"/people/{person_id(world, HR)}/leave")
    elif way == "file":
        imported(world.as_(HUGO), f"email,roles\n{HR},\n")
    else:
        imported(world.as_(HUGO), f"email,status\n{HR},terminated\n")
    assert entry(world, HR).roles == frozenset()
    assert mails(world) == [("hr_role_taken", HR)]


# --- the only HR admin


def test_the_only_admin_without_a_manager_sets_one_once_and_that_manager_is_told(world: World) -> None:
    world.as_(HR).post(f"/people/{person_id(world, HUGO)}/leave")
    reply = change(world, HR, HR, manager_email="ann@x.test")
    assert (reply.status, reply.json["manager"]["name"]) == (200, "Ann Anders")
    assert mails(world)[-1] == ("manager_set_alone", "ann@x.test")
    again = change(world, HR, HR, manager_email="mia@x.test")
    assert (again.status, again.json["code"]) == (403, "about_yourself")
    assert change(world, HR, HR, manager_id=None).json["code"] == "about_yourself"
    by_file = imported(world.as_(HR), f"email,manager_email\n{HR},mia@x.test\n")
    assert [one["code"] for one in by_file.json["held"]] == ["about_yourself"]


def test_the_only_admin_may_do_it_by_a_file_and_it_counts(world: World) -> None:
    world.as_(HR).post(f"/people/{person_id(world, HUGO)}/leave")
    text = f"email,manager_email\n{HR},top@x.test\n"
    assert imported(world.as_(HR), text).json["updated"] == 1
    assert mails(world)[-1] == ("manager_set_alone", "top@x.test")
    assert entry(world, HR).manager_set_alone
    assert change(world, HR, HR, manager_email="ann@x.test").status == 403


def test_who_makes_themselves_the_only_admin_stays_under_their_boss(world: World) -> None:
    world.as_(HUGO).post(f"/people/{person_id(world, HR)}/leave")
    for wanted in ({"manager_id": None}, {"manager_email": "ann@x.test"}):
        reply = change(world, HUGO, HUGO, **wanted)
        assert (reply.status, reply.json["code"]) == (403, "about_yourself")


def test_an_address_that_bounced_is_corrected_without_a_mail_to_it(world: World) -> None:
    ann = person_id(world, "ann@x.test")
    bounced = ReportKind.BOUNCED
    perform(current(), SYSTEM, lambda command: addressees.note_problem(command, ann, "ann@x.test", bounced))
    assert change(world, HR, "ann@x.test", email="ann.anders@x.test").status == 200
    assert "address_changed" not in [kind for kind, _ in mails(world)]
    assert change(world, HR, "ann.anders@x.test", email="ann@x.test").status == 200
    assert mails(world)[-1] == ("address_changed", "ann.anders@x.test")
