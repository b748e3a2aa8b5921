"""Accounts in the stack's own pool: invitations by command and by themselves, and how they follow the directory."""

from collections.abc import Iterator

import pytest

from tests.api.accounts_world import account, company, invitations, invite, pool_of, saved, settle
from tests.api.client import World
from tests.api.people_world import COMPANY, HR, imported, person_id

ANN, BOB, TOP, AIDE = "ann@x.test", "bob@x.test", "top@x.test", "aide@x.test"
ALL = ["aide@x.test", "ann@x.test", "bob@x.test", "hr@x.test", "mia@x.test", "top@x.test"]
PATCH = {"accounts": {"automatic": True}}


@pytest.fixture
def world() -> Iterator[World]:
    with company() as made:
        yield made


def addressees(world: World) -> list[str]:
    return sorted(mail.to_address for mail in invitations(world))


# ---------------------------------------------------------------------- one invitation


def test_an_invited_person_gets_an_account_with_a_password_that_nobody_knows_and_a_mail(world: World) -> None:
    answer = invite(world, ANN)
    assert answer.status == 200
    assert answer.json["account"]["state"] == "invited"
    assert "invite" in answer.json["actions"]
    settle(world)
    made = pool_of(world).of(ANN)
    assert (made.enabled, made.password) == (True, "unknown")
    (mail,) = invitations(world)
    assert (mail.to_address, dict(mail.params), mail.link) == (ANN, {"address": ANN}, "/")


def test_an_invitation_can_be_sent_again_and_makes_no_second_account(world: World) -> None:
    for _ in range(2):
        assert invite(world, ANN).status == 200
        settle(world)
        world.advance(minutes=5)
    assert len(pool_of(world).members) == 1
    assert addressees(world) == [ANN, ANN]


def test_the_same_request_twice_sends_one_mail(world: World) -> None:
    path = f"/people/{person_id(world, ANN)}/invite"
    for _ in range(2):
        assert world.as_(HR).post(path, idempotency_key="once").status == 200
    settle(world)
    assert addressees(world) == [ANN]


def test_the_account_is_active_once_its_owner_has_signed_in(world: World) -> None:
    assert account(world, ANN) == {"state": "none", "at": None, "problem": ""}
    invite(world, ANN)
    settle(world)
    assert account(world, ANN)["state"] == "invited"
    assert world.as_(ANN).get("/me").status == 200
    assert account(world, ANN)["state"] == "active"


def test_only_hr_sees_how_far_an_account_is(world: World) -> None:
    path = f"/people/{person_id(world, ANN)}"
    assert "account" in world.as_(AIDE).get(path).json
    for who in (ANN, BOB):
        assert "account" not in world.as_(who).get(path).json
    assert "account" not in world.as_client("sync", "people:write").get(path).json


@pytest.mark.parametrize("who", [ANN, TOP, AIDE])
def test_only_hr_admins_invite(world: World, who: str) -> None:
    assert invite(world, BOB, by=who).status == 403
    assert world.as_(who).post("/people/invitations", {"everyone": True}).status == 403
    assert world.as_(who).get("/people/invitations/none").status == 403


def test_machines_and_strangers_invite_nobody(world: World) -> None:
    path = f"/people/{person_id(world, ANN)}/invite"
    for target, body in ((path, None), ("/people/invitations", {"everyone": True})):
        assert world.anonymous().post(target, body).status == 401
        assert world.as_("who@elsewhere.test").post(target, body).status == 403
        assert world.as_client("sync", "people:write").post(target, body, idempotency_key="k").status == 403
    assert world.anonymous().get("/people/invitations/none").status == 401


def test_nobody_is_invited_who_left_or_has_no_address(world: World) -> None:
    bob = person_id(world, BOB)
    saved(world, ANN, email=None)
    world.as_(HR).post(f"/people/{bob}/leave")
    assert invite(world, BOB).json["code"] == "left"
    (ann,) = [p["id"] for p in world.as_(HR).get("/people?query=ann").json["items"]]
    refused = world.as_(HR).post(f"/people/{ann}/invite")
    assert (refused.status, refused.json["code"]) == (409, "no_address")
    assert world.as_(HR).post("/people/nobody/invite").status == 404


