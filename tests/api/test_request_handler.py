"""The one way of every request, on a small feature of its own."""

from collections.abc import Collection, Iterator
from typing import Annotated, Any

import msgspec
import pytest

from chalicelib.kernel import command
from chalicelib.kernel.errors import Conflict, NotFound
from chalicelib.kernel.http import REGISTRY, Answer, Call, Listing, PageQuery, Routes
from chalicelib.kernel.policy import Actor, ActorKind, either, hr_admin, public, scope, signed_in
from chalicelib.kernel.storage.table import ABSENT, Key, Raced, Row
from tests.api.client import World, world_of


class Note(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    text: str
    tags: list[str] = []


class Some(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Nothing in it is required."""

    text: str | None = None


def _key(name: str) -> Key:
    return Key(f"NOTE#{name}")


def _routes() -> Routes:
    routes = Routes("notes")

    @routes.get("/notes", allow=signed_in, summary="List", query=PageQuery, answer=Listing[Note])
    def listed(call: Call[Any, Any]) -> Answer:
        page = call.reads.query("ALL", limit=call.query.limit, after=call.after)
        return call.listed([row.key.sk for row in page.rows], page.after)

    @routes.get(
        "/notes/{note_id}", allow=signed_in, summary="One", answer=Note, prefetch=lambda p: [_key(p["note_id"])]
    )
    def one(call: Call[Any, Any]) -> Answer:
        row = call.reads.fetch(_key(call.path["note_id"])).get(_key(call.path["note_id"]))
        if row is None:
            raise NotFound
        return Answer(msgspec.json.decode(row.body), etag=row.version)

    @routes.post(
        "/notes", allow=signed_in, summary="Make", body=Note, answer=Note, status=201, replay="/notes/{note_id}"
    )
    def make(call: Call[Note, Any]) -> Answer:
        row = Row(key=_key(call.body.text), body=msgspec.json.encode(call.body).decode())
        call.command.changes.put(row, ABSENT)
        return Answer(call.body, etag=1, made=call.body.text)

    @routes.put("/notes/{note_id}", allow=signed_in, summary="Change", body=Note, answer=Note)
    def change(call: Call[Note, Any]) -> Answer:
        stored = call.reads.fetch(_key(call.path["note_id"]))[_key(call.path["note_id"])]
        call.must_match(stored.version, current=msgspec.json.decode(stored.body))
        return Answer(call.body, etag=stored.version + 1)

    @routes.post("/notes/{note_id}/refuse", allow=signed_in, summary="No", answer=Note)
    def refuse(call: Call[Any, Any]) -> Answer:
        raise Conflict("note_closed")

    @routes.post("/notes/{note_id}/break", allow=signed_in, summary="Fault", answer=Note)
    def broken(call: Call[Any, Any]) -> Answer:
        raise RuntimeError("secret text of a review")

    @routes.post("/notes/{note_id}/race", allow=signed_in, summary="Race", answer=Note)
    def raced(call: Call[Any, Any]) -> Answer:
        raise Raced([_key("x")])

    return _with_gates(routes)


class NoteQuery(PageQuery):
    note_id: Annotated[str, msgspec.Meta(max_length=300)] | None = None


def _with_gates(routes: Routes) -> Routes:
    @routes.get(
        "/found",
        allow=signed_in,
        summary="By the query",
        query=NoteQuery,
        answer=Listing[Note],
        prefetch=lambda _: [_key("always")],
        prefetch_query=lambda query: [_key(query["note_id"])] if "note_id" in query else [],
    )
    def found(call: Call[Any, NoteQuery]) -> Answer:
        asked = [] if call.query.note_id is None else [_key(call.query.note_id)]
        return call.listed([key.pk for key in call.reads.fetch(_key("always"), *asked)], None)

    @routes.get("/admin", allow=either(hr_admin, scope("cycles:read")), summary="Admin", answer=Note)
    def admin(call: Call[Any, Any]) -> Answer:
        return Answer({"id": call.actor.id})

    @routes.patch("/drafts/{note_id}", allow=signed_in, summary="Some", body=Some, answer=Note)
    def some(call: Call[Some, Any]) -> Answer:
        return Answer(call.body)

    @routes.post("/notes/{note_id}/follow", allow=signed_in, summary="Then", answer=Note, replay="/notes/{note_id}")
    def followed(call: Call[Any, Any]) -> Answer:
        key = _key(call.path["note_id"])
        call.command.changes.put(Row(key=key, body='{"id":"begun"}'))
        table = call.runtime.table
        return Answer({"id": "begun"}, then=lambda: Answer({"id": "done" if key in table.get([key]) else "early"}))

    @routes.get("/open", allow=public, summary="Open", answer=Note)
    def opened(call: Call[Any, Any]) -> Answer:
        return Answer({"id": call.actor.id})

    return routes


def _directory(_runtime: Any, _reads: Any, claims: Any) -> Actor | None:
    if not claims.email.endswith("@example.test"):
        return None
    roles = frozenset({"hr_admin"}) if claims.email.startswith("hr") else frozenset[str]()
    return Actor(id=claims.email, name="Ada", kind=ActorKind.PERSON, roles=roles)


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(_routes(), directory=_directory) as made:
        yield made
    REGISTRY.pop("notes")


def test_nobody_is_let_in_without_a_token(world: World) -> None:
    reply = world.anonymous().get("/notes/a")
    assert (reply.status, reply.json["code"]) == (401, "not_authenticated")
    assert reply.headers["www-authenticate"] == "Bearer"
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["cache-control"] == "no-store"


def test_nobody_outside_the_directory_is_let_in(world: World) -> None:
    assert world.as_("eve@elsewhere.test").get("/notes/a").json["code"] == "not_in_directory"


def test_what_the_query_names_is_read_with_the_caller(world: World) -> None:
    ada = world.as_("ada@example.test")
    world.table.put_many([Row(key=_key(name), body="{}") for name in ("always", "b")])
    for url, found in (("/found?note_id=b", ["NOTE#always", "NOTE#b"]), ("/found", ["NOTE#always"])):
        world.table.calls.clear()
        assert ada.get(url).json["items"] == found
        assert dict(world.table.calls) == {"get": 1}


def test_a_query_that_is_refused_is_not_looked_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two values, or more than any id is long: DynamoDB would refuse such a key."""
    fetched: list[Key] = []
    get = world.table.get

    def watched(keys: Collection[Key]) -> dict[Key, Row]:
        fetched.extend(keys)
        found: dict[Key, Row] = get(keys)
        return found

    monkeypatch.setattr(world.table, "get", watched)
    ada = world.as_("ada@example.test")
    assert ada.get("/found?note_id=b&note_id=c").status == 422
    assert ada.get(f"/found?note_id={'x' * 301}").status == 422
    assert _key("always") in fetched
    assert [key for key in fetched if key.pk.startswith("NOTE#") and key != _key("always")] == []


def test_a_public_route_asks_for_nothing(world: World) -> None:
    assert world.anonymous().get("/open").json == {"id": "system"}


def test_the_gate_of_a_route_is_kept(world: World) -> None:
    assert world.as_("ada@example.test").get("/admin").status == 403
    assert world.as_("hr@example.test").get("/admin").status == 200
    assert world.as_client("hris", "cycles:read").get("/admin").json == {"id": "client:hris"}
    assert world.as_client("hris", "people:write").get("/admin").status == 403
    assert world.as_client("hris", "people:write").get("/notes/a").status == 403


def test_identity_and_what_the_route_needs_are_one_read(world: World) -> None:
    world.as_("ada@example.test").get("/notes/a")
    assert world.table.calls == {"get": 1}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/text"),
        ({"text": 3}, "/text"),
        ({"text": "a", "other": 1}, "/other"),
        ({"text": "a", "tags": ["x", 3]}, "/tags/1"),
        ([], ""),
    ],
)
def test_bad_input_names_the_field(world: World, body: Any, pointer: str) -> None:
    reply = world.as_("ada@example.test").post("/notes", body)
    assert reply.status == 422
    assert [error["pointer"] for error in reply.json["errors"]] == [pointer]


