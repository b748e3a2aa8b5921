"""A part of an export goes to the bucket while it is written: on the fake, and on S3 as ministack speaks it."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from unittest.mock import patch
from zipfile import ZipFile

import pytest

from chalicelib.exports.actions import archive
from chalicelib.exports.actions.archive import Archive
from chalicelib.kernel.aws.bucket import Bucket
from chalicelib.kernel.errors import Unavailable
from tests.fake_bucket import MemoryBucket
from tests.media import Media, fresh_key

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
STRETCH = 5 * 1024 * 1024
"""The least that S3 takes as a part which is not the last one."""
FILM = hashlib.shake_256(b"film").digest(2 * STRETCH + 123)


@pytest.fixture(params=["memory", pytest.param("ministack", marks=pytest.mark.local)])
def bucket(request: pytest.FixtureRequest) -> Bucket:
    if request.param == "memory":
        return MemoryBucket()
    media: Media = request.getfixturevalue("media")
    return media.bucket


def written(bucket: Bucket, key: str, source: str) -> tuple[Archive, str, str]:
    stored = bucket.head(source)
    assert stored is not None
    with patch.object(archive, "STRETCH", STRETCH):
        made = Archive(bucket, key, AT)
        made.add("words.json", b"[]")
        made.copy("film.mp4", source, stored.version, stored)
        made.add("more.json", io.BytesIO(b"{}"))
        version, digest = made.close()
    return made, version, digest


def test_what_is_larger_than_a_stretch_is_one_object_with_its_length_and_sum(bucket: Bucket) -> None:
    source, key = fresh_key(), fresh_key()
    bucket.write(source, FILM, "video/mp4")
    made, version, digest = written(bucket, key, source)
    stored = bucket.head(key, version)
    assert stored is not None
    assert (stored.size, stored.content_type) == (made.size, archive.MEDIA)
    content = bucket.read(key, version, 0, stored.size)
    assert hashlib.sha256(content).hexdigest() == digest
    with ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        assert found.namelist() == ["words.json", "film.mp4", "more.json"]
        assert found.read("film.mp4") == FILM


def test_the_same_content_is_the_same_bytes(bucket: Bucket) -> None:
    source = fresh_key()
    bucket.write(source, FILM, "video/mp4")
    assert written(bucket, fresh_key(), source)[2] == written(bucket, fresh_key(), source)[2]


def test_what_is_given_up_leaves_nothing_behind() -> None:
    bucket, source, key = MemoryBucket(), "source", "export"
    version = bucket.put(source, FILM, "video/mp4")
    stored = bucket.head(source)
    assert stored is not None
    with patch.object(archive, "STRETCH", STRETCH):
        made = Archive(bucket, key, AT)
        made.copy("film.mp4", source, version, stored)
        made.abort()
    assert bucket.below(key) == []


def test_an_upload_that_is_gone_is_trouble_that_passes() -> None:
    bucket = MemoryBucket()
    with patch.object(archive, "STRETCH", 4):
        sink = archive.Sink(bucket, "export")
        sink.write(b"12345")
        bucket.uploads.clear()
        with pytest.raises(Unavailable):
            sink.write(b"67890")
