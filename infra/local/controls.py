"""`/local/…`: what only the local run offers, for people who try things and for tests. Never in a deployed stack."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from infra.local.clock import MovableClock
from infra.local.keys import Signer
from infra.local.mailbox import Mailbox
from infra.local.travel import Traveller
from infra.local.web import Refused, Reply, Request, as_json, problem
from infra.local.worker import NotSettled

_MOST_SECONDS = 10 * 366 * 86_400
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class Controls:
    """Tokens, mailbox, clock, settle."""

    def __init__(self, signer: Signer, mailbox: Mailbox, clock: MovableClock, traveller: Traveller) -> None:
        self._signer = signer
        self._mailbox = mailbox
        self._clock = clock
        self._traveller = traveller
        self._routes: dict[str, dict[str, Callable[[Request], Reply]]] = {
            "/local/token": {"POST": self._token},
            "/local/mailbox": {"GET": self._mails, "DELETE": self._forget},
            "/local/clock": {"GET": self._now, "PUT": self._move},
            "/local/settle": {"POST": self._settle},
        }

    def answer(self, request: Request) -> Reply | None:
        """The answer, or None where there is nothing."""
        methods = self._routes.get(request.path)
        if methods is None:
            return None
        if request.method not in methods:
            allowed = ", ".join(sorted(methods))
            detail = f"{request.method} is not possible here."
            return problem(405, "method_not_allowed", detail, {"Allow": allowed})
        try:
            return methods[request.method](request)
        except Refused as refused:
            return refused.reply
        except NotSettled as error:
            return problem(503, "not_settled", str(error), {"Retry-After": "5"})

    def _token(self, request: Request) -> Reply:
        body = _body(request, {"email", "client", "scopes"})
        if "email" in body and body.keys() == {"email"}:
            email = _text(body, "email")
            if "@" not in email:
                raise Refused(422, "invalid", "This is not an e-mail address.", "/email")
            return as_json({"token": self._signer.person(email)})
        if "client" in body and "email" not in body:
            scopes = body.get("scopes", [])
            if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
                raise Refused(422, "invalid", "scopes must be a list of text.", "/scopes")
            return as_json({"token": self._signer.client(_text(body, "client"), scopes)})
        raise Refused(422, "invalid", "Give either email, or client and scopes.", "")

    def _mails(self, request: Request) -> Reply:
        return as_json({"items": self._mailbox.items(request.one("to"))})

    def _forget(self, _: Request) -> Reply:
        self._mailbox.clear()
        return Reply(204, headers={"Cache-Control": "no-store"})

    def _now(self, _: Request) -> Reply:
        return as_json({"now": _written(self._clock())})

    def _move(self, request: Request) -> Reply:
        body = _body(request, {"now", "advance_seconds"})
        if len(body) != 1:
            raise Refused(422, "invalid", "Give either now or advance_seconds.", "")
        before = self._clock()
        if "now" in body:
            fired = self._traveller.move(_instant(_text(body, "now")))
        else:
            fired = self._traveller.move_by(_seconds(body["advance_seconds"], before))
        answer: dict[str, object] = {"now": _written(self._clock()), "fired": fired}
        if self._clock() < before:
            answer["note"] = "The clock went back: nothing fires, and what was written keeps its later times."
        return as_json(answer)

    def _settle(self, request: Request) -> Reply:
        if request.body:
            _body(request, set())
        self._traveller.settle()
        return as_json({"settled": True, "now": _written(self._clock())})


def _body(request: Request, known: set[str]) -> Mapping[str, Any]:
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Refused(422, "invalid", "The body is not JSON.", "") from None
    if not isinstance(body, dict):
        raise Refused(422, "invalid", "The body must be an object.", "")
    for name in body.keys() - known:
        raise Refused(422, "invalid", "This field is not known here.", f"/{name}")
    return body


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body[name]
    if not isinstance(value, str) or not value.strip() or len(value) > 254:
        raise Refused(422, "invalid", f"{name} must be text.", f"/{name}")
    return value


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or "T" not in text.upper() or not _FIRST <= at <= _LAST:
        raise Refused(422, "invalid", "now must be an instant such as 2026-12-01T09:00:00Z.", "/now")
    return at.astimezone(UTC)


def _seconds(value: Any, now: datetime) -> float:
    pointer = "/advance_seconds"
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _MOST_SECONDS:
        raise Refused(422, "invalid", "advance_seconds must be a number, ten years at most.", pointer)
    if not _FIRST.timestamp() <= now.timestamp() + value <= _LAST.timestamp():
        raise Refused(422, "invalid", "The clock can show 2000 to 2100.", pointer)
    return float(value)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
