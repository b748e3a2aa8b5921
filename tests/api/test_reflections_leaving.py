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
from tests.api.reflections_world import ADA, SILENT, Studio, studio
from tests.faulty import Killed

CANARY = "zyzzogeton"
VTT = f"WEBVTT\n\n00:00:00.500 --> 00:00:01.250\n{CANARY}\n"
WEBP = b"RIFF" + (22).to_bytes(4, "little") + b"WEBPVP8L" + (10).to_bytes(4, "little") + b"\x2f" + bytes(9)


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        yield opened


def ok(reply: Reply) -> Any:
    assert reply.status in {200, 201}, reply.text
    return reply.json


def finished(office: Studio, *, told: bool) -> str:
    """Transcribe ends its one job; the key of the captions."""
    (job,) = office.world.transcriber.jobs
    key = office.world.transcriber.finish(job, office.world.bucket, VTT)
    if told:
        transcribed(wiring(), job, "COMPLETED")
    return key


def track_id(office: Studio, one: str) -> str:
    found: str = ok(office(ADA).get(f"/reflections/{one}"))["tracks"][0]["track_id"]
    return found


def pictured(office: Studio, one: str) -> dict[str, Any]:
    """A picture that counts; the form that it was sent with."""
    form: dict[str, Any] = ok(office(ADA).post(f"/reflections/{one}/poster", {"content_type": "image/webp"}))
    office.world.bucket.post(form, WEBP)
    office.deliver()
    assert ok(office(ADA).get(f"/reflections/{one}"))["has_poster"] is True
    return form


@pytest.mark.parametrize("news", ["transcribe tells", "s3 tells", "nobody tells"])
@pytest.mark.parametrize("gone", ["reflection", "recording"])
def test_captions_that_come_after_their_recording_is_gone_go_too(office: Studio, gone: str, news: str) -> None:
    one = office.recorded()
    at = f"/reflections/{one}"
    assert office(ADA).delete(at if gone == "reflection" else f"{at}/tracks/{track_id(office, one)}").status == 204
    office.work(events=False)
    office.later(hours=1)
    office.work(events=False)
    key = finished(office, told=news == "transcribe tells")
    if news == "s3 tells":
        office.deliver()
    if news == "nobody tells":
        assert key in office.world.bucket.objects
        office.later(hours=24)
    office.work(events=False)
    assert office.world.bucket.objects == {}


def test_what_was_heard_in_a_recording_goes_when_it_is_discarded(office: Studio) -> None:
    one = office.recorded()
    finished(office, told=True)
    office.work()
    assert store.transcript_key(one) in office.world.table.rows
    assert office(ADA).delete(f"/reflections/{one}/tracks/{track_id(office, one)}").status == 204
    office.work(events=False)
    assert office.world.bucket.objects == {}
    assert store.transcript_key(one) not in office.world.table.rows
    assert ok(office(ADA).get(f"/reflections?query={CANARY}"))["items"] == []


def test_a_new_recording_without_sound_leaves_nothing_of_what_the_old_one_said(office: Studio) -> None:
    one = office.recorded()
    old = finished(office, told=True)
    office.later(minutes=1)
    office.upload(one, SILENT, type_="video/webm")
    office.work()
    assert old not in office.world.bucket.objects
    assert store.transcript_key(one) not in office.world.table.rows


def test_captions_of_a_new_recording_stay_when_those_of_the_old_one_go(office: Studio) -> None:
    one = office.recorded()
    finished(office, told=True)
    office.later(minutes=1)
    office.upload(one)
    office.work()
    new = finished(office, told=True)
    for _ in range(30):
        office.later(hours=1)
        office.work()
    assert new in office.world.bucket.objects
    assert ok(office(ADA).get(f"/reflections/{one}/transcript"))["cues"][0]["text"] == CANARY


def test_the_picture_of_a_discarded_recording_goes_with_it(office: Studio) -> None:
    one = office.recorded()
    pictured(office, one)
    assert office(ADA).delete(f"/reflections/{one}/tracks/{track_id(office, one)}").status == 204
    assert ok(office(ADA).get(f"/reflections/{one}"))["has_poster"] is False
    office.work(events=False)
    assert office.world.bucket.objects == {}


def test_the_picture_before_goes_only_once_the_new_one_is_stored(
    office: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = office.recorded()
    pictured(office, one)
    form: dict[str, Any] = ok(office(ADA).post(f"/reflections/{one}/poster", {"content_type": "image/webp"}))
    office.world.bucket.post(form, WEBP)

    def commit(_: Changes) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(office.world.table, "commit", commit)
        with pytest.raises(Killed):
            office.deliver()
    before = ok(office(ADA).get(f"/reflections/{one}/playback"))["poster_url"]
    assert office.world.bucket.fetch(before) == WEBP
    office.deliver()
    assert [key for key in office.world.bucket.objects if "/poster/" in key] == [form["fields"]["key"]]


def test_a_form_that_is_sent_twice_leaves_the_first_picture_the_newest_version(office: Studio) -> None:
    one = office.recorded()
    form = pictured(office, one)
    office.world.bucket.post(form, WEBP + b"other")
    office.deliver()
    office.deliver()
    (key,) = [key for key in office.world.bucket.objects if "/poster/" in key]
    assert [version.content for version in office.world.bucket.objects[key]] == [WEBP]
    assert office.world.bucket.fetch(ok(office(ADA).get(f"/reflections/{one}/playback"))["poster_url"]) == WEBP
