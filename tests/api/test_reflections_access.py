"""Who gets through the door of each route of reflections: the owner, the manager of today, and no one else [6].

HR, those further up, a former manager, a colleague and a stranger learn nothing: not even that there is something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from chalicelib.files.actions import attachments_key, attachments_of
from chalicelib.files.rules import AttachmentPlace
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, PEOPLE_WRITE
from chalicelib.reflections.routes import routes
from tests.api.client import Reply
from tests.api.reflections_world import ADA, ASA, BEN, CLEO, EVE, HANA, NILS, OTTO, TOP, ReflectionsApi, reflections_api

OUTSIDE = (CLEO, TOP, HANA, ASA, EVE, NILS, OTTO)
"""Upline, HR admin, HR assistant, a colleague, another manager, a stranger."""


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


class Door(NamedTuple):
    """One route: which state it needs, and whether the manager may, may not (403) or sees nothing (404)."""

    method: str
    path: str
    body: dict[str, Any] | None
    before: Callable[[ReflectionsApi], str]
    manager: int


def drafted(api: ReflectionsApi) -> str:
    return api.recorded()


def uploading(api: ReflectionsApi) -> str:
    one = api.begin()
    api(ADA).post(f"/reflections/{one}/tracks", {"kind": "screen", "content_type": "video/mp4"})
    return one


def shared(api: ReflectionsApi) -> str:
    one = api.shared()
    api(ADA).post(f"/reflections/{one}/comments", {"text": "What do you think?"})
    return one


def with_file(api: ReflectionsApi) -> str:
    api.allow_files()
    one = api.shared()
    said = {"text": "See here", "attachment_ids": [api.send_file(one)]}
    assert api(ADA).post(f"/reflections/{one}/comments", said).status == 201
    return one


def with_loose_file(api: ReflectionsApi) -> str:
    api.allow_files()
    one = api.shared()
    api.send_file(one)
    return one


def captioned(api: ReflectionsApi) -> str:
    one = api.shared()
    (job,) = api.world.transcriber.jobs
    api.world.transcriber.finish(job, api.world.bucket, "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
    api.later(minutes=20)
    api.work()
    return one


def replied(api: ReflectionsApi) -> str:
    """The manager answers with a recording."""
    one = api.shared()
    api(BEN).post(f"/reflections/{one}/comments", {"track_ids": [api.reply(one, BEN)]})
    api.work()
    for job in list(api.world.transcriber.jobs):
        api.world.transcriber.finish(job, api.world.bucket, "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
    api.later(minutes=20)
    api.work()
    return one


PARTS = {"part_numbers": [1]}
PIECES = {"items": [{"part_number": 1, "at": 0, "size": 9}]}
CUES = {"cues": [{"at_ms": 0, "until_ms": 900, "text": "Hallo"}]}
REPLY = {"kind": "camera", "content_type": "video/mp4", "reply": True}
PLAN = {"name": "plan.txt", "content_type": "text/plain", "size": 16}
DOORS = [
    Door("GET", "", None, shared, 200),
    Door("GET", "", None, drafted, 404),
    Door("PATCH", "", {"title": "New"}, shared, 403),
    Door("PATCH", "", {"title": "New"}, drafted, 404),
    Door("DELETE", "", None, shared, 403),
    Door("DELETE", "", None, drafted, 404),
    Door("POST", "/share", None, drafted, 404),
    Door("POST", "/unshare", None, shared, 403),
    Door("POST", "/seen", None, shared, 200),
    Door("POST", "/seen", None, drafted, 404),
    Door("GET", "/playback", None, shared, 200),
    Door("GET", "/playback", None, drafted, 404),
    Door("GET", "/transcript", None, captioned, 200),
    Door("PUT", "/transcript", CUES, captioned, 403),
    Door("PUT", "/transcript", CUES, drafted, 404),
    Door("GET", "/transcript/versions", None, captioned, 403),
    Door("GET", "/transcript/versions", None, drafted, 404),
    Door("GET", "/download", None, shared, 403),
    Door("GET", "/download", None, drafted, 404),
    Door("GET", "/comments/{comment}/playback", None, replied, 200),
    Door("GET", "/comments/{comment}/transcript", None, replied, 200),
    Door("POST", "/tracks", REPLY, shared, 201),
    Door("POST", "/tracks", REPLY, drafted, 404),
    Door("POST", "/tracks/{track}/pieces", PIECES, uploading, 404),
    Door("POST", "/tracks/{track}/pieces", PIECES, shared, 403),
    Door("GET", "/comments", None, shared, 200),
    Door("GET", "/comments", None, drafted, 404),
    Door("POST", "/comments", {"text": "Yes"}, shared, 201),
    Door("GET", "/comments/{comment}", None, shared, 200),
    Door("DELETE", "/comments/{comment}", None, shared, 403),
    Door("POST", "/attachments", PLAN, with_file, 201),
    Door("POST", "/attachments", PLAN, drafted, 404),
    Door("GET", "/attachments/{attachment}", None, with_file, 200),
    Door("GET", "/attachments/{attachment}", None, with_loose_file, 404),
    Door("DELETE", "/attachments/{attachment}", None, with_file, 403),
    Door("DELETE", "/attachments/{attachment}", None, with_loose_file, 404),
    Door("POST", "/tracks", {"kind": "screen", "content_type": "video/mp4"}, drafted, 404),
    Door("POST", "/tracks", {"kind": "screen", "content_type": "video/mp4"}, shared, 403),
    Door("GET", "/tracks/{track}", None, shared, 200),
    Door("GET", "/tracks/{track}", None, uploading, 404),
    Door("DELETE", "/tracks/{track}", None, drafted, 404),
    Door("DELETE", "/tracks/{track}", None, shared, 403),
    Door("POST", "/tracks/{track}/parts", PARTS, uploading, 404),
    Door("GET", "/tracks/{track}/parts", None, uploading, 404),
    Door("POST", "/tracks/{track}/parts", PARTS, shared, 403),
    Door("GET", "/tracks/{track}/parts", None, shared, 403),
    Door("POST", "/tracks/{track}/complete", {"duration_ms": 10}, uploading, 404),
    Door("POST", "/tracks/{track}/complete", {"duration_ms": 10}, shared, 403),
    Door("POST", "/poster", {"content_type": "image/webp"}, drafted, 404),
    Door("POST", "/poster", {"content_type": "image/webp"}, shared, 403),
]
named = [f"{door.method} {door.path or '/'} {door.before.__name__}" for door in DOORS]


def ask(api: ReflectionsApi, door: Door, caller: Any, one: str) -> Reply:
    owner = api(ADA)
    whole = owner.get(f"/reflections/{one}").json
    tracks = whole["tracks"]
    said = owner.get(f"/reflections/{one}/comments").json["items"]
    key = attachments_key(AttachmentPlace(owner_id=ADA.id, subject_id=one, part=ADA.id))
    row = api.world.table.rows.get(key)
    path = door.path.format(
        track=tracks[0]["track_id"],
        comment=said[0]["id"] if said else "none",
        attachment=attachments_of(row).files[0].id if row else "none",
    )
    headers = {"PATCH": {"if-match": f'"{whole["etag"]}"'}, "PUT": {"if-match": _match(api, one)}}.get(door.method, {})
    reply: Reply = caller.send(door.method, f"/reflections/{one}{path}", door.body, headers)
    return reply


def _match(api: ReflectionsApi, one: str) -> str:
    reply = api(ADA).get(f"/reflections/{one}/transcript")
    return f'"{reply.json["version"]}"' if reply.status == 200 else '"0"'


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_nobody_outside_learns_that_there_is_something(api: ReflectionsApi, door: Door) -> None:
    one = door.before(api)
    never = f"{one[:20]}ZZZZZZ{one[26:]}"
    for person in OUTSIDE:
        reply = ask(api, door, api(person), one)
        assert reply.status == 404, person.name
        blank = api(person).send(
            door.method,
            f"/reflections/{never}{door.path.format(track='none', comment='none', attachment='none')}",
            door.body,
            {"if-match": '"1"'} if door.method in {"PATCH", "PUT"} else {},
        )
        assert reply.json == blank.json, "what is hidden and what never was look the same"


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_the_manager_of_today_gets_what_the_owner_shares(api: ReflectionsApi, door: Door) -> None:
    one = door.before(api)
    reply = ask(api, door, api(BEN), one)
    assert reply.status == door.manager, reply.text
    if reply.status == 403:
        assert "Ada" in reply.json["detail"] or "author" in reply.json["detail"]


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_the_owner_gets_through_or_hears_why_not_now(api: ReflectionsApi, door: Door) -> None:
    one = door.before(api)
    reply = ask(api, door, api(ADA), one)
    assert reply.status in {200, 201, 204, 409}, reply.text
    if door.manager == 403 and reply.status == 409:
        assert reply.json["code"] in {"shared", "upload_finished"}


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_a_former_manager_is_out_at_once_and_the_new_one_sees_nothing_yet(api: ReflectionsApi, door: Door) -> None:
    one = door.before(api)
    api.move(ADA, NILS)
    for person in (BEN, NILS):
        assert ask(api, door, api(person), one).status == 404, person.name


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_the_anonymous_strangers_machines_and_leavers_stay_outside(api: ReflectionsApi, door: Door) -> None:
    one = door.before(api)
    assert ask(api, door, api.world.anonymous(), one).status == 401
    assert ask(api, door, api.world.as_("nobody@example.test"), one).status == 403
    machine = api.world.as_client("hris", PEOPLE_WRITE, CYCLES_WRITE, CYCLES_READ)
    path = f"/reflections/{one}{door.path.format(track='none', comment='none', attachment='none')}"
    assert machine.send(door.method, path, door.body, {"idempotency-key": "k", "if-match": '"1"'}).status == 403
    assert api(HANA).post(f"/people/{BEN.id}/leave").status == 200
    assert ask(api, door, api(BEN), one).status == 403, "whoever left is in no directory"


def test_every_route_of_reflections_has_a_door_here() -> None:
    filled = {"track": "{track_id}", "comment": "{comment_id}", "attachment": "{attachment_id}"}
    told = {(door.method, door.path.format(**filled)) for door in DOORS}
    one = "/reflections/{reflection_id}"
    owed = {(entry.method, entry.path.removeprefix(one)) for entry in routes.routes if entry.path.startswith(one)}
    assert owed == told


OWN = "/reflections?role=owner"
LISTS = (
    "/reflections",
    OWN,
    "/reflections?role=manager",
    f"/reflections?owner_id={ADA.id}",
    "/reflections?query=spring",
)


@pytest.mark.parametrize("path", LISTS)
def test_lists_and_search_show_what_one_sees_and_no_more(api: ReflectionsApi, path: str) -> None:
    open_one, hidden_one = api.shared(), api.recorded(title="My spring, unshared")
    seen = {person.name: {item["id"] for item in ok(api(person).get(path))["items"]} for person in (*OUTSIDE, BEN)}
    assert seen.pop("Ben") == (set() if path == OWN else {open_one})
    assert set().union(*seen.values()) == set()
    mine = {item["id"] for item in ok(api(ADA).get(path))["items"]}
    assert mine == (set() if "role=manager" in path else {open_one, hidden_one})


@pytest.mark.parametrize("path", LISTS)
def test_lists_and_search_forget_a_former_manager(api: ReflectionsApi, path: str) -> None:
    api.shared()
    api.move(ADA, NILS)
    for person in (BEN, NILS):
        assert ok(api(person).get(path))["items"] == []


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_for_people_of_the_directory(api: ReflectionsApi, path: str) -> None:
    assert api.world.anonymous().get(path).status == 401
    assert api.world.as_("nobody@example.test").get(path).status == 403
    assert api.world.as_client("hris", PEOPLE_WRITE, CYCLES_READ).get(path).status == 403


def ok(reply: Reply) -> Any:
    assert reply.status == 200, reply.text
    return reply.json
