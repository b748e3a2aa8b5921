"""`/local/…` over HTTP, on the whole run."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.local.server import Running, request

BAD_CLOCKS: list[object] = [
    {},
    {"now": "tomorrow"},
    {"now": "2026-12-01"},
    {"now": "2026-12-01T09:00:00"},
    {"now": 5},
    {"now": None},
    {"now": "0001-01-01T00:00:00Z"},
    {"now": "9999-12-31T23:59:59Z"},
    {"advance_seconds": "60"},
    {"advance_seconds": True},
    {"advance_seconds": 1e300},
    {"advance_seconds": None},
    {"now": "2026-12-01T09:00:00Z", "advance_seconds": 1},
    {"when": "2026-12-01T09:00:00Z"},
    [],
    "not json",
    b"\xff\xfe",
    '{"advance_seconds": NaN}',
    "[" * 100_000,
]
BAD_TOKENS: list[object] = [
    {},
    {"email": ""},
    {"email": "nobody"},
    {"email": 7},
    {"email": "a@b.test", "scopes": []},
    {"client": "payroll", "scopes": "people:write"},
    {"client": "payroll", "scopes": [1]},
    {"client": ""},
    {"client": "payroll", "email": "a@b.test"},
    "{",
]


@pytest.mark.parametrize("body", BAD_CLOCKS, ids=lambda body: str(body)[:40])
def test_a_clock_that_cannot_be_is_a_422_problem(server: Running, body: object) -> None:
    before = server.now()
    answer = server.local("PUT", "/clock", body)

    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.body["errors"][0]["detail"]
    assert server.now() - before < timedelta(minutes=1)


@pytest.mark.parametrize("body", BAD_TOKENS, ids=lambda body: str(body)[:40])
def test_a_token_for_nobody_is_a_422_problem(server: Running, body: object) -> None:
    assert server.local("POST", "/token", body).status == 422


def test_the_clock_moves_to_an_instant_of_any_zone_and_goes_on(server: Running) -> None:
    target = server.now() + timedelta(hours=2)
    shown = target.astimezone(UTC).isoformat()

    answer = server.local("PUT", "/clock", {"now": shown})

    assert answer.status == 200
    assert timedelta(milliseconds=-1) <= datetime.fromisoformat(answer.body["now"]) - target < timedelta(minutes=1)
    assert server.now() >= target - timedelta(milliseconds=1)


def test_the_clock_advances_by_seconds(server: Running) -> None:
    before = server.now()
    assert server.local("PUT", "/clock", {"advance_seconds": 3600}).status == 200
    assert server.now() - before >= timedelta(hours=1)


def test_going_back_is_allowed_and_said(server: Running) -> None:
    answer = server.local("PUT", "/clock", {"advance_seconds": -60})
    assert "went back" in answer.body["note"]
    assert "note" not in server.local("PUT", "/clock", {"advance_seconds": 60}).body


def test_settle_answers_when_nothing_is_left(server: Running) -> None:
    assert server.local("POST", "/settle").body["settled"] is True


def test_the_mailbox_is_a_list_that_can_be_emptied(server: Running) -> None:
    assert isinstance(server.local("GET", "/mailbox?to=hr@example.test").body["items"], list)
    assert server.local("DELETE", "/mailbox").status == 204
    assert server.local("GET", "/mailbox").body == {"items": []}


@pytest.mark.parametrize(("method", "path"), [("GET", "/token"), ("POST", "/clock"), ("GET", "/settle")])
def test_a_wrong_method_is_a_405(server: Running, method: str, path: str) -> None:
    answer = server.local(method, path)
    assert (answer.status, bool(answer.headers["allow"])) == (405, True)


def test_other_local_paths_are_a_404(server: Running) -> None:
    assert server.local("GET", "/secrets").status == 404


def test_the_front_page_says_where_the_api_is(server: Running) -> None:
    page = request("GET", f"{server.url}/", None, {})
    assert page.status == 200
    assert b"/api/" in page.content or b"<script" in page.content


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/..%2f..%2fpyproject.toml", "/%00"])
def test_no_file_outside_the_client_is_served(server: Running, path: str) -> None:
    assert b"requires-python" not in request("GET", f"{server.url}{path}", None, {}).content
