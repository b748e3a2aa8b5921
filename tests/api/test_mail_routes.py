"""HR looks after emails that could not be sent; a reader stops reminders; no one else may do either."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.identity import Claims
from chalicelib.kernel.policy import Actor, ActorKind
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail import store
from chalicelib.mail.routes import routes
from chalicelib.mail.rules import outgoing, tokens
from chalicelib.mail.rules.outgoing import MailState
from chalicelib.reviews import mails as reviews_mails
from tests.api.client import Caller, World, world_of
from tests.mail_world import ANA, FakeAddressees, a_mail, row_of

ROLES = {"hr@example.test": {"hr_admin"}, "assistant@example.test": {"hr_assistant"}, "ana@example.test": set[str]()}
TOKEN = tokens.seal("secret", "test", ANA)
PATHS = [("GET", "/mails"), ("GET", "/mails/M1"), ("POST", "/mails/M1/retry")]


def directory(_runtime: Any, _reads: Reads, claims: Claims) -> Actor | None:
    if claims.is_client:
        return Actor(id=claims.client_id, name="client", kind=ActorKind.CLIENT, scopes=claims.scopes)
    roles = ROLES.get(claims.email)
    return None if roles is None else Actor(id=claims.email, name=claims.email, roles=frozenset(roles))


@pytest.fixture
def addressees(monkeypatch: pytest.MonkeyPatch) -> FakeAddressees:
    found = FakeAddressees()
    monkeypatch.setattr(wiring, "addressees", lambda: found)
    return found


@pytest.fixture
def world(addressees: FakeAddressees) -> Iterator[World]:
    with world_of(routes, directory=directory) as world:
        yield world


def park(world: World, mail_id: str = "M1", **changed: Any) -> None:
    row = row_of(a_mail(mail_id=mail_id, **changed), world.now)
    claimed = outgoing.begun(store.mail_of(row), outgoing.Addressee(address="ana@example.test"), world.now)
    parked = outgoing.ended(claimed, SendResult(kind=SendResultKind.REFUSED, problem="MessageRejected"), world.now)
    world.table.put_many([store.row(parked)])


def stored(world: World, mail_id: str) -> outgoing.Outgoing:
    return store.load(Reads(world.table), [mail_id])[0][0]


@pytest.mark.parametrize("email", ["hr@example.test", "assistant@example.test"])
def test_hr_sees_parked_mails_newest_first(world: World, email: str) -> None:
    for name in ("M1", "M2", "M3"):
        park(world, name)
        world.advance(minutes=1)
    first = world.as_(email).get("/mails?state=parked&limit=2").json
    assert [item["id"] for item in first["items"]] == ["M3", "M2"]
    rest = world.as_(email).get(f"/mails?state=parked&limit=2&cursor={first['next']}").json
    assert ([item["id"] for item in rest["items"]], rest["next"]) == (["M1"], None)


def test_a_parked_mail_tells_to_whom_and_why_and_not_what_it_says(world: World) -> None:
    park(world)
    answer = world.as_("hr@example.test").get("/mails/M1")
    assert answer.json == {
        "id": "M1",
        "kind": "reviews.self_shared",
        "to": {"id": ANA, "name": "Ana Lima", "address": "ana@example.test"},
        "state": "parked",
        "problem": "MessageRejected",
        "created_at": "2026-03-02T09:00:00Z",
        "settled_at": "2026-03-02T09:00:00Z",
        "actions": ["retry"],
    }
    assert "Bo Dahl" not in answer.text


def test_hr_sends_a_parked_mail_again(world: World) -> None:
    park(world)
    answer = world.as_("hr@example.test").post("/mails/M1/retry")
    assert answer.status == 200
    assert (answer.json["state"], answer.json["actions"]) == ("retried", [])
    fresh = stored(world, answer.json["retried_as"])
    assert (fresh.state, fresh.retry_of) == (MailState.WAITING, "M1")
    assert world.as_("hr@example.test").get("/mails").json["items"] == []
    assert world.as_("hr@example.test").post("/mails/M1/retry").status == 409
    assert len(world.table.query(f"U#{ANA}").rows) == 1


def test_a_retry_that_is_repeated_with_its_key_makes_one_mail(world: World) -> None:
    park(world)
    answers = [world.as_("hr@example.test").post("/mails/M1/retry", idempotency_key="k") for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len({answer.json["retried_as"] for answer in answers}) == 1
    assert len(world.table.rows) == len([key for key in world.table.rows if key.pk.startswith("M#")]) + 2


@pytest.mark.parametrize("mail_id", ["M9", "SENT"])
def test_a_mail_that_never_failed_is_not_there(world: World, mail_id: str) -> None:
    world.table.put_many([row_of(a_mail(reviews_mails.MANAGER_SHARED, mail_id="SENT"), world.now)])
    assert world.as_("hr@example.test").get(f"/mails/{mail_id}").status == 404
    assert world.as_("hr@example.test").post(f"/mails/{mail_id}/retry").status == 404


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_who_may_not_look_after_mails(world: World, method: str, path: str) -> None:
    park(world)
    assert send(world.anonymous(), method, path) == 401
    assert send(world.as_("nobody@example.test"), method, path) == 403
    assert send(world.as_("ana@example.test"), method, path) == 403
    assert send(world.as_client("hris", "people:write", "cycles:write", "cycles:read"), method, path) == 403


def send(caller: Caller, method: str, path: str) -> int:
    return caller.send(method, path, None, {"Idempotency-Key": "k"}).status


def test_an_unknown_state_is_refused(world: World) -> None:
    assert world.as_("hr@example.test").get("/mails?state=sent").status == 422


def test_one_click_stops_reminders_without_signing_in(world: World, addressees: FakeAddressees) -> None:
    assert world.anonymous().get(f"/mail/unsubscribe?token={TOKEN}").json == {"reminders": True}
    assert addressees.people[ANA].wants_reminders, "looking at the link changes nothing"
    for _ in range(2):
        answer = world.anonymous().post(
            f"/mail/unsubscribe?token={TOKEN}",
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert (answer.status, answer.json) == (200, {"reminders": False})
    assert not addressees.people[ANA].wants_reminders
    assert world.anonymous().get(f"/mail/unsubscribe?token={TOKEN}").json == {"reminders": False}


def test_the_form_of_the_web_client_needs_no_body(world: World, addressees: FakeAddressees) -> None:
    answer = world.anonymous().post(
        f"/mail/unsubscribe?token={TOKEN}", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status == 200
    assert not addressees.people[ANA].wants_reminders


@pytest.mark.parametrize("token", ["x", TOKEN[:-2], TOKEN + "AA", tokens.seal("other", "test", ANA), "%00", "%C3%A9"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_that_is_not_ours_does_nothing(
    world: World, addressees: FakeAddressees, method: str, token: str
) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = world.anonymous().send(method, f"/mail/unsubscribe?token={token}", None, headers)
    assert (answer.status, answer.json["code"]) == (404, "unknown_token")
    assert addressees.people[ANA].wants_reminders


def test_a_token_missing_or_doubled_is_refused(world: World) -> None:
    assert world.anonymous().get("/mail/unsubscribe").status == 422
    assert world.anonymous().get(f"/mail/unsubscribe?token={TOKEN}&token={TOKEN}").status == 422


def test_the_token_opens_nothing_else(world: World) -> None:
    assert world.as_token(TOKEN).get("/mails").status == 401


def test_a_token_of_somebody_unknown_says_nothing_about_it(world: World, addressees: FakeAddressees) -> None:
    token = tokens.seal("secret", "test", "01NOBODY")
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert world.anonymous().send("POST", f"/mail/unsubscribe?token={token}", None, headers).json == {
        "reminders": False
    }