def test_without_a_pool_there_are_no_accounts_to_give() -> None:
    with company(pool=False) as world:
        for answer in (invite(world, ANN), world.as_(HR).post("/people/invitations", {"everyone": True})):
            assert (answer.status, answer.json["code"]) == (409, "no_accounts")
        shown = world.as_(HR).get(f"/people/{person_id(world, ANN)}").json
        assert "account" not in shown
        assert "invite" not in shown["actions"]
        settings = world.as_(HR).get("/company")
        assert "accounts" not in settings.json
        assert world.as_(HR).patch("/company", PATCH, match=settings.etag).json["code"] == "no_accounts"


# ---------------------------------------------------------------------- many


def test_some_are_invited_at_once_and_the_answer_says_who_was_not_and_why(world: World) -> None:
    world.as_(BOB).get("/me")
    ids = [person_id(world, one) for one in (ANN, BOB)]
    answer = world.as_(HR).post("/people/invitations", {"person_ids": ids})
    assert answer.status == 200
    assert (answer.json["state"], answer.json["invited"], answer.json["passed_over"]) == ("done", 1, 1)
    (told,) = answer.json["not_invited"]
    assert (told["person"]["name"], told["reason"]) == ("Bob Berg", "signed_in")
    assert world.as_(HR).get(f"/people/invitations/{answer.json['id']}").json == answer.json
    settle(world)
    assert addressees(world) == [ANN]


def test_everybody_without_an_account_is_invited_by_the_queue(world: World) -> None:
    invite(world, ANN)
    settle(world)
    answer = world.as_(HR).post("/people/invitations", {"everyone": True})
    assert (answer.status, answer.json["state"]) == (202, "running")
    settle(world)
    told = world.as_(HR).get(f"/people/invitations/{answer.json['id']}").json
    assert (told["state"], told["invited"]) == ("done", 4)
    assert {one["reason"] for one in told["not_invited"]} == {"invited", "signed_in"}
    assert addressees(world) == sorted(set(ALL) - {HR})
    assert len(pool_of(world).members) == 5


def test_many_are_invited_page_by_page(world: World) -> None:
    lines = "".join(f"p{n:02d}@x.test,Person {n:02d},top@x.test,Europe/Oslo\n" for n in range(60))
    assert imported(world.as_(HR), f"email,name,manager_email,time_zone\n{lines}").status == 200
    ids = [person_id(world, f"p{n:02d}@x.test") for n in range(60)]
    answer = world.as_(HR).post("/people/invitations", {"person_ids": ids})
    assert answer.status == 202
    settle(world)
    assert world.as_(HR).get(f"/people/invitations/{answer.json['id']}").json["invited"] == 60
    assert len(addressees(world)) == 60


@pytest.mark.parametrize(
    "body", [{}, {"person_ids": []}, {"everyone": True, "person_ids": ["x"]}, {"person_ids": ["x"]}]
)
def test_invitations_name_people_who_are_there_or_everyone(world: World, body: object) -> None:
    assert world.as_(HR).post("/people/invitations", body).status == 422
    assert world.as_(HR).get("/people/invitations/none").status == 404


# ---------------------------------------------------------------------- by themselves


def test_accounts_are_made_by_themselves_once_hr_says_so(world: World) -> None:
    old = world.as_(HR).get("/company")
    assert old.json["accounts"] == {"automatic": False}
    assert pool_of(world).members == {}
    assert world.as_(HR).patch("/company", PATCH, match=old.etag).json["accounts"] == {"automatic": True}
    settle(world)
    assert addressees(world) == sorted(set(ALL) - {HR})
    text = COMPANY + "new@x.test,Nele Neu,top@x.test,Rep,Sales,Oslo,Europe/Oslo,2026-03-01,,6\n"
    assert imported(world.as_(HR), text).json["created"] == 1
    settle(world)
    assert addressees(world) == sorted({*ALL, "new@x.test"} - {HR})
    assert pool_of(world).of("new@x.test").enabled


def test_nobody_gets_an_account_by_themselves_otherwise(world: World) -> None:
    text = COMPANY + "new@x.test,Nele Neu,top@x.test,Rep,Sales,Oslo,Europe/Oslo,2026-03-01,,6\n"
    imported(world.as_(HR), text)
    saved(world, ANN, email="ann2@x.test")
    settle(world)
    assert pool_of(world).members == {}
