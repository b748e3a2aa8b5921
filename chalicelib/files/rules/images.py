"""PNG, JPEG and WebP: their structure to the end, and how large a picture they would become in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from chalicelib.files.rules.verdicts import RejectedFile

MOST_PIXELS = 100_000_000
"""A picture of a few kilobytes can fill a reader's memory."""

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
# The kinds of segment that say how large the picture is: SOF0 to SOF15, without DHT, JPG and DAC.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN, END, START = 0xDA, 0xD9, 0xD8
ALONE = frozenset(range(0xD0, 0xD8)) | {0x00, 0x01}
"""Marks that nothing belongs to: of a restart, of arithmetic coding, and a stuffed byte."""


def _check_area(width: int, height: int) -> None:
    if width == 0 or height == 0:
        raise RejectedFile("unreadable")
    if width * height > MOST_PIXELS:
        raise RejectedFile("too_large")


def check_png(data: bytes) -> None:
    """IHDR, then chunks whose sums are right, IDAT among them, then IEND and nothing more."""
    if not data.startswith(PNG_HEAD):
        raise RejectedFile("wrong_type")
    at, kind = len(PNG_HEAD), b""
    seen: set[bytes] = set()
    while kind != b"IEND":
        if at + 12 > len(data):
            raise RejectedFile("truncated")
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(data):
            raise RejectedFile("truncated")
        if zlib.crc32(memoryview(data)[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise RejectedFile("unreadable")
        if not seen:
            _check_png_head(kind, data[at + 8 : end - 4])
        seen.add(kind)
        at = end
    if b"IDAT" not in seen:
        raise RejectedFile("unreadable")
    if at < len(data):
        raise RejectedFile("trailing_data")


def _check_png_head(kind: bytes, body: bytes) -> None:
    if kind != b"IHDR" or len(body) != 13:
        raise RejectedFile("unreadable")
    _check_area(int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big"))


def check_jpeg(data: bytes) -> None:
    """Segments up to a scan, the picture's size among them, and something in the scan.

    As liberal as browsers are: bytes between segments, marks without a length and a length that is none are passed
    over, and the end mark may be missing. What follows it is let be: phones keep a second picture, or a video, there.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        raise RejectedFile("wrong_type")
    sized = False
    for kind, body, end in jpeg_segments(data):
        if kind == START:
            raise RejectedFile("unreadable")
        if kind in FRAMES:
            _check_area(
                int.from_bytes(data[body + 3 : body + 5], "big"), int.from_bytes(data[body + 1 : body + 3], "big")
            )
            sized = True
        if kind == SCAN:
            if not sized:
                raise RejectedFile("unreadable")
            if end >= len(data):
                raise RejectedFile("truncated")
            return
    raise RejectedFile("truncated" if sized else "unreadable")


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, begin and end of each segment up to the end mark, which comes with nothing in it."""
    at = 2
    while at + 4 <= len(data):
        # What is in a scan has no such mark; what stands between segments is passed over, as decoders do.
        at = data.find(b"\xff", at)
        if at < 0 or at + 2 > len(data):
            return
        kind = data[at + 1]
        if kind in {END, START}:
            yield kind, at + 2, at + 2
            return
        if kind == 0xFF:
            at += 1
        elif kind in ALONE:
            at += 2
        else:
            end = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
            yield kind, at + 4, end
            at = end


def check_webp(data: bytes) -> None:
    """One RIFF with chunks that fill it exactly, the picture's size in the first."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise RejectedFile("wrong_type")
    end = 8 + int.from_bytes(data[4:8], "little")
    end += end % 2
    if end > len(data):
        raise RejectedFile("truncated")
    if end < len(data):
        raise RejectedFile("trailing_data")
    _check_area(*_webp_area(data[12:16], data[20:30]))
    at = 12
    kinds: set[bytes] = set()
    while at < end:
        kinds.add(data[at : at + 4])
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    if at != end or not kinds & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise RejectedFile("unreadable")


def _webp_area(kind: bytes, body: bytes) -> tuple[int, int]:
    """Width and height, as each kind of first chunk says them."""
    if kind == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    raise RejectedFile("unreadable")
