"""Routes that speak another protocol: its media type, its errors, its keys; everything else as ever."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
import pytest

from chalicelib.kernel.errors import NotFound, Refusal, Throttled
from chalicelib.kernel.http import REGISTRY, Answer, Call, Routes
from chalicelib.kernel.http.dialect import Dialect
from chalicelib.kernel.policy import PEOPLE_WRITE, Actor, ActorKind, scope
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import ABSENT, Key, Reads, Row
from tests.api.client import Caller, World, world_of

MEDIA = "application/speech+json"


class Speech(msgspec.Struct, kw_only=True):
    words: str = ""


class SpeechQuery(msgspec.Struct, kw_only=True):
    count: int = 7


def _written(refusal: Refusal | None) -> tuple[int, str, dict[str, str]]:
    status = 418 if refusal is None else 429 if isinstance(refusal, Throttled) else 400
    code = "fault" if refusal is None else refusal.code
    return status, f'{{"said":"{code}"}}', {"Content-Type": MEDIA}


def _holder(reads: Reads, token: str, prefetch: Sequence[Key]) -> Actor | None:
    reads.fetch(*prefetch)
    scopes = frozenset({PEOPLE_WRITE} if token == "key good" else ())
    return None if token == "key lost" else Actor(id="k", name="K", kind=ActorKind.CLIENT, scopes=scopes)


def _admitted(runtime: Runtime, reads: Reads, actor: Actor, now: datetime) -> None:
    if runtime.table.count(Key("SEEN"), int(now.timestamp())) > 5:
        raise Throttled


SPOKEN = Dialect(
    media=MEDIA,
    takes=frozenset({MEDIA, "application/json"}),
    problem=Speech,
    written=_written,
    is_key=lambda token: token.startswith("key "),
    holder=_holder,
    admitted=_admitted,
)


def _routes() -> Routes:
    routes = Routes("speeches")
    how: dict[str, Any] = {"allow": scope(PEOPLE_WRITE), "summary": "Speak", "answer": Speech, "dialect": SPOKEN}

    @routes.get("/speeches/{speech_id}", query=SpeechQuery, **how)
    def one(call: Call[Any, SpeechQuery]) -> Answer:
        return Answer({"id": call.path["speech_id"], "count": call.query.count})

    @routes.put("/speeches/{speech_id}", match=False, body=Speech, **how)
    def change(call: Call[Any, Any]) -> Answer:
        if call.path["speech_id"] == "broken":
            raise RuntimeError("secret")
        if call.path["speech_id"] == "none":
            raise NotFound
        return Answer({"body": call.body, "if_match": call.if_match})

    @routes.post("/speeches", body=Speech, replay="/speeches/{speech_id}", **how)
    def make(call: Call[Any, Any]) -> Answer:
        call.command.changes.put(Row(key=Key("SPEECH", "first"), body="{}"), ABSENT)
        return Answer({"id": "first"}, made="first")

    return routes


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(_routes()) as made:
        yield made
    REGISTRY.pop("speeches")


@pytest.fixture
def known(world: World) -> Caller:
    return world.as_token("key good")


def test_bodies_and_queries_are_open(known: Caller) -> None:
    reply = known.put("/speeches/a?more=1", {"anything": [1]})
    assert (reply.status, reply.json["body"]) == (200, {"anything": [1]})
    assert reply.headers["content-type"] == MEDIA
    assert known.get("/speeches/a?count=3&count=4&unknown=x").json["count"] == 4


def test_neither_a_version_nor_a_key_of_the_command_is_demanded_and_both_are_taken(known: Caller) -> None:
    assert known.put("/speeches/a", {}).status == 200
    assert known.put("/speeches/a", {}, match='W/"3"').json["if_match"] == "3"
    assert known.post("/speeches", {}, idempotency_key="x").json == {"id": "first"}
    assert known.post("/speeches", {}, idempotency_key="x").json["id"] == "first"


def test_both_media_types_are_taken_and_no_other(known: Caller) -> None:
    for media in (MEDIA, f"{MEDIA}; charset=utf-8", "application/json"):
        assert known.put("/speeches/a", {}, content_type=media).status == 200
    assert known.put("/speeches/a", {}, content_type="text/plain").json == {"said": "unsupported_media_type"}


def test_refusals_are_said_in_its_words(world: World, known: Caller) -> None:
    assert known.put("/speeches/none", {}).json == {"said": "not_found"}
    assert known.put("/speeches/broken", {}).json == {"said": "fault"}
    assert known.put("/speeches/a", "{").json == {"said": "malformed_json"}
    assert world.anonymous().get("/speeches/a").json == {"said": "not_authenticated"}
    assert world.as_token("key lost").get("/speeches/a").json == {"said": "invalid_token"}
    assert world.as_token("key other").get("/speeches/a").json == {"said": "not_allowed"}
    assert world.as_token("no key").get("/speeches/a").json == {"said": "invalid_token"}


def test_a_signed_token_comes_in_as_ever(world: World) -> None:
    assert world.as_client("hr", PEOPLE_WRITE).post("/speeches", {}).status == 200
    assert world.as_client("hr").get("/speeches/a").json == {"said": "not_allowed"}


def test_it_says_who_comes_too_often(known: Caller) -> None:
    assert [known.get("/speeches/a").status for _ in range(6)] == [200] * 5 + [429]