def test_broken_json_and_other_media_are_told_apart(world: World) -> None:
    ada = world.as_("ada@example.test")
    assert ada.post("/notes", "{").json["code"] == "malformed_json"
    assert ada.post("/notes", "x", content_type="text/plain").status == 415
    assert ada.post("/notes", '{"text": "' + "x" * 1_000_001 + '"}').status == 413


@pytest.mark.parametrize("query", ["?limit=0", "?limit=101", "?limit=x", "?other=1", "?limit=1&limit=2", "?cursor=abc"])
def test_bad_parameters_are_refused(world: World, query: str) -> None:
    assert world.as_("ada@example.test").get(f"/notes{query}").status == 422


def test_a_list_goes_on_where_it_stopped(world: World) -> None:
    world.table.put_many([Row(key=Key("ALL", f"{n:02d}"), body="{}") for n in range(5)])
    ada = world.as_("ada@example.test")
    first = ada.get("/notes?limit=2").json
    second = ada.get(f"/notes?limit=2&cursor={first['next']}").json
    last = ada.get(f"/notes?limit=2&cursor={second['next']}").json
    assert [first["items"], second["items"], last["items"]] == [["00", "01"], ["02", "03"], ["04"]]
    assert last["next"] is None
    other = world.as_("bob@example.test").get(f"/notes?limit=2&cursor={first['next']}")
    assert other.status == 422, "a cursor belongs to the one it was made for"
    rest = ada.get(f"/notes?cursor={first['next']}").json
    assert rest == {"items": second["items"] + last["items"], "next": None}, "how much at once is no part of it"


