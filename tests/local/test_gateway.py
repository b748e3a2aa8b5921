"""The WSGI side of the local run: what API Gateway would make of a request."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from chalice.app import Chalice, Response

from infra.local.gateway import MAX_BODY, Gateway
from infra.local.web import Reply, Request


def sample() -> Chalice:
    """An app with the kinds of route that matter."""
    app = Chalice("sample", configure_logs=False)

    @app.route("/echo/{name}", methods=["GET", "POST"], content_types=["*/*"])
    def echo(name: str) -> dict[str, Any]:
        request: Any = app.current_request
        context = app.lambda_context
        seen = name
        for _ in range(2000):  # long enough for the threads to meet
            seen = request.uri_params["name"]
        query = request.query_params
        return {
            "argument": name,
            "seen": seen,
            "later": dict(vars(app.current_request))["uri_params"]["name"],
            "same_context": app.lambda_context is context,
            "query": {key: query.getlist(key) for key in query} if query else None,
            "body": base64.b64encode(request.raw_body).decode(),
            "event": request.to_original_event(),
        }

    @app.route("/echo/fixed")
    def fixed() -> dict[str, str]:
        return {"route": "fixed"}

    @app.route("/file")
    def file() -> Response:
        return Response(body=bytes(range(256)), headers={"Content-Type": "application/octet-stream"})

    return app


@pytest.fixture(scope="module")
def gateway() -> Gateway:
    return Gateway(sample())


def ask(gateway: Gateway, method: str, path: str, body: bytes = b"", **more: Any) -> Reply:
    headers = {"content-type": "application/json"} | more.get("headers", {})
    return gateway.answer(Request(method, path, more.get("query", {}), headers, body))


def parsed(reply: Reply) -> Any:
    return json.loads(reply.body)


def test_a_request_reaches_its_route_with_every_value_of_a_parameter(gateway: Gateway) -> None:
    answer = parsed(ask(gateway, "GET", "/api/echo/ada", query={"tag": ["one", "two"], "empty": [""]}))

    assert answer["argument"] == "ada"
    assert answer["query"] == {"tag": ["one", "two"], "empty": [""]}


def test_the_event_has_what_api_gateway_gives(gateway: Gateway) -> None:
    event = parsed(ask(gateway, "GET", "/api/echo/ada"))["event"]

    assert event["resource"] == event["requestContext"]["resourcePath"] == "/echo/{name}"
    assert event["path"] == "/echo/ada"
    assert event["requestContext"]["path"] == "/api/echo/ada"
    assert event["multiValueQueryStringParameters"] is None
    assert event["multiValueHeaders"]["content-type"] == ["application/json"]
    assert event["requestContext"]["requestId"]


def test_a_fixed_path_wins_over_a_parameter(gateway: Gateway) -> None:
    assert parsed(ask(gateway, "GET", "/api/echo/fixed")) == {"route": "fixed"}


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/echo", "/api/echo/a/b", "/api/echo/", "/api", "/api//echo"])
def test_an_unknown_path_is_a_404_problem(gateway: Gateway, path: str) -> None:
    reply = ask(gateway, "GET", path)

    assert (reply.status, reply.headers["Content-Type"]) == (404, "application/problem+json")
    assert parsed(reply)["code"] == "not_found"


@pytest.mark.parametrize("method", ["DELETE", "PUT", "HEAD", "OPTIONS", "TRACE"])
def test_a_wrong_method_is_a_405_problem_that_names_the_right_ones(gateway: Gateway, method: str) -> None:
    reply = ask(gateway, method, "/api/echo/ada")

    assert reply.status == 405
    assert reply.headers["Allow"] == "GET, POST"
    assert parsed(reply)["status"] == 405


def test_a_body_of_more_than_ten_megabytes_is_a_413_problem(gateway: Gateway) -> None:
    assert ask(gateway, "POST", "/api/echo/ada", b"x" * MAX_BODY).status == 200

    reply = ask(gateway, "POST", "/api/echo/ada", b"x" * (MAX_BODY + 1))

    assert reply.status == 413
    assert parsed(reply)["code"] == "too_large"


def test_bytes_come_through_both_ways(gateway: Gateway) -> None:
    content = bytes(range(256))
    headers = {"content-type": "application/octet-stream"}

    sent = parsed(ask(gateway, "POST", "/api/echo/ada", content, headers=headers))
    got = ask(gateway, "GET", "/api/file", headers={"accept": "application/octet-stream"})

    assert base64.b64decode(sent["body"]) == content
    assert got.body == content


def test_text_comes_through_as_text(gateway: Gateway) -> None:
    text = "naïve, Zoë, 金"
    sent = parsed(ask(gateway, "POST", "/api/echo/ada", text.encode(), headers={"content-type": "text/csv"}))

    assert base64.b64decode(sent["body"]).decode() == text
    assert sent["event"]["isBase64Encoded"] is False


def test_many_requests_at_once_see_each_its_own_context() -> None:
    gateway = Gateway(sample())
    names = [f"n{number}" for number in range(400)]

    with ThreadPoolExecutor(16) as threads:
        answers = [parsed(reply) for reply in threads.map(lambda n: ask(gateway, "GET", f"/api/echo/{n}"), names)]

    crossed = [
        answer
        for name, answer in zip(names, answers, strict=True)
        if {answer["argument"], answer["seen"], answer["later"]} != {name} or not answer["same_context"]
    ]
    assert not crossed
