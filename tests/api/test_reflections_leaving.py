"""What is left of a recording, its captions and its picture when it goes, in whatever order things happen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.storage.table import Changes
from chalicelib.reflections import store
from chalicelib.reflections.actions.captions import transcribed
from chalicelib.wiring import wiring
from tests.api.client import Reply
from tests.api.reflections_world import ADA, SILENT, ReflectionsApi, reflections_api
from tests.faulty import Killed

CANARY = "zyzzogeton"
VTT = f"WEBVTT\n\n00:00:00.500 --> 00:00:01.250\n{CANARY}\n"
WEBP = b"RIFF" + (22).to_bytes(4, "little") + b"WEBPVP8L" + (10).to_bytes(4, "little") + b"\x2f" + bytes(9)


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def ok(reply: Reply) -> Any:
    assert reply.status in {200, 201}, reply.text
    return reply.json


def finished(api: ReflectionsApi, *, told: bool) -> str:
    """Transcribe ends its one job; the key of the captions."""
    (job,) = api.world.transcriber.jobs
    key = api.world.transcriber.finish(job, api.world.bucket, VTT)
    if told:
        transcribed(wiring(), job, "COMPLETED")
    return key


def track_id(api: ReflectionsApi, one: str) -> str:
    found: str = ok(api(ADA).get(f"/reflections/{one}"))["tracks"][0]["track_id"]
    return found


def pictured(api: ReflectionsApi, one: str) -> dict[str, Any]:
    """A picture that counts; the form that it was sent with."""
    form: dict[str, Any] = ok(api(ADA).post(f"/reflections/{one}/poster", {"content_type": "image/webp"}))
    api.world.bucket.post(form, WEBP)
    api.deliver()
    assert ok(api(ADA).get(f"/reflections/{one}"))["has_poster"] is True
    return form


def another_picture(api: ReflectionsApi, one: str) -> dict[str, Any]:
    """A later picture is in the bucket, but S3 has not told of it; its form."""
    api.later(minutes=1)
    form: dict[str, Any] = ok(api(ADA).post(f"/reflections/{one}/poster", {"content_type": "image/webp"}))
    api.world.bucket.post(form, WEBP)
    return form


def pictures(api: ReflectionsApi) -> list[str]:
    return [key for key in api.world.bucket.objects if "/poster/" in key]


@pytest.mark.parametrize("news", ["transcribe tells", "s3 tells", "nobody tells"])
@pytest.mark.parametrize("gone", ["reflection", "recording"])
def test_captions_that_come_after_their_recording_is_gone_go_too(api: ReflectionsApi, gone: str, news: str) -> None:
    one = api.recorded()
    at = f"/reflections/{one}"
    assert api(ADA).delete(at if gone == "reflection" else f"{at}/tracks/{track_id(api, one)}").status == 204
    api.work(events=False)
    api.later(hours=1)
    api.work(events=False)
    key = finished(api, told=news == "transcribe tells")
    if news == "s3 tells":
        api.deliver()
    if news == "nobody tells":
        assert key in api.world.bucket.objects
        api.later(hours=24)
    api.work(events=False)
    assert api.world.bucket.objects == {}


def test_what_was_heard_in_a_recording_goes_when_it_is_discarded(api: ReflectionsApi) -> None:
    one = api.recorded()
    finished(api, told=True)
    api.work()
    assert store.transcript_key(one) in api.world.table.rows
    assert api(ADA).delete(f"/reflections/{one}/tracks/{track_id(api, one)}").status == 204
    api.work(events=False)
    assert api.world.bucket.objects == {}
    assert store.transcript_key(one) not in api.world.table.rows
    assert ok(api(ADA).get(f"/reflections?query={CANARY}"))["items"] == []


def test_a_new_recording_without_sound_leaves_nothing_of_what_the_old_one_said(api: ReflectionsApi) -> None:
    one = api.recorded()
    old = finished(api, told=True)
    api.later(minutes=1)
    api.upload(one, SILENT, type_="video/webm")
    api.work()
    assert old not in api.world.bucket.objects
    assert store.transcript_key(one) not in api.world.table.rows


def test_captions_of_a_new_recording_stay_when_those_of_the_old_one_go(api: ReflectionsApi) -> None:
    one = api.recorded()
    finished(api, told=True)
    api.later(minutes=1)
    api.upload(one)
    api.work()
    new = finished(api, told=True)
    for _ in range(30):
        api.later(hours=1)
        api.work()
    assert new in api.world.bucket.objects
    assert ok(api(ADA).get(f"/reflections/{one}/transcript"))["cues"][0]["text"] == CANARY


def test_the_picture_of_a_discarded_recording_goes_with_it(api: ReflectionsApi) -> None:
    one = api.recorded()
    pictured(api, one)
    assert api(ADA).delete(f"/reflections/{one}/tracks/{track_id(api, one)}").status == 204
    assert ok(api(ADA).get(f"/reflections/{one}"))["has_poster"] is False
    api.work(events=False)
    assert api.world.bucket.objects == {}


def test_the_picture_before_goes_only_once_the_new_one_is_stored(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = api.recorded()
    pictured(api, one)
    form = another_picture(api, one)

    def commit(_: Changes) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(api.world.table, "commit", commit)
        with pytest.raises(Killed):
            api.deliver()
    before = ok(api(ADA).get(f"/reflections/{one}/playback"))["poster_url"]
    assert api.world.bucket.fetch(before) == WEBP
    api.work()
    assert pictures(api) == [form["fields"]["key"]]


def test_an_event_about_the_picture_before_that_comes_again_changes_nothing(api: ReflectionsApi) -> None:
    one = api.recorded()
    old = pictured(api, one)["fields"]["key"]
    new = another_picture(api, one)["fields"]["key"]
    api.deliver()
    shown = ok(api(ADA).get(f"/reflections/{one}/playback"))["poster_url"]
    assert pictures(api) == [old, new]
    api.deliver()
    assert ok(api(ADA).get(f"/reflections/{one}/playback"))["poster_url"] == shown
    api.work(events=False)
    assert pictures(api) == [new]


def test_a_form_that_is_sent_twice_leaves_the_first_picture_the_newest_version(api: ReflectionsApi) -> None:
    one = api.recorded()
    form = pictured(api, one)
    api.world.bucket.post(form, WEBP + b"other")
    api.work()
    (key,) = pictures(api)
    assert [version.content for version in api.world.bucket.objects[key]] == [WEBP]
    assert api.world.bucket.fetch(ok(api(ADA).get(f"/reflections/{one}/playback"))["poster_url"]) == WEBP