def test_a_change_names_the_version_it_changes(world: World) -> None:
    ada = world.as_("ada@example.test")
    made = ada.post("/notes", {"text": "a"})
    assert (made.status, made.etag) == (201, '"1"')
    assert ada.put("/notes/a", {"text": "b"}).json["code"] == "match_required"
    stale = ada.put("/notes/a", {"text": "b"}, match='"0"')
    assert (stale.status, stale.json["current"], stale.etag) == (412, {"text": "a", "tags": []}, '"1"')
    assert ada.put("/notes/a", {"text": "b"}, match='"1"').etag == '"2"'


def test_a_repeated_command_gets_the_first_answer(world: World) -> None:
    ada = world.as_("ada@example.test")
    first = ada.post("/notes", {"text": "a"}, idempotency_key="k")
    again = ada.post("/notes", {"text": "a"}, idempotency_key="k")
    assert (again.status, again.json, again.etag) == (first.status, first.json, first.etag)
    other = ada.post("/notes", {"text": "b"}, idempotency_key="k")
    assert other.json["code"] == "idempotency_key_reused"
    assert world.as_("bob@example.test").post("/notes", {"text": "b"}, idempotency_key="k").status == 201


def test_a_key_is_forgotten_after_a_day(world: World) -> None:
    ada = world.as_("ada@example.test")
    ada.post("/notes", {"text": "a"}, idempotency_key="k")
    world.advance(hours=25)
    world.table.rows.pop(next(key for key in world.table.rows if key.pk.startswith("K#")))
    assert ada.post("/notes", {"text": "b"}, idempotency_key="k").status == 201


def test_machines_send_a_key(world: World) -> None:
    reply = world.as_client("hris", "people:write").post("/notes", {"text": "a"})
    assert reply.json["code"] == "idempotency_key_required"


def test_a_refusal_keeps_its_reason_and_a_fault_tells_nothing(
    world: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    ada = world.as_("ada@example.test")
    assert ada.post("/notes/a/refuse").json["code"] == "note_closed"
    fault = ada.post("/notes/a/break")
    assert (fault.status, fault.json["code"]) == (500, "internal")
    assert "secret" not in fault.text + caplog.text + capsys.readouterr().out


def test_what_is_done_once_a_command_is_committed_is_answered(world: World) -> None:
    assert world.as_("ada@example.test").post("/notes/z/follow").json == {"id": "done"}


def test_a_race_without_end_is_told_as_temporary(world: World) -> None:
    reply = world.as_("ada@example.test").post("/notes/a/race")
    assert (reply.status, reply.headers["retry-after"]) == (503, "2")


def test_those_who_raced_try_again_at_different_times(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    for _ in range(2):
        world.as_("ada@example.test").post("/notes/a/race")
    assert len(set(pauses)) == len(pauses) == 2 * (command.ATTEMPTS - 1)
    assert all(0 <= pause <= command.PAUSE * 2**further for further, pause in enumerate(pauses[: command.ATTEMPTS - 1]))


def test_commands_without_a_body_take_none(world: World) -> None:
    ada = world.as_("ada@example.test")
    assert ada.post("/notes/a/refuse", {}).status == 409
    assert ada.post("/notes/a/refuse", {"x": 1}).json["errors"][0]["pointer"] == "/x"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('{"text": "a", "text": "b"}', "text"),
        ('{"text": "a", "tags": [{"x": 1, "x": 1}]}', "x"),
        ('{"tags": [], "text": "a", "t\\u0065xt": "b"}', "text"),
    ],
)
def test_a_field_that_is_named_twice_is_refused(world: World, body: str, name: str) -> None:
    told = world.as_("ada@example.test").post("/notes", body)
    assert (told.status, told.json["code"]) == (400, "malformed_json")
    assert told.json["detail"] == f"The body contains the field {name} twice."


BODY_REQUIRED = {"pointer": "", "detail": "A body is required.", "code": "body_required", "params": {}}


def test_a_change_without_a_body_is_refused(world: World) -> None:
    ada = world.as_("ada@example.test")
    ok = ada.post("/notes", {"text": "a"})
    assert ok.status == 201
    for send in (ada.put, ada.patch):
        told = send("/notes/a", None, match="1") if send == ada.put else send("/drafts/a", None, match="1")
        assert (told.status, told.json["errors"]) == (422, [BODY_REQUIRED])
    assert ada.patch("/drafts/a", {}, match="1").status == 200


def test_a_parameter_that_no_route_lists_is_refused_as_documented(world: World) -> None:
    told = world.anonymous().get("/open?x")
    assert (told.status, told.json["errors"][0]["pointer"]) == (422, "/x")


def test_a_refusal_and_its_fields_carry_a_code_and_the_data_of_its_sentence(world: World) -> None:
    told = world.as_("ada@example.test").post("/notes", {"text": 5, "extra": 1}).json
    assert (told["code"], told["params"]) == ("invalid", {})
    assert [(one["code"], one["params"]) for one in told["errors"]] == [
        ("unknown_field", {}),
        ("wrong_type", {"type": "str", "given": "int"}),
    ]
    assert all(one["detail"].endswith(".") for one in told["errors"])
