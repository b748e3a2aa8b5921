"""The media bucket in dictionaries, and speech recognition without ears; tests/store keeps the bucket like S3.

What a browser does with a link is done here by `send`, `fetch` and `post`: they refuse what S3 would refuse but for
links that have expired, for which there is no clock here (tests/local asks a real one).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from itertools import count
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from chalicelib.kernel.aws.bucket import ObjectChange, StoredObject, StoredPart, UploadForm
from chalicelib.kernel.aws.transcriber import Transcription
from chalicelib.kernel.errors import Unavailable

ORIGIN = "https://media.test"


@dataclass
class Version:
    """One version of an object."""

    id: str
    content: bytes
    content_type: str


@dataclass
class Upload:
    """An open multipart upload."""

    key: str
    content_type: str
    parts: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Signed:
    """A link that was given out: what it is for, and all that was stated."""

    what: str
    key: str
    stated: Mapping[str, Any]


class MemoryBucket:
    """`Bucket` for tests of actions and routes. `signed` remembers every link; `broken` makes every call fail."""

    def __init__(self) -> None:
        self.objects: dict[str, list[Version]] = {}
        self.uploads: dict[str, Upload] = {}
        self.signed: list[Signed] = []
        self.broken = False
        self._numbers = count(1)

    # ------------------------------------------------------------------ what the product asks

    def begin(self, key: str, content_type: str) -> str:
        self._answers()
        upload_id = f"upload-{next(self._numbers)}"
        self.uploads[upload_id] = Upload(key, content_type)
        return upload_id

    def sign_part(self, key: str, upload_id: str, number: int, *, size: int | None, seconds: int) -> str:
        self._answers()
        stated = {"upload_id": upload_id, "number": number, "size": size, "seconds": seconds}
        self.signed.append(Signed("part", key, stated))
        length = "" if size is None else f"&length={size}"
        return f"{ORIGIN}/{quote(key)}?partNumber={number}&uploadId={upload_id}{length}"

    def parts(self, key: str, upload_id: str) -> list[StoredPart] | None:
        self._answers()
        upload = self._upload(key, upload_id)
        if upload is None:
            return None
        return [StoredPart(number, len(content), etag(content)) for number, content in sorted(upload.parts.items())]

    def complete(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> bool:
        self._answers()
        upload = self._upload(key, upload_id)
        if upload is None:
            return False
        if not parts or any(etag(upload.parts.get(part.number, b"?")) != part.etag for part in parts):
            raise Unavailable
        content = b"".join(upload.parts[part.number] for part in parts)
        self.put(key, content, upload.content_type)
        del self.uploads[upload_id]
        return True

    def send_part(self, key: str, upload_id: str, number: int, content: bytes) -> bool:
        self._answers()
        upload = self._upload(key, upload_id)
        if upload is not None:
            upload.parts[number] = content
        return upload is not None

    def abort(self, key: str, upload_id: str) -> None:
        self._answers()
        if self._upload(key, upload_id) is not None:
            del self.uploads[upload_id]

    def head(self, key: str, version: str = "") -> StoredObject | None:
        self._answers()
        found = self.version(key, version)
        return StoredObject(len(found.content), found.id, found.content_type, etag(found.content)) if found else None

    def read(self, key: str, version: str, start: int, size: int) -> bytes:
        self._answers()
        found = self.version(key, version)
        if found is None:
            raise Unavailable
        return found.content[start : start + size] if size > 0 else b""

    def write(self, key: str, content: bytes, content_type: str) -> str:
        self._answers()
        return self.put(key, content, content_type)

    def rewrite(
        self, key: str, version: str, to: str, *, size: int, content_type: str, changes: ObjectChange
    ) -> StoredObject:
        content = self.read(key, version, 0, size)
        self.put(to, changes.apply(0, content) if changes.places else content, content_type)
        made = self.head(to)
        assert made is not None
        return made

    def sizes(self, prefix: str) -> dict[str, int]:
        self._answers()
        kept = sorted(self.objects.items())
        return {key: len(versions[-1].content) for key, versions in kept if key.startswith(prefix)}

    def sign_put(self, key: str, *, size: int, seconds: int) -> str:
        self._answers()
        self.signed.append(Signed("put", key, {"size": size, "seconds": seconds}))
        return f"{ORIGIN}/{quote(key)}?length={size}"

    def sign_get(self, key: str, version: str, *, seconds: int, content_type: str, download_as: str = "") -> str:
        self._answers()
        stated = {"version": version, "seconds": seconds, "content_type": content_type, "download_as": download_as}
        self.signed.append(Signed("get", key, stated))
        return f"{ORIGIN}/{quote(key)}?versionId={version}"

    def sign_post(self, key: str, content_type: str, *, least: int, most: int, seconds: int) -> UploadForm:
        self._answers()
        stated = {"content_type": content_type, "least": least, "most": most, "seconds": seconds}
        self.signed.append(Signed("post", key, stated))
        return UploadForm(f"{ORIGIN}/", {"key": key, "Content-Type": content_type, "policy": f"{least}-{most}"})

    def remove(self, key: str, version: str) -> None:
        self._answers()
        kept = [one for one in self.objects.pop(key, ()) if one.id != version]
        self.objects |= {key: kept} if kept else {}

    def purge(self, prefix: str) -> None:
        self._answers()
        if not prefix.strip("/"):
            raise ValueError("a purge names what it removes")
        self.uploads = {name: one for name, one in self.uploads.items() if not one.key.startswith(prefix)}
        self.objects = {key: versions for key, versions in self.objects.items() if not key.startswith(prefix)}

    # ------------------------------------------------------------------ what a browser does, and a test looks at

    def put(self, key: str, content: bytes, content_type: str) -> str:
        """Store a version of `key`; its id."""
        version = Version(f"version-{next(self._numbers)}", content, content_type)
        self.objects.setdefault(key, []).append(version)
        return version.id

    def send(self, url: str, content: bytes) -> str:
        """PUT `content` to a link for a part or a piece; its ETag. AssertionError where S3 would refuse it."""
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        stated = asked.get("length", [str(len(content))])[0]
        assert len(content) == int(stated), "403 SignatureDoesNotMatch"
        if "uploadId" not in asked:
            self.put(unquote(parts.path.lstrip("/")), content, "application/octet-stream")
            return etag(content)
        upload = self._upload(unquote(parts.path.lstrip("/")), asked["uploadId"][0])
        assert upload is not None, "404 NoSuchUpload"
        upload.parts[int(asked["partNumber"][0])] = content
        return etag(content)

    def fetch(self, url: str) -> bytes:
        """GET a link."""
        parts = urlsplit(url)
        found = self.version(unquote(parts.path.lstrip("/")), parse_qs(parts.query).get("versionId", [""])[0])
        assert found is not None, "404 NoSuchVersion"
        return found.content

    def post(self, form: UploadForm | Mapping[str, Any], content: bytes, content_type: str | None = None) -> str:
        """Send a form with a file; the version that it made. AssertionError where S3 would refuse it."""
        fields: Mapping[str, str] = form.fields if isinstance(form, UploadForm) else form["fields"]
        least, most = map(int, fields["policy"].split("-"))
        assert content_type in {None, fields["Content-Type"]}, "403 AccessDenied"
        assert least <= len(content), "400 EntityTooSmall"
        assert len(content) <= most, "400 EntityTooLarge"
        return self.put(fields["key"], content, fields["Content-Type"])

    def version(self, key: str, version: str = "") -> Version | None:
        """One version of an object, the newest without its id."""
        kept = [one for one in self.objects.get(key, ()) if version in {"", one.id}]
        return kept[-1] if kept else None

    def below(self, prefix: str) -> list[str]:
        """The keys of all objects and open uploads below `prefix`."""
        open_ones = [upload.key for upload in self.uploads.values()]
        return sorted(key for key in {*self.objects, *open_ones} if key.startswith(prefix))

    def _upload(self, key: str, upload_id: str) -> Upload | None:
        upload = self.uploads.get(upload_id)
        return upload if upload is not None and upload.key == key else None

    def _answers(self) -> None:
        if self.broken:
            raise Unavailable


def etag(content: bytes) -> str:
    """As S3 makes it for a part."""
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


@dataclass
class Job:
    """A transcription that was asked for."""

    key: str
    content_type: str
    output_prefix: str
    state: Transcription = field(default_factory=lambda: Transcription("IN_PROGRESS"))


class FakeTranscriber:
    """`Transcriber` whose jobs end when a test says so. `refuses`: content types that it does not take."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.refuses: set[str] = set()

    def start(self, name: str, key: str, content_type: str, output_prefix: str) -> bool:
        if content_type in self.refuses:
            return False
        self.jobs.setdefault(name, Job(key, content_type, output_prefix))
        return True

    def state(self, name: str) -> Transcription | None:
        job = self.jobs.get(name)
        return job.state if job else None

    def forget(self, name: str) -> None:
        self.jobs.pop(name, None)

    def name_of(self, job: str) -> str:
        return job

    def finish(self, name: str, bucket: MemoryBucket, captions: str, language: str = "en-US") -> str:
        """End a job well: captions in WebVTT are stored as Transcribe stores them; their key."""
        job = self.jobs[name]
        key = f"{job.output_prefix}{name}.vtt"
        bucket.put(key, captions.encode(), "text/vtt")
        job.state = Transcription("COMPLETED", key, language)
        return key

    def fail(self, name: str) -> None:
        """End a job badly."""
        self.jobs[name].state = Transcription("FAILED")
