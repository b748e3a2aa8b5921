"""MP4's `moof`: what a fragment adds to each track, where all of it has arrived."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.files.rules.boxes import Box, children, need, number
from chalicelib.files.rules.movie import Movie, MovieTrack
from chalicelib.files.rules.source import BlockReader
from chalicelib.files.rules.verdicts import RejectedFile

NOT_A_KEY = 0x10000
# Flags of `tfhd` and `trun`: which fields there are. (ISO/IEC 14496-12, 8.8.7 and 8.8.8)
BASE, DESCRIPTION, DURATION, SIZE, FLAGS = 0x1, 0x2, 0x8, 0x10, 0x20
OFFSET, FIRST_FLAGS = 0x1, 0x4
EACH_DURATION, EACH_SIZE, EACH_FLAGS, EACH_OFFSET = 0x100, 0x200, 0x400, 0x800
MOST_SAMPLES = 100_000


@dataclass(slots=True)
class FragmentTrack:
    """What a fragment holds of one track: until when, how many samples and bytes, whether one is a key frame."""

    track: MovieTrack
    end: int
    duration: int
    size: int
    flags: int
    samples: int = 0
    bytes: int = 0
    key: bool = False
    dated: bool = False  # whether it says itself when it begins

    @property
    def end_ms(self) -> int:
        return self.end * 1000 // self.track.scale + self.track.late_ms


def read_fragment(blocks: BlockReader, moof: Box, movie: Movie) -> list[FragmentTrack]:
    """Return what this fragment holds of each track that the movie knows."""
    parts = (_part(blocks, box, movie) for box in children(blocks, moof) if box.kind == b"traf")
    return [part for part in parts if part]


def add(stretches: list[FragmentTrack]) -> None:
    """Count them to their tracks: all of the fragment has arrived. Samples in which nothing is show nothing."""
    for stretch in stretches:
        track = stretch.track
        track.end = max(track.end, stretch.end)
        if stretch.bytes:
            track.samples += stretch.samples
            track.key = track.key or stretch.key


def _part(blocks: BlockReader, traf: Box, movie: Movie) -> FragmentTrack | None:
    tfhd = need(blocks, traf, b"tfhd")
    track = movie.tracks.get(number(blocks, tfhd, 4))
    if track is None:
        return None
    stretch = FragmentTrack(track, track.end, *_defaults(blocks, tfhd, track))
    for box in children(blocks, traf):
        if box.kind == b"tfdt":
            stretch.end = number(blocks, box, 4, 8 if number(blocks, box, 0, 1) == 1 else 4)
            stretch.dated = True
        elif box.kind == b"trun":
            _run(blocks, box, stretch)
    return stretch


def _defaults(blocks: BlockReader, tfhd: Box, track: MovieTrack) -> tuple[int, int, int]:
    """Duration, size and flags of a sample that does not say: from this fragment, else from the track."""
    flags = number(blocks, tfhd, 0) & 0xFFFFFF
    at = 8 + (8 if flags & BASE else 0) + (4 if flags & DESCRIPTION else 0)
    values = []
    for flag, otherwise in ((DURATION, track.duration), (SIZE, track.size), (FLAGS, track.flags)):
        values.append(number(blocks, tfhd, at) if flags & flag else otherwise)
        at += 4 if flags & flag else 0
    return values[0], values[1], values[2]


def _run(blocks: BlockReader, trun: Box, stretch: FragmentTrack) -> None:
    flags, count = number(blocks, trun, 0) & 0xFFFFFF, number(blocks, trun, 4)
    at = 8 + (4 if flags & OFFSET else 0)
    first = stretch.flags
    if flags & FIRST_FLAGS:
        first = number(blocks, trun, at)
        at += 4
    elif flags & EACH_FLAGS and count:
        before = sum(4 for flag in (EACH_DURATION, EACH_SIZE) if flags & flag)
        first = number(blocks, trun, at + before)
    durations, sizes = 0, 0
    for each_duration, each_size in _samples(blocks, trun, at, flags, count):
        durations += each_duration
        sizes += each_size
    stretch.end += durations if flags & EACH_DURATION else count * stretch.duration
    stretch.bytes += sizes if flags & EACH_SIZE else count * stretch.size
    stretch.samples += count
    stretch.key = stretch.key or (count > 0 and not first & NOT_A_KEY)


def _samples(blocks: BlockReader, trun: Box, at: int, flags: int, count: int) -> Iterator[tuple[int, int]]:
    """Duration and size of each sample, 0 for what is not said one by one."""
    names = [flag for flag in (EACH_DURATION, EACH_SIZE, EACH_FLAGS, EACH_OFFSET) if flags & flag]
    width = 4 * len(names)
    if trun.body + at + width * count > trun.end or (width and count > MOST_SAMPLES):
        raise RejectedFile("unreadable")
    if not flags & (EACH_DURATION | EACH_SIZE):
        return
    duration = names.index(EACH_DURATION) if EACH_DURATION in names else None
    size = names.index(EACH_SIZE) if EACH_SIZE in names else None
    for sample in struct.iter_unpack(f">{len(names)}I", blocks.read(trun.body + at, width * count)):
        yield (0 if duration is None else sample[duration]), (0 if size is None else sample[size])
