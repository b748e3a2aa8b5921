"""Accounts in the stack's own pool follow the directory: leaving, coming back, addresses, and HR roles."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from chalicelib.kernel import runtime as running
from chalicelib.kernel.identity import Verifier
from chalicelib.kernel.runtime import current
from chalicelib.people.actions.first_admin import bootstrap_admin
from tests.api.accounts_world import account, company, invitations, invite, pool_of, put, saved, settle
from tests.api.client import Caller, Reply, World
from tests.api.people_world import COMPANY, HR, imported, person_id
from tests.tokens import ISSUER, claims, jwks, signed

ANN, BOB, TOP, AIDE = "ann@x.test", "bob@x.test", "top@x.test", "aide@x.test"
ALL = ["aide@x.test", "ann@x.test", "bob@x.test", "hr@x.test", "mia@x.test", "top@x.test"]
PATCH = {"accounts": {"automatic": True}}


@pytest.fixture
def world() -> Iterator[World]:
    with company() as made:
        yield made


def joined(world: World, email: str) -> Caller:
    """Someone who was invited and has signed in; their token stays the one of that login."""
    invite(world, email)
    settle(world)
    caller = world.as_(email)
    assert caller.get("/me").status == 200
    return caller


def profile(world: World, email: str) -> Reply:
    return world.as_(HR).get(f"/people/{person_id(world, email)}")


def addressees(world: World) -> list[str]:
    return sorted(mail.to_address for mail in invitations(world))


def test_a_leavers_account_is_disabled_in_the_same_breath_and_comes_back_with_them(world: World) -> None:
    invite(world, ANN)
    settle(world)
    member, who = pool_of(world).of(ANN), person_id(world, ANN)
    member.password, member.sessions = "known", 2
    world.as_(HR).post(f"/people/{who}/leave")
    assert [m["kind"] for m in world.queue.messages if m["kind"] == "people.update_account"]
    settle(world)
    assert (member.enabled, member.sessions) == (False, 0)
    assert account(world, ANN)["state"] == "disabled"
    assert put(world.as_(HR), who, status="active").status == 200
    world.advance(minutes=5)
    settle(world)
    assert (member.enabled, member.password) == (True, "unknown")
    assert addressees(world) == [ANN, ANN]


def test_whoever_an_import_marks_as_left_is_disabled(world: World) -> None:
    invite(world, ANN)
    settle(world)
    text = "".join(line for line in COMPANY.splitlines(keepends=True) if not line.startswith("ann"))
    answer = imported(world.as_(HR), text, "?deactivate_missing=true&confirm_leaving=1")
    assert answer.json["left"] == 1
    settle(world)
    assert not pool_of(world).of(ANN).enabled


def test_a_pool_that_does_not_answer_is_asked_again(world: World) -> None:
    invite(world, ANN)
    settle(world)
    pool_of(world).broken = True
    world.as_(HR).post(f"/people/{person_id(world, ANN)}/leave")
    settle(world)
    assert pool_of(world).of(ANN).enabled
    pool_of(world).broken = False
    world.advance(hours=1)
    settle(world)
    assert not pool_of(world).of(ANN).enabled


def test_a_changed_address_is_changed_in_the_pool_and_takes_the_password_of_who_never_signed_in(world: World) -> None:
    invite(world, ANN)
    settle(world)
    pool_of(world).of(ANN).password = "known"
    world.advance(minutes=5)
    saved(world, ANN, email="ann2@x.test")
    settle(world)
    assert pool_of(world).of("ann2@x.test").password == "unknown"
    assert addressees(world) == sorted([ANN, "ann2@x.test"])


def test_who_has_signed_in_agrees_to_another_address_because_codes_go_there(world: World) -> None:
    """Anyone who may change an address, a machine too, could otherwise set its owner's password."""
    bob = joined(world, BOB)
    pool_of(world).of(BOB).password = "known"
    world.as_client("sync", "people:write").put(
        f"/people/{person_id(world, BOB)}", {"email": "bob2@x.test"}, match=profile(world, BOB).etag
    )
    settle(world)
    assert pool_of(world).of(BOB).password == "known"
    assert account(world, "bob2@x.test")["problem"] == "other_address"
    assert bob.get("/me").json["sign_in_address"] == BOB
    assert bob.post("/me/sign-in-address").status == 200
    settle(world)
    assert pool_of(world).of("bob2@x.test").password == "known"
    assert account(world, "bob2@x.test")["problem"] == ""
    assert "sign_in_address" not in bob.get("/me").json
    assert addressees(world) == [BOB]


