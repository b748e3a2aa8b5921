"""MP4's `moov`: which tracks there are, and how long the samples are that it lists itself."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from chalicelib.files.rules.boxes import Box, children, find, need, number
from chalicelib.files.rules.source import Blocks
from chalicelib.files.rules.verdicts import Unfit

CODECS = frozenset({b"avc1", b"avc3", b"hvc1", b"hev1", b"vp08", b"vp09", b"av01"})
"""Pictures that browsers can play, some of them on some machines only."""

MOST_TRACKS = 32
MOST_RUNS = 500_000
AT_ONCE = 8_000
UNKNOWN = (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)


@dataclass(slots=True)
class Track:
    """One track. `end` grows with its fragments; times are in units of `scale` a second."""

    number: int
    kind: bytes
    scale: int
    end: int
    samples: int
    key: bool
    duration: int = 0  # of a sample in a fragment that does not say
    size: int = 0
    flags: int = 0

    @property
    def end_ms(self) -> int:
        return self.end * 1000 // self.scale


@dataclass(frozen=True, slots=True)
class Movie:
    """The tracks by number, and how long the whole says it is."""

    tracks: dict[int, Track]
    duration_ms: int

    def of_kind(self, kind: bytes) -> list[Track]:
        return [track for track in self.tracks.values() if track.kind == kind]

    @property
    def pictures(self) -> list[Track]:
        return self.of_kind(b"vide")


def read_movie(blocks: Blocks, moov: Box) -> Movie:
    """The tracks of a `moov`. Unfit, where there is no picture among them, or none that a browser plays."""
    tracks: dict[int, Track] = {}
    for box in children(blocks, moov):
        if box.kind == b"trak":
            track = _track(blocks, box)
            tracks[track.number] = track
        if len(tracks) > MOST_TRACKS:
            raise Unfit("unreadable")
    for box in children(blocks, moov):
        if box.kind == b"mvex":
            _defaults(blocks, box, tracks)
    scale, duration = _clock(blocks, need(blocks, moov, b"mvhd"))
    movie = Movie(tracks, duration * 1000 // scale)
    if not movie.pictures:
        raise Unfit("no_video")
    return movie


def _clock(blocks: Blocks, header: Box) -> tuple[int, int]:
    """Units a second, and the duration in them, of an `mvhd` or `mdhd`; a duration no one knows is 0."""
    wide = number(blocks, header, 0, 1) == 1
    scale = number(blocks, header, 20 if wide else 12)
    duration = number(blocks, header, 24, 8) if wide else number(blocks, header, 16)
    if scale == 0:
        raise Unfit("unreadable")
    return scale, 0 if duration in UNKNOWN else duration


def _track(blocks: Blocks, trak: Box) -> Track:
    tkhd = need(blocks, trak, b"tkhd")
    mdia = need(blocks, trak, b"mdia")
    scale, duration = _clock(blocks, need(blocks, mdia, b"mdhd"))
    kind = number(blocks, need(blocks, mdia, b"hdlr"), 8).to_bytes(4, "big")
    stbl = need(blocks, mdia, b"minf", b"stbl")
    if kind == b"vide" and _codec(blocks, stbl) not in CODECS:
        raise Unfit("wrong_codec")
    samples = _samples(blocks, stbl)
    if samples:
        _check_chunks(blocks, stbl)
        duration = max(duration, _sum_of_runs(blocks, need(blocks, stbl, b"stts")))
    sync = find(blocks, stbl, b"stss")  # without it, every sample is a key frame
    return Track(
        number=number(blocks, tkhd, 20 if number(blocks, tkhd, 0, 1) == 1 else 12),
        kind=kind,
        scale=scale,
        end=duration,
        samples=samples,
        key=samples > 0 and (sync is None or number(blocks, sync, 4) > 0),
    )


def _codec(blocks: Blocks, stbl: Box) -> bytes:
    entry = next(children(blocks, need(blocks, stbl, b"stsd"), skip=8), None)
    return entry.kind if entry else b""


def _samples(blocks: Blocks, stbl: Box) -> int:
    sizes = find(blocks, stbl, b"stsz") or need(blocks, stbl, b"stz2")
    return number(blocks, sizes, 8)


def _check_chunks(blocks: Blocks, stbl: Box) -> None:
    """The first and the last chunk of samples lie within the file."""
    offsets, width = find(blocks, stbl, b"stco"), 4
    if offsets is None:
        offsets, width = need(blocks, stbl, b"co64"), 8
    count = number(blocks, offsets, 4)
    if count == 0:
        raise Unfit("unreadable")
    for index in (0, count - 1):
        if number(blocks, offsets, 8 + width * index, width) >= blocks.size:
            raise Unfit("truncated")


def _sum_of_runs(blocks: Blocks, stts: Box) -> int:
    """How long all samples are together: players go by this, whatever the headers say."""
    count = number(blocks, stts, 4)
    if stts.body + 8 + 8 * count > stts.end or count > MOST_RUNS:
        raise Unfit("unreadable")
    total = 0
    for start in range(0, count, AT_ONCE):
        runs = blocks.read(stts.body + 8 + 8 * start, 8 * min(AT_ONCE, count - start))
        total += sum(samples * duration for samples, duration in struct.iter_unpack(">II", runs))
    return total


def _defaults(blocks: Blocks, mvex: Box, tracks: dict[int, Track]) -> None:
    for trex in children(blocks, mvex):
        track = tracks.get(number(blocks, trex, 4)) if trex.kind == b"trex" else None
        if track:
            track.duration = number(blocks, trex, 12)
            track.size = number(blocks, trex, 16)
            track.flags = number(blocks, trex, 20)
