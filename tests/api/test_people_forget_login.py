"""HR forgets a login: audited, mailed, and no one else gets in by it."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.audit.routes import routes as audit_routes
from chalicelib.kernel.runtime import current
from chalicelib.mail import store
from chalicelib.people import mails as people_mails
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.routes.held_changes import routes as held_routes
from chalicelib.people.routes.people import routes
from chalicelib.people.routes.refused_sign_ins import routes as signin_routes
from tests.api.client import Reply, World, world_of
from tests.api.people_world import COMPANY, HR, imported, person_id
from tests.tokens import claims, signed


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(routes, held_routes, signin_routes, audit_routes) as world:
        bootstrap_admin(current(), HR, "Hanna HR")
        assert imported(world.as_(HR), COMPANY).status == 200
        yield world


def forget(world: World, email: str, by: str = HR, reason: str = "lost the account", **how: Any) -> Reply:
    return world.as_(by).post(f"/people/{person_id(world, email)}/forget-login", {"reason": reason}, **how)


def mails(world: World) -> list[tuple[str, str]]:
    """(kind, to whom) of those about logins."""
    found = [store.mail_of(row).mail for key, row in world.table.rows.items() if key.pk.startswith("M#")]
    return [(one.kind, one.to_address) for one in found if one.kind == people_mails.LOGIN_FORGOTTEN.name]


def shown(world: World, email: str, by: str = HR) -> Any:
    return world.as_(by).get(f"/people/{person_id(world, email)}").json


def test_the_next_verified_sign_in_binds_again(world: World) -> None:
    assert shown(world, "ann@x.test")["login"] == {"state": "none", "issuers": []}
    world.as_("ann@x.test").get("/me")
    assert shown(world, "ann@x.test")["login"] == {"state": "bound", "issuers": ["https://issuer.test"]}
    stranger = world.as_token(signed(claims("ann@x.test", sub="new account")))
    assert stranger.get("/me").json["code"] == "login_bound"
    reply = forget(world, "ann@x.test")
    assert (reply.status, reply.json["login"]) == (200, {"state": "forgotten", "issuers": []})
    assert stranger.get("/me").json["email"] == "ann@x.test"
    assert shown(world, "ann@x.test")["login"]["state"] == "bound"
    assert world.as_("ann@x.test").get("/me").json["code"] == "login_bound", "the old one would need to be forgotten"


def test_it_is_audited_with_its_reason_and_mailed_to_the_person(world: World) -> None:
    world.as_("ann@x.test").get("/me")
    forget(world, "ann@x.test", reason="  left the phone in a taxi ")
    trail = world.as_(HR).get(f"/audit?subject_id={person_id(world, 'ann@x.test')}").json["items"]
    (entry,) = [one for one in trail if one["action"] == "login_forgotten"]
    assert entry["reason"] == "left the phone in a taxi"
    assert mails(world) == [("people.login_forgotten", "ann@x.test")]


def test_the_address_through_which_it_was_bound_hears_of_it_too(world: World) -> None:
    """Anyone who moves the address first and forgets the login then would otherwise be the only one to know."""
    world.as_("ann@x.test").get("/me")
    ann = f"/people/{person_id(world, 'ann@x.test')}"
    moved = world.as_(HR).put(ann, {"email": "evil@x.test"}, match=world.as_(HR).get(ann).etag)
    assert moved.status == 200
    assert forget(world, "evil@x.test").status == 200
    assert sorted(to for _, to in mails(world)) == ["ann@x.test", "evil@x.test"]


def test_a_repeated_request_gets_the_first_answer(world: World) -> None:
    world.as_("ann@x.test").get("/me")
    first = forget(world, "ann@x.test", idempotency_key="k")
    again = forget(world, "ann@x.test", idempotency_key="k")
    assert (again.status, again.json) == (200, first.json)
    assert len(mails(world)) == 1


def test_there_must_be_one_to_forget(world: World) -> None:
    assert forget(world, "ann@x.test").json["code"] == "no_login"
    world.as_("ann@x.test").get("/me")
    world.as_(HR).post(f"/people/{person_id(world, 'ann@x.test')}/leave")
    assert forget(world, "ann@x.test").json["code"] == "left"
    assert world.as_(HR).post("/people/unknown/forget-login", {"reason": "x"}).status == 404


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "  "}, {"reason": "x" * 1001}, {"reason": 1}])
def test_a_reason_is_needed(world: World, body: Any) -> None:
    world.as_("ann@x.test").get("/me")
    reply = world.as_(HR).post(f"/people/{person_id(world, 'ann@x.test')}/forget-login", body)
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/reason")


def test_only_hr_admins_forget(world: World) -> None:
    world.as_("ann@x.test").get("/me")
    path = f"/people/{person_id(world, 'ann@x.test')}/forget-login"
    assert world.anonymous().post(path, {"reason": "x"}).status == 401
    for email in ("bob@x.test", "ann@x.test", "aide@x.test", "mia@x.test"):
        assert world.as_(email).post(path, {"reason": "x"}).status == 403
    machine = world.as_client("sync", "people:write")
    assert machine.post(path, {"reason": "x"}, idempotency_key="k").status == 403


def test_nobody_forgets_the_login_of_somebody_above(world: World) -> None:
    for email in ("top@x.test", "mia@x.test", HR):
        world.as_(email).get("/me")
    mia, top = person_id(world, "mia@x.test"), person_id(world, "top@x.test")
    etag = world.as_(HR).get(f"/people/{mia}").etag
    assert world.as_(HR).put(f"/people/{mia}", {"roles": ["hr_admin"]}, match=etag).status == 200
    assert forget(world, "top@x.test", by="mia@x.test").json["code"] in {"about_somebody_above", "not_allowed"}
    assert "forget_login" not in world.as_("mia@x.test").get(f"/people/{top}").json["actions"]
    assert "forget_login" in shown(world, "top@x.test")["actions"]


def test_nobody_forgets_their_own(world: World) -> None:
    assert forget(world, HR).json["code"] == "about_yourself"
    assert "forget_login" not in shown(world, HR)["actions"]


def test_the_role_of_an_hr_admin_waits_again_where_there_is_another(world: World) -> None:
    """Anyone who signs in next may be someone else: a second HR admin says that it is not."""
    two = bootstrap_admin(current(), "two@x.test", "Two")
    bootstrap_admin(current(), "three@x.test", "Three")
    world.as_("two@x.test").get("/me")
    assert forget(world, "two@x.test").json["unconfirmed_roles"] == ["hr_admin"]
    assert world.as_("two@x.test").get("/sign-in-refusals").status == 403
    confirmed = world.as_("three@x.test").post(f"/people/{two.id}/confirm-roles")
    assert confirmed.status == 200
    assert world.as_("two@x.test").get("/sign-in-refusals").status == 200


def test_the_login_is_hrs_to_see(world: World) -> None:
    world.as_("ann@x.test").get("/me")
    ann = person_id(world, "ann@x.test")
    for caller in (world.as_("ann@x.test"), world.as_("bob@x.test"), world.as_client("sync", "people:write")):
        told = caller.get(f"/people/{ann}").json
        assert "login" not in told
        assert "forget_login" not in told["actions"]
    assert world.as_("aide@x.test").get(f"/people/{ann}").json["login"]["state"] == "bound"
    assert "forget_login" not in world.as_("aide@x.test").get(f"/people/{ann}").json["actions"]
