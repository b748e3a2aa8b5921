"""What a provider may not do: some of it waits for an HR admin, the rest is refused in SCIM's words."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.people.rules.imports import ImportLock
from chalicelib.people.store.people import lock_row
from tests.api.client import Caller, Reply
from tests.api.people_world import HR
from tests.api.scim_world import ENTERPRISE, MEDIA, USERS, Provisioned, provisioned, refusal


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


def _replace(path: str, value: Any) -> dict[str, Any]:
    return {"op": "replace", "path": path, "value": value}


# ---------------------------------------------------------------- what waits


def test_what_is_about_the_maker_of_the_token_waits(provided: Provisioned) -> None:
    """The rest of the change goes in, the sync goes on, and another HR admin sees it."""
    hanna = provided.id_of(HR)
    reply = provided.patch(hanna, _replace("manager", provided.id_of("top@x.test")), _replace("title", "HR lead"))
    assert reply.status == 200
    assert ENTERPRISE not in reply.json
    assert reply.json["title"] == "HR lead"
    assert provided.person(hanna)["manager"] is None
    held = provided.hr.get("/people/held").json["items"]
    assert [(one["kind"], one["person"]["name"], [field["field"] for field in one["fields"]]) for one in held] == [
        ("scim", "Hanna HR", ["manager"])
    ]
    assert provided.patch(hanna, _replace("active", False)).json["active"] is True
    assert provided.provider.delete(f"{USERS}/{hanna}").status == 204
    assert provided.get(hanna).status == 200
    assert provided.world.as_(HR).get("/me").status == 200


def test_an_address_of_somebody_with_an_hr_role_waits_and_is_confirmed_by_hr(provided: Provisioned) -> None:
    aide = provided.id_of("aide@x.test")
    reply = provided.patch(aide, _replace('emails[type eq "work"].value', "evil@x.test"))
    assert (reply.status, reply.json["emails"][0]["value"]) == (200, "aide@x.test")
    (held,) = provided.hr.get("/people/held").json["items"]
    assert provided.hr.post(f"/people/held/{held['id']}/confirm", {}).status == 200
    assert provided.get(aide).json["emails"][0]["value"] == "evil@x.test"


def test_each_part_of_a_change_waits_for_its_own_reason(provided: Provisioned) -> None:
    """Of the HR admin who made the token: manager and employee ID, and the address, which leads to a role."""
    hanna = provided.id_of(HR)
    top = provided.id_of("top@x.test")
    address = _replace('emails[type eq "work"].value', "evil@x.test")
    reply = provided.patch(
        hanna, _replace("manager", top), address, _replace("employeeNumber", "99"), _replace("title", "T")
    )
    assert reply.status == 200
    assert (reply.json["emails"][0]["value"], reply.json["title"]) == (HR, "T")
    held = provided.hr.get("/people/held").json["items"]
    fields = sorted(sorted(field["field"] for field in one["fields"]) for one in held)
    assert fields == [["email"], ["external_id", "manager"]]
    again = provided.patch(hanna, _replace("manager", top), address, _replace("employeeNumber", "99"))
    assert again.status == 200
    assert len(provided.hr.get("/people/held").json["items"]) == 2


def test_a_provider_waits_while_a_file_comes_in(provided: Provisioned) -> None:
    running = ImportLock(import_id="i", begun_at=provided.world.now, version=9)
    provided.world.table.put_many([lock_row(running)])
    ann = provided.id_of("ann@x.test")
    reply = provided.patch(ann, _replace("manager", provided.id_of("top@x.test")))
    assert (reply.status, reply.headers["retry-after"]) == (503, "30")
    assert provided.patch(ann, _replace("title", "T")).status == 200


def test_the_trail_names_the_token_and_who_made_it(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    provided.patch(ann, _replace("title", "Lead"))
    rows = [row.body for key, row in provided.world.table.rows.items() if key.pk == f"U#{ann}"]
    assert any(f'"scim:{provided.token_id}"' in body and '"made_by":"Hanna HR"' in body for body in rows)


# ---------------------------------------------------------------- who may


def _everything(caller: Caller, user_id: str) -> list[Reply]:
    return [
        caller.get(USERS),
        caller.post(USERS, {"userName": "x"}),
        caller.get(f"{USERS}/{user_id}"),
        caller.put(f"{USERS}/{user_id}", {"userName": "x"}),
        caller.patch(f"{USERS}/{user_id}", {"Operations": [_replace("title", "x")]}),
        caller.delete(f"{USERS}/{user_id}"),
        caller.post(f"{USERS}/.search", {}),
        caller.get("/scim/v2/Schemas"),
        caller.get("/scim/v2/nothing"),
        caller.post("/scim/v2/.search", {}),
    ]


def test_only_a_token_or_a_machine_with_the_scope_comes_in(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    world = provided.world
    for caller, status in (
        (world.anonymous(), 401),
        (world.as_token(f"{provided.provider.token}x"), 401),
        (world.as_token("tls_nothing"), 401),
        (world.as_("nobody@elsewhere.test"), 403),
        (world.as_("ann@x.test"), 403),
        (provided.hr, 403),
        (world.as_client("other", "cycles:write"), 403),
    ):
        assert {reply.status for reply in _everything(caller, ann)} == {status}
    machine = world.as_client("hris", "people:write")
    assert machine.patch(f"{USERS}/{ann}", {"Operations": [_replace("title", "x")]}).status == 200


def test_a_token_opens_nothing_but_scim(provided: Provisioned) -> None:
    for path in ("/me", "/people", "/company"):
        assert provided.provider.get(path).status in {401, 404}


def test_what_is_not_here_is_said_in_scims_words(provided: Provisioned) -> None:
    assert refusal(provided.get("nobody"), 404, "")
    assert refusal(provided.provider.get("/scim/v2/Nothing"), 404, "")
    assert refusal(provided.provider.post(USERS, "{", content_type=MEDIA), 400, "invalidSyntax")
    assert refusal(provided.provider.post(USERS, [], content_type=MEDIA), 400, "invalidSyntax")
    assert refusal(provided.provider.post(USERS, "x", content_type="text/plain"), 415, "")


def test_a_repeated_post_with_its_key_gets_the_first_answer(provided: Provisioned) -> None:
    body = {"userName": "twice@x.test"}
    first, second = (provided.provider.post(USERS, body, idempotency_key="k") for _ in range(2))
    assert (first.status, second.status, first.json["id"]) == (201, 201, second.json["id"])
    assert refusal(provided.provider.post(USERS, {"userName": "y"}, idempotency_key="k"), 400, "invalidValue")