def test_only_people_agree_and_only_where_there_is_something_to_agree_to(world: World) -> None:
    path = "/me/sign-in-address"
    assert world.anonymous().post(path).status == 401
    assert world.as_("who@elsewhere.test").post(path).status == 403
    assert world.as_client("sync", "people:write").post(path, idempotency_key="k").status == 403
    assert world.as_(ANN).post(path).status == 200
    joined(world, ANN)
    rows = len(world.table.rows)
    assert world.as_(ANN).post(path).status == 200
    assert len(world.table.rows) == rows
    with company(pool=False) as elsewhere:
        assert elsewhere.as_(ANN).post(path).json["code"] == "no_accounts"
        assert "sign_in_address" not in elsewhere.as_(ANN).get("/me").json


def test_whose_login_hr_forgets_gets_a_new_password_at_the_new_address(world: World) -> None:
    joined(world, BOB)
    pool_of(world).of(BOB).password = "known"
    world.advance(minutes=5)
    saved(world, BOB, email="bob2@x.test")
    forgotten = world.as_(HR).post(f"/people/{person_id(world, 'bob2@x.test')}/forget-login", {"reason": "Married"})
    assert forgotten.status == 200
    settle(world)
    assert pool_of(world).of("bob2@x.test").password == "unknown"
    assert addressees(world) == sorted([BOB, "bob2@x.test"])


def test_an_address_that_is_given_on_leads_nobody_into_the_account_of_who_had_it(world: World) -> None:
    """Bob has signed in, and has not agreed to his new address, when Ann is given the old one."""
    bob = joined(world, BOB)
    subject = pool_of(world).subject_of(BOB)
    saved(world, BOB, email="bob2@x.test")
    saved(world, ANN, email=BOB)
    world.as_(HR).post(f"/people/{person_id(world, BOB)}/invite")
    settle(world)
    assert pool_of(world).subject_of(BOB) not in ("", subject)
    assert pool_of(world).members[subject].address.endswith(".invalid")
    bob.post("/me/sign-in-address")
    settle(world)
    assert pool_of(world).subject_of("bob2@x.test") == subject


def test_the_address_of_a_leaver_takes_no_account_to_the_successor(world: World) -> None:
    invite(world, ANN)
    settle(world)
    leavers = pool_of(world).subject_of(ANN)
    pool_of(world).members[leavers].password = "known"
    world.as_(HR).post(f"/people/{person_id(world, ANN)}/leave")
    invite(world, BOB)
    settle(world)
    assert saved(world, BOB, email=ANN, reuse=True).status == 200
    settle(world)
    assert leavers not in pool_of(world).members
    assert pool_of(world).of(ANN).password == "unknown"
    assert account(world, ANN)["problem"] == ""


def test_a_successor_gets_an_account_also_before_the_leavers_is_removed(world: World) -> None:
    invite(world, ANN)
    settle(world)
    world.as_(HR).post(f"/people/{person_id(world, ANN)}/leave")
    settle(world)
    leavers = pool_of(world).subject_of(ANN)
    saved(world, BOB, email=ANN, reuse=True)
    world.queue.messages.clear()
    invite(world, ANN)
    settle(world, tick=False)
    assert pool_of(world).subject_of(ANN) not in ("", leavers)
    assert pool_of(world).of(ANN).enabled
    settle(world)
    assert leavers not in pool_of(world).members


def test_two_people_who_change_addresses_with_each_other_keep_their_own_accounts(world: World) -> None:
    callers = {who: joined(world, who) for who in (ANN, BOB)}
    subjects = {who: pool_of(world).subject_of(who) for who in (ANN, BOB)}
    saved(world, ANN, email="between@x.test")
    saved(world, BOB, email=ANN)
    saved(world, "between@x.test", email=BOB)
    for caller in callers.values():
        caller.post("/me/sign-in-address")
    settle(world)
    assert pool_of(world).subject_of(BOB) == subjects[ANN]
    assert pool_of(world).subject_of(ANN) == subjects[BOB]


