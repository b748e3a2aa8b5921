"""Where a picture was made goes from it; how it is to be turned, and the picture, stay."""

from __future__ import annotations

import struct
import zlib

import pytest

from chalicelib.files.rules.documents import examine_document, examine_image
from chalicelib.files.rules.types import JPEG, PNG, WEBP
from chalicelib.files.rules.verdicts import Notice, patched
from tests.rules.files_bytes import PLACE, TURNED, jpeg, png, png_chunk, riff, segment, source, tiff


def with_segment(kind: int, body: bytes) -> bytes:
    return jpeg()[:2] + segment(kind, body) + jpeg()[2:]


def clean(data: bytes, declared: str) -> bytes:
    verdict = examine_document(source(data), declared) if declared != WEBP else examine_image(source(data), declared)
    assert verdict.code == ""
    assert verdict.notices == ((Notice(code="location_removed"),) if verdict.patches else ())
    after = patched(data, verdict.patches)
    assert len(after) == len(data)
    again = examine_image(source(after), declared)
    assert (again.code, again.patches) == ("", ())
    return after


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_coordinates_of_a_jpeg_go_and_how_it_is_turned_stays(order: str) -> None:
    after = clean(with_segment(0xE1, b"Exif\0\0" + tiff(order)), JPEG)
    assert PLACE not in after
    assert b"N\0\0\0" not in after
    assert struct.pack(order + "HHIHH", TURNED, 3, 1, 6, 0) in after


@pytest.mark.parametrize(
    "body",
    [
        b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='52.31.12N'/>",
        b"Exif\0\0" + tiff(),
        b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + b"52.31.12N",
    ],
)
def test_other_words_about_the_place_go_too(body: bytes) -> None:
    assert PLACE not in clean(with_segment(0xE1, body), JPEG)


def test_the_names_of_a_city_go() -> None:
    iptc = b"Photoshop 3.0\0008BIM\4\4\0\0\0\0\0\x0b\x1c\2\x5a\0\6Berlin"
    assert b"Berlin" not in clean(with_segment(0xED, iptc), JPEG)


@pytest.mark.parametrize(
    "behind", [jpeg()[:2] + segment(0xE1, b"Exif\0\0" + tiff()), b"\0\0\0\x20\xa9xyz+52.31.12+13/"]
)
def test_what_phones_keep_behind_a_picture_goes_where_it_says_a_place(behind: bytes) -> None:
    after = clean(jpeg() + behind, JPEG)
    assert PLACE not in after
    assert after.startswith(jpeg())


def test_chunks_of_a_png_go() -> None:
    end = png()[-12:]
    for kind, body in ((b"eXIf", tiff()), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0exif:GPSLatitude 52.31.12")):
        assert PLACE not in clean(png()[:-12] + png_chunk(kind, body) + end, PNG)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b"52.31.12")),
        (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"exif:GPSLatitude 52.31.12")),
        (b"tEXt", b"Raw profile type exif\0 35322e33312e3132"),
    ],
)
def test_packed_words_in_a_png_go_unread(kind: bytes, body: bytes) -> None:
    after = clean(png()[:-12] + png_chunk(kind, body) + png()[-12:], PNG)
    assert body not in after
    assert kind not in after


def test_parts_of_a_webp_go() -> None:
    picture = (b"VP8L", b"\x2f\x01\x40\0\0")
    for body in (tiff(), b"Exif\0\0" + tiff()):
        assert PLACE not in clean(riff(picture, (b"EXIF", body)), WEBP)
    assert PLACE not in clean(riff(picture, (b"XMP ", b"exif:GPSLatitude 52.31.12")), WEBP)


@pytest.mark.parametrize(
    "data",
    [
        jpeg(),
        jpeg() + b"a recording of the moment before",
        with_segment(0xE1, b"Exif\0\0" + tiff(places=False)),
        with_segment(0xE1, b"Exif\0\0" + tiff(lying=True)),
        with_segment(0xE1, b"Exif\0\0"),
        with_segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\x7f"),
        with_segment(0xE1, b"Exif\0\0neither"),
        with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x tiff:Make='A camera'/>"),
        with_segment(0xED, b"Photoshop 3.0\0008BIM"),
    ],
)
def test_what_says_no_place_stays_as_it_is(data: bytes) -> None:
    assert clean(data, JPEG) == data


def test_a_png_and_a_webp_that_say_no_place_stay_as_they_are() -> None:
    data = png()[:-12] + png_chunk(b"eXIf", tiff(places=False)) + png_chunk(b"tEXt", b"Title\0Spring") + png()[-12:]
    assert clean(data, PNG) == data
    assert zlib.crc32(b"IEND").to_bytes(4, "big") == data[-4:]
    picture = riff((b"VP8L", b"\x2f\x01\x40\0\0"), (b"EXIF", tiff(places=False)), (b"XMP ", b"tiff:Make"))
    assert clean(picture, WEBP) == picture
