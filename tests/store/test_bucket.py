"""One contract for the media bucket, kept by the fake and by S3 as ministack speaks it."""

from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.kernel.aws.bucket import Bucket, ObjectChange, StoredPart, UploadForm
from chalicelib.kernel.errors import Unavailable
from tests import media as browser
from tests.fake_bucket import MemoryBucket
from tests.media import Media, fresh_key

BIG = b"v" * (5 * 1024 * 1024)


@dataclass
class Kept:
    """A bucket, and a browser that uses its links."""

    bucket: Bucket
    fake: MemoryBucket | None
    media: Media | None

    def send(self, url: str, content: bytes) -> str:
        if self.fake:
            return self.fake.send(url, content)
        return browser.put(url, content).headers["etag"]

    def fetch(self, url: str) -> bytes:
        return self.fake.fetch(url) if self.fake else browser.get(url).content

    def post(self, form: UploadForm, content: bytes) -> None:
        if self.fake:
            self.fake.post(form, content)
        else:
            assert browser.post(form, content).status == 204

    def put(self, key: str, content: bytes, content_type: str = "video/mp4") -> str:
        if self.fake:
            return self.fake.put(key, content, content_type)
        assert self.media
        return self.media.stored(content, key, content_type)[1]


@pytest.fixture(params=["memory", pytest.param("ministack", marks=pytest.mark.local)])
def kept(request: pytest.FixtureRequest) -> Kept:
    if request.param == "memory":
        fake = MemoryBucket()
        return Kept(fake, fake, None)
    media: Media = request.getfixturevalue("media")
    return Kept(media.bucket, None, media)


def _uploaded(kept: Kept, key: str, *contents: bytes, content_type: str = "video/webm") -> str:
    """An open upload with these parts; its id."""
    upload = kept.bucket.begin(key, content_type)
    for number, content in enumerate(contents, 1):
        kept.send(kept.bucket.sign_part(key, upload, number, size=len(content), seconds=900), content)
    return upload


def test_parts_become_one_object_of_the_type_that_was_begun(kept: Kept) -> None:
    key = fresh_key()
    upload = _uploaded(kept, key, BIG, b"the end")
    parts = kept.bucket.parts(key, upload)
    assert parts is not None
    assert [(part.number, part.size) for part in parts] == [(1, len(BIG)), (2, 7)]
    assert kept.bucket.head(key) is None
    assert kept.bucket.complete(key, upload, parts)
    stored = kept.bucket.head(key)
    assert stored
    assert (stored.size, stored.content_type) == (len(BIG) + 7, "video/webm")
    assert kept.bucket.head(key, stored.version) == stored
    assert kept.bucket.read(key, stored.version, len(BIG) - 1, 4) == b"vthe"


def test_a_part_that_is_sent_again_replaces_the_first(kept: Kept) -> None:
    key = fresh_key()
    upload = _uploaded(kept, key, b"first")
    again = kept.send(kept.bucket.sign_part(key, upload, 1, size=10, seconds=900), b"second one")
    assert kept.bucket.parts(key, upload) == [StoredPart(1, 10, again)]


def test_an_upload_without_parts_lists_none(kept: Kept) -> None:
    key = fresh_key()
    assert kept.bucket.parts(key, kept.bucket.begin(key, "video/mp4")) == []


def test_what_was_aborted_is_gone_and_may_be_aborted_again(kept: Kept) -> None:
    key = fresh_key()
    upload = _uploaded(kept, key, b"x")
    kept.bucket.abort(key, upload)
    kept.bucket.abort(key, upload)
    assert kept.bucket.parts(key, upload) is None
    assert kept.bucket.complete(key, upload, [StoredPart(1, 1, '"x"')]) is False
    assert kept.bucket.head(key) is None


def test_a_part_that_is_no_longer_what_was_listed_is_not_completed(kept: Kept) -> None:
    key = fresh_key()
    upload = _uploaded(kept, key, b"first")
    listed = kept.bucket.parts(key, upload)
    kept.send(kept.bucket.sign_part(key, upload, 1, size=7, seconds=900), b"changed")
    assert listed
    with pytest.raises(Unavailable):
        kept.bucket.complete(key, upload, listed)


def test_nothing_is_found_where_nothing_was_stored(kept: Kept) -> None:
    assert kept.bucket.head(fresh_key()) is None
    key = fresh_key()
    kept.put(key, b"x")
    assert kept.bucket.head(key, "00000000000000000000000000000000") is None


def test_a_version_stays_what_it_was(kept: Kept) -> None:
    key = fresh_key()
    first, second = kept.put(key, b"what was checked"), kept.put(key, b"something else", "text/html")
    assert first != second
    newest = kept.bucket.head(key)
    assert newest
    assert newest.version == second
    assert kept.bucket.read(key, first, 0, 100) == b"what was checked"
    link = kept.bucket.sign_get(key, first, seconds=60, content_type="video/mp4")
    assert kept.fetch(link) == b"what was checked"


