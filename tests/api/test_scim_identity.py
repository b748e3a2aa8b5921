"""A provider finds users by names that a successor may have: no one becomes a leaver by it, or an HR admin."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.people_world import HR
from tests.api.scim_world import ENTERPRISE, USERS, Provisioned, provisioned, refusal
from tests.tokens import claims, signed


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


def _set(**values: Any) -> dict[str, Any]:
    return {"op": "Replace", "value": values}


def _ann_left(provided: Provisioned) -> str:
    """Ann, whose employee ID is 3, has signed in and has left."""
    ann = provided.id_of("ann@x.test")
    assert provided.world.as_("ann@x.test").get("/me").status == 200
    assert provided.patch(ann, _set(active=False)).json["active"] is False
    return ann


def _held(provided: Provisioned) -> list[tuple[str, str]]:
    items = provided.hr.get("/people/held").json["items"]
    return [(one["person"]["name"], one["reason"]) for one in items]


@pytest.mark.parametrize(
    "values",
    [
        {"active": True, "displayName": "Zed Zulu"},
        {"active": "True", "displayName": "Zed Zulu", f"{ENTERPRISE}:employeeNumber": "99"},
        {"active": True, f"{ENTERPRISE}:employeeNumber": "99"},
        {"active": True, "displayName": "Zed Zulu", "externalId": "zed", "userName": "ann@x.test"},
    ],
)
def test_a_leavers_user_is_not_made_active_for_somebody_else(provided: Provisioned, values: dict[str, Any]) -> None:
    """As Entra ID would: it looks for the userName, finds the leaver, and matches the newcomer to them."""
    ann = _ann_left(provided)
    if "employeeNumber" not in str(values):
        values = values | {f"{ENTERPRISE}:employeeNumber": ""}
    refusal(provided.patch(ann, _set(**values)), 409, "uniqueness")
    assert provided.person(ann)["status"] == "left"
    assert provided.person(ann)["name"] == "Ann Anders"
    newcomer = provided.world.as_token(signed(claims("ann@x.test", sub="zed")))
    assert newcomer.get("/me").json["code"] == "left"


@pytest.mark.parametrize(
    "values",
    [
        {"active": True},
        {"active": True, "displayName": "ANN ANDERS", "title": "Lead"},
        {"active": True, "displayName": "Ann Married", f"{ENTERPRISE}:employeeNumber": "3"},
    ],
)
def test_who_is_the_same_comes_back(provided: Provisioned, values: dict[str, Any]) -> None:
    ann = _ann_left(provided)
    assert provided.patch(ann, _set(**values)).json["active"] is True
    assert provided.world.as_("ann@x.test").get("/me").json["id"] == ann


def test_nor_by_a_put(provided: Provisioned) -> None:
    ann = _ann_left(provided)
    body = {"userName": "ann@x.test", "displayName": "Zed Zulu", "active": True}
    reply = provided.provider.put(f"{USERS}/{ann}", body | {ENTERPRISE: {"employeeNumber": "99"}})
    refusal(reply, 409, "uniqueness")
    assert provided.person(ann)["status"] == "left"


def test_a_key_does_nothing_for_who_made_it_and_moves_no_admins_address(provided: Provisioned) -> None:
    hanna = provided.id_of(HR)
    for values in ({"emails": [{"value": "evil@x.test", "primary": True}]}, {"userName": "evil@x.test"}):
        provided.patch(hanna, _set(**values))
        assert provided.person(hanna)["email"] == HR
    provided.patch(hanna, _set(**{f"{ENTERPRISE}:manager": provided.id_of("ann@x.test")}))
    provided.patch(hanna, _set(active=False))
    person = provided.person(hanna)
    assert (person["status"], person["manager"], person["roles"]) == ("active", None, ["hr_admin"])
    assert set(_held(provided)) == {("Hanna HR", "about_a_role_holder"), ("Hanna HR", "about_yourself")}
    assert provided.world.as_token(signed(claims("evil@x.test"))).get("/me").status == 403


def test_a_user_is_deleted_and_found_again_as_somebody_else_only_where_hr_lets_it(provided: Provisioned) -> None:
    ann = _ann_left(provided)
    assert provided.provider.delete(f"{USERS}/{ann}").status == 204
    newcomer: dict[str, Any] = {
        "userName": "ann@x.test",
        "displayName": "Ann Anders",
        ENTERPRISE: {"employeeNumber": "99"},
    }
    refusal(provided.user(**newcomer), 409, "uniqueness")
    provided.set(scim={"reuse_addresses": True})
    made = provided.user(**newcomer)
    assert (made.status, made.json["id"] != ann) == (201, True)
    assert provided.world.as_("ann@x.test").get("/me").json["code"] == "left", "her own account is never his"
    him = provided.world.as_token(signed(claims("ann@x.test", sub="another")))
    assert him.get("/me").json["id"] == made.json["id"]
    refusal(provided.user(userName="z", **{ENTERPRISE: {"employeeNumber": "3"}}), 409, "uniqueness")
