"""What S3 and Transcribe tell, through EventBridge's rules of the template, to the handlers that are deployed."""

import json
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from infra.local.clients import Clients
from infra.local.rules import rule_source
from infra.local.signals import StopSignal, WakeSignal
from infra.local.sources import rule_settings
from infra.local.transcribing import NotedTranscriber, Transcriptions
from tests.local.server import Running, request
from tests.media import Media, fresh_key, post, put

SECONDS = 20.0
SPEECH = b"\x1aE\xdf\xa3 somebody speaks"


class Heard:
    """A handler that keeps its events; it fails as often as it is told to."""

    def __init__(self, fails: int = 0) -> None:
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        self.tries = 0
        self._fails = fails

    def __call__(self, event: dict[str, Any]) -> None:
        self.tries += 1
        if self.tries <= self._fails:
            raise RuntimeError("not now")
        self.events.put(event)

    def next(self) -> dict[str, Any]:
        return self.events.get(timeout=SECONDS)


@contextmanager
def listening(media: Media, name: str, handler: Heard) -> Iterator[None]:
    """Carry the events of a rule to `handler`."""
    stop = StopSignal()
    source = rule_source(rule_settings(name, media.template), media.clients, handler, stop=stop)
    source.start()
    try:
        yield
    finally:
        stop.say()
        source.join(5)


def _completed(media: Media, key: str) -> None:
    upload = media.bucket.begin(key, "video/webm")
    put(media.bucket.sign_part(key, upload, 1, size=len(SPEECH), seconds=60), SPEECH)
    assert media.bucket.complete(key, upload, media.bucket.parts(key, upload) or [])


def test_a_completed_upload_is_told_with_its_version(media: Media) -> None:
    heard, key = Heard(), fresh_key()
    with listening(media, "stored", heard):
        _completed(media, key)
        event = heard.next()
    stored = media.bucket.head(key)
    assert stored
    told = event["detail"]["object"]
    assert (event["source"], event["detail-type"]) == ("aws.s3", "Object Created")
    assert (told["key"], told["version-id"], told["size"]) == (key, stored.version, len(SPEECH))
    assert event["detail"]["bucket"]["name"] == media.name
    assert event["detail"]["reason"] == "CompleteMultipartUpload"


def test_a_posted_file_is_told_and_what_the_stack_itself_writes_is_not(media: Media) -> None:
    heard, key = Heard(), fresh_key("attachments")
    with listening(media, "stored", heard):
        media.stored(b"captions", fresh_key())
        form = media.bucket.sign_post("another/attachments/x.pdf", "application/pdf", least=1, most=9, seconds=60)
        assert post(form, b"%PDF").status == 204
        form = media.bucket.sign_post(key, "application/pdf", least=1, most=9, seconds=60)
        assert post(form, b"%PDF").status == 204
        assert heard.next()["detail"]["object"]["key"] == key
    assert heard.events.empty()


def test_an_event_whose_handler_fails_comes_again_and_ends_where_failures_are_kept(media: Media) -> None:
    heard, key = Heard(fails=2), fresh_key()
    with listening(media, "stored", heard):
        _completed(media, key)
        assert heard.next()["detail"]["object"]["key"] == key
    hopeless, lost = Heard(fails=99), fresh_key()
    with listening(media, "stored", hopeless):
        _completed(media, lost)
        dead = _dead(media)
    assert (heard.tries, hopeless.tries) == (3, 3)
    assert json.loads(dead)["detail"]["object"]["key"] == lost


def _dead(media: Media) -> str:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        answer = media.clients.sqs.receive_message(QueueUrl=media.template.made["MediaFailures"]["Ref"])
        if answer.get("Messages"):
            return str(answer["Messages"][0]["Body"])
        time.sleep(0.1)
    pytest.fail("nothing came to the queue of failures")


def test_captions_are_written_beside_the_video_and_told_of(media: Media) -> None:
    heard = Heard()
    key, _ = media.stored(SPEECH, content_type="video/webm")
    folder = f"{key.rpartition('/')[0]}/captions/"
    with listening(media, "transcribed", heard):
        assert media.transcriber.start("reflection-1", key, "video/webm", folder)
        assert media.transcriber.start("reflection-1", key, "video/webm", folder), "once more is fine"
        event = heard.next()
    detail = event["detail"]
    assert detail["TranscriptionJobStatus"] == "COMPLETED"
    assert media.transcriber.name_of(detail["TranscriptionJobName"]) == "reflection-1"
    state = media.transcriber.state("reflection-1")
    assert state
    assert (state.status, state.language) == ("COMPLETED", "en-US")
    assert state.key.startswith(folder)
    stored = media.bucket.head(state.key)
    assert stored
    assert media.bucket.read(state.key, stored.version, 0, 6) == b"WEBVTT"
    assert heard.events.empty()


def test_what_cannot_be_heard_fails_and_what_is_no_video_is_not_begun(media: Media) -> None:
    heard = Heard()
    with listening(media, "transcribed", heard):
        assert media.transcriber.start("nothing-there", fresh_key(), "video/mp4", "example/reflections/none/")
        assert heard.next()["detail"]["TranscriptionJobStatus"] == "FAILED"
    state = media.transcriber.state("nothing-there")
    assert state
    assert (state.status, state.key) == ("FAILED", "")
    assert media.transcriber.start("a-picture", fresh_key(), "image/png", "example/reflections/none/") is False
    assert media.transcriber.state("a-picture") is None


def test_a_forgotten_transcription_is_gone_and_may_be_forgotten_again(media: Media) -> None:
    key, _ = media.stored(SPEECH)
    media.transcriber.start("to-forget", key, "video/mp4", f"{key}/")
    media.transcriber.forget("to-forget")
    media.transcriber.forget("to-forget")
    assert media.transcriber.state("to-forget") is None


def test_a_transcription_that_is_under_way_is_waited_for(media: Media) -> None:
    noted = Transcriptions(media.transcriber, WakeSignal(StopSignal()))
    transcriber = NotedTranscriber(media.transcriber, noted)
    assert noted.quiet_after(0)
    key, _ = media.stored(SPEECH)
    assert transcriber.start("slow", key, "video/mp4", f"{key}/")
    assert not noted.quiet_after(0)
    deadline, moves = time.monotonic() + SECONDS, noted.moves
    while not noted.quiet_after(0):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert noted.moves == moves + 1, "its end says that somebody else has got something"
    assert transcriber.state("slow")


def test_the_whole_run_carries_a_file_to_its_function(server: Running) -> None:
    """Found as a browser finds it: by the content security policy."""
    policy = request("GET", f"{server.url}/", None, {}).headers["content-security-policy"]
    (source,) = (part.split() for part in policy.split(";") if part.split()[0] == "media-src")
    s3 = Clients("", source[-1]).s3
    (bucket,) = (one["Name"] for one in s3.list_buckets()["Buckets"])
    key = f"example/nobody/{fresh_key()}"
    upload = s3.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    sent = s3.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=1, Body=SPEECH)
    parts = {"Parts": [{"PartNumber": 1, "ETag": sent["ETag"]}]}
    s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload, MultipartUpload=parts)
    server.settle()
    assert '"FilesOfNobody":[1.0]' in server.log()
