"""Who leaves by a provider and comes back has what HR gave them, and what the provider says of them then."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.client import Reply
from tests.api.scim_world import USERS, Provisioned, provisioned


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


def _replace(path: str, value: Any) -> dict[str, Any]:
    return {"op": "replace", "path": path, "value": value}


@pytest.mark.parametrize("leaves", ["patch", "put"])
@pytest.mark.parametrize("returns", ["patch", "put"])
def test_what_the_provider_never_mentioned_comes_back_with_them(
    provided: Provisioned, leaves: str, returns: str
) -> None:
    ann = provided.id_of("ann@x.test")
    body = {"userName": "ann@x.test", "displayName": "Ann Anders"}

    def say(how: str, active: bool) -> Reply:
        if how == "patch":
            return provided.patch(ann, _replace("active", active))
        return provided.provider.put(f"{USERS}/{ann}", body | {"active": active})

    before = provided.person(ann)
    kept = ("name", "title", "department", "location", "external_id", "manager", "email", "time_zone")
    for _ in range(2):
        left = say(leaves, active=False)
        assert (left.status, left.json["active"], left.json["title"]) == (200, False, before["title"])
        assert say(returns, active=True).status == 200
        after = provided.person(ann)
        assert (after["status"], *(after[name] for name in kept)) == ("active", *(before[name] for name in kept))


def test_what_the_provider_said_is_gone_when_it_no_longer_says_so(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    body = {"userName": "ann@x.test", "displayName": "Ann Anders", "active": True}
    assert provided.provider.put(f"{USERS}/{ann}", body | {"title": "Lead"}).status == 200
    assert provided.patch(ann, _replace("active", False)).json["title"] == "Lead"
    assert "title" not in provided.provider.put(f"{USERS}/{ann}", body | {"active": False}).json
    assert provided.patch(ann, _replace("active", True)).status == 200
    assert (provided.person(ann)["title"], provided.person(ann)["department"]) == ("", "Sales")


def test_who_was_to_leave_and_stays_keeps_what_the_provider_never_mentioned(provided: Provisioned) -> None:
    admin = provided.id_of("hr@x.test")
    seen = provided.hr.get(f"/people/{admin}")
    assert provided.hr.put(f"/people/{admin}", {"title": "Head of HR"}, match=seen.etag).status == 200
    assert provided.patch(admin, _replace("active", False)).json["active"] is True
    body = {"userName": "hr@x.test", "displayName": "Hanna HR", "active": True}
    assert provided.provider.put(f"{USERS}/{admin}", body).status == 200
    assert provided.person(admin)["title"] == "Head of HR"


def test_an_address_that_hr_gave_stays_where_the_user_name_is_none(provided: Provisioned) -> None:
    user = provided.user(userName="nia", displayName="Nia New").json["id"]
    seen = provided.hr.get(f"/people/{user}")
    assert provided.hr.put(f"/people/{user}", {"email": "nia@x.test"}, match=seen.etag).status == 200
    body = {"userName": "nia", "displayName": "Nia New"}
    left = provided.provider.put(f"{USERS}/{user}", body | {"active": False})
    assert left.json["emails"][0]["value"] == "nia@x.test"
    assert provided.patch(user, _replace("active", True)).status == 200
    assert provided.person(user)["email"] == "nia@x.test"
