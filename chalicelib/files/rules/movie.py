"""MP4's `moov`: which tracks there are, and how long the samples that it lists itself are shown."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from chalicelib.files.rules.boxes import Box, children, find, need, number
from chalicelib.files.rules.codecs import PICTURES, sound_of
from chalicelib.files.rules.locations import movie_patches
from chalicelib.files.rules.source import BlockReader
from chalicelib.files.rules.verdicts import Patch, RejectedFile

MOST_TRACKS = 32
MOST_RUNS = 500_000
MOST_EDITS = 1_000
AT_ONCE = 8_000
EMPTY = -1
"""The media time of an edit that shows nothing."""
UNKNOWN = (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class ChunkTable:
    """The list of the chunks in which samples lie: `count` offsets of `width` bytes each, from `at` on."""

    at: int
    width: int
    count: int


@dataclass(slots=True)
class MovieTrack:
    """One track. `end` grows with its fragments; times are in units of `scale` a second.

    `edits`: how much of it is shown, in the movie's units, from which media time on. `decoded`: whether browsers can.
    """

    number: int
    kind: bytes
    scale: int
    end: int
    samples: int
    key: bool
    codec: bytes = b""
    decoded: bool = False
    edits: tuple[tuple[int, int], ...] = ()
    table: ChunkTable | None = None
    late_ms: int = 0  # how much later than its fragments say it begins
    duration: int = 0  # of a sample in a fragment that does not say
    size: int = 0
    flags: int = 0

    @property
    def shown(self) -> bool:
        """Whether its edit list, where it has one, shows anything of it."""
        return not self.edits or any(since != EMPTY for _, since in self.edits)

    @property
    def end_ms(self) -> int:
        return self.end * 1000 // self.scale + self.late_ms


@dataclass(frozen=True, slots=True)
class Movie:
    """The tracks by number, the movie's own units a second, where it lies, and what in it says a place."""

    tracks: dict[int, MovieTrack]
    scale: int
    box: Box
    patches: tuple[Patch, ...]

    def of_kind(self, kind: bytes) -> list[MovieTrack]:
        return [track for track in self.tracks.values() if track.kind == kind]

    @property
    def pictures(self) -> list[MovieTrack]:
        """Those that browsers decode."""
        return [track for track in self.of_kind(b"vide") if track.decoded]

    def played_ms(self, track: MovieTrack, *, fragmented: bool) -> int:
        """Return how long a track plays: its edit list cuts off what an editor trimmed, or begins it later.

        In fragments a list has no end, and times are said by the fragments.
        """
        if fragmented or not track.edits:
            return track.end_ms
        return sum(self._edit_ms(track, *edit) for edit in track.edits)

    def begin_late(self) -> None:
        """Let what comes in fragments begin when its edit list says."""
        for track in self.tracks.values():
            before = takewhile(lambda edit: edit[1] == EMPTY, track.edits)
            track.late_ms = sum(duration for duration, _ in before) * 1000 // self.scale

    def _edit_ms(self, track: MovieTrack, duration: int, since: int) -> int:
        shown = duration * 1000 // self.scale
        if since == EMPTY:
            return shown
        if duration:
            # `since` counts in the order in which frames are shown, which is later than that in which they are stored.
            return min(shown, track.end * 1000 // track.scale)
        return max(0, track.end - since) * 1000 // track.scale


def read_movie(blocks: BlockReader, moov: Box) -> Movie:
    """Return the tracks of a `moov`. Unfit, where there is no picture among them, or none that a browser plays."""
    tracks: dict[int, MovieTrack] = {}
    for box in children(blocks, moov):
        if box.kind == b"trak":
            track = _track(blocks, box)
            tracks[track.number] = track
        if len(tracks) > MOST_TRACKS:
            raise RejectedFile("unreadable")
    for box in children(blocks, moov):
        if box.kind == b"mvex":
            _defaults(blocks, box, tracks)
    scale, _ = _clock(blocks, need(blocks, moov, b"mvhd"))
    movie = Movie(tracks, scale, moov, tuple(movie_patches(blocks, moov)))
    if not movie.pictures:
        raise RejectedFile("wrong_codec" if movie.of_kind(b"vide") else "no_video")
    return movie


def _clock(blocks: BlockReader, header: Box) -> tuple[int, int]:
    """Units a second, and the duration in them, of an `mvhd` or `mdhd`; a duration no one knows is 0."""
    wide = number(blocks, header, 0, 1) == 1
    scale = number(blocks, header, 20 if wide else 12)
    duration = number(blocks, header, 24, 8) if wide else number(blocks, header, 16)
    if scale == 0:
        raise RejectedFile("unreadable")
    return scale, 0 if duration in UNKNOWN else duration


def _track(blocks: BlockReader, trak: Box) -> MovieTrack:
    tkhd = need(blocks, trak, b"tkhd")
    mdia = need(blocks, trak, b"mdia")
    scale, duration = _clock(blocks, need(blocks, mdia, b"mdhd"))
    kind = number(blocks, need(blocks, mdia, b"hdlr"), 8).to_bytes(4, "big")
    stbl = find(blocks, mdia, b"minf", b"stbl")
    if stbl is None or kind not in {b"vide", b"soun"}:
        # Subtitles, marks and what cameras note: nobody plays by them.
        return MovieTrack(_number(blocks, tkhd), kind, scale, 0, 0, key=False)
    codec, decoded = _codec(blocks, stbl, kind)
    samples = _samples(blocks, stbl)
    if samples:
        listed, played = _sum_of_runs(blocks, need(blocks, stbl, b"stts"))
        # A list that is not of these samples, or gives them no time: then players go by the header.
        duration = played if played and listed == samples else max(played, duration)
    sync = find(blocks, stbl, b"stss")  # without it, every sample is a key frame
    return MovieTrack(
        number=_number(blocks, tkhd),
        kind=kind,
        scale=scale,
        end=duration if samples else 0,
        samples=samples,
        key=samples > 0 and (sync is None or number(blocks, sync, 4) > 0),
        codec=codec,
        decoded=decoded,
        edits=_edits(blocks, find(blocks, trak, b"edts", b"elst")),
        table=_table(blocks, stbl) if samples else None,
    )


def _number(blocks: BlockReader, tkhd: Box) -> int:
    return number(blocks, tkhd, 20 if number(blocks, tkhd, 0, 1) == 1 else 12)


def _codec(blocks: BlockReader, stbl: Box, kind: bytes) -> tuple[bytes, bool]:
    """Return the name of what is in the samples, and whether browsers decode it."""
    entry = next(children(blocks, need(blocks, stbl, b"stsd"), skip=8), None)
    if entry is None:
        return b"", False
    return sound_of(blocks, entry) if kind == b"soun" else (entry.kind, entry.kind in PICTURES)


def _samples(blocks: BlockReader, stbl: Box) -> int:
    """Return how many samples are listed, none where nothing is in them. Unfit, where the file cannot hold them."""
    sizes = find(blocks, stbl, b"stsz")
    if sizes is None:
        return number(blocks, need(blocks, stbl, b"stz2"), 8)
    each, count = number(blocks, sizes, 4), number(blocks, sizes, 8)
    if each == 0 and (count > MOST_RUNS or sizes.body + 12 + 4 * count > sizes.end):
        raise RejectedFile("unreadable")
    total = each * count or _sum_of_sizes(blocks, sizes.body + 12, count)
    if total > blocks.size:
        raise RejectedFile("truncated")
    return count if total else 0


def _sum_of_sizes(blocks: BlockReader, at: int, count: int) -> int:
    total = 0
    for start in range(0, count, AT_ONCE):
        listed = blocks.read(at + 4 * start, 4 * min(AT_ONCE, count - start))
        total += sum(size for (size,) in struct.iter_unpack(">I", listed))
    return total


def _table(blocks: BlockReader, stbl: Box) -> ChunkTable:
    offsets, width = find(blocks, stbl, b"stco"), 4
    if offsets is None:
        offsets, width = need(blocks, stbl, b"co64"), 8
    count = number(blocks, offsets, 4)
    if count == 0 or count > MOST_RUNS or offsets.body + 8 + width * count > offsets.end:
        raise RejectedFile("unreadable")
    return ChunkTable(offsets.body + 8, width, count)


def offsets_of(blocks: BlockReader, table: ChunkTable) -> Iterator[int]:
    """Where each chunk of samples begins in the file."""
    form = ">I" if table.width == 4 else ">Q"
    for start in range(0, table.count, AT_ONCE):
        many = min(AT_ONCE, table.count - start)
        listed = blocks.read(table.at + table.width * start, table.width * many)
        for (offset,) in struct.iter_unpack(form, listed):
            yield offset


def _edits(blocks: BlockReader, elst: Box | None) -> tuple[tuple[int, int], ...]:
    """Return how much is shown, and from which time of the track on, edit by edit."""
    if elst is None:
        return ()
    wide, count = number(blocks, elst, 0, 1) == 1, number(blocks, elst, 4)
    form = ">Qqi" if wide else ">Iii"
    size = struct.calcsize(form) * count
    if count > MOST_EDITS or elst.body + 8 + size > elst.end:
        raise RejectedFile("unreadable")
    listed = struct.iter_unpack(form, blocks.read(elst.body + 8, size))
    return tuple((duration, since if since == EMPTY else max(0, since)) for duration, since, _ in listed)


def _sum_of_runs(blocks: BlockReader, stts: Box) -> tuple[int, int]:
    """Return how many samples, and how long all are together: players go by this, whatever the headers say."""
    count = number(blocks, stts, 4)
    if stts.body + 8 + 8 * count > stts.end or count > MOST_RUNS:
        raise RejectedFile("unreadable")
    many, total = 0, 0
    for start in range(0, count, AT_ONCE):
        runs = blocks.read(stts.body + 8 + 8 * start, 8 * min(AT_ONCE, count - start))
        for samples, duration in struct.iter_unpack(">II", runs):
            many += samples
            total += samples * duration
    return many, total


def _defaults(blocks: BlockReader, mvex: Box, tracks: dict[int, MovieTrack]) -> None:
    for trex in children(blocks, mvex):
        track = tracks.get(number(blocks, trex, 4)) if trex.kind == b"trex" else None
        if track:
            track.duration = number(blocks, trex, 12)
            track.size = number(blocks, trex, 16)
            track.flags = number(blocks, trex, 20)
