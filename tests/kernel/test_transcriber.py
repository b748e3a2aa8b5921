"""What is asked of Amazon Transcribe."""

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID as ACCOUNT
from moto.transcribe.models import transcribe_backends

from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.transcriber import TranscribeGateway


@pytest.fixture
def transcriber(aws: None) -> TranscribeGateway:
    return TranscribeGateway(clients.transcribe(), "media", "throughline-test-")


def test_a_recording_is_transcribed_under_a_name_of_this_stage(transcriber: TranscribeGateway) -> None:
    assert transcriber.start("one", "c/x.webm", "video/webm", "c/captions/")
    job = transcribe_backends[ACCOUNT]["eu-west-1"].transcriptions["throughline-test-one"]
    assert job.media == {"MediaFileUri": "s3://media/c/x.webm"}
    assert job.media_format == "webm"
    assert transcriber.name_of("throughline-test-one") == "one"


def test_a_job_that_was_started_before_is_fine(transcriber: TranscribeGateway) -> None:
    assert transcriber.start("one", "c/x.webm", "video/webm", "c/captions/")
    assert transcriber.start("one", "c/x.webm", "video/webm", "c/captions/")


def test_a_type_that_cannot_be_transcribed_is_refused_without_asking(function: pytest.MonkeyPatch) -> None:
    client = clients.transcribe()
    assert not TranscribeGateway(client, "media", "t-").start("one", "c/x.gif", "image/gif", "c/captions/")
    assert "_made" not in client.__dict__


def test_a_job_goes_on_until_it_is_completed_and_can_be_forgotten(transcriber: TranscribeGateway) -> None:
    transcriber.start("one", "c/x.webm", "video/webm", "c/captions/")
    states = [state.status for _ in range(6) if (state := transcriber.state("one"))]
    assert states[0] in {"QUEUED", "IN_PROGRESS"}
    assert states[-1] == "COMPLETED"
    transcriber.forget("one")
    assert transcriber.state("one") is None
    transcriber.forget("one")


def test_a_job_that_nobody_started_has_no_state(transcriber: TranscribeGateway) -> None:
    assert transcriber.state("never") is None
