"""MP4 from its first box to its last: written in one piece, or in fragments as recorders do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.files.rules.boxes import Box, box_at
from chalicelib.files.rules.fragments import Stretch, add, read_fragment
from chalicelib.files.rules.movie import Movie, read_movie
from chalicelib.files.rules.source import Blocks, tails
from chalicelib.files.rules.verdicts import Measured, Unfit

BRANDS = frozenset(b"isom,iso2,iso3,iso4,iso5,iso6,iso7,iso8,iso9,mp41,mp42,avc1,dash,cmfc,cmf2,M4V ,MSNV".split(b","))
QUICKTIME = b"qt  "
MOST_FTYP = 1_024
OUTERMOST = frozenset(
    b"ftyp styp moov moof mdat free skip wide uuid sidx ssix prft emsg mfra meta pdin udta".split(b" ")
)
"""What may stand at the top. Anything else there is no MP4."""


def measure(blocks: Blocks) -> Measured:
    """How long it is and what it has. Unfit, where it is no playable MP4 with a picture."""
    _check_brand(blocks)
    walk = Walk(blocks)
    at = walk.on(0)
    if at is not None:
        _from_the_end(walk, at)
    return walk.measured()


def _check_brand(blocks: Blocks) -> None:
    """`ftyp` comes first, and names MP4 and not only QuickTime or a picture's format."""
    head = blocks.peek(0, 8)
    if head[4:8] != b"ftyp":
        raise Unfit("wrong_type")
    size = int.from_bytes(head[:4], "big")
    if not 16 <= size <= MOST_FTYP:
        raise Unfit("unreadable")
    names = blocks.read(8, size - 8)
    brands = {names[at : at + 4] for at in (0, *range(8, len(names), 4))}
    if names[:4] == QUICKTIME or not brands & BRANDS:
        raise Unfit("wrong_type")


@dataclass(slots=True)
class Walk:
    """A walk along the outermost boxes, and what it has met so far."""

    blocks: Blocks
    movie: Movie | None = None
    fragments: int = 0
    cut: bool = False
    skipped: bool = False
    waiting: list[Stretch] | None = None

    def on(self, at: int) -> int | None:
        """Go on from here: None at the end of the file, else where the way became too long."""
        while at < self.blocks.size:
            if self.fragments and self.blocks.tired and not self.skipped and self.waiting is None:
                return at
            box = box_at(self.blocks, at, self.blocks.size)
            if box is None:
                self._end_within_a_head(at)
                break
            self._check(box)
            if box.end > self.blocks.size:
                self.cut = True
                break
            self._meet(box)
            at = box.end
        return None

    def measured(self) -> Measured:
        """What the walk has found."""
        movie = self.movie
        if movie is None or (self.cut and not self.fragments):
            raise Unfit("truncated")
        if not any(track.samples for track in movie.pictures):
            raise Unfit("no_frames")
        if not any(track.key for track in movie.pictures):
            raise Unfit("no_key_frame")
        ends = [track.end_ms for track in movie.tracks.values()]
        return Measured(
            duration_ms=max(movie.duration_ms, *ends),
            has_audio=any(track.samples for track in movie.of_kind(b"soun")),
        )

    def _end_within_a_head(self, at: int) -> None:
        """Fewer bytes than a box's head are left: of the next fragment, or of something else."""
        rest = self.blocks.peek(at, 8)
        if rest[:1] != b"\0" or not any(kind.startswith(rest[4:8]) for kind in (b"moof", b"mdat")):
            raise Unfit("trailing_data")
        self.cut = True

    def _check(self, box: Box) -> None:
        if box.kind not in OUTERMOST or box.end < box.body:
            raise Unfit("trailing_data" if self.movie else "unreadable")

    def _meet(self, box: Box) -> None:
        if box.kind == b"moov":
            if self.movie:
                raise Unfit("unreadable")
            self.movie = read_movie(self.blocks, box)
        elif box.kind == b"moof":
            if self.movie is None:
                raise Unfit("unreadable")
            self.waiting = read_fragment(self.blocks, box, self.movie)
            if self.skipped and not all(stretch.dated for stretch in self.waiting):
                raise Unfit("unreadable")
        elif box.kind == b"mdat" and self.waiting is not None:
            self._arrive(box, self.waiting)

    def _arrive(self, mdat: Box, stretches: list[Stretch]) -> None:
        """A fragment counts with its samples, never before."""
        if sum(stretch.bytes for stretch in stretches) > mdat.end - mdat.body:
            raise Unfit("unreadable")
        add(stretches)
        self.waiting = None
        self.fragments += 1


def _from_the_end(walk: Walk, since: int) -> None:
    """Pass over the middle: a fragment says itself at which time it begins."""
    before = walk.fragments
    walk.skipped = True
    for start in tails(walk.blocks, since):
        place = next(_fragments_after(walk.blocks, start), None)
        if place is not None:
            walk.on(place)
        if walk.fragments > before:
            return
    raise Unfit("unreadable")


def _fragments_after(blocks: Blocks, start: int) -> Iterator[int]:
    """Where a fragment seems to begin: a `moof`, and in it an `mfhd` at once."""
    for found in blocks.find(b"moof", start):
        if blocks.peek(found + 8, 4) == b"mfhd" and found >= start + 4:
            yield found - 4
