"""Speech to text: Amazon Transcribe writes captions (WebVTT) into the media bucket, and says when it is done."""

from typing import Any, NamedTuple, Protocol

from chalicelib.kernel.errors import Unavailable

_FORMATS = {"video/mp4": "mp4", "video/webm": "webm"}
# What Transcribe calls a job that it does not know; names are ours, so nothing else about a request can be bad.
_UNKNOWN = frozenset({"NotFoundException", "BadRequestException"})


class Transcription(NamedTuple):
    """How far a job is. `key`: where in the bucket its captions are, and `language` what was spoken, once COMPLETED."""

    status: str
    key: str = ""
    language: str = ""


class Transcriber(Protocol):
    """What is asked of speech recognition. Trouble behind it is `Unavailable`."""

    def start(self, name: str, key: str, content_type: str, output_prefix: str) -> bool:
        """Begin to transcribe the object at `key`, into objects below `output_prefix` (which ends in a slash).

        Fine when the job `name` was started before. False where it is refused for good: coming again helps no one.
        """

    def state(self, name: str) -> Transcription | None:
        """Return how far the job is (QUEUED, IN_PROGRESS, COMPLETED, FAILED); None where there is none."""

    def forget(self, name: str) -> None:
        """Remove the job; what it wrote stays. Fine where there is none."""

    def name_of(self, job: str) -> str:
        """Return the name under which `start` was told of the job that events call `job`."""


class TranscribeGateway:
    """`Transcriber` over Amazon Transcribe, which writes into `bucket`. Its jobs' names begin with `prefix`.

    `client` is boto3's of Transcribe.
    """

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    def start(self, name: str, key: str, content_type: str, output_prefix: str) -> bool:
        kind = _FORMATS.get(content_type)
        if kind is None:
            return False
        refused = self._asked(
            "start_transcription_job",
            {"ConflictException", "BadRequestException"},
            TranscriptionJobName=self._prefix + name,
            Media={"MediaFileUri": f"s3://{self._bucket}/{key}"},
            MediaFormat=kind,
            IdentifyLanguage=True,
            OutputBucketName=self._bucket,
            OutputKey=output_prefix,
            Subtitles={"Formats": ["vtt"], "OutputStartIndex": 1},
        )
        return bool(refused != "BadRequestException")

    def state(self, name: str) -> Transcription | None:
        answer = self._asked("get_transcription_job", _UNKNOWN, TranscriptionJobName=self._prefix + name)
        if isinstance(answer, str):
            return None
        job = answer["TranscriptionJob"]
        written = job.get("Subtitles", {}).get("SubtitleFileUris", ())
        captions = next((uri for uri in written if uri.endswith(".vtt")), "")
        return Transcription(
            status=job["TranscriptionJobStatus"],
            key=captions.partition(f"/{self._bucket}/")[2],
            language=job.get("LanguageCode", ""),
        )

    def forget(self, name: str) -> None:
        self._asked("delete_transcription_job", _UNKNOWN, TranscriptionJobName=self._prefix + name)

    def name_of(self, job: str) -> str:
        return job.removeprefix(self._prefix)

    def _asked(self, operation: str, expected: set[str] | frozenset[str], **request: Any) -> Any:
        """Return what Transcribe answers, or which of the `expected` refusals."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self._client, operation)(**request)
        except ClientError as error:
            code: str = error.response.get("Error", {}).get("Code", "")
            if code in expected:
                return code
            raise Unavailable(case="transcription") from error
        except BotoCoreError as error:
            raise Unavailable(case="transcription") from error
