"""A world to call routes in: the memory table, a movable clock, real tokens, and Chalice's own handler."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chalice.app import Chalice, Response

from chalicelib.kernel import runtime as running
from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.ses import SesGateway
from chalicelib.kernel.http import Route, Routes
from chalicelib.kernel.http.request_handler import handle
from chalicelib.kernel.identity import Verifier
from chalicelib.kernel.runtime import Directory, Runtime
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.storage.table import Table
from chalicelib.wiring import directory as real_directory
from chalicelib.wiring import note_foreign, switches
from tests.fake_accounts import FakeAccounts
from tests.fake_bucket import FakeTranscriber, MemoryBucket
from tests.fakes import MemoryTable
from tests.tokens import ISSUER, claims, client_claims, jwks, signed

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class FakeQueue:
    """Keeps what was sent."""

    messages: list[Mapping[str, Any]] = field(default_factory=list)

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        self.messages.extend(messages)


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def etag(self) -> str:
        return self.headers["etag"]


@dataclass
class World:
    """`world.as_("ada@example.test").get("/me")`; `world.now` is the clock."""

    app: Chalice
    table: Any
    now: datetime = START
    queue: FakeQueue = field(default_factory=FakeQueue)
    bucket: MemoryBucket = field(default_factory=MemoryBucket)
    transcriber: FakeTranscriber = field(default_factory=FakeTranscriber)
    accounts: FakeAccounts | None = None

    def advance(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def as_(self, email: str) -> "Caller":
        return Caller(self, signed(claims(email)))

    def as_client(self, name: str, *scopes: str) -> "Caller":
        return Caller(self, signed(client_claims(name, *scopes)))

    def anonymous(self) -> "Caller":
        return Caller(self, None)

    def as_token(self, token: str) -> "Caller":
        return Caller(self, token)


@dataclass
class Caller:
    """Someone with a token (or without)."""

    world: World
    token: str | None

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, None, headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Reply:
        return self.send("POST", path, body, headers)

    def put(self, path: str, body: Any, match: str | None = None, **headers: str) -> Reply:
        return self.send("PUT", path, body, headers | ({"if-match": match} if match is not None else {}))

    def patch(self, path: str, body: Any, match: str | None = None, **headers: str) -> Reply:
        return self.send("PATCH", path, body, headers | ({"if-match": match} if match is not None else {}))

    def delete(self, path: str, **headers: str) -> Reply:
        return self.send("DELETE", path, None, headers)

    def send(self, method: str, url: str, body: Any, headers: Mapping[str, str]) -> Reply:
        told = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        if self.token is not None:
            told.setdefault("authorization", f"Bearer {self.token}")
        raw = body if isinstance(body, str) or body is None else json.dumps(body)
        if raw is not None:
            told.setdefault("content-type", "application/json")
        answer = self.world.app(_event(self.world.app, method, url, raw, told), None)
        return Reply(
            status=answer["statusCode"],
            headers={name.lower(): value for name, value in answer["headers"].items()},
            text=answer["body"],
        )


def _event(app: Chalice, method: str, url: str, body: str | None, headers: Mapping[str, str]) -> dict[str, Any]:
    parts = urlsplit(url)
    resource, params = _matched(app, parts.path)
    query = parse_qs(parts.query, keep_blank_values=True)
    return {
        "resource": resource,
        "path": parts.path,
        "httpMethod": method,
        "headers": dict(headers),
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": params or None,
        "requestContext": {"httpMethod": method, "resourcePath": resource, "requestId": "test", "stage": "api"},
        "stageVariables": None,
        "body": body,
        "isBase64Encoded": False,
    }


def _matched(app: Chalice, path: str) -> tuple[str, dict[str, str]]:
    parts = path.split("/")
    fitting = []
    for template in app.routes:
        steps = template.split("/")
        if len(steps) == len(parts) and all(
            step.startswith("{") or step == part for step, part in zip(steps, parts, strict=True)
        ):
            fitting.append((template.count("{"), template, steps))
    if not fitting:
        raise AssertionError(f"no route for {path}")
    _, template, steps = min(fitting)
    return template, {s[1:-1]: p for s, p in zip(steps, parts, strict=True) if s.startswith("{")}


@cache
def _app_of(*features: Routes) -> Chalice:
    """An app of these features alone."""
    app = Chalice("test", configure_logs=False)
    for entry in (entry for feature in features for entry in feature.routes):
        app.route(entry.path, methods=[entry.method], content_types=[])(_view(app, entry))
    return app


def _view(app: Chalice, entry: Route) -> Callable[..., Response]:
    def view(**params: str) -> Response:
        assert app.current_request is not None
        return handle(entry, app.current_request, params)

    return view


@contextmanager
def world_of(
    *features: Routes,
    table: Table | None = None,
    directory: Directory = real_directory,
    accounts: FakeAccounts | None = None,
) -> Iterator[World]:
    """A world with the routes of `features`; the runtime is put back afterwards. `accounts`: the stack's own pool."""
    world = World(_app_of(*features), table if table is not None else MemoryTable(), accounts=accounts)
    pool = ISSUER.issuer.rpartition("/")[2] if accounts else ""
    settings = Settings(company="test", table="test", cursor_secret="secret", issuers=(ISSUER,), user_pool=pool)
    running.use(
        Runtime(
            settings=settings,
            table=world.table,
            queue=world.queue,
            bucket=world.bucket,
            transcriber=world.transcriber,
            mail_gateway=SesGateway(clients.ses(), settings),
            verifier=Verifier(settings.issuers, lambda _: jwks()),
            directory=directory,
            note_foreign=note_foreign,
            switches=switches(),
            accounts=accounts,
            clock=lambda: world.now,
        )
    )
    try:
        yield world
    finally:
        running.use(None)