def test_an_account_made_by_hand_becomes_theirs_without_its_password(world: World) -> None:
    subject = pool_of(world).by_hand(ANN)
    invite(world, ANN)
    settle(world)
    assert pool_of(world).subject_of(ANN) == subject
    assert (pool_of(world).of(ANN).password, pool_of(world).of(ANN).sessions) == ("unknown", 0)


def test_the_account_that_somebody_signs_in_with_stays_as_it_is(world: World) -> None:
    pool_of(world).by_hand(ANN)
    pool_of(world).members[f"sub-{ANN}"] = pool_of(world).members.pop(pool_of(world).subject_of(ANN))
    world.as_(ANN).get("/me")
    invite(world, ANN)
    settle(world)
    assert pool_of(world).of(ANN).password == "known"
    assert account(world, ANN)["state"] == "active"


def test_an_account_that_is_somebody_elses_login_is_not_given_to_another(world: World) -> None:
    pool_of(world).by_hand(ANN)
    pool_of(world).members[f"sub-{BOB}"] = pool_of(world).members.pop(pool_of(world).subject_of(ANN))
    world.as_(BOB).get("/me")
    invite(world, ANN)
    settle(world)
    assert account(world, ANN)["problem"] == "address_taken"
    assert addressees(world) == []
    pool_of(world).members.clear()
    world.advance(minutes=5)
    invite(world, ANN)
    settle(world)
    assert account(world, ANN)["problem"] == ""


def test_an_account_of_the_companys_provider_is_left_alone(world: World) -> None:
    pool_of(world).by_hand(ANN, federated=True)
    invite(world, ANN)
    settle(world)
    assert account(world, ANN)["problem"] == "address_taken"
    assert pool_of(world).of(ANN).password == "known"


def test_an_account_that_was_deleted_in_the_pool_is_made_again(world: World) -> None:
    invite(world, ANN)
    settle(world)
    pool_of(world).members.clear()
    saved(world, ANN, email="ann2@x.test")
    settle(world)
    assert pool_of(world).of("ann2@x.test").enabled


def test_an_address_that_a_strangers_account_has_leaves_the_account_where_it_was(world: World) -> None:
    ann = joined(world, ANN)
    pool_of(world).by_hand("ann2@x.test")
    saved(world, ANN, email="ann2@x.test")
    ann.post("/me/sign-in-address")
    settle(world)
    assert account(world, "ann2@x.test")["problem"] == "address_taken"
    assert pool_of(world).of(ANN).enabled


def test_who_works_on_under_an_address_that_another_one_is_given_keeps_the_account(world: World) -> None:
    """Bob's account has Ann's new address and no one told him to give it up: it was made in the console."""
    ann = joined(world, ANN)
    joined(world, BOB)
    pool_of(world).of(BOB).address = "ann2@x.test"
    saved(world, ANN, email="ann2@x.test")
    ann.post("/me/sign-in-address")
    settle(world)
    assert account(world, "ann2@x.test")["problem"] == "address_taken"
    assert pool_of(world).of(ANN).enabled


# ---------------------------------------------------------------------- a second factor for HR roles


def test_a_role_that_is_given_asks_for_a_second_factor_and_one_that_is_taken_does_not(world: World) -> None:
    invite(world, ANN)
    settle(world)
    world.as_(ANN).get("/me")
    saved(world, ANN, roles=["hr_assistant"])
    settle(world)
    assert pool_of(world).of(ANN).second_factor
    saved(world, ANN, roles=[])
    settle(world)
    assert not pool_of(world).of(ANN).second_factor


def test_who_has_an_hr_role_sets_a_password_first(world: World) -> None:
    invite(world, AIDE)
    settle(world)
    assert not pool_of(world).of(AIDE).second_factor


