"""Groups, parts of a resource, and who comes in with a token."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.kernel.errors import Conflict, Malformed
from chalicelib.kernel.policy import HR_ADMIN, Maker
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.scim.rules import groups, selections, tokens
from chalicelib.scim.rules.groups import Group
from chalicelib.scim.rules.refusals import too_many
from chalicelib.scim.rules.schemas import ENTERPRISE, GROUP, USER
from chalicelib.scim.rules.tokens import ScimToken

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = "http://x/Users"

# ---------------------------------------------------------------- groups

SALES = Group(id="g", name="Sales", created_at=NOW, changed_at=NOW)


def test_a_group_as_it_is_answered() -> None:
    assert groups.shown(SALES, None, AT) == {"schemas": [GROUP], "displayName": "Sales"}
    full = groups.shown(replace(SALES, external_id="k"), ("a",), AT)
    assert full["members"] == [{"value": "a", "$ref": f"{AT}/a"}]
    assert full["externalId"] == "k"


def test_a_group_as_it_is_wanted() -> None:
    group, members = groups.written(SALES, {"displayName": " A  B ", "members": [{"value": "a"}] * 2}, NOW)
    assert (group.name, members) == ("A B", ("a",))
    too_many = [{"value": str(number)} for number in range(groups.MOST_MEMBERS + 1)]
    for wrong in (
        {},
        {"displayName": "x" * 201},
        {"displayName": "a\u0000b"},
        {"displayName": "A", "externalId": "x" * 201},
        {"displayName": "A", "members": too_many},
    ):
        with pytest.raises(Malformed):
            groups.written(SALES, wrong, NOW)


def test_which_group_makes_assistants() -> None:
    assert groups.is_mapped(SALES, " sALES ")
    assert not groups.is_mapped(SALES, "")
    assert not groups.is_mapped(SALES, "Other")
    assert not groups.is_mapped(None, "Sales")


# ---------------------------------------------------------------- parts of a resource

RESOURCE = {
    "schemas": [USER],
    "id": "1",
    "userName": "a",
    "name": {"givenName": "A", "familyName": "B"},
    "emails": [{"value": "v", "type": "work"}],
    ENTERPRISE: {"department": "D", "manager": {"value": "m"}},
}


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("username", {"userName": "a"}),
        ("name.givenName, emails.value", {"name": {"givenName": "A"}, "emails": [{"value": "v"}]}),
        (f"{USER}:userName", {"userName": "a"}),
        (f"{ENTERPRISE}:manager.value", {ENTERPRISE: {"manager": {"value": "m"}}}),
        (ENTERPRISE, {ENTERPRISE: RESOURCE[ENTERPRISE]}),
        ("userName.nothing", {"userName": "a"}),
        ("nothing", {}),
        (USER, {}),
    ],
)
def test_attributes_that_are_asked_for(names: str, found: dict[str, Any]) -> None:
    wanted = selections.names_in(names)
    assert selections.selected(RESOURCE, wanted, ()) == {"schemas": [USER], "id": "1"} | found


def test_attributes_that_are_left_out() -> None:
    left = selections.selected(RESOURCE, (), selections.names_in("id,emails.type,name.givenName,userName.x"))
    assert left == RESOURCE | {"name": {"familyName": "B"}, "emails": [{"value": "v"}]}
    assert ENTERPRISE not in selections.selected(RESOURCE, (), [ENTERPRISE])
    assert selections.selected({"a": ["x"]}, (), ["a.b"]) == {"a": ["x"]}
    assert selections.selected({"a": ["x"]}, ["a.b"], ()) == {"a": ["x"]}


# ---------------------------------------------------------------- tokens

HANNA = Person(id="h" * 26, name="Hanna", roles=frozenset({HR_ADMIN}), chain=("top",), time_zone="Europe/Oslo")
TOKEN = ScimToken(
    id="t" * 26, name="Okta", digest=tokens.digest_of("s"), made_by=HANNA.id, made_by_name="Hanna", created_at=NOW
)


def test_a_token_says_who_made_it() -> None:
    parts = tokens.parts_of(tokens.written(HANNA.id, TOKEN.id, "s"), 26)
    assert parts == tokens.TokenParts(HANNA.id, TOKEN.id, "s")
    for wrong in ("", "a.b.c", "tls_x_y", f"tls_{HANNA.id}_{TOKEN.id}", f"tls_{HANNA.id}_{TOKEN.id}{'s' * 200}"):
        assert tokens.parts_of(wrong, 26) is None


def test_who_comes_in_with_a_token() -> None:
    parts = tokens.TokenParts(HANNA.id, TOKEN.id, "s")
    actor = tokens.actor_of(TOKEN, parts, HANNA)
    assert actor is not None
    assert (actor.id, set(actor.scopes)) == (f"scim:{TOKEN.id}", {"people:write"})
    assert actor.maker == Maker(id=HANNA.id, name="Hanna", chain=("top",))
    assert tokens.actor_of(None, parts, HANNA) is None
    assert tokens.actor_of(TOKEN, replace(parts, secret="x"), HANNA) is None
    assert tokens.actor_of(TOKEN, parts, None) is None
    assert tokens.actor_of(TOKEN, parts, replace(HANNA, id="x")) is None
    assert tokens.actor_of(TOKEN, parts, replace(HANNA, status=PersonStatus.LEFT)) is None
    assert tokens.actor_of(TOKEN, parts, replace(HANNA, roles=frozenset())) is None


def test_how_many_and_how_often() -> None:
    tokens.check_room([TOKEN] * 9)
    with pytest.raises(Conflict):
        tokens.check_room([TOKEN] * 10)
    assert not tokens.is_noted(TOKEN, NOW)
    assert tokens.is_noted(replace(TOKEN, used_at=NOW), NOW + timedelta(minutes=59))
    assert not tokens.is_noted(replace(TOKEN, used_at=NOW), NOW + timedelta(hours=1))


def test_too_much_to_look_at_is_a_bad_request() -> None:
    assert too_many("x").code == "too_many"
