"""The service documents itself: complete, valid, and true to the routes."""

import re
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app import app
from chalicelib.kernel.http import Route
from chalicelib.kernel.http.openapi import document
from chalicelib.kernel.http.registry import every_route
from chalicelib.words.problems import CODES

ENTRIES = every_route()


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return document("Example", CODES)


def test_it_is_valid(contract: dict[str, Any]) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(contract).iter_errors()] == []


def test_every_route_is_in_it_and_nothing_else(contract: dict[str, Any]) -> None:
    registered = {(path, method.lower()) for path, methods in app.routes.items() for method in methods}
    documented = {(path, method) for path, told in contract["paths"].items() for method in told}
    assert documented == registered


def test_operations_have_names_of_their_own(contract: dict[str, Any]) -> None:
    names = [told["operationId"] for path in contract["paths"].values() for told in path.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.method} {entry.path}")
def test_every_operation_says_what_it_is_for_and_how_it_is_refused(entry: Route, contract: dict[str, Any]) -> None:
    told = contract["paths"][entry.path][entry.method.lower()]
    assert told["summary"]
    assert told["description"]
    assert str(entry.status) in told["responses"]
    if not entry.allow.anonymous:
        assert {"401", "403"} <= told["responses"].keys()
    if entry.dialect is None:
        assert "422" in told["responses"], "no route takes a parameter that it does not list"
    in_path = set(re.findall(r"{(\w+)}", entry.path))
    assert in_path == {p["name"] for p in told.get("parameters", []) if p["in"] == "path"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.method} {entry.path}")
def test_examples_keep_their_schemas(entry: Route, contract: dict[str, Any]) -> None:
    told = contract["paths"][entry.path][entry.method.lower()]
    shown = [told.get("requestBody"), *told["responses"].values()]
    contents = [media for part in shown if part for media in part.get("content", {}).values()]
    for media in contents:
        if "example" in media:
            schema = media["schema"] | {"components": contract["components"]}
            jsonschema.validate(media["example"], schema)


def test_what_may_be_left_out_says_what_it_then_is(contract: dict[str, Any]) -> None:
    def parameters(path: str, method: str) -> dict[str, Any]:
        return {one["name"]: one["schema"] for one in contract["paths"][path][method]["parameters"]}

    assert parameters("/people", "get")["limit"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 25}
    assert parameters("/people/import", "post")["dry_run"]["default"] is False
    assert "default" not in parameters("/people", "get")["query"]
    needed = {path: told["requestBody"]["required"] for path, told in _posts(contract) if "requestBody" in told}
    assert (needed["/reviews/{review_id}/sign"], needed["/reviews/{review_id}/extend"]) == (False, True)


def _posts(contract: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, told["post"]) for path, told in contract["paths"].items() if "post" in told]


def test_problem_codes_are_listed(contract: dict[str, Any]) -> None:
    listed = contract["components"]["schemas"]["Problem"]["properties"]["code"]
    assert "not_in_directory" in listed["examples"]


def test_names_of_schemas_are_words_and_no_paths_of_modules(contract: dict[str, Any]) -> None:
    names = contract["components"]["schemas"]
    assert not [name for name in names if not re.fullmatch("[A-Z][A-Za-z0-9]+", name)]
    assert "MailViewList" in names


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.method} {entry.path}")
def test_an_operation_says_whom_its_policy_lets_in(entry: Route, contract: dict[str, Any]) -> None:
    told = contract["paths"][entry.path][entry.method.lower()]
    purpose, _, who = told["description"].rpartition("Allowed: ")
    assert who == f"{entry.allow.who}."
    assert not re.search(r"\bFor (its|their|those|everyone|HR)|\b(HR admins|HR) only|Only (for|the person)", purpose)


def test_commands_on_a_review_say_whom_the_table_of_actions_names(contract: dict[str, Any]) -> None:
    def allowed(command: str) -> str:
        told = contract["paths"][f"/reviews/{{review_id}}/{command}"]["post"]["description"]
        return str(told.rpartition("Allowed: ")[2])

    assert allowed("complete") == "HR admins."
    assert allowed("self/share") == "the reviewee, HR admins, HR assistants."
    assert allowed("withdraw") == "HR admins, HR assistants, machines with `cycles:write`."


CLOSED = ("actions", "state", "status", "outcome", "roles", "role", "party", "source", "command", "fate")
DECLARED_BY_FEATURES = {
    "TaskView.kind",
    "CardItem.kind",
    "CardItem.state",
    "YearItem.kind",
    "YearItem.state",
    "MailView.kind",
    "AuditObject.kind",
}


def test_a_closed_set_is_published_as_one(contract: dict[str, Any]) -> None:
    """So that a client knows every value. Kinds that features declare are theirs to add to; SCIM is not ours."""
    schemas = contract["components"]["schemas"]
    free = {
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, told in schema.get("properties", {}).items()
        if field in {*CLOSED, "kind"} and not name.startswith("Scim") and _is_free(told)
    }
    assert free <= DECLARED_BY_FEATURES


def _is_free(told: dict[str, Any]) -> bool:
    one = told.get("items", told)
    return one.get("type") == "string" and "enum" not in one and "const" not in one
