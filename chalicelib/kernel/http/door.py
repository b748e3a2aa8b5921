"""The one way of every request: authenticate, parse, allow, act, answer. Refusals become problem documents here."""

import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from chalice.app import Request, Response

from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import (
    FieldError,
    Invalid,
    MatchRequired,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Refusal,
    Unavailable,
)
from chalicelib.kernel.http.call import Answer, Call, Once, Receipt
from chalicelib.kernel.http.parse import read_body, read_query
from chalicelib.kernel.http.problems import MEDIA, unexpected, written
from chalicelib.kernel.http.registry import Entry, find
from chalicelib.kernel.identity import Claims, identity_key
from chalicelib.kernel.ids import digest
from chalicelib.kernel.policy import SYSTEM, Actor, ActorKind
from chalicelib.kernel.runtime import Runtime, current
from chalicelib.kernel.table import Key, Raced, Reads

ATTEMPTS = 4
LONGEST_ID = 200  # no id of ours is longer, and keys have a limit
PAGING = {"cursor", "limit"}
"""How much of a list at once, and from where on: neither says which list it is."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Type": "application/json",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Asked(NamedTuple):
    """A request on its way through the door."""

    entry: Entry
    request: Request
    path: Mapping[str, str]
    runtime: Runtime
    reads: Reads


def handle(entry: Entry, request: Request, path: Mapping[str, str]) -> Response:
    """Answer `request`; whatever happens, the answer is JSON or a problem document."""
    began = time.perf_counter()
    request_id = request.context.get("requestId")
    observe.logger().set_correlation_id(request_id)
    actor_id = ""
    try:
        runtime = current()
        asked = Asked(entry, request, path, runtime, Reads(runtime.table))
        claims = _claims(entry, request, runtime)
        once = _once(entry, request, claims)
        actor = _actor(asked, claims, once)
        actor_id = actor.id
        answer = _act(_call(asked, actor, once), entry)
        status, body, headers = _answered(entry, answer)
    except Refusal as refusal:
        status, body, headers = written(refusal)
        headers = {"Content-Type": MEDIA} | headers
        observe.count("Refusals", reason=refusal.code)
    except Exception as error:  # noqa: BLE001 - the last resort: nothing of what went wrong leaves the house
        observe.fault("request failed", error)
        status, body, headers = unexpected()
        headers = {"Content-Type": MEDIA}
    took = round((time.perf_counter() - began) * 1000, 1)
    observe.log("request", route=f"{entry.method} {entry.path}", status=status, actor=actor_id, ms=took)
    observe.flush()
    return Response(body=body, status_code=status, headers={**HEADERS, **headers})


def _claims(entry: Entry, request: Request, runtime: Runtime) -> Claims | None:
    if entry.allow.anonymous:
        return None
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticated
    return runtime.verifier.verify(token.strip())


def _once(entry: Entry, request: Request, claims: Claims | None) -> Once | None:
    if entry.method != "POST" or claims is None:
        return None
    key = request.headers.get("idempotency-key", "")
    if not key:
        if claims.is_client:
            told = FieldError("Idempotency-Key", "Machine clients send this header with every POST.")
            raise Invalid([told], "idempotency_key_required")
        return None
    if len(key) > 255 or not key.isprintable():
        raise Invalid([FieldError("Idempotency-Key", "At most 255 printable characters.")])
    said = digest(entry.path, encode(request.uri_params), encode(_query(request)), _raw(request).hex())
    return Once(key=Key(f"K#{digest(claims.issuer, claims.subject, key)}"), fingerprint=said)


def _actor(asked: Asked, claims: Claims | None, once: Once | None) -> Actor:
    """Who asks. The caller's identity, the receipt and what the route needs anyway are one read."""
    if claims is None:
        return SYSTEM
    if any(len(value) > LONGEST_ID for value in asked.path.values()):
        raise NotFound
    entry = asked.entry
    ahead = [*_ahead(asked), *([once.key] if once else ())]
    if claims.is_client:
        actor: Actor | None = Actor(
            id=f"client:{claims.client_id}", name=claims.client_id, kind=ActorKind.CLIENT, scopes=claims.scopes
        )
    else:
        asked.reads.fetch(identity_key(claims), *ahead)
        actor = asked.runtime.directory(asked.reads, claims, asked.runtime.clock())
    if actor is None:
        raise NotAllowed("not_in_directory", "You are not in this company's directory. Ask HR to add you.")
    if not entry.allow.allows(actor):
        raise NotAllowed("not_allowed", f"This needs: {entry.allow.name.replace('_', ' ')}.")
    return actor


def _ahead(asked: Asked) -> Iterator[Key]:
    """What the route needs anyway. The query is not checked yet: what will be refused, and no key, is left out."""
    entry = asked.entry
    if entry.ahead is not None:
        yield from entry.ahead(asked.path)
    if entry.ahead_query is not None:
        given = {name: values[0] for name, values in _query(asked.request).items() if len(values) == 1}
        yield from entry.ahead_query({name: value for name, value in given.items() if len(value) <= LONGEST_ID})


def _call(asked: Asked, actor: Actor, once: Once | None) -> Call[object, object]:
    entry, request, path, runtime, reads = asked
    if_match = request.headers.get("if-match")
    if entry.match and if_match is None:
        raise MatchRequired
    query, raw = _query(request), _raw(request)
    content_type = request.headers.get("content-type", "")
    filters = {name: values for name, values in query.items() if name not in PAGING}
    return Call(
        actor=actor,
        path=path,
        body=read_body(entry, raw, content_type),
        query=read_query(entry, query),
        raw=raw,
        reads=reads,
        now=runtime.clock(),
        runtime=runtime,
        route=entry.path,
        filters=filters,
        if_match=if_match.strip().removeprefix("W/").strip('"') if if_match is not None else None,
        once=once if entry.replay else None,
        content_type=content_type,
    )


def _act(call: Call[object, object], entry: Entry) -> Answer:
    """Do it; when its commit was raced, load and decide again. A repeated command gets the first answer."""
    for _ in range(ATTEMPTS):
        receipt = _receipt(call)
        try:
            return entry.action(call) if receipt is None else _replayed(call, entry, receipt)
        except Raced:
            call.reads.forget()
    raise Unavailable("Too many people are changing this at once. Try again.")


def _receipt(call: Call[object, object]) -> Receipt | None:
    """What the first request with this key left behind."""
    kept = None if call.once is None else call.reads.fetch(call.once.key).get(call.once.key)
    return None if kept is None or (kept.expires or 0) <= call.now.timestamp() else decode(kept.body, Receipt)


def _replayed(call: Call[object, object], entry: Entry, receipt: Receipt) -> Answer:
    if call.once is None or receipt.fingerprint != call.once.fingerprint:
        told = FieldError("Idempotency-Key", "This key was used for another request.")
        raise Invalid([told], "idempotency_key_reused")
    source = find("GET", entry.replay or "")
    names = [part[1:-1] for part in source.path.split("/") if part.startswith("{")]
    call.path = {name: call.path.get(name, receipt.ref) for name in names}
    if receipt.ref and names:
        call.path[names[-1]] = receipt.ref  # a copy is another one than what it was made from
    call.query = source.query()
    answer = source.action(call)
    return Answer(answer.body, answer.etag, entry.status)


def _answered(entry: Entry, answer: Answer) -> tuple[int, str, dict[str, str]]:
    headers = dict(answer.headers)
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