def test_another_invitation_lets_hr_set_a_new_password(world: World) -> None:
    invite(world, ANN)
    settle(world)
    world.as_(ANN).get("/me")
    saved(world, ANN, roles=["hr_assistant"])
    settle(world)
    world.advance(minutes=5)
    assert invite(world, ANN).status == 200
    settle(world)
    assert not pool_of(world).of(ANN).second_factor
    assert addressees(world) == [ANN, ANN]


def test_nobody_takes_their_own_second_factor_off(world: World) -> None:
    invite(world, HR)
    settle(world)
    saved(world, HR, title="Head of people")
    bootstrap_admin(current(), "two@x.test", "Second Admin")
    put(world.as_("two@x.test"), person_id(world, HR), roles=["hr_admin", "hr_assistant"])
    settle(world)
    assert pool_of(world).of(HR).second_factor
    refused = invite(world, HR)
    assert (refused.status, refused.json["code"]) == (403, "about_yourself")
    assert invite(world, HR, by="two@x.test").status == 200


def test_where_the_pool_has_no_mailed_codes_nothing_is_asked(world: World) -> None:
    pool_of(world).no_codes = True
    invite(world, ANN)
    settle(world)
    world.as_(ANN).get("/me")
    saved(world, ANN, roles=["hr_assistant"])
    settle(world)
    assert not pool_of(world).of(ANN).second_factor
    assert account(world, ANN)["problem"] == ""


# ---------------------------------------------------------------------- … which the API insists on


def insist(world: World) -> None:
    """From now on the issuer has to say how someone signed in."""
    strict = (replace(ISSUER, second_factor=True),)
    running.use(replace(running.current(), verifier=Verifier(strict, lambda _: jwks())))


def signed_in(world: World, email: str, *methods: str) -> Reply:
    return world.as_token(signed(claims(email, amr=list(methods)))).get("/me")


def test_an_hr_role_opens_nothing_after_a_password_alone_and_the_next_sign_in_asks_for_a_code(world: World) -> None:
    invite(world, AIDE)
    settle(world)
    insist(world)
    refused = signed_in(world, AIDE, "pwd")
    assert (refused.status, refused.json["code"]) == (403, "second_factor_required")
    assert "wait a minute" in refused.json["detail"]
    settle(world)
    assert pool_of(world).of(AIDE).second_factor
    assert signed_in(world, AIDE, "pwd", "email_otp", "mfa").status == 200
    assert len(invitations(world)) == 1


def test_who_has_no_role_in_hr_needs_no_second_factor(world: World) -> None:
    insist(world)
    assert signed_in(world, ANN, "pwd").status == 200


def test_a_role_that_waits_to_be_confirmed_needs_one_too(world: World) -> None:
    saved(world, ANN, roles=["hr_admin"])
    insist(world)
    assert signed_in(world, ANN, "pwd").json["code"] == "second_factor_required"


def test_a_new_password_is_asked_for_the_code_again(world: World) -> None:
    invite(world, AIDE)
    settle(world)
    insist(world)
    signed_in(world, AIDE, "pwd")
    settle(world)
    world.advance(minutes=10)
    hr = world.as_token(signed(claims(HR, amr=["mfa"])))
    assert hr.post(f"/people/{person_id(world, AIDE)}/invite").status == 200
    settle(world)
    assert not pool_of(world).of(AIDE).second_factor
    assert signed_in(world, AIDE, "pwd").status == 403
    settle(world)
    assert pool_of(world).of(AIDE).second_factor


def test_an_account_that_was_made_by_hand_is_asked_for_a_code_and_gets_no_mail(world: World) -> None:
    """Also where the directory has another address for them by now."""
    pool_of(world).by_hand(AIDE)
    pool_of(world).members[f"sub-{AIDE}"] = pool_of(world).members.pop(pool_of(world).subject_of(AIDE))
    world.as_(AIDE).get("/me")
    saved(world, AIDE, email="ida@x.test")
    insist(world)
    for _ in range(2):
        assert signed_in(world, AIDE, "pwd").status == 403
    settle(world)
    assert pool_of(world).of(AIDE).second_factor
    assert pool_of(world).of(AIDE).password == "known"
    assert invitations(world) == []
