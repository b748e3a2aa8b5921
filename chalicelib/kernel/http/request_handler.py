"""The one way of every request: authenticate, parse, allow, act, answer. Refusals become problem documents here."""

import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from chalice.app import Request, Response

from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.errors import (
    FieldError,
    Invalid,
    MatchRequired,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Refusal,
    fault,
)
from chalicelib.kernel.http.call import Answer, Call, IdempotencyKey, Receipt
from chalicelib.kernel.http.parse import read_body, read_query
from chalicelib.kernel.http.problems import MEDIA, unexpected, written
from chalicelib.kernel.http.registry import Route, find
from chalicelib.kernel.identity import Claims, identity_key
from chalicelib.kernel.ids import digest
from chalicelib.kernel.policy import SYSTEM, Actor, ActorKind
from chalicelib.kernel.runtime import Runtime, current
from chalicelib.kernel.storage.table import Key, Reads

LONGEST_KEY = 255
LONGEST_ID = 200  # no id of ours is longer, and keys have a limit
PAGING = {"cursor", "limit"}
"""How much of a list at once, and from where on: neither says which list it is."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Type": "application/json",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class ParsedRequest(NamedTuple):
    """What a request says, once it was read and checked."""

    body: object
    query: object
    raw: bytes
    filters: Mapping[str, list[str]]


class IncomingRequest(NamedTuple):
    """A request on its way through the door."""

    entry: Route
    request: Request
    path: Mapping[str, str]
    runtime: Runtime
    reads: Reads


def handle(entry: Route, request: Request, path: Mapping[str, str]) -> Response:
    """Return `request`; whatever happens, the answer is JSON or a problem document."""
    began = time.perf_counter()
    request_id = request.context.get("requestId")
    observe.logger().set_correlation_id(request_id)
    actor_id = ""
    try:
        runtime = current()
        asked = IncomingRequest(entry, request, path, runtime, Reads(runtime.table))
        token = _token(entry, request)
        claims = None if token is None or _is_key(entry, token) else _verified(runtime, token)
        once = _idempotency_key(entry, request, claims, token)
        actor = _actor(asked, claims, token, once)
        actor_id = actor.id
        parsed = _parsed(asked)
        answer = perform(runtime, actor, lambda command: _act(_call(asked, command, parsed, once), entry), asked.reads)
        answer = answer.then() if answer.then else answer
        status, body, headers = _answered(entry, answer)
    except Refusal as refusal:
        status, body, headers = _refused(entry, refusal)
        observe.count("Refusals", reason=refusal.code)
    except Exception as error:  # noqa: BLE001 - the last resort: nothing of what went wrong leaves the house
        observe.fault("request failed", error)
        status, body, headers = _refused(entry, None)
    took = round((time.perf_counter() - began) * 1000, 1)
    observe.log("request", route=f"{entry.method} {entry.path}", status=status, actor=actor_id, ms=took)
    observe.flush()
    return Response(body=body, status_code=status, headers={**HEADERS, **headers})


def _refused(entry: Route, refusal: Refusal | None) -> tuple[int, str, dict[str, str]]:
    """Return a refusal (None: our fault) in the words of the caller."""
    if entry.dialect is not None:
        return entry.dialect.written(refusal)
    status, body, headers = unexpected() if refusal is None else written(refusal)
    return status, body, {"Content-Type": MEDIA} | headers


def _token(entry: Route, request: Request) -> str | None:
    if entry.allow.anonymous:
        return None
    given: str = request.headers.get("authorization", "")
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticated
    return token.strip()


def _verified(runtime: Runtime, token: str) -> Claims:
    """Return what the token says; issuers that no one trusts are written down now and then."""
    try:
        return runtime.verifier.verify(token)
    except NotAuthenticated:
        noted = runtime.verifier.foreign.take(runtime.verifier.now())
        if noted:
            runtime.note_foreign(runtime, noted)
        raise


def _is_key(entry: Route, token: str) -> bool:
    """Return whether this is a key of the protocol that the route speaks, which no issuer has signed."""
    return entry.dialect is not None and entry.dialect.is_key(token)


def _idempotency_key(entry: Route, request: Request, claims: Claims | None, token: str | None) -> IdempotencyKey | None:
    if entry.method != "POST" or token is None:
        return None
    key = request.headers.get("idempotency-key", "")
    if not key:
        if claims is not None and claims.is_client and entry.dialect is None:
            error = FieldError("Idempotency-Key", fault("required"))
            raise Invalid([error], "idempotency_key_required")
        return None
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid([FieldError("Idempotency-Key", fault("not_a_key", most=LONGEST_KEY))])
    said = digest(entry.path, encode(request.uri_params), encode(_query(request)), _raw(request).hex())
    whose = (claims.issuer, claims.subject) if claims else ("", token)
    return IdempotencyKey(key=Key(f"K#{digest(*whose, key)}"), fingerprint=said)


def _actor(asked: IncomingRequest, claims: Claims | None, token: str | None, once: IdempotencyKey | None) -> Actor:
    """Return who asks. The caller's identity, the receipt and what the route needs anyway are one read."""
    if token is None:
        return SYSTEM
    if any(len(value) > LONGEST_ID for value in asked.path.values()):
        raise NotFound
    entry = asked.entry
    actor = _holder(asked, claims, token, [*_prefetch(asked), *([once.key] if once else ())])
    if actor is None:
        raise NotAllowed("not_in_directory")
    if entry.switch and entry.tag in asked.runtime.switches.off(asked.reads):
        raise NotFound("feature_off")
    if not entry.allow.allows(actor):
        raise NotAllowed(case="needs", needs=entry.allow.name.split(" or "))
    if entry.dialect is not None:
        entry.dialect.admitted(asked.runtime, asked.reads, actor, asked.runtime.clock())
    return actor


