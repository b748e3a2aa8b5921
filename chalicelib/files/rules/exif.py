"""Where a picture says where it was made (EXIF, XMP, IPTC), and what to put in the place of that.

Only what names a place goes: how a picture is to be turned stands in the same EXIF.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from chalicelib.files.rules.images import PNG_HEAD, jpeg_segments
from chalicelib.files.rules.locations import says_where
from chalicelib.files.rules.verdicts import Patch

EXIF, XMP, IPTC = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"
LONG_XMP = b"http://ns.adobe.com/xmp/extension/\0"
"""What of XMP does not fit into one segment: cut anywhere, so a place in it may be in two."""
GPS = 0x8825
MOST_ENTRIES = 200
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""Bytes of a value of each type of TIFF."""
PLACES = tuple(b"\x1c\x02" + bytes([number]) for number in (26, 27, 90, 92, 95, 100, 101))
"""IPTC's records of cities, countries and what lies in them."""
Number = Callable[[int, int], int]
APP1, APP13 = 0xE1, 0xED
BLANK = b"blNk"
"""A private kind of chunk, which readers of PNG pass over."""


def jpeg_patches(data: bytes) -> Iterator[Patch]:
    """What to blank in a JPEG; with a second picture or a recording behind it, all of that where it says a place."""
    end = len(data)
    for kind, body, after in jpeg_segments(data):
        held, end = data[body:after], after
        if kind == APP1 and held.startswith(EXIF):
            yield from _tiff(held[len(EXIF) :], body + len(EXIF))
        elif kind == APP1 and held.startswith(XMP) and says_where(held):
            yield Patch(body + len(XMP), b" " * (len(held) - len(XMP)))
        elif kind == APP1 and held.startswith(LONG_XMP) and any(held[len(LONG_XMP) :]):
            yield Patch(body + len(LONG_XMP), bytes(len(held) - len(LONG_XMP)))
        elif kind == APP13 and any(place in held for place in PLACES):
            yield Patch(body, IPTC + bytes(max(0, len(held) - len(IPTC))))
    behind = data[end:]
    if says_where(behind) or (EXIF in behind and any(_tiff(behind[behind.find(EXIF) + len(EXIF) :], 0))):
        yield Patch(end, bytes(len(behind)))


def png_patches(data: bytes) -> Iterator[Patch]:
    """What to blank in a PNG: chunks of EXIF and of text that say a place, and those that are packed."""
    at = len(PNG_HEAD)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if _to_blank(kind, body):
            blank = BLANK + bytes(size)
            yield Patch(at + 4, blank + zlib.crc32(blank).to_bytes(4, "big"))
        at += 12 + size


def _to_blank(kind: bytes, body: bytes) -> bool:
    if kind == b"eXIf":
        return any(_tiff(body, 0))
    packed = kind == b"zTXt" or (kind == b"iTXt" and body.partition(b"\0")[2][:1] == b"\1")
    # Some programs write EXIF as text, as hexadecimal numbers.
    said = kind in {b"tEXt", b"iTXt"} and (says_where(body) or body.startswith(b"Raw profile type"))
    return packed or said


def webp_patches(data: bytes) -> Iterator[Patch]:
    """What to blank in a WebP."""
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            skip = len(EXIF) if body.startswith(EXIF) else 0
            yield from _tiff(body[skip:], at + 8 + skip)
        elif kind == b"XMP " and says_where(body):
            yield Patch(at + 8, b" " * size)
        at += 8 + size + size % 2


def _tiff(data: bytes, place: int) -> Iterator[Patch]:
    """The list of coordinates in EXIF, and what it leads to, as zeros. `place`: where `data` begins in the file."""
    order = {b"II": "little", b"MM": "big"}.get(data[:2])
    if order is None:
        return
    big = order == "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "big" if big else "little")

    for at in _entries(number(4, 4), number, len(data)):
        if number(at, 2) != GPS:
            continue
        first = number(at + 8, 4)
        count = len(list(_entries(first, number, len(data))))
        for entry in _entries(first, number, len(data)):
            size = SIZES.get(number(entry + 2, 2), 0) * number(entry + 4, 4)
            begin = number(entry + 8, 4)
            if 4 < size <= len(data) - begin:
                yield Patch(place + begin, bytes(size))
        if count:
            yield Patch(place + first, bytes(2 + 12 * count))


def _entries(at: int, number: Number, size: int) -> Iterator[int]:
    """Where each entry of a list is, as far as there are bytes for it."""
    count = min(number(at, 2), MOST_ENTRIES, max(0, size - at - 2) // 12)
    yield from range(at + 2, at + 2 + 12 * count, 12)
