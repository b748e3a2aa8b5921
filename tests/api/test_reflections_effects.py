"""What happens outside the table around a commit: nothing before it that it does not name, nothing lost after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib.kernel.errors import Unavailable
from chalicelib.wiring import feature, wiring
from tests.api.reflections_world import ADA, ReflectionsApi, reflections_api
from tests.api.test_reflections_attachments import PLACE
from tests.faulty import Killed
from tests.rules.files_bytes import jpeg, segment, tiff

HEARD = "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nThank you all.\n"
CORRECTED = {"cues": [{"at_ms": 0, "until_ms": 4000, "text": "Thank you, Ben."}]}


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as made:
        made.allow_files()
        yield made


@contextmanager
def commits_that_fail(api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever commits dies before anything is stored."""

    def dies(_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(api.world.table, "commit", dies)
        yield


def objects(api: ReflectionsApi) -> dict[str, list[bytes]]:
    return {key: [one.content for one in versions] for key, versions in api.world.bucket.objects.items()}


def told_again(api: ReflectionsApi) -> None:
    """S3 tells of a version that was written, and again of the one at which a worker died; then all work is done."""
    for key, versions in list(api.world.bucket.objects.items()):
        if len(versions) == 1:
            continue
        keep = feature(key.split("/")[1]).stored
        assert keep is not None
        for one in reversed(list(versions)):
            keep(wiring(), key, one.id, len(one.content))
    api.work(events=False)


def transcribed(api: ReflectionsApi) -> str:
    one = api.recorded()
    api.work()
    (job,) = api.world.transcriber.jobs
    api.world.transcriber.finish(job, api.world.bucket, HEARD)
    api.later(minutes=16)
    api.work()
    return one


def correct(api: ReflectionsApi, one: str) -> Any:
    version = str(api(ADA).get(f"/reflections/{one}/transcript").json["version"])
    return api(ADA).put(f"/reflections/{one}/transcript", CORRECTED, match=version)


def captions(api: ReflectionsApi, one: str) -> bytes:
    return api.world.bucket.fetch(api(ADA).get(f"/reflections/{one}/playback").json["captions_url"])


def test_a_transcription_begins_only_once_the_recording_is_committed(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = api.begin()
    api.upload(one)
    with commits_that_fail(api, monkeypatch), pytest.raises(Killed):
        api.deliver()
    assert not api.world.transcriber.jobs
    api.work()
    assert len(api.world.transcriber.jobs) == 1


def test_a_transcription_whose_begin_died_is_begun_once(api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch) -> None:
    one = api.begin()
    api.upload(one)
    api.deliver()
    with commits_that_fail(api, monkeypatch), pytest.raises(Killed):
        api.work(events=False)
    api.later(minutes=16)
    api.work()
    (job,) = api.world.transcriber.jobs
    api.world.transcriber.finish(job, api.world.bucket, HEARD)
    api.later(minutes=16)
    api.work()
    assert b"Thank you all." in captions(api, one)


def test_captions_that_cannot_be_begun_have_failed_after_a_while(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = api.begin()
    api.upload(one)
    api.deliver()

    def away(*_: object) -> bool:
        raise Unavailable

    with monkeypatch.context() as patched:
        patched.setattr(api.world.transcriber, "start", away)
        with pytest.raises(Unavailable):
            api.work(events=False)
    api.world.queue.messages.clear()
    for key in [key for key in api.world.table.rows if key.pk == "T" and "start_captions" in key.sk]:
        del api.world.table.rows[key]  # given up, after many turns
    api.later(minutes=16)
    api.work()
    assert api(ADA).get(f"/reflections/{one}").json["captions"]["state"] == "failed"


def test_a_correction_that_is_not_committed_stores_no_captions(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = transcribed(api)
    before = objects(api)
    with commits_that_fail(api, monkeypatch), pytest.raises(Killed):
        correct(api, one)
    assert objects(api) == before
    assert b"Thank you all." in captions(api, one)


def test_corrected_captions_are_there_when_the_correction_is_answered(api: ReflectionsApi) -> None:
    one = transcribed(api)
    assert correct(api, one).status == 200
    assert b"Thank you, Ben." in captions(api, one)
    stored = objects(api)
    assert sum(key.endswith(".vtt") for key in stored) == 2
    api.later(minutes=30)
    api.work()
    assert b"Thank you, Ben." in captions(api, one)
    assert sum(key.endswith(".vtt") for key in objects(api)) == 1


def test_captions_whose_storing_died_are_stored_by_a_job(api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch) -> None:
    one = transcribed(api)

    def away(*_: object) -> str:
        raise Unavailable

    with monkeypatch.context() as patched:
        patched.setattr(api.world.bucket, "write", away)
        assert correct(api, one).status == 200
    api.later(minutes=2)
    api.work()
    assert b"Thank you, Ben." in captions(api, one)


def test_captions_that_were_corrected_again_are_not_stored_late(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = transcribed(api)

    def away(*_: object) -> str:
        raise Unavailable

    with monkeypatch.context() as patched:
        patched.setattr(api.world.bucket, "write", away)
        assert correct(api, one).status == 200
    assert correct(api, one).status == 200
    api.later(minutes=2)
    api.work()
    assert sum(key.endswith(".vtt") for key in objects(api)) == 1


def poster(api: ReflectionsApi, one: str, picture: bytes) -> None:
    form = api(ADA).post(f"/reflections/{one}/poster", {"content_type": "image/jpeg"}).json
    api.world.bucket.post(form, picture)


def test_the_picture_before_stays_until_the_new_one_is_committed(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = api.recorded()
    poster(api, one, jpeg())
    api.work()
    api.later(minutes=1)
    located = jpeg()[:2] + segment(0xE1, b"Exif\0\0" + tiff()) + jpeg()[2:]
    poster(api, one, located)
    with commits_that_fail(api, monkeypatch), pytest.raises(Killed):
        api.deliver()
    shown = api(ADA).get(f"/reflections/{one}/playback").json["poster_url"]
    assert api.world.bucket.fetch(shown) == jpeg()
    told_again(api)
    kept = [content for key, versions in objects(api).items() if "/poster/" in key for content in versions]
    shown = api(ADA).get(f"/reflections/{one}/playback").json["poster_url"]
    assert PLACE not in api.world.bucket.fetch(shown)
    assert not [content for content in kept if PLACE in content]


def test_a_version_of_a_file_stays_until_what_takes_its_place_is_committed(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = api.shared()
    picture = jpeg()[:2] + segment(0xE1, b"Exif\0\0" + tiff()) + jpeg()[2:]
    told = {"name": "view.jpg", "content_type": "image/jpeg", "size": len(picture)}
    form = api(ADA).post(f"/reflections/{one}/attachments", told).json
    api.world.bucket.post(form, picture)
    with commits_that_fail(api, monkeypatch), pytest.raises(Killed):
        api.deliver()
    assert picture in [content for versions in objects(api).values() for content in versions]
    told_again(api)
    assert not [content for versions in objects(api).values() for content in versions if PLACE in content]
