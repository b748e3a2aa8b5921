"""Every refused sign-in says its reason, to the person and to HR, and keeps no token."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.runtime import current
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.routes.people import routes
from chalicelib.people.routes.refused_sign_ins import routes as signin_routes
from tests.api.client import Reply, World, world_of
from tests.api.people_world import COMPANY, HR, imported, person_id
from tests.tokens import claims, signed

LIST = "/sign-in-refusals"


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(routes, signin_routes) as world:
        bootstrap_admin(current(), HR, "Hanna HR")
        assert imported(world.as_(HR), COMPANY).status == 200
        yield world


def sign_in(world: World, address: str, **changed: Any) -> Reply:
    told = claims(address) | changed
    return world.as_token(signed({name: value for name, value in told.items() if value is not None})).get("/me")


def listed(world: World) -> list[tuple[str, str, int]]:
    return [(one["address"], one["reason"], one["count"]) for one in world.as_(HR).get(LIST).json["items"]]


def left(world: World, email: str) -> None:
    assert world.as_(HR).post(f"/people/{person_id(world, email)}/leave").status == 200


def test_each_reason_has_its_code_and_is_listed(world: World) -> None:
    assert sign_in(world, "bob@x.test").status == 200
    left(world, "ann@x.test")
    for email, changed, code in (
        ("nobody@x.test", {}, "not_in_directory"),
        ("mia@x.test", {"email_verified": False}, "address_not_verified"),
        ("mia@x.test", {"email_verified": 1}, "address_not_verified"),
        ("bob@x.test", {"sub": "another"}, "login_bound"),
        ("ann@x.test", {}, "left"),
    ):
        reply = sign_in(world, email, **changed)
        assert (reply.status, reply.json["code"]) == (403, code), email
        world.advance(seconds=1)
    assert listed(world) == [
        ("ann@x.test", "left", 1),
        ("bob@x.test", "login_bound", 1),
        ("mia@x.test", "address_not_verified", 1),
        ("nobody@x.test", "not_in_directory", 1),
    ]
    one = world.as_(HR).get(LIST).json["items"][0]
    assert one.keys() == {"address", "issuer", "reason", "count", "first_at", "last_at"}
    assert one["issuer"] == "https://issuer.test"


def test_whom_to_ask_is_told_to_colleagues_only(world: World) -> None:
    assert sign_in(world, "nobody@x.test").json["ask"] == ["Hanna HR"]
    assert "ask" not in sign_in(world, "eve@evil.test").json
    assert "ask" not in world.as_("bob@x.test").get(LIST).json, "a right that is missing is another matter"


def test_a_flood_is_written_once_in_ten_minutes(world: World) -> None:
    for _ in range(3):
        sign_in(world, "nobody@x.test")
    assert listed(world) == [("nobody@x.test", "not_in_directory", 1)]
    commits = world.table.calls["commit"]
    sign_in(world, "nobody@x.test")
    assert world.table.calls["commit"] == commits
    world.advance(minutes=10)
    sign_in(world, "nobody@x.test")
    assert listed(world) == [("nobody@x.test", "not_in_directory", 2)]
    world.advance(days=31)
    assert listed(world) == []


def test_the_list_goes_on_where_it_stopped(world: World) -> None:
    for n in range(5):
        sign_in(world, f"n{n}@x.test")
        world.advance(seconds=1)
    first = world.as_(HR).get(f"{LIST}?limit=3").json
    rest = world.as_(HR).get(f"{LIST}?limit=3&cursor={first['next']}").json
    assert [one["address"][1] for one in (*first["items"], *rest["items"])] == ["4", "3", "2", "1", "0"]
    assert rest["next"] is None


def test_a_token_whose_signature_does_not_hold_leaves_no_trace(world: World) -> None:
    head, payload, _ = signed(claims("nobody@x.test")).split(".")
    forged = f"{head}.{payload}.{signed(claims('other@x.test')).rpartition('.')[2]}"
    assert world.as_token(forged).get("/me").json["code"] == "invalid_token"
    expired = world.as_token(signed(claims("nobody@x.test", exp=1))).get("/me")
    assert expired.json["code"] == "invalid_token"
    told = world.as_(HR).get(LIST).json
    assert (told["items"], told["foreign"]) == ([], [])


def test_foreign_issuers_are_counted_without_addresses(world: World) -> None:
    for issuer in ("https://evil.test", "https://evil.test", "https://other.test"):
        reply = sign_in(world, "ann@x.test", iss=issuer)
        assert (reply.status, reply.json["code"]) == (401, "issuer_not_allowed")
        assert reply.headers["www-authenticate"] == "Bearer"
    told = world.as_(HR).get(LIST)
    assert {one["issuer"]: one["count"] for one in told.json["foreign"]} == {
        "https://evil.test": 2,
        "https://other.test": 1,
    }
    assert told.json["items"] == []
    assert "ann@x.test" not in told.text
    assert not [key for key, row in world.table.rows.items() if key.pk == "FOREIGN" and "@" in row.body]


def test_what_cannot_be_noted_changes_no_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(changes: Changes) -> None:
        raise RuntimeError("the table is gone")

    monkeypatch.setattr(world.table, "commit", broken)
    assert sign_in(world, "nobody@x.test").json["code"] == "not_in_directory"
    assert sign_in(world, "nobody@x.test", iss="https://evil.test").json["code"] == "issuer_not_allowed"
    monkeypatch.setattr(world.table, "query", broken)
    assert sign_in(world, "nobody@x.test").json["code"] == "not_in_directory"


@pytest.mark.parametrize("email", ["x" * 3000 + "@x.test", "é" * 300 + "@x.test", "a\u0000b@x.test", "@", "a@b@c"])
def test_no_address_is_too_strange_to_be_refused(world: World, email: str) -> None:
    assert sign_in(world, email, sub="strange").status == 403
    assert len(listed(world)) == 1


def test_a_token_without_an_address_is_told_so(world: World) -> None:
    assert sign_in(world, "ann@x.test", email=None).json["code"] == "address_not_verified"
    assert sign_in(world, "ann@x.test").status == 200
    assert sign_in(world, "ann@x.test", email=None).status == 200, "its login is known now"


def test_only_hr_admins_read_the_list(world: World) -> None:
    assert world.anonymous().get(LIST).status == 401
    for email in ("ann@x.test", "aide@x.test", "mia@x.test"):
        assert world.as_(email).get(LIST).status == 403
    assert world.as_client("sync", "people:write", "cycles:read").get(LIST).status == 403
    assert world.as_(HR).get(LIST).status == 200


def test_a_verifier_counts_for_the_list_before_it_is_written(world: World) -> None:
    current().verifier.foreign.note("https://evil.test", world.now.timestamp())
    assert [one["count"] for one in world.as_(HR).get(LIST).json["foreign"]] == [1]
