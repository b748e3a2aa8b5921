"""Tokens of providers: made by HR admins, shown once, and dead with the role of their maker."""

from collections.abc import Iterator

import pytest

from chalicelib.scim.rules.tokens import MOST
from tests.api.people_world import HR
from tests.api.scim_world import USERS, Provisioned, provisioned

TOKENS = "/company/scim-tokens"


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


def test_a_token_is_shown_once_and_kept_as_a_hash(provided: Provisioned) -> None:
    provided.world.advance(seconds=1)
    made = provided.hr.post(TOKENS, {"name": "  Entra   ID "})
    assert made.status == 201
    token = made.json["token"]
    assert token.startswith(f"tls_{provided.id_of(HR)}_")
    assert made.json["name"] == "Entra ID"
    assert made.json["made_by"]["name"] == "Hanna HR"
    assert provided.world.as_token(token).get(USERS).status == 200
    listed = provided.hr.get(TOKENS).json["items"]
    assert [one["name"] for one in listed] == ["Okta", "Entra ID"]
    assert all("token" not in one for one in listed)
    assert "token" not in provided.hr.get(f"{TOKENS}/{made.json['id']}").json
    secret = token.split("_", 2)[2][26:]
    assert not any(secret in row.body for row in provided.world.table.rows.values())


def test_a_repeated_request_does_not_show_it_again(provided: Provisioned) -> None:
    first, second = (provided.hr.post(TOKENS, {"name": "Entra"}, idempotency_key="k") for _ in range(2))
    assert (first.status, second.status, first.json["id"]) == (201, 201, second.json["id"])
    assert "token" not in second.json


def test_several_are_good_at_once_and_a_deleted_one_no_more(provided: Provisioned) -> None:
    other = provided.hr.post(TOKENS, {"name": "New"}).json
    assert provided.hr.delete(f"{TOKENS}/{provided.token_id}").status == 204
    assert provided.provider.get(USERS).status == 401
    assert provided.world.as_token(other["token"]).get(USERS).status == 200
    assert provided.hr.delete(f"{TOKENS}/{provided.token_id}").status == 404


def test_there_are_at_most_ten(provided: Provisioned) -> None:
    for number in range(MOST - 1):
        assert provided.hr.post(TOKENS, {"name": f"T{number}"}).status == 201
    assert provided.hr.post(TOKENS, {"name": "One more"}).json["code"] == "too_many_tokens"


def test_a_token_dies_with_the_role_of_its_maker(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    seen = provided.hr.get(f"/people/{ann}")
    assert provided.hr.put(f"/people/{ann}", {"roles": ["hr_admin"]}, match=seen.etag).status == 200
    made = provided.world.as_("ann@x.test").post(TOKENS, {"name": "Ann's"})
    token = provided.world.as_token(made.json["token"])
    assert token.get(USERS).status == 200
    seen = provided.hr.get(f"/people/{ann}")
    assert provided.hr.put(f"/people/{ann}", {"roles": []}, match=seen.etag).status == 200
    assert token.get(USERS).status == 401


def test_its_use_is_noted_hourly(provided: Provisioned) -> None:
    def used() -> str | None:
        found: str | None = provided.hr.get(f"{TOKENS}/{provided.token_id}").json.get("used_at")
        return found

    assert used() is None
    provided.provider.get(USERS)
    first = used()
    provided.world.advance(minutes=59)
    provided.provider.get(USERS)
    assert used() == first
    provided.world.advance(minutes=2)
    provided.provider.get(USERS)
    assert used() not in {None, first}


def test_a_token_of_another_maker_or_of_another_id_is_none(provided: Provisioned) -> None:
    token = provided.provider.token or ""
    prefix, maker, rest = token.split("_", 2)
    for forged in (
        f"{prefix}_{provided.id_of('ann@x.test')}_{rest}",
        f"{prefix}_{maker}_{'0' * 26}{rest[26:]}",
        f"{prefix}_{maker}_{rest[:26]}",
        f"{prefix}_{maker}",
        f"{prefix}_{maker}_{rest[:-1]}",
        f"{prefix}_{maker}_{rest}{'x' * 200}",
    ):
        assert provided.world.as_token(forged).get(USERS).status == 401


def test_only_hr_admins_deal_with_tokens(provided: Provisioned) -> None:
    one = f"{TOKENS}/{provided.token_id}"
    for caller, status in (
        (provided.world.anonymous(), 401),
        (provided.world.as_("nobody@elsewhere.test"), 403),
        (provided.world.as_("ann@x.test"), 403),
        (provided.world.as_("aide@x.test"), 403),
        (provided.provider, 401),
    ):
        replies = [caller.get(TOKENS), caller.post(TOKENS, {"name": "x"}), caller.get(one), caller.delete(one)]
        assert {reply.status for reply in replies} == {status}
    machine = provided.world.as_client("hris", "people:write")
    assert machine.get(TOKENS).status == 403
    assert machine.post(TOKENS, {"name": "x"}, idempotency_key="k").status == 403
    assert provided.hr.get(one).status == 200
    assert provided.hr.post(TOKENS, {"name": " "}).status == 422


def test_making_and_deleting_stand_in_the_trail(provided: Provisioned) -> None:
    provided.hr.delete(f"{TOKENS}/{provided.token_id}")
    rows = [row.body for key, row in provided.world.table.rows.items() if key.pk == f"U#{provided.token_id}"]
    assert {word for body in rows for word in ("scim_token_made", "scim_token_deleted") if word in body} == {
        "scim_token_made",
        "scim_token_deleted",
    }
