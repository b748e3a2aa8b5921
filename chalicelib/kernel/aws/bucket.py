"""The media bucket in S3: multipart uploads straight from the browser, links that end, and nothing left behind.

No byte of a video passes through a function: browsers put parts and play by links that are signed here, and a function
reads a few ranges of what was stored.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from chalicelib.kernel.errors import Unavailable

_LONGEST_NAME = 120
_PURGED_AT_ONCE = 1000
_SHORT, _LONG = 8 * 1024 * 1024, 64 * 1024 * 1024
"""Bytes of a part of a copy: of one that is changed here, and at most of one that S3 copies by itself."""
_NO_UPLOAD = frozenset({"NoSuchUpload"})
# A version that a purge took answers 405 to HEAD where a delete marker is in its place.
_NO_OBJECT = frozenset({"404", "NoSuchKey", "NoSuchVersion", "405", "MethodNotAllowed"})
_PAST_THE_END = frozenset({"416", "InvalidRange"})


class StoredPart(NamedTuple):
    """A part that S3 has."""

    number: int
    size: int
    etag: str


class StoredObject(NamedTuple):
    """What S3 says of an object."""

    size: int
    version: str
    content_type: str
    etag: str = ""


class UploadForm(NamedTuple):
    """A form that a browser sends: `fields` first, in their order, then the file as `file`."""

    url: str
    fields: Mapping[str, str]


class ObjectChange(NamedTuple):
    """What is changed in a copy: the `places` (where, how many bytes), and what a stretch becomes that begins there."""

    places: Sequence[tuple[int, int]] = ()
    apply: Callable[[int, bytes], bytes] = lambda _at, data: data


class Bucket(Protocol):
    """What is asked of the media bucket. Trouble behind it is `Unavailable`."""

    def begin(self, key: str, content_type: str) -> str:
        """Begin a multipart upload of `key`; its upload id."""

    def sign_part(self, key: str, upload_id: str, number: int, *, size: int | None, seconds: int) -> str:
        """Return the URL to which a browser PUTs part `number` within `seconds`: S3 takes exactly `size` bytes there.

        None caps nothing: look at `parts`.
        """

    def parts(self, key: str, upload_id: str) -> list[StoredPart] | None:
        """Return all parts that S3 has, by number; None where there is no such upload (anymore)."""

    def complete(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> bool:
        """Make one object of `parts`; False where there is no such upload: it was completed or aborted before.

        Unavailable also where a part is no longer what `parts` says: list them again and come again.
        """

    def send_part(self, key: str, upload_id: str, number: int, content: bytes) -> bool:
        """Send part `number` from here; False where there is no such upload (any more)."""

    def abort(self, key: str, upload_id: str) -> None:
        """Give the upload up, with the parts it has; fine where there is none."""

    def head(self, key: str, version: str = "") -> StoredObject | None:
        """Return what is stored at `key` (its newest version without one); None where there is nothing."""

    def read(self, key: str, version: str, start: int, size: int) -> bytes:
        """At most `size` bytes from `start` of that version, the newest without one; b"" past its end."""

    def write(self, key: str, content: bytes, content_type: str) -> str:
        """Store a small object; its version."""

    def rewrite(
        self, key: str, version: str, to: str, *, size: int, content_type: str, changes: ObjectChange
    ) -> StoredObject:
        """Make an object `to` of the first `size` bytes of that version, with `changes` made; S3 copies the rest.

        Made again, it is the same once more, as another version.
        """

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return the size of each object below `prefix`, by key: at most a thousand."""

    def sign_put(self, key: str, *, size: int, seconds: int) -> str:
        """Return the URL to which a browser PUTs an object of exactly `size` bytes within `seconds`."""

    def sign_get(self, key: str, version: str, *, seconds: int, content_type: str, download_as: str = "") -> str:
        """A link to that version (the newest without one), answered as `content_type` for `seconds`.

        `download_as`: the name under which it is saved.
        """

    def sign_post(self, key: str, content_type: str, *, least: int, most: int, seconds: int) -> UploadForm:
        """Return a form for exactly this key and type, of `least` to `most` bytes; S3 refuses any other."""

    def remove(self, key: str, version: str) -> None:
        """Remove one version: the one before it is the newest again. Fine where there is none."""

    def purge(self, prefix: str) -> None:
        """Remove every version, delete marker and open multipart upload below `prefix`."""


