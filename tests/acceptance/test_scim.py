"""A provider over the wire, on the real table: its media type, its pace, and what people then see."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest

from tests.acceptance.company import Caller, Company, Reply

USERS = "/scim/v2/Users"
DOMAIN = "scim.test"


@pytest.fixture(scope="module")
def provider(company: Company) -> Caller:
    """With a token that the company's HR admin has made."""
    return company.bearer(company.hr.post("/company/scim-tokens", {"name": "Okta"}).ok(201)["token"])


def _sent(provider: Caller, method: str, path: str, body: Any = None) -> Reply:
    content = None if body is None else json.dumps(body)
    return provider.call(method, path, content, headers={"Content-Type": "application/scim+json; charset=utf-8"})


def _looked_up(provider: Caller, name: str) -> Reply:
    asked = quote(f'userName eq "{name}"')
    return _sent(provider, "GET", f"{USERS}?filter={asked}")


def test_somebody_comes_and_goes(company: Company, provider: Caller) -> None:
    """Made, changed, deactivated, brought back, deleted; each at once what they may sign in to."""
    email = f"nia@{DOMAIN}"
    made = _sent(provider, "POST", USERS, {"userName": email, "displayName": "Nia", "timezone": "Asia/Tokyo"})
    user = made.ok(201)
    nia = company.as_(email).get("/me").ok()
    assert (nia["id"], nia["name"]) == (user["id"], "Nia")
    at = f"{USERS}/{user['id']}"
    for active, status in (("False", 403), ("True", 200)):
        body = {"Operations": [{"op": "Replace", "path": "active", "value": active}]}
        assert _sent(provider, "PATCH", at, body).ok()["active"] is (active == "True")
        assert company.as_(email).get("/me").status == status
    changed = _sent(provider, "PUT", at, user | {"title": "Rep"})
    assert (changed.ok()["title"], changed.headers["content-type"]) == ("Rep", "application/scim+json")
    assert _looked_up(provider, email).ok()["totalResults"] == 1
    gone = _sent(provider, "DELETE", at)
    assert (gone.status, gone.text) == (204, "")
    assert _sent(provider, "GET", at).json["status"] == "404"
    assert company.as_(email).get("/me").status == 403


def test_a_burst_of_requests_is_served(provider: Caller) -> None:
    """Four at a time, as a provider sends them."""
    with ThreadPoolExecutor(4) as pool:
        statuses = set(pool.map(lambda number: _looked_up(provider, f"u{number}@{DOMAIN}").status, range(100)))
    assert statuses == {200}
