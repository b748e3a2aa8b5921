"""API Gateway on this machine: an HTTP request becomes the event that the Lambda handler gets, and its answer HTTP.

Everything goes through the real Chalice app. What the gateway itself answers in the cloud (unknown path, wrong
method, too large) is answered here, as problem documents, as `infra/resources.yaml` says for the gateway.
"""

import base64
import threading
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalice.app import Chalice

from infra.local.ministack import ACCOUNT, REGION
from infra.local.web import Reply, Request, problem

MAX_BODY = 10 * 1024 * 1024
STAGE = "api"


class Context:
    """What Lambda hands to a handler beside the event."""

    memory_limit_in_mb = 512
    function_version = "$LATEST"

    def __init__(self, function_name: str, request_id: str = "") -> None:
        self.function_name = function_name
        self.aws_request_id = request_id or str(uuid.uuid4())
        self.invoked_function_arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function_name}"
        self.log_group_name = f"/aws/lambda/{function_name}"
        self.log_stream_name = "local"
        self._started = datetime.now(UTC)

    def get_remaining_time_in_millis(self) -> int:
        """As if the function had 29 seconds."""
        spent = datetime.now(UTC) - self._started
        return max(0, 29_000 - int(spent.total_seconds() * 1000))


def serve_threads(app: Chalice) -> Chalice:
    """Let `app` serve many requests at once.

    Chalice keeps `current_request` and `lambda_context` as plain attributes, right for Lambda's one request at a
    time; under threads 861 of 960 requests saw another one's.
    """
    store = threading.local()

    def attribute(name: str) -> property:
        return property(lambda _: getattr(store, name, None), lambda _, value: setattr(store, name, value))

    kind = type(app)
    names = ("current_request", "lambda_context")
    for name in names:
        app.__dict__.pop(name, None)
    app.__class__ = type(f"Threaded{kind.__name__}", (kind,), {name: attribute(name) for name in names})
    return app


@dataclass(frozen=True, slots=True)
class _Match:
    resource: str
    parameters: dict[str, str]


class Gateway:
    """Serves `app` under `/api`."""

    def __init__(self, app: Chalice, prefix: str = "/api") -> None:
        self._app = serve_threads(app)
        self._prefix = prefix
        self._resources = [(tuple(path.strip("/").split("/")), path) for path in app.routes]

    def owns(self, path: str) -> bool:
        """Whether `path` is the API's."""
        return path == self._prefix or path.startswith(f"{self._prefix}/")

    def endpoints(self) -> list[tuple[str, str]]:
        """Every (method, path) that is served."""
        return sorted(
            (method, f"{self._prefix}{path}") for path, methods in self._app.routes.items() for method in methods
        )

    def answer(self, request: Request) -> Reply:
        """What the API says to `request`."""
        found = self._match(request.path.removeprefix(self._prefix) or "/")
        if found is None:
            return problem(404, "not_found", "There is nothing at this address.")
        methods = self._app.routes[found.resource]
        if request.method not in methods:
            return problem(
                405,
                "method_not_allowed",
                f"{request.method} is not possible here.",
                headers={"Allow": ", ".join(sorted(methods))},
            )
        if len(request.body) > MAX_BODY:
            return problem(413, "too_large", "A request may have at most 10 MB.")
        event = self._event(request, found)
        return _reply(self._app(event, Context("api_handler", event["requestContext"]["requestId"])))

    def _match(self, path: str) -> _Match | None:
        """The most specific resource: fixed parts win over parameters, from the left."""
        parts = tuple(path.strip("/").split("/"))
        fitting = [
            (tuple(part.startswith("{") for part in pattern), pattern, resource)
            for pattern, resource in self._resources
            if len(pattern) == len(parts) and all(p[:1] == "{" or p == q for p, q in zip(pattern, parts, strict=True))
        ]
        if not fitting:
            return None
        _, pattern, resource = min(fitting)
        parameters = {p[1:-1]: q for p, q in zip(pattern, parts, strict=True) if p.startswith("{")}
        return None if "" in parameters.values() else _Match(resource, parameters)

    def _event(self, request: Request, found: _Match) -> dict[str, Any]:
        body, encoded = self._body(request)
        query = {name: list(values) for name, values in request.query.items()}
        return {
            "resource": found.resource,
            "path": request.path.removeprefix(self._prefix) or "/",
            "httpMethod": request.method,
            "headers": dict(request.headers),
            "multiValueHeaders": {name: [text] for name, text in request.headers.items()},
            "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": found.parameters or None,
            "stageVariables": None,
            "requestContext": self._request_context(request, found),
            "body": body,
            "isBase64Encoded": encoded,
        }

    def _request_context(self, request: Request, found: _Match) -> dict[str, Any]:
        now = datetime.now(UTC)
        return {
            "accountId": ACCOUNT,
            "apiId": "local",
            "domainName": request.headers.get("host", "localhost"),
            "extendedRequestId": str(uuid.uuid4()),
            "httpMethod": request.method,
            "identity": {"sourceIp": "127.0.0.1", "userAgent": request.headers.get("user-agent")},
            "path": request.path,
            "protocol": "HTTP/1.1",
            "requestId": str(uuid.uuid4()),
            "requestTime": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "requestTimeEpoch": int(now.timestamp() * 1000),
            "resourceId": "local",
            "resourcePath": found.resource,
            "stage": STAGE,
        }

    def _body(self, request: Request) -> tuple[str | None, bool]:
        """The body as the gateway passes it: base64 for binary media types, else text, bad bytes replaced."""
        if not request.body:
            return None, False
        content_type = request.headers.get("content-type", "application/json")
        if _is_binary(content_type, self._app.api.binary_types):
            return base64.b64encode(request.body).decode(), True
        return request.body.decode("utf-8", "replace"), False


def _is_binary(content_type: str, binary_types: Iterable[str]) -> bool:
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    return any(name in ("*/*", kind) or name == f"{kind.split('/', 1)[0]}/*" for name in binary_types)


def _reply(answer: Mapping[str, Any]) -> Reply:
    body = answer.get("body") or ""
    content = base64.b64decode(body) if answer.get("isBase64Encoded") else str(body).encode()
    headers = {name: ", ".join(values) for name, values in (answer.get("multiValueHeaders") or {}).items()}
    headers |= {name: str(text) for name, text in (answer.get("headers") or {}).items()}
    return Reply(int(answer["statusCode"]), content, headers)
