"""An open page asks every few seconds what is new: cheaply, and never with an answer that is stale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, NILS, ReflectionsApi, reflections_api


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def ask(api: ReflectionsApi, one: str, etag: str = "", *, who: Any = ADA) -> Reply:
    headers = {"if_none_match": etag} if etag else {}
    return api(who).get(f"/reflections/{one}/comments", **headers)


def say(api: ReflectionsApi, one: str, who: Any = BEN, **more: Any) -> Any:
    reply = api(who).post(f"/reflections/{one}/comments", {"text": "Hm"} | more)
    assert reply.status == 201, reply.text
    return reply.json


def test_nothing_new_is_answered_by_one_call_and_without_a_body(api: ReflectionsApi) -> None:
    one = api.shared()
    say(api, one)
    first = ask(api, one)
    assert first.status == 200
    api.world.table.calls.clear()
    again = ask(api, one, first.etag)
    assert (again.status, again.text, again.etag) == (304, "", first.etag)
    assert api.calls() == 1
    for written in (f"W/{first.etag}", f'"other", {first.etag}'):
        assert ask(api, one, written).status == 304


def test_what_is_new_takes_two_calls(api: ReflectionsApi) -> None:
    one = api.shared()
    before = ask(api, one).etag
    say(api, one)
    api.world.table.calls.clear()
    after = ask(api, one, before)
    assert (after.status, len(after.json["items"])) == (200, 1)
    assert api.calls() == 2


def comment(api: ReflectionsApi, one: str) -> None:
    say(api, one)


def take_away(api: ReflectionsApi, one: str) -> None:
    said = ask(api, one).json["items"][0]["id"]
    assert api(BEN).delete(f"/reflections/{one}/comments/{said}").status == 204


def reply_plays(api: ReflectionsApi, one: str) -> None:
    api.work()


def file_goes(api: ReflectionsApi, one: str) -> None:
    (item,) = [item for item in ask(api, one).json["items"] if item["attachments"]]
    file = item["attachments"][0]["attachment_id"]
    assert api(BEN).delete(f"/reflections/{one}/attachments/{file}").status == 204


@pytest.mark.parametrize("change", [comment, take_away, reply_plays, file_goes])
def test_every_change_of_what_is_shown_is_seen(
    api: ReflectionsApi, change: Callable[[ReflectionsApi, str], None]
) -> None:
    api.allow_files()
    one = api.shared()
    say(api, one)
    say(api, one, attachment_ids=[api.send_file(one, BEN)])
    say(api, one, track_ids=[api.reply(one, BEN)])
    before = ask(api, one)
    change(api, one)
    after = ask(api, one, before.etag)
    assert after.status == 200
    assert after.json != before.json


def test_whoever_may_no_longer_see_it_gets_no_304(api: ReflectionsApi) -> None:
    one = api.shared()
    etag = ask(api, one, who=BEN).etag
    api.move(ADA, NILS)
    assert ask(api, one, etag, who=BEN).status == 404
    assert ask(api, one, etag, who=NILS).status == 404
