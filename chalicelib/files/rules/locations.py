"""Where a file says where it was made, and what to put in the place of that."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.files.rules.boxes import Box, children, find
from chalicelib.files.rules.source import BlockReader
from chalicelib.files.rules.verdicts import Patch, RejectedFile

HOLDERS = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes of MP4 in which cameras, phones and editors write about a recording. None of them is needed to play it."""
MARKS = (
    b"\xa9xyz",
    b"loci",
    b"location",
    b"ISO6709",
    b"GPS",
    b"LOCATION",
    b"Location",
    b"geo:",
    b"coordinates",
    b"Exif\0\0",
    b"NCTG",
)
"""QuickTime's and 3GPP's coordinates, keys of Apple, Android and ffmpeg, XMP's and Matroska's names; cameras' EXIF."""
MOST_READ = 4 * 1024 * 1024
TELEMETRY = frozenset({b"gpmd", b"camm", b"rtmd", b"djmd"})
"""Tracks of action cameras, camcorders and drones that say all along where they are."""
TIMED = b"mebx"


def says_where(data: bytes) -> bool:
    """Return whether some text about a file has a place in it, as far as anybody names one."""
    return any(mark in data for mark in MARKS)


def blanked(blocks: BlockReader, box: Box) -> Iterator[Patch]:
    """The box as `free`, without what was in it, where it says a place."""
    size = box.end - box.body
    if size > MOST_READ:
        raise RejectedFile("location_kept")
    if says_where(blocks.read(box.body, size)):
        yield Patch(box.at + 4, b"free")
        yield Patch(box.body, bytes(size))


def movie_patches(blocks: BlockReader, moov: Box) -> Iterator[Patch]:
    """What to blank in a movie and its tracks. Unfit, where one of the tracks goes along with its place."""
    for box in children(blocks, moov):
        if box.kind in HOLDERS:
            yield from blanked(blocks, box)
        elif box.kind == b"trak":
            _check_track(blocks, box)
            for inner in children(blocks, box):
                if inner.kind in HOLDERS:
                    yield from blanked(blocks, inner)


def _check_track(blocks: BlockReader, trak: Box) -> None:
    stsd = find(blocks, trak, b"mdia", b"minf", b"stbl", b"stsd")
    for entry in children(blocks, stsd, skip=8) if stsd else ():
        timed = entry.kind == TIMED and says_where(blocks.peek(entry.body, min(entry.end - entry.body, MOST_READ)))
        if entry.kind in TELEMETRY or timed:
            raise RejectedFile("location_track")


def void(at: int, size: int) -> Patch:
    """Nothing, in place of an EBML element of so many bytes."""
    return Patch(at, b"\xec" + (1 << 56 | size - 9).to_bytes(8, "big") + bytes(size - 9))
