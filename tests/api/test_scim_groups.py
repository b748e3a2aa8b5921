"""Groups: kept as they are pushed; the one that HR has named makes HR assistants, and none gives more."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.jobs import Message
from chalicelib.timetable import actions as timetable
from chalicelib.wiring import handler_of, wiring
from tests.api.client import Reply
from tests.api.people_world import HR
from tests.api.scim_world import GROUPS, Provisioned, provisioned


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


def _made(provided: Provisioned, name: str = "HR helpers", *members: str, **more: Any) -> str:
    body = {"displayName": name, "members": [{"value": one} for one in members]} | more
    reply = provided.provider.post(GROUPS, body)
    assert reply.status == 201, reply.text
    group_id: str = reply.json["id"]
    return group_id


def _patched(provided: Provisioned, group_id: str, *operations: dict[str, Any]) -> Reply:
    return provided.provider.patch(f"{GROUPS}/{group_id}", {"Operations": list(operations)})


def _roles(provided: Provisioned, email: str) -> list[str]:
    found: list[str] = provided.person(provided.id_of(email))["roles"]
    return found


def _add(*members: str) -> dict[str, Any]:
    return {"op": "add", "path": "members", "value": [{"value": one} for one in members]}


def _settled(provided: Provisioned) -> None:
    """Do the work that waits."""
    while provided.world.queue.messages:
        message = decode(encode(provided.world.queue.messages.pop(0)), Message)
        if message.kind == "scim.regroup":
            timetable.run(wiring(), message, handler_of)


def test_a_group_gives_nothing_until_hr_says_so(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    for name in ("HR helpers", "hr_assistant", "hr_admin", "HR admin"):
        _made(provided, name, ann)
    assert _roles(provided, "ann@x.test") == []


def test_the_group_that_hr_has_named_makes_hr_assistants(provided: Provisioned) -> None:
    ann, bob = provided.id_of("ann@x.test"), provided.id_of("bob@x.test")
    provided.set(scim={"assistant_group": "hr  HELPERS "})
    group = _made(provided, "HR helpers", ann)
    assert _roles(provided, "ann@x.test") == ["hr_assistant"]
    assert _patched(provided, group, _add(bob)).status == 204
    assert _roles(provided, "bob@x.test") == ["hr_assistant"]
    assert _patched(provided, group, {"op": "remove", "path": f'members[value eq "{ann}"]'}).status == 204
    assert (_roles(provided, "ann@x.test"), _roles(provided, "bob@x.test")) == ([], ["hr_assistant"])
    assert _patched(provided, group, {"op": "replace", "value": {"displayName": "Others"}}).status == 204
    assert _roles(provided, "bob@x.test") == []
    assert _patched(provided, group, {"op": "replace", "path": "displayName", "value": "HR helpers"}).status == 204
    assert _roles(provided, "bob@x.test") == ["hr_assistant"]
    assert provided.provider.delete(f"{GROUPS}/{group}").status == 204
    assert _roles(provided, "bob@x.test") == []


def test_a_role_that_somebody_took_is_given_again_with_the_membership(provided: Provisioned) -> None:
    provided.set(scim={"assistant_group": "HR helpers"})
    ann = provided.id_of("ann@x.test")
    group = _made(provided, "HR helpers", ann)
    seen = provided.hr.get(f"/people/{ann}")
    assert provided.hr.put(f"/people/{ann}", {"roles": []}, match=seen.etag).status == 200
    assert _patched(provided, group, _add(ann)).status == 204
    assert _roles(provided, "ann@x.test") == ["hr_assistant"]


def test_hr_admin_is_neither_given_nor_taken(provided: Provisioned) -> None:
    provided.set(scim={"assistant_group": "HR helpers"})
    hanna, top = provided.id_of(HR), provided.id_of("top@x.test")
    group = _made(provided, "HR helpers", hanna, top)
    assert (_roles(provided, HR), _roles(provided, "top@x.test")) == (["hr_admin"], ["hr_assistant"])
    assert provided.provider.delete(f"{GROUPS}/{group}").status == 204
    assert _roles(provided, HR) == ["hr_admin"]


def test_a_role_of_somebody_above_the_maker_waits(provided: Provisioned) -> None:
    """Hanna is put below Mia by herself, as the only HR admin; then a token of hers cannot give Mia a role."""
    hanna, mia = provided.id_of(HR), provided.id_of("mia@x.test")
    seen = provided.hr.get(f"/people/{hanna}")
    assert provided.hr.put(f"/people/{hanna}", {"manager_id": mia}, match=seen.etag).status == 200
    provided.set(scim={"assistant_group": "HR helpers"})
    group = _made(provided, "HR helpers", mia)
    assert _roles(provided, "mia@x.test") == []
    (held,) = provided.hr.get("/people/held").json["items"]
    assert [(field["field"], field["after"]) for field in held["fields"]] == [("roles", "hr_assistant")]
    assert provided.provider.get(f"{GROUPS}/{group}").json["members"][0]["value"] == mia


def test_naming_another_group_moves_the_role(provided: Provisioned) -> None:
    ann, bob = provided.id_of("ann@x.test"), provided.id_of("bob@x.test")
    _made(provided, "One", ann)
    _made(provided, "Two", bob)
    for name, ones, twos in (("One", ["hr_assistant"], []), ("Two", [], ["hr_assistant"]), ("", [], [])):
        provided.set(scim={"assistant_group": name})
        _settled(provided)
        assert (_roles(provided, "ann@x.test"), _roles(provided, "bob@x.test")) == (ones, twos)


def test_at_most_a_hundred_are_made_assistants(provided: Provisioned) -> None:
    provided.set(scim={"assistant_group": "HR helpers"})
    many = [provided.user(userName=f"n{number}").json["id"] for number in range(101)]
    reply = provided.provider.post(GROUPS, {"displayName": "HR helpers", "members": [{"value": one} for one in many]})
    assert (reply.status, reply.json["scimType"]) == (400, "invalidValue")
    _made(provided, "Everybody", *many)


def test_names_are_unique_in_any_case(provided: Provisioned) -> None:
    first = _made(provided, "Sales")
    assert provided.provider.post(GROUPS, {"displayName": "SALES"}).json["scimType"] == "uniqueness"
    other = _made(provided, "Others")
    renamed = _patched(provided, other, {"op": "replace", "path": "displayName", "value": "sales"})
    assert (renamed.status, renamed.json["scimType"]) == (409, "uniqueness")
    assert _patched(provided, first, {"op": "replace", "path": "displayName", "value": "SALES"}).status == 204
    assert provided.provider.delete(f"{GROUPS}/{first}").status == 204
    _made(provided, "sales")


@pytest.mark.parametrize(
    "body",
    [
        {"displayName": ""},
        {"displayName": "x" * 300},
        {"displayName": "G", "externalId": "x" * 300},
        {"displayName": "G", "members": [{"value": "nobody"}]},
        {"displayName": "G", "members": [{"value": "x" * 300}]},
        {"members": []},
    ],
    ids=lambda body: str(body)[:40],
)
def test_a_value_that_cannot_be_taken_is_refused(provided: Provisioned, body: dict[str, Any]) -> None:
    reply = provided.provider.post(GROUPS, body)
    assert (reply.status, reply.json["scimType"]) == (400, "invalidValue")


def test_groups_are_found(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    first, second = _made(provided, "One", ann, externalId="e1"), _made(provided, "Two")
    both = sorted([first, second])  # made in the same millisecond, in any order
    for text, found in (
        ("", both),
        ("?filter=displayName%20eq%20%22two%22", [second]),
        ("?filter=displayName%20eq%20%22three%22", []),
        ("?filter=externalId%20eq%20%22e1%22", [first]),
        (f"?filter=id%20eq%20%22{first}%22%20and%20members.value%20eq%20%22{ann}%22", [first]),
        (f"?filter=members%20eq%20%22{ann}%22&excludedAttributes=members", [first]),
        ("?startIndex=2&count=1", both[1:]),
        ("?attributes=displayName", both),
    ):
        reply = provided.provider.get(f"{GROUPS}{text}")
        assert [one["id"] for one in reply.json["Resources"]] == found, text
        if "ttributes" in text:
            assert all("members" not in one for one in reply.json["Resources"])
    (searched,) = provided.provider.post(f"{GROUPS}/.search", {"filter": 'displayName eq "One"'}).json["Resources"]
    assert searched["members"] == [{"value": ann, "$ref": f"http://localhost:8000/api/scim/v2/Users/{ann}"}]


def test_versions_are_honoured(provided: Provisioned) -> None:
    group = _made(provided)
    old = provided.provider.get(f"{GROUPS}/{group}").etag
    assert provided.provider.get(f"{GROUPS}/{group}", if_none_match=old).status == 304
    new = _patched(provided, group, {"op": "replace", "path": "displayName", "value": "New"}).etag
    assert provided.provider.put(f"{GROUPS}/{group}", {"displayName": "x"}, match=old).status == 412
    assert provided.provider.delete(f"{GROUPS}/{group}", if_match=old).status == 412
    assert provided.provider.put(f"{GROUPS}/{group}", {"displayName": "x"}, match=new).status == 200
    assert provided.provider.get(f"{GROUPS}/nothing").status == 404


def test_only_a_provider_comes_in(provided: Provisioned) -> None:
    group = _made(provided)
    for caller, status in (
        (provided.world.anonymous(), 401),
        (provided.hr, 403),
        (provided.world.as_("ann@x.test"), 403),
        (provided.world.as_client("other", "cycles:write"), 403),
    ):
        replies = [
            caller.get(GROUPS),
            caller.post(GROUPS, {"displayName": "x"}),
            caller.post(f"{GROUPS}/.search", {}),
            caller.get(f"{GROUPS}/{group}"),
            caller.put(f"{GROUPS}/{group}", {"displayName": "x"}),
            caller.patch(f"{GROUPS}/{group}", {"Operations": []}),
            caller.delete(f"{GROUPS}/{group}"),
        ]
        assert {reply.status for reply in replies} == {status}
