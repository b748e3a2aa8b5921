"""Where Amazon Transcribe comes in: a transcription has ended. Where that is never told, the timetable asks."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Blueprint

from chalicelib.kernel.events import entry
from chalicelib.kernel.runtime import Runtime
from chalicelib.reflections.actions import captions

blueprint = Blueprint(__name__)


# The template narrows this to the stack's own jobs.
@blueprint.on_cw_event(
    {
        "source": ["aws.transcribe"],
        "detail-type": ["Transcribe Job State Change"],
        "detail": {"TranscriptionJobStatus": ["COMPLETED", "FAILED"]},
    },
    name="transcribed",
)
@entry
def transcribed(event: Mapping[str, Any], runtime: Runtime) -> None:
    """Take the captions in, or note that there are none."""
    detail = event["detail"]
    name = runtime.transcriber.name_of(str(detail["TranscriptionJobName"]))
    captions.transcribed(runtime, name, str(detail["TranscriptionJobStatus"]))
