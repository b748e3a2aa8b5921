"""The small HTTP vocabulary of the local servers: a request read from WSGI, a reply written to it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. `path` is decoded; `headers` have lower-case names; `query` keeps every value."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    def one(self, name: str) -> str:
        """The last value of query parameter `name`, or ""."""
        return self.query.get(name, [""])[-1]


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """Answers the request with a problem document."""

    def __init__(self, status: int, code: str, detail: str, pointer: str | None = None) -> None:
        super().__init__(detail)
        wrong = {} if pointer is None else {"errors": [{"pointer": pointer, "detail": detail}]}
        self.reply = problem(status, code, detail, None, **wrong)


def read(environ: Environ) -> Request:
    """The request in `environ`, its body read whole (waitress has already buffered it)."""
    headers = {name[5:].replace("_", "-").lower(): text for name, text in environ.items() if name.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace") or "/",
        query=parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True),
        headers=headers,
        body=environ["wsgi.input"].read(length) if length else b"",
    )


def write(reply: Reply, start_response: StartResponse) -> list[bytes]:
    """Send `reply` the WSGI way."""
    try:
        phrase = HTTPStatus(reply.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = [(name, text) for name, text in reply.headers.items() if name.lower() != "content-length"]
    start_response(f"{reply.status} {phrase}", [*headers, ("Content-Length", str(len(reply.body)))])
    return [reply.body]


def as_json(content: object, status: int = 200, **headers: str) -> Reply:
    """`content` as JSON, not to be kept by anybody."""
    named = {name.replace("_", "-").title(): text for name, text in headers.items()}
    return Reply(
        status,
        json.dumps(content).encode(),
        {"Content-Type": "application/json", "Cache-Control": "no-store"} | named,
    )


def problem(status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **more: object) -> Reply:
    """An RFC 9457 problem document, as the API's own."""
    document = {
        "type": f"urn:throughline:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    } | more
    named = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"} | dict(headers or {})
    return Reply(status, json.dumps(document).encode(), named)