@pytest.mark.parametrize(
    ("start", "size", "read"), [(0, 3, b"abc"), (2, 100, b"cdef"), (6, 1, b""), (9, 9, b""), (0, 0, b"")]
)
def test_a_range_is_read_as_far_as_there_is_something(kept: Kept, start: int, size: int, read: bytes) -> None:
    key = fresh_key()
    assert kept.bucket.read(key, kept.put(key, b"abcdef"), start, size) == read


def test_a_form_stores_a_file_of_its_key_and_type(kept: Kept) -> None:
    key = fresh_key("attachments")
    form = kept.bucket.sign_post(key, "application/pdf", least=1, most=10, seconds=60)
    kept.post(form, b"%PDF-1.7")
    stored = kept.bucket.head(key)
    assert stored
    assert (stored.size, stored.content_type) == (8, "application/pdf")


def test_a_purge_leaves_nothing_below_its_prefix_and_all_beside_it(kept: Kept) -> None:
    inside, beside = fresh_key(), fresh_key()
    prefix = inside.rpartition("/")[0] + "/"
    first = kept.put(inside, b"1")
    kept.put(inside, b"2")
    open_one = _uploaded(kept, f"{prefix}more/other.webm", b"part")
    kept.put(beside, b"3")
    beside_upload = _uploaded(kept, beside, b"part")
    kept.bucket.purge(prefix)
    assert kept.bucket.head(inside) is None
    assert kept.bucket.head(inside, first) is None
    assert kept.bucket.parts(f"{prefix}more/other.webm", open_one) is None
    assert kept.bucket.head(beside)
    assert kept.bucket.parts(beside, beside_upload)
    kept.bucket.purge(prefix)


def test_a_version_that_is_removed_gives_way_to_the_one_before_it(kept: Kept) -> None:
    key = fresh_key()
    first = kept.put(key, b"1")
    second = kept.put(key, b"22")
    for _ in range(2):
        kept.bucket.remove(key, second)
        found = kept.bucket.head(key)
        assert found
        assert (found.version, found.size) == (first, 1)
        assert kept.bucket.head(key, second) is None
    kept.bucket.remove(key, first)
    assert kept.bucket.head(key) is None


@pytest.mark.parametrize("prefix", ["", "/"])
def test_a_purge_of_everything_is_a_mistake(kept: Kept, prefix: str) -> None:
    with pytest.raises(ValueError, match="names what it removes"):
        kept.bucket.purge(prefix)


def test_a_broken_fake_is_unavailable() -> None:
    bucket = MemoryBucket()
    bucket.broken = True
    calls: list[Any] = [lambda: bucket.begin("k", "t"), lambda: bucket.head("k"), lambda: bucket.purge("k")]
    for call in calls:
        with pytest.raises(Unavailable):
            call()


def test_a_copy_ends_where_it_should_and_has_its_changes(kept: Kept) -> None:
    source, to = fresh_key(), fresh_key()
    content = BIG + BIG + b"and the end"
    version = kept.put(source, content)
    size = len(content) - 4
    changed = ObjectChange([(3, 2)], lambda at, data: data[: 3 - at] + b"XY" + data[5 - at :])
    made = kept.bucket.rewrite(source, version, to, size=size, content_type="video/webm", changes=changed)
    assert (made.size, made.content_type) == (size, "video/webm")
    assert kept.bucket.read(to, made.version, 0, 9) == b"vvvXYvvvv"
    assert kept.bucket.read(to, made.version, len(BIG) * 2, 99) == b"and the"
    whole = kept.bucket.rewrite(
        source, version, to, size=len(content), content_type="video/mp4", changes=ObjectChange()
    )
    assert whole.size == len(content)
    assert whole.version != made.version
    assert kept.bucket.head(to) == whole


def test_pieces_are_listed_and_put_where_they_were_signed_for(kept: Kept) -> None:
    folder = fresh_key().rpartition("/")[0]
    for name, content in (("a", b"first"), ("b", b"second")):
        kept.send(kept.bucket.sign_put(f"{folder}/{name}", size=len(content), seconds=900), content)
    assert kept.bucket.sizes(f"{folder}/") == {f"{folder}/a": 5, f"{folder}/b": 6}
    assert kept.bucket.sizes(f"{folder}/c") == {}
    assert kept.bucket.read(f"{folder}/b", kept.bucket.head(f"{folder}/b").version, 0, 9) == b"second"  # type: ignore[union-attr]


def test_a_part_may_be_sent_from_here(kept: Kept) -> None:
    key = fresh_key()
    upload = kept.bucket.begin(key, "video/mp4")
    assert kept.bucket.send_part(key, upload, 1, b"put together here")
    assert [(part.number, part.size) for part in kept.bucket.parts(key, upload) or ()] == [(1, 17)]
    kept.bucket.abort(key, upload)
    assert not kept.bucket.send_part(key, upload, 1, b"too late")


def test_a_small_object_is_written(kept: Kept) -> None:
    key = fresh_key()
    first, second = kept.bucket.write(key, b"one", "text/vtt"), kept.bucket.write(key, b"two", "text/vtt")
    assert first != second
    assert kept.bucket.read(key, first, 0, 9) == b"one"
    stored = kept.bucket.head(key)
    assert stored is not None
    assert (stored.version, stored.content_type) == (second, "text/vtt")
