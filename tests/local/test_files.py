"""Links to the media bucket as a browser uses them, against a store that refuses what S3 refuses."""

import http.client
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest

from infra.local import ministack
from tests.local.server import request
from tests.media import ORIGIN, Media, fresh_key, get, media_at, post, put

VIDEO = b"\x1aE\xdf\xa3" + b"v" * 2000
EVIL = "https://evil.example"


def _link(media: Media, **more: str) -> str:
    """A link for a minute to some video."""
    key, version = media.stored(VIDEO)
    return media.bucket.sign_get(key, version, seconds=60, content_type="video/mp4", **more)


def _part(media: Media, seconds: int = 900, size: int = 1) -> tuple[str, str, str]:
    """(link to a part of so many bytes, key, upload id)."""
    key = fresh_key()
    upload = media.bucket.begin(key, "video/webm")
    return media.bucket.sign_part(key, upload, 1, size=size, seconds=seconds), key, upload


def _changed(url: str, before: str, after: str) -> str:
    assert before in url
    return url.replace(before, after)


# ---------------------------------------------------------------------- links end, and are for one thing


def test_links_that_have_expired_are_refused(media: Media) -> None:
    key, version = media.stored(VIDEO)
    watch = media.bucket.sign_get(key, version, seconds=1, content_type="video/mp4")
    send, sent_key, upload = _part(media, seconds=1, size=4)
    form = media.bucket.sign_post(fresh_key(), "image/png", least=1, most=10, seconds=1)
    time.sleep(2.1)
    assert get(watch).status == 403
    assert put(send, b"late").status == 403
    assert media.bucket.parts(sent_key, upload) == []
    assert post(form, b"late").status == 403
    assert media.bucket.head(form.fields["key"]) is None


@pytest.mark.parametrize(
    "tamper",
    [
        lambda url: url[:-1] + ("0" if url[-1] != "0" else "1"),
        lambda url: _changed(url, "video%2Fmp4", "text%2Fhtml"),
        lambda url: _changed(url, "X-Amz-Expires=60", "X-Amz-Expires=86400"),
        lambda url: _changed(url, ".mp4", ".mp5"),
        lambda url: _changed(url, "private%2C%20no-store", "public"),
    ],
    ids=["signature", "type", "life", "key", "caching"],
)
def test_a_link_that_was_tampered_with_is_refused(media: Media, tamper: Callable[[str], str]) -> None:
    url = _link(media)
    assert get(url).status == 200
    assert get(tamper(url)).status == 403


def test_a_link_to_one_version_is_none_to_another(media: Media) -> None:
    key, first = media.stored(b"checked")
    _, second = media.stored(b"not checked", key)
    url = media.bucket.sign_get(key, first, seconds=60, content_type="video/mp4")
    assert get(_changed(url, first, second)).status == 403


def test_without_a_signature_there_is_nothing(media: Media) -> None:
    url = urlunsplit(urlsplit(_link(media))._replace(query=""))
    assert get(url).status == 403
    assert request("PUT", url, b"x", {}).status == 403
    assert request("DELETE", url, None, {}).status == 403
    assert get(f"{media.url}/{media.name}/").status == 403


def test_a_link_to_watch_does_not_let_one_write_or_delete(media: Media) -> None:
    url = _link(media)
    assert put(url, b"x").status == 403
    assert request("DELETE", url, None, {}).status == 403
    assert get(url).content == VIDEO


def test_a_link_to_a_part_is_for_that_part_of_that_upload(media: Media) -> None:
    url, key, upload = _part(media)
    assert put(_changed(url, "partNumber=1", "partNumber=2"), b"x").status == 403
    assert put(_changed(url, upload, "another"), b"x").status == 403
    assert put(_changed(url, key.rpartition("/")[2], "another.mp4"), b"x").status == 403
    assert get(url).status == 403
    assert put(url, b"x").status == 200
    assert [part.number for part in media.bucket.parts(key, upload) or ()] == [1]


@pytest.mark.parametrize("length", [0, 1, 1023, 1025, 40 * 1024 * 1024])
def test_a_part_has_exactly_the_bytes_that_were_signed(media: Media, length: int) -> None:
    url, key, upload = _part(media, size=1024)
    assert put(url, bytes(length)).status == 403
    assert media.bucket.parts(key, upload) == []
    assert put(url, bytes(1024)).status == 200


def test_a_part_of_untold_length_is_refused(media: Media) -> None:
    """Sent in chunks, it could be of any length."""
    url, key, upload = _part(media, size=1024)
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.netloc, timeout=30)
    line.request("PUT", f"{parts.path}?{parts.query}", iter([bytes(512), bytes(512)]), encode_chunked=True)
    assert line.getresponse().status == 403
    line.close()
    assert media.bucket.parts(key, upload) == []


def test_the_length_of_a_part_cannot_be_left_out_of_its_signature(media: Media) -> None:
    url, key, upload = _part(media, size=1024)
    assert parse_qs(urlsplit(url).query)["X-Amz-SignedHeaders"] == ["content-length;host"]
    assert put(_changed(url, "content-length%3Bhost", "host"), bytes(2048)).status == 403
    assert media.bucket.parts(key, upload) == []


def test_the_type_of_a_video_is_what_was_begun_whatever_a_part_says(media: Media) -> None:
    url, key, upload = _part(media, size=8)
    assert put(url, b"<script>", content_type="text/html").status == 200
    parts = media.bucket.parts(key, upload)
    assert parts
    assert media.bucket.complete(key, upload, parts)
    stored = media.bucket.head(key)
    assert stored
    assert stored.content_type == "video/webm"


