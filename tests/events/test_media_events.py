"""A file was stored, a transcription has ended: anyone who keeps such things is told, and no one else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from chalicelib import wiring
from chalicelib.files import events
from chalicelib.files.events import stored
from chalicelib.files.rules import object_keys as files
from chalicelib.kernel import runtime as running
from chalicelib.kernel.aws.transcriber import Transcriber
from chalicelib.kernel.feature import Feature
from chalicelib.reflections.actions import captions
from chalicelib.reflections.events import transcribed
from chalicelib.reflections.rules import object_keys as reflections
from tests.mail_world import MailWorld

Told = list[tuple[Any, ...]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """What was told to whom."""
    heard: Told = []

    class Jobs:
        def name_of(self, job: str) -> str:
            return job.removeprefix("throughline-test-")

    def declared(name: str) -> Feature:
        return Feature(name, stored=None if name == "people" else lambda _, *about: heard.append((name, *about)))

    running.use(replace(MailWorld().runtime, transcriber=cast(Transcriber, Jobs())))
    monkeypatch.setattr(events, "feature", declared)
    monkeypatch.setattr(captions, "transcribed", lambda _, *about: heard.append(("transcribed", *about)))
    yield heard
    running.use(None)


def _stored(key: str, **more: Any) -> dict[str, Any]:
    """As EventBridge delivers it: the key is not encoded."""
    return {
        "version": "0",
        "id": "17793124-05d4-b198-2fde-7ededc63b103",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "account": "111122223333",
        "time": "2026-03-02T09:00:00Z",
        "region": "eu-west-1",
        "resources": ["arn:aws:s3:::media"],
        "detail": {
            "version": "0",
            "bucket": {"name": "media"},
            "object": {"key": key, "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184", "sequencer": "00617F08"}
            | more,
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "111122223333",
            "source-ip-address": "1.2.3.4",
            "reason": "CompleteMultipartUpload",
        },
    }


@pytest.mark.parametrize("area", ["reflections", "files"])
def test_the_feature_in_whose_area_a_file_lies_hears_of_it(told: Told, area: str) -> None:
    key = f"test/{area}/ada/one two/a.mp4"
    stored(_stored(key, **{"version-id": "v1"}), None)
    assert told == [(area, key, "v1", 5)]


def test_a_file_without_a_version_is_told_of_too(told: Told) -> None:
    stored(_stored("test/reflections/ada/one/a.mp4"), None)
    assert told[0][2] == ""


@pytest.mark.parametrize(
    "key", ["other/reflections/a/b.mp4", "test/elsewhere/a.mp4", "test/people/a.csv", "test", "", "reflections/a.mp4"]
)
def test_a_file_of_nobody_is_left_alone(told: Told, key: str) -> None:
    stored(_stored(key), None)
    assert told == []


def test_who_started_a_transcription_hears_its_own_name_of_it(told: Told) -> None:
    detail = {"TranscriptionJobName": "throughline-test-one", "TranscriptionJobStatus": "COMPLETED"}
    event = _stored("") | {"source": "aws.transcribe", "detail-type": "Transcribe Job State Change"}
    transcribed(event | {"resources": [], "detail": detail}, None)
    assert told == [("transcribed", "one", "COMPLETED")]


def test_what_browsers_store_is_in_the_areas_of_features_that_are_told() -> None:
    assert {name for name in wiring.FEATURES if wiring.feature(name).stored} == {"exports", "files", "reflections"}
    assert files.AREA == "files"
    assert reflections.AREA == "reflections"