class S3Bucket:
    """`Bucket` over the S3 bucket `name`; `client` is boto3's of S3, as `clients.s3` makes it."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def begin(self, key: str, content_type: str) -> str:
        asked: dict[str, Any] = {"Bucket": self._name, "Key": key, "ContentType": content_type}
        return str(_answer(self._client.create_multipart_upload, **asked)["UploadId"])

    def sign_part(self, key: str, upload_id: str, number: int, *, size: int | None, seconds: int) -> str:
        named: dict[str, Any] = {"Bucket": self._name, "Key": key, "UploadId": upload_id, "PartNumber": number}
        if size is not None:
            # The length becomes a signed header: without one, or with another one, the signature does not match.
            named["ContentLength"] = size
        return self._signed("upload_part", named, seconds)

    def parts(self, key: str, upload_id: str) -> list[StoredPart] | None:
        found: list[StoredPart] = []
        asked: dict[str, Any] = {"Bucket": self._name, "Key": key, "UploadId": upload_id}
        while True:
            answer = _answer(self._client.list_parts, _NO_UPLOAD, **asked)
            if answer is None:
                return None
            found += [StoredPart(one["PartNumber"], one["Size"], one["ETag"]) for one in answer.get("Parts", ())]
            if not answer.get("IsTruncated"):
                return found
            asked["PartNumberMarker"] = answer["NextPartNumberMarker"]

    def complete(self, key: str, upload_id: str, parts: Sequence[StoredPart]) -> bool:
        upload = {"Parts": [{"PartNumber": part.number, "ETag": part.etag} for part in parts]}
        asked = {"Bucket": self._name, "Key": key, "UploadId": upload_id, "MultipartUpload": upload}
        return _answer(self._client.complete_multipart_upload, _NO_UPLOAD, **asked) is not None

    def send_part(self, key: str, upload_id: str, number: int, content: bytes) -> bool:
        asked: dict[str, Any] = {"Bucket": self._name, "Key": key, "UploadId": upload_id, "PartNumber": number}
        asked["Body"] = content
        return _answer(self._client.upload_part, _NO_UPLOAD, **asked) is not None

    def abort(self, key: str, upload_id: str) -> None:
        asked = {"Bucket": self._name, "Key": key, "UploadId": upload_id}
        _answer(self._client.abort_multipart_upload, _NO_UPLOAD, **asked)

    def head(self, key: str, version: str = "") -> StoredObject | None:
        asked = {"Bucket": self._name, "Key": key} | ({"VersionId": version} if version else {})
        answer = _answer(self._client.head_object, _NO_OBJECT, **asked)
        if answer is None:
            return None
        return StoredObject(
            size=answer["ContentLength"],
            version=answer.get("VersionId", ""),
            content_type=answer.get("ContentType", ""),
            etag=answer.get("ETag", ""),
        )

    def read(self, key: str, version: str, start: int, size: int) -> bytes:
        if size <= 0:
            return b""
        span = f"bytes={start}-{start + size - 1}"
        asked = {"Bucket": self._name, "Key": key, "Range": span} | ({"VersionId": version} if version else {})
        content: bytes | None = _answer(self._content, _PAST_THE_END, **asked)
        return content or b""

    def _content(self, **asked: Any) -> Any:
        return self._client.get_object(**asked)["Body"].read()

    def write(self, key: str, content: bytes, content_type: str) -> str:
        asked: dict[str, Any] = {"Bucket": self._name, "Key": key, "Body": content, "ContentType": content_type}
        return str(_answer(self._client.put_object, **asked).get("VersionId", ""))

    def rewrite(
        self, key: str, version: str, to: str, *, size: int, content_type: str, changes: ObjectChange
    ) -> StoredObject:
        upload_id = self.begin(to, content_type)
        source = {"Bucket": self._name, "Key": key, "VersionId": version}
        try:
            for number, (at, length, changed) in enumerate(_stretches(size, changes.places), 1):
                if changed:
                    self.send_part(to, upload_id, number, changes.apply(at, self.read(key, version, at, length)))
                else:
                    span = f"bytes={at}-{at + length - 1}"
                    asked: dict[str, Any] = {"Bucket": self._name, "Key": to, "UploadId": upload_id}
                    asked |= {"PartNumber": number, "CopySource": source, "CopySourceRange": span}
                    _answer(self._client.upload_part_copy, **asked)
            self.complete(to, upload_id, self.parts(to, upload_id) or [])
        except Unavailable:
            self.abort(to, upload_id)
            raise
        made = self.head(to)
        if made is None or made.size != size:
            raise Unavailable(case="files")
        return made

    def sizes(self, prefix: str) -> dict[str, int]:
        page = _answer(self._client.list_objects_v2, Bucket=self._name, Prefix=prefix)
        return {one["Key"]: one["Size"] for one in page.get("Contents", ())}

    def sign_put(self, key: str, *, size: int, seconds: int) -> str:
        return self._signed("put_object", {"Bucket": self._name, "Key": key, "ContentLength": size}, seconds)

    def sign_get(self, key: str, version: str, *, seconds: int, content_type: str, download_as: str = "") -> str:
        named = {
            "Bucket": self._name,
            "Key": key,
            "ResponseContentType": content_type,
            "ResponseCacheControl": "private, no-store",
        }
        if version:
            named["VersionId"] = version
        if download_as:
            named["ResponseContentDisposition"] = disposition(download_as)
        return self._signed("get_object", named, seconds)

    def sign_post(self, key: str, content_type: str, *, least: int, most: int, seconds: int) -> UploadForm:
        asked: dict[str, Any] = {
            "Bucket": self._name,
            "Key": key,
            "Fields": {"Content-Type": content_type},
            "Conditions": [{"Content-Type": content_type}, ["content-length-range", least, most]],
            "ExpiresIn": seconds,
        }
        answer = _answer(self._client.generate_presigned_post, **asked)
        return UploadForm(answer["url"], answer["fields"])

    def remove(self, key: str, version: str) -> None:
        self._delete([{"Key": key, "VersionId": version}])

    def purge(self, prefix: str) -> None:
        if not prefix.strip("/"):
            raise ValueError("a purge names what it removes")
        # Uploads first: one that completes in between is a version that the second step finds.
        for upload in self._listed("list_multipart_uploads", prefix, "UploadIdMarker", "Uploads"):
            self.abort(upload["Key"], upload["UploadId"])
        versions = self._listed("list_object_versions", prefix, "VersionIdMarker", "Versions", "DeleteMarkers")
        found = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in versions]
        for at in range(0, len(found), _PURGED_AT_ONCE):
            self._delete(found[at : at + _PURGED_AT_ONCE])

    def _delete(self, versions: Sequence[Mapping[str, str]]) -> None:
        asked: dict[str, Any] = {"Bucket": self._name, "Delete": {"Objects": versions, "Quiet": True}}
        if _answer(self._client.delete_objects, **asked).get("Errors"):
            raise Unavailable(case="removing")

    def _signed(self, operation: str, named: Mapping[str, Any], seconds: int) -> str:
        return str(
            _answer(self._client.generate_presigned_url, ClientMethod=operation, Params=named, ExpiresIn=seconds)
        )

    def _listed(self, operation: str, prefix: str, position: str, *lists: str) -> list[Mapping[str, Any]]:
        """Return all that `operation` lists below `prefix`; boto3's paginators are not in the package."""
        found: list[Mapping[str, Any]] = []
        asked: dict[str, Any] = {"Bucket": self._name, "Prefix": prefix}
        while True:
            page = _answer(getattr(self._client, operation), **asked)
            for name in lists:
                found += page.get(name, ())
            if not page.get("IsTruncated"):
                return found
            asked |= {"KeyMarker": page["NextKeyMarker"], position: page[f"Next{position}"]}


