"""One part of an export: a zip file that is sent to the bucket while it is being written, some megabytes at a time.

However large it becomes, no more of it is in memory than one stretch; a file of the bucket goes through in stretches,
too. All entries have the instant at which the export was asked for, so the same content is the same bytes.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from chalicelib.kernel.aws.bucket import Bucket, StoredObject
from chalicelib.kernel.errors import Unavailable

MEDIA = "application/zip"
STRETCH = 16 * 1024 * 1024
"""Bytes that are sent, or read, at once; S3 takes ten thousand such parts."""
_LARGE = 2**31


class Archive:
    """A zip file at `key`; `close` finishes it. Where it is given up, `abort` leaves nothing behind."""

    def __init__(self, bucket: Bucket, key: str, at: datetime) -> None:
        self._bucket = bucket
        self._at = at.timetuple()[:6]
        self._sink = Sink(bucket, key)
        # What cannot be sought in is written front to back, as it must be here.
        self._zip = ZipFile(cast("IO[bytes]", self._sink), "w")
        self.names: list[str] = []

    @property
    def size(self) -> int:
        """How many bytes there are so far."""
        return self._sink.size

    def add(self, name: str, content: bytes | IO[bytes]) -> None:
        """Put a text, compressed."""
        with self._entry(name, ZIP_DEFLATED, large=False) as entry:
            if isinstance(content, bytes):
                entry.write(content)
            else:
                while data := content.read(STRETCH):
                    entry.write(data)

    def copy(self, name: str, key: str, version: str, stored: StoredObject) -> None:
        """Put an object of the bucket as it is."""
        with self._entry(name, ZIP_STORED, large=stored.size > _LARGE) as entry:
            for start in range(0, stored.size, STRETCH):
                entry.write(self._bucket.read(key, version, start, min(STRETCH, stored.size - start)))

    def _entry(self, name: str, compression: int, *, large: bool) -> IO[bytes]:
        self.names.append(name)
        info = ZipInfo(name, date_time=self._at)
        info.compress_type = compression
        info.external_attr = 0o600 << 16
        entry: IO[bytes] = self._zip.open(info, "w", force_zip64=large)
        return entry

    def close(self) -> tuple[str, str]:
        """Finish it; return the version of the stored object, and the SHA-256 of its bytes in hex."""
        self._zip.close()
        return self._sink.close(), self._sink.digest.hexdigest()

    def abort(self) -> None:
        """Give it up."""
        self._sink.abort()
        self._zip.close()  # its directory goes nowhere


class Sink:
    """What a zip file is written to: a multipart upload, or one object where that is enough."""

    def __init__(self, bucket: Bucket, key: str) -> None:
        self._bucket = bucket
        self._key = key
        self._upload_id = ""
        self._number = 0
        self._waiting = bytearray()
        self._given_up = False
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take `data`, and send what has become a whole stretch."""
        self.digest.update(data)
        self.size += len(data)
        self._waiting += data
        while len(self._waiting) >= STRETCH and not self._given_up:
            self._send(bytes(self._waiting[:STRETCH]))
            del self._waiting[:STRETCH]
        return len(data)

    def flush(self) -> None:
        """Keep it together: parts of an upload have a least size."""

    def close(self) -> str:
        """Store it; return its version."""
        if not self._upload_id:
            return self._bucket.write(self._key, bytes(self._waiting), MEDIA)
        if self._waiting:
            self._send(bytes(self._waiting))
        self._bucket.complete(self._key, self._upload_id, self._bucket.parts(self._key, self._upload_id) or [])
        stored = self._bucket.head(self._key)
        if stored is None or stored.size != self.size:
            raise Unavailable(case="files")
        return stored.version

    def abort(self) -> None:
        """Give up what was sent, and send nothing more."""
        self._given_up = True
        if self._upload_id:
            self._bucket.abort(self._key, self._upload_id)

    def _send(self, data: bytes) -> None:
        self._upload_id = self._upload_id or self._bucket.begin(self._key, MEDIA)
        self._number += 1
        if not self._bucket.send_part(self._key, self._upload_id, self._number, data):
            raise Unavailable(case="files")