# ---------------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("content", "changed"),
    [
        (b"%PDF", {"key": "example/attachments/somebody/else.pdf"}),
        (b"%PDF", {"content_type": "text/html"}),
        (b"%PDF", {"x-amz-storage-class": "GLACIER"}),
        (b"%PDF" * 100, {}),
        (b"", {}),
    ],
    ids=["key", "type", "more", "too large", "too small"],
)
def test_a_form_takes_nothing_but_what_was_signed(media: Media, content: bytes, changed: dict[str, str]) -> None:
    form = media.bucket.sign_post(fresh_key("attachments"), "application/pdf", least=1, most=100, seconds=60)
    assert post(form, content, **changed).status in {400, 403}
    assert media.bucket.head(changed.get("key", form.fields["key"])) is None
    assert post(form, b"%PDF-1.7").status == 204


# ---------------------------------------------------------------------- what a player gets


def test_a_player_gets_the_range_that_it_asks_for(media: Media) -> None:
    url = _link(media)
    answer = get(url, range="bytes=4-7")
    assert (answer.status, answer.content) == (206, b"vvvv")
    assert answer.headers["content-range"] == f"bytes 4-7/{len(VIDEO)}"
    assert answer.headers["content-type"] == "video/mp4"
    assert get(url, range="bytes=-2").content == b"vv"
    assert get(url, range="bytes=0-").status == 206
    assert get(url, range=f"bytes={len(VIDEO)}-").status == 416


def test_what_was_checked_is_what_is_played_whatever_came_later(media: Media) -> None:
    key, version = media.stored(VIDEO)
    url = media.bucket.sign_get(key, version, seconds=60, content_type="video/mp4")
    media.stored(b"<html>", key, "text/html")
    answer = get(url)
    assert (answer.content, answer.headers["content-type"]) == (VIDEO, "video/mp4")
    assert get(url, range="bytes=0-3").content == VIDEO[:4]


def test_a_download_has_a_safe_name_and_stays_in_no_cache(media: Media) -> None:
    answer = get(_link(media, download_as='Über/"alles".pdf'))
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"_ber__alles_.pdf\"; filename*=UTF-8''%C3%9Cber__alles_.pdf"
    )
    assert answer.headers["cache-control"] == "private, no-store"


def test_what_was_purged_is_gone_for_those_who_have_a_link(media: Media) -> None:
    key, version = media.stored(VIDEO)
    url = media.bucket.sign_get(key, version, seconds=60, content_type="video/mp4")
    send, sent_key, upload = _part(media)
    put(send, b"x")
    for one in (key, sent_key):
        media.bucket.purge(one.rpartition("/")[0] + "/")
    assert get(url).status == 404
    assert put(send, b"x").status == 404
    assert media.bucket.parts(sent_key, upload) is None
    left = media.clients.s3.list_object_versions(Bucket=media.name, Prefix=key)
    assert not {"Versions", "DeleteMarkers"} & left.keys()


# ---------------------------------------------------------------------- the client's origin and no other


def _preflight(url: str, origin: str, method: str, headers: str = "content-type") -> Mapping[str, str]:
    asked = {"Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    return request("OPTIONS", url, None, asked).headers


@pytest.mark.parametrize("method", ["PUT", "GET", "POST", "HEAD"])
def test_the_client_may_ask_and_no_other_page_may(media: Media, method: str) -> None:
    url, _, _ = _part(media)
    allowed = _preflight(url, ORIGIN, method)
    assert allowed["access-control-allow-origin"] == ORIGIN
    assert method in allowed["access-control-allow-methods"]
    assert "access-control-allow-origin" not in _preflight(url, EVIL, method)
    assert "access-control-allow-origin" not in _preflight(url, "null", method)


def test_a_page_may_not_ask_to_delete_or_with_a_token(media: Media) -> None:
    url, _, _ = _part(media)
    assert "access-control-allow-origin" not in _preflight(url, ORIGIN, "DELETE")
    assert "access-control-allow-origin" not in _preflight(url, ORIGIN, "PUT", "authorization")


def test_the_client_reads_the_tag_of_a_part_and_another_page_does_not(media: Media) -> None:
    url, _, _ = _part(media)
    answer = put(url, b"x", origin=ORIGIN)
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "etag" in answer.headers["access-control-expose-headers"].lower()
    assert "access-control-allow-origin" not in put(url, b"x", origin=EVIL).headers


# ---------------------------------------------------------------------- what is stored survives


def test_a_recording_its_version_and_its_links_survive_a_kill(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "ministack.log"
    with ministack.start(tmp_path, log=log) as first:
        with media_at(first.url) as media:
            key = fresh_key()
            upload = media.bucket.begin(key, "video/webm")
            put(media.bucket.sign_part(key, upload, 1, size=len(VIDEO), seconds=60), VIDEO)
            # The bucket itself is in the next snapshot; the stack's queues are written when one is used.
            media.clients.sqs.create_queue(QueueName="used")
            time.sleep(11)
            assert media.bucket.complete(key, upload, media.bucket.parts(key, upload) or [])
            before = media.bucket.head(key)
        first.child.kill()
    assert before
    with ministack.start(tmp_path, log=log) as second, media_at(second.url) as media:
        assert media.bucket.head(key) == before
        assert get(media.bucket.sign_get(key, before.version, seconds=60, content_type="video/webm")).content == VIDEO
        # Open uploads do not survive here; the product hears so, and the client begins again.
        lost = media.bucket.parts(key, upload)
        assert lost is None


def test_a_link_names_everything_that_it_is_for(media: Media) -> None:
    asked = parse_qs(urlsplit(_link(media, download_as="a.pdf")).query)
    assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert asked["X-Amz-Expires"] == ["60"]
    assert {"versionId", "response-content-type", "response-content-disposition", "response-cache-control"} <= set(
        asked
    )
