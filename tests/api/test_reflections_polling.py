"""An open page asks every few seconds what is new: cheaply, and never with an answer that is stale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, NILS, Studio, studio


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        yield opened


def ask(office: Studio, one: str, etag: str = "", *, who: Any = ADA) -> Reply:
    headers = {"if_none_match": etag} if etag else {}
    return office(who).get(f"/reflections/{one}/comments", **headers)


def say(office: Studio, one: str, who: Any = BEN, **more: Any) -> Any:
    reply = office(who).post(f"/reflections/{one}/comments", {"text": "Hm"} | more)
    assert reply.status == 201, reply.text
    return reply.json


def test_nothing_new_is_answered_by_one_call_and_without_a_body(office: Studio) -> None:
    one = office.shared()
    say(office, one)
    first = ask(office, one)
    assert first.status == 200
    office.world.table.calls.clear()
    again = ask(office, one, first.etag)
    assert (again.status, again.text, again.etag) == (304, "", first.etag)
    assert office.calls() == 1
    for written in (f"W/{first.etag}", f'"other", {first.etag}'):
        assert ask(office, one, written).status == 304


def test_what_is_new_takes_two_calls(office: Studio) -> None:
    one = office.shared()
    before = ask(office, one).etag
    say(office, one)
    office.world.table.calls.clear()
    after = ask(office, one, before)
    assert (after.status, len(after.json["items"])) == (200, 1)
    assert office.calls() == 2


def comment(office: Studio, one: str) -> None:
    say(office, one)


def take_away(office: Studio, one: str) -> None:
    said = ask(office, one).json["items"][0]["id"]
    assert office(BEN).delete(f"/reflections/{one}/comments/{said}").status == 204


def reply_plays(office: Studio, one: str) -> None:
    office.work()


def file_goes(office: Studio, one: str) -> None:
    (item,) = [item for item in ask(office, one).json["items"] if item["attachments"]]
    file = item["attachments"][0]["attachment_id"]
    assert office(BEN).delete(f"/reflections/{one}/attachments/{file}").status == 204


@pytest.mark.parametrize("change", [comment, take_away, reply_plays, file_goes])
def test_every_change_of_what_is_shown_is_seen(office: Studio, change: Callable[[Studio, str], None]) -> None:
    office.allow_files()
    one = office.shared()
    say(office, one)
    say(office, one, attachment_ids=[office.send_file(one, BEN)])
    say(office, one, track_ids=[office.reply(one, BEN)])
    before = ask(office, one)
    change(office, one)
    after = ask(office, one, before.etag)
    assert after.status == 200
    assert after.json != before.json


def test_whoever_may_no_longer_see_it_gets_no_304(office: Studio) -> None:
    one = office.shared()
    etag = ask(office, one, who=BEN).etag
    office.move(ADA, NILS)
    assert ask(office, one, etag, who=BEN).status == 404
    assert ask(office, one, etag, who=NILS).status == 404
