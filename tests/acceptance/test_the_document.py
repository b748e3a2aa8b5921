"""What the service says of itself, against the contract."""

from typing import Any

import pytest

from tests.acceptance.company import Company

# The fixed part of the contract that this version serves.
FIXED = """
GET /me|GET /home|GET /people|GET /people/{}|GET /people/{}/reports|PUT /people/{}|POST /people/{}/leave
POST /people/import|POST /questionnaires|GET /questionnaires|GET /questionnaires/{}|PUT /questionnaires/{}
POST /questionnaires/{}/copy|POST /cycles|GET /cycles|GET /cycles/{}|PATCH /cycles/{}|POST /cycles/{}/rehearse
POST /cycles/{}/launch|GET /cycles/{}/progress|POST /cycles/{}/participants|DELETE /cycles/{}/participants/{}
POST /cycles/{}/cancel|POST /cycles/{}/close|POST /cycles/{}/archive|POST /cycles/{}/copy|POST /cycles/{}/nudge
POST /cycles/{}/share|GET /cycles/{}/reviews|GET /reviews|GET /reviews/{}|GET /reviews/{}/self|PUT /reviews/{}/self
GET /reviews/{}/manager|PUT /reviews/{}/manager|GET /reviews/{}/notes|PUT /reviews/{}/notes
POST /reviews/{}/self/share|POST /reviews/{}/self/unshare|POST /reviews/{}/manager/share
POST /reviews/{}/manager/unshare|POST /reviews/{}/manager/done|POST /reviews/{}/sign
POST /reviews/{}/revoke-signatures|POST /reviews/{}/complete|POST /reviews/{}/extend|POST /reviews/{}/reassign
POST /reviews/{}/withdraw|POST /reviews/{}/adjust-rating|POST /reviews/{}/nudge|POST /reviews/{}/mark-not-provided
GET /reviews/{}/self/backups|GET /reviews/{}/manager/backups|POST /reviews/{}/self/backups/{}/restore
POST /reviews/{}/manager/backups/{}/restore|GET /reviews/{}/resources|GET /team|GET /audit|GET /health|GET /openapi.json
"""


@pytest.fixture(scope="module")
def operations(company: Company) -> dict[str, Any]:
    """The document's operations by method and path, ids left out."""
    reply = company.nobody.get("/openapi.json")
    document = reply.ok(200)
    assert document["openapi"].startswith("3.1")
    return {
        f"{method.upper()} {_bare(path)}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    }


def _bare(path: str) -> str:
    parts = path.removeprefix("/api").split("/")
    return "/".join("{}" if part.startswith("{") else part for part in parts)


def test_every_route_of_the_contract_is_there(operations: dict[str, Any]) -> None:
    """Paths and methods as fixed."""
    fixed = {route for line in FIXED.strip().splitlines() for route in line.split("|")}
    assert not fixed - operations.keys()


def test_every_list_is_paged(company: Company, operations: dict[str, Any]) -> None:
    """What answers `items` takes `limit` and `cursor`."""
    shapes = company.nobody.get("/openapi.json").ok()["components"]["schemas"]
    unpaged = []
    for name, operation in operations.items():
        answer = operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        shape = shapes[answer["$ref"].rsplit("/", 1)[1]] if "$ref" in answer else answer
        if name.startswith("GET") and {"items", "next"} <= shape.get("properties", {}).keys():
            given = {parameter["name"] for parameter in operation.get("parameters", [])}
            if not {"limit", "cursor"} <= given:
                unpaged.append(name)
    assert not unpaged


def test_every_post_takes_an_idempotency_key_and_every_put_a_version(operations: dict[str, Any]) -> None:
    """As parameters of the document."""
    for name, operation in operations.items():
        given = {parameter["name"] for parameter in operation.get("parameters", [])}
        if name.startswith("POST") and "rehearse" not in name and operation.get("security") != []:
            assert "Idempotency-Key" in given, name
        # A provider speaks SCIM, which demands no version.
        if name.startswith(("PUT", "PATCH")) and "/people/" not in name and "/scim/" not in name:
            assert "If-Match" in given, name
            assert {"412", "428"} <= operation["responses"].keys(), name


def test_every_route_says_who_may_and_what_is_refused(operations: dict[str, Any]) -> None:
    """A summary, a description of each status, 401 wherever a token is needed."""
    for name, operation in operations.items():
        assert operation["summary"]
        if operation.get("security") != []:
            assert "401" in operation["responses"], name
        assert all(answer["description"] for answer in operation["responses"].values()), name


def test_only_these_need_no_token(operations: dict[str, Any]) -> None:
    """Health, the document, and the unsubscription that email programs click."""
    free = {name for name, operation in operations.items() if operation.get("security") == []}
    assert free == {"GET /health", "GET /openapi.json", "GET /mail/unsubscribe", "POST /mail/unsubscribe"}


def test_answers_are_not_kept_by_anybody(company: Company) -> None:
    """`no-store` on all of `/api`, refusals too."""
    for calls, path in (
        (company.hr, "/me"),
        (company.nobody, "/me"),
        (company.hr, "/nowhere"),
        (company.hr, "/health"),
    ):
        reply = calls.get(path)
        assert reply.headers["cache-control"] == "no-store", path
    company.hr.get("/nowhere").refused(404)
    company.hr.call("DELETE", "/me").refused(405)