def _stretches(size: int, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Where each part of a copy begins, how long it is, and whether something in it changes.

    Those that change are short, because they come here; the others are as long as S3 copies them within a call.
    """
    at = 0
    while at < size:
        changed = _changes(at, _SHORT, places)
        end = at + _SHORT
        while not changed and end < min(size, at + _LONG) and not _changes(end, _SHORT, places):
            end += _SHORT
        yield at, min(end, size) - at, changed
        at = end


def _changes(at: int, size: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(place < at + size and at < place + length for place, length in places)


def _answer(ask: Callable[..., Any], nothing: frozenset[str] = frozenset(), **asked: Any) -> Any:
    """Return what S3 answers, None where that is one of the codes in `nothing`; all other trouble is `Unavailable`."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return ask(**asked)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code", "") in nothing:
            return None
        raise Unavailable(case="files") from error
    except BotoCoreError as error:
        raise Unavailable(case="files") from error


def disposition(name: str) -> str:
    """Content-Disposition of a download called `name` (RFC 6266): in ASCII, and whole for those who read RFC 5987."""
    safe = file_name(name)
    plain = "".join(letter if letter.isascii() else "_" for letter in safe)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


def file_name(name: str) -> str:
    """`name` as a file may be called anywhere: no folder, no quote, nothing invisible, not hidden, not too long."""
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(letter for letter in composed if unicodedata.category(letter)[0] not in "CZ" or letter == " ")
    kept = "".join("_" if letter in '/\\:*?"<>|%;' else letter for letter in visible).strip(" .")
    stem, dot, extension = kept.rpartition(".")
    if dot and stem and len(extension) <= 10:
        return stem[: _LONGEST_NAME - len(extension) - 1].rstrip(" .") + dot + extension
    return kept[:_LONGEST_NAME] or "file"
