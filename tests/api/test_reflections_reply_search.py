"""What is said in a recorded reply is found by those who may read its comment, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.client import Reply
from tests.api.reflections_world import ADA, ASA, BEN, CLEO, EVE, HANA, NILS, OTTO, TOP, ReflectionsApi, reflections_api

OUTSIDE = (CLEO, TOP, HANA, ASA, EVE, NILS, OTTO)


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def ok(reply: Reply, status: int = 200) -> Any:
    assert reply.status == status, reply.text
    return reply.json


def said(api: ReflectionsApi, one: str, *tracks: str, text: str = "", who: Any = BEN, **more: Any) -> Any:
    body = {"track_ids": list(tracks), "text": text} | more
    return ok(api(who).post(f"/reflections/{one}/comments", body), 201)


def answered(api: ReflectionsApi, *, who: Any = BEN) -> tuple[str, str, str]:
    """A shared reflection under which somebody answers with a recording: the two ids, and the track's."""
    one = api.shared()
    track = api.reply(one, who)
    comment = said(api, one, track, who=who)["id"]
    api.work()
    return one, comment, track


def listened(api: ReflectionsApi, track: str, text: str) -> None:
    """Transcribe has written what is said in a recording."""
    job = next(name for name in api.world.transcriber.jobs if name.endswith(track))
    api.world.transcriber.finish(job, api.world.bucket, f"WEBVTT\n\n00:00.000 --> 00:01.000\n{text}\n")
    api.later(minutes=20)
    api.work()


def finds(api: ReflectionsApi, person: Any, *words: str) -> list[str]:
    found = ok(api(person).get(f"/reflections?query={'+'.join(words)}"))["items"]
    return [line["id"] for line in found]


def indexed(api: ReflectionsApi, word: str) -> list[str]:
    """In whose partitions a word lies."""
    return sorted(key.pk for key in api.world.table.rows if key.sk.startswith(f"RW#{word}#"))


@pytest.mark.parametrize("who", [BEN, ADA], ids=["manager", "owner"])
def test_the_two_find_a_reflection_by_what_a_reply_says_and_nobody_else_does(api: ReflectionsApi, who: Any) -> None:
    one, _, track = answered(api, who=who)
    assert finds(api, ADA, "pelican") == []
    listened(api, track, "Well done, pelican")
    for person in (ADA, BEN):
        assert finds(api, person, "pelican") == finds(api, person, "spring", "peli") == [one], person.name
        assert finds(api, person, "pelican", "walrus") == []
    for person in OUTSIDE:
        assert finds(api, person, "pelican") == [], person.name
    assert indexed(api, "pelican") == [f"P#{ADA.id}", f"P#{BEN.id}"]


def test_a_later_manager_finds_nothing_by_what_was_said_to_the_one_before(api: ReflectionsApi) -> None:
    """Nor does the same one who comes back: not even before the words of then are gone."""
    one, _, track = answered(api)
    listened(api, track, "Well done, pelican")
    for manager in (NILS, BEN):
        api.move(ADA, manager)
        ok(api(ADA).post(f"/reflections/{one}/share"))
        for step in ("before", "after"):
            assert finds(api, manager, "pelican") == [], step
            assert finds(api, ADA, "pelican") == [one], step
            api.work()
        assert finds(api, manager, "spring") == [one]
        assert indexed(api, "pelican") == [f"P#{ADA.id}"]


def test_words_of_an_earlier_time_that_still_lie_there_lead_nowhere(api: ReflectionsApi) -> None:
    one, _, track = answered(api)
    listened(api, track, "Well done, pelican")
    api.move(ADA, NILS)
    api.move(ADA, BEN)
    ok(api(ADA).post(f"/reflections/{one}/share"))
    assert f"P#{BEN.id}" in indexed(api, "pelican")
    assert (finds(api, BEN, "pelican"), finds(api, BEN, "spring")) == ([], [one])


def test_what_is_taken_back_is_found_by_its_owner_alone(api: ReflectionsApi) -> None:
    one, _, track = answered(api)
    listened(api, track, "Well done, pelican")
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    assert (finds(api, BEN, "pelican"), finds(api, ADA, "pelican")) == ([], [one])
    api.work()
    assert indexed(api, "pelican") == [f"P#{ADA.id}"]


@pytest.mark.parametrize("what", ["comment", "track", "reflection"])
def test_deleted_it_is_found_no_more_at_once(api: ReflectionsApi, what: str) -> None:
    one, comment, track = answered(api)
    listened(api, track, "Well done, pelican")
    path = {"comment": f"/comments/{comment}", "track": f"/tracks/{track}", "reflection": ""}[what]
    by = ADA if what == "reflection" else BEN
    assert api(by).delete(f"/reflections/{one}{path}").status == 204
    for person in (ADA, BEN):
        assert finds(api, person, "pelican") == []
    api.work()
    assert indexed(api, "pelican") == []


def test_one_that_is_under_no_comment_yet_is_found_by_nobody(api: ReflectionsApi) -> None:
    one = api.shared()
    track = api.reply(one, BEN)
    api.work()
    listened(api, track, "Well done, pelican")
    assert indexed(api, "pelican") == []
    said(api, one, track)
    api.work()
    assert finds(api, ADA, "pelican") == finds(api, BEN, "pelican") == [one]