def _holder(asked: IncomingRequest, claims: Claims | None, token: str, prefetch: list[Key]) -> Actor | None:
    """Return who holds the token; None: no one in the directory."""
    dialect = asked.entry.dialect
    if claims is None:
        holder = dialect.holder(asked.reads, token, prefetch) if dialect else None
        if holder is None:
            raise NotAuthenticated("invalid_token", case="key")
        return holder
    if claims.is_client:
        return Actor(
            id=f"client:{claims.client_id}", name=claims.client_id, kind=ActorKind.CLIENT, scopes=claims.scopes
        )
    asked.reads.fetch(identity_key(claims), *prefetch)
    return asked.runtime.directory(asked.runtime, asked.reads, claims)


def _prefetch(asked: IncomingRequest) -> Iterator[Key]:
    """What the route needs anyway. The query is not checked yet: what will be refused, and no key, is left out."""
    entry = asked.entry
    if entry.switch and asked.runtime.switches.key is not None:
        yield asked.runtime.switches.key()
    if entry.prefetch is not None:
        yield from entry.prefetch(asked.path)
    if entry.prefetch_query is not None:
        given = {name: values[0] for name, values in _query(asked.request).items() if len(values) == 1}
        yield from entry.prefetch_query({name: value for name, value in given.items() if len(value) <= LONGEST_ID})


def _parsed(asked: IncomingRequest) -> ParsedRequest:
    """Return what was sent, checked; nothing of it changes where the command is done again."""
    entry, request = asked.entry, asked.request
    if entry.match and request.headers.get("if-match") is None:
        raise MatchRequired
    query, raw = _query(request), _raw(request)
    body = read_body(entry, raw, request.headers.get("content-type", ""))
    return ParsedRequest(
        body, read_query(entry, query), raw, {n: given for n, given in query.items() if n not in PAGING}
    )


def _call(
    asked: IncomingRequest, command: Command, parsed: ParsedRequest, once: IdempotencyKey | None
) -> Call[object, object]:
    entry, headers = asked.entry, asked.request.headers
    if_match = headers.get("if-match")
    return Call(
        command=command,
        path=asked.path,
        body=parsed.body,
        query=parsed.query,
        raw=parsed.raw,
        route=entry.path,
        filters=parsed.filters,
        if_match=if_match.strip().removeprefix("W/").strip('"') if if_match is not None else None,
        if_none_match=headers.get("if-none-match"),
        once=once if entry.replay else None,
        content_type=headers.get("content-type", ""),
    )


def _act(call: Call[object, object], entry: Route) -> Answer:
    """Do it, once for an Idempotency-Key: a command that was sent again gets the first answer."""
    receipt = _receipt(call)
    if receipt is not None:
        return _replayed(call, entry, receipt)
    answer = entry.action(call)
    call.keep_receipt(answer.made)
    return answer


def _receipt(call: Call[object, object]) -> Receipt | None:
    """Return what the first request with this key left behind."""
    kept = None if call.once is None else call.reads.fetch(call.once.key).get(call.once.key)
    return None if kept is None or (kept.expires or 0) <= call.now.timestamp() else decode(kept.body, Receipt)


def _replayed(call: Call[object, object], entry: Route, receipt: Receipt) -> Answer:
    if call.once is None or receipt.fingerprint != call.once.fingerprint:
        error = FieldError("Idempotency-Key", fault("used_before"))
        raise Invalid([error], "idempotency_key_reused")
    source = find("GET", entry.replay or "")
    names = [part[1:-1] for part in source.path.split("/") if part.startswith("{")]
    call.path = {name: call.path.get(name, receipt.ref) for name in names}
    if receipt.ref and names:
        call.path[names[-1]] = receipt.ref  # a copy is another one than what it was made from
    call.query = source.query()
    call.again = True
    answer = source.action(call)
    return Answer(answer.body, answer.etag, entry.status)


def _answered(entry: Route, answer: Answer) -> tuple[int, str, dict[str, str]]:
    headers = {"Content-Type": entry.dialect.media} if entry.dialect else {}
    headers |= answer.headers
    if answer.etag is not None:
        headers["ETag"] = f'"{answer.etag}"'
    status = answer.status or entry.status
    return status, "" if answer.body is None else encode(answer.body), headers


def _raw(request: Request) -> bytes:
    raw = request.raw_body
    return raw.encode() if isinstance(raw, str) else raw


def _query(request: Request) -> dict[str, list[str]]:
    params = request.query_params
    return {name: params.getlist(name) for name in params} if params else {}
