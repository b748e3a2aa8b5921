"""MP4 from its first box to its last: written in one piece, or in fragments as recorders do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.files.rules.boxes import Box, box_at
from chalicelib.files.rules.codecs import notices
from chalicelib.files.rules.fragments import FragmentTrack, add, read_fragment
from chalicelib.files.rules.locations import HOLDERS, blanked
from chalicelib.files.rules.movie import Movie, offsets_of, read_movie
from chalicelib.files.rules.source import REACH, BlockReader, tails
from chalicelib.files.rules.verdicts import Patch, RecordingFacts, RejectedFile

PICTURES = frozenset(b"heic,heix,heim,heis,hevc,hevx,mif1,mif2,msf1,avif,avis,jp2 ,jpx ,jxl ,crx ".split(b","))
"""Brands of pictures, which have boxes, too. Browsers play a recording of any other brand by what is in it."""
OLD_QUICKTIME = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip"})
"""With which of these its recordings begin that are older than `ftyp`."""
MOST_FTYP = 1_024
OUTERMOST = frozenset(
    b"ftyp styp moov moof mdat free skip wide uuid sidx ssix prft emsg mfra meta pdin udta".split(b" ")
)
"""What stands at the top of nearly every MP4. Cameras add boxes of their own; each must end within the file."""
SHARES = (98, 90, 75, 50)
"""Where in the passed over part a limit is looked for: so many hundredths of the way to where it should be."""


def measure(blocks: BlockReader, limit_ms: int) -> RecordingFacts:
    """Return how long it is and what it has. Unfit, where it is no playable MP4 with a picture."""
    _check_brand(blocks)
    walk = BoxWalk(blocks, limit_ms)
    at = walk.on(0)
    if at is not None:
        _from_the_end(walk, at)
    return walk.measured()


def _check_brand(blocks: BlockReader) -> None:
    """`ftyp` comes first, and does not name a picture's format; QuickTime's older recordings have none."""
    head = blocks.peek(0, 8)
    if head[4:8] in OLD_QUICKTIME:
        return
    if head[4:8] != b"ftyp":
        raise RejectedFile("matroska" if b"matroska" in blocks.peek(0, 64) else "wrong_type")
    size = int.from_bytes(head[:4], "big")
    if not 16 <= size <= MOST_FTYP:
        raise RejectedFile("unreadable")
    if blocks.read(8, 4) in PICTURES:
        raise RejectedFile("wrong_type")


@dataclass(slots=True)
class BoxWalk:
    """A walk along the outermost boxes, and what it has met so far. `until`: where it would end within the limit."""

    blocks: BlockReader
    limit_ms: int
    movie: Movie | None = None
    fragments: int = 0
    cut: bool = False
    skipped_at: int | None = None
    waiting: list[FragmentTrack] | None = None
    until: int | None = None
    whole_until: int = 0  # where the last whole fragment ends
    passed: bool = False  # whether a fragment that ends after the limit was met on the way from the beginning
    patches: list[Patch] = field(default_factory=list)

    def on(self, at: int) -> int | None:
        """Go on from here: None at the end of the file, else where the way became too long."""
        while at < self.blocks.size:
            if self.fragments and self.blocks.tired and self.skipped_at is None and self.waiting is None:
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

    def measured(self) -> RecordingFacts:
        """Return what the walk has found."""
        movie = self.movie
        if movie is None or (self.cut and not self.fragments):
            raise RejectedFile("truncated")
        seen = [track for track in movie.pictures if track.samples and (self.fragments or track.shown)]
        if not seen:
            raise RejectedFile("no_frames")
        if not any(track.key for track in seen):
            raise RejectedFile("no_key_frame")
        _check_tables(self.blocks, movie)
        sounds = [track for track in movie.of_kind(b"soun") if track.samples]
        heard = any(track.decoded for track in sounds)
        # Sound that browsers do not decode lasts all the same: they play on in silence.
        lasting = [*seen, *sounds]
        played = {track.number: movie.played_ms(track, fragmented=self.fragments > 0) for track in lasting}
        duration = max(played.values())
        return RecordingFacts(
            duration_ms=duration,
            has_audio=heard,
            picture_ms=max(played[track.number] for track in seen),
            sound_ms=max((played[track.number] for track in sounds if track.decoded), default=0),
            notices=notices({track.codec for track in seen}, {track.codec for track in sounds}, heard=heard),
            until=self._end_within(duration) if duration > self.limit_ms else self._end_of_what_is_whole(),
            patches=(*movie.patches, *self.patches),
        )

    def _end_of_what_is_whole(self) -> int | None:
        """Return where it has to end, for what follows is part of a fragment: browsers stop with an error at that."""
        broken = self.fragments and (self.cut or self.waiting is not None)
        return self.whole_until if broken else None

    def _end_within(self, duration: int) -> int | None:
        if self.passed or self.skipped_at is None or self.movie is None or self.until is None:
            return self.until
        return _later_end(self.blocks, self.movie, self.skipped_at, self.limit_ms / duration, self.limit_ms) or (
            self.until
        )

    def _end_within_a_head(self, at: int) -> None:
        """Fewer bytes than a box's head are left: of the next fragment, or of something else."""
        rest = self.blocks.peek(at, 8)
        if rest[:1] != b"\0" or not any(kind.startswith(rest[4:8]) for kind in (b"moof", b"mdat")):
            raise RejectedFile("trailing_data")
        self.cut = True

    def _check(self, box: Box) -> None:
        named = box.kind in OUTERMOST or (box.end <= self.blocks.size and box.kind.isascii() and box.kind.isalnum())
        if not named or box.end < box.body:
            raise RejectedFile("trailing_data" if self.movie else "unreadable")

    def _meet(self, box: Box) -> None:
        if box.kind == b"moov":
            if self.movie:
                raise RejectedFile("unreadable")
            self.movie = read_movie(self.blocks, box)
        elif box.kind == b"moof":
            if self.movie is None:
                raise RejectedFile("unreadable")
            self.movie.begin_late()
            self.waiting = read_fragment(self.blocks, box, self.movie)
            if self.skipped_at is not None and not all(stretch.dated for stretch in self.waiting):
                raise RejectedFile("unreadable")
        elif box.kind == b"mdat" and self.waiting is not None:
            self._arrive(box, self.waiting)
        elif box.kind in HOLDERS:
            self.patches += blanked(self.blocks, box)

    def _arrive(self, mdat: Box, stretches: list[FragmentTrack]) -> None:
        """A fragment counts with its samples, never before."""
        _check_room(mdat, stretches)
        if self.skipped_at is None and not self.passed:
            self.passed = _end_ms(stretches) > self.limit_ms
            self.until = self.until if self.passed else mdat.end
        add(stretches)
        self.whole_until = mdat.end
        self.waiting = None
        self.fragments += 1


def _end_ms(stretches: list[FragmentTrack]) -> int:
    return max((stretch.end_ms for stretch in stretches), default=0)


def _check_room(mdat: Box, stretches: list[FragmentTrack]) -> None:
    if sum(stretch.bytes for stretch in stretches) > mdat.end - mdat.body:
        raise RejectedFile("unreadable")


def _check_tables(blocks: BlockReader, movie: Movie) -> None:
    """Every chunk of samples that the movie lists lies in the file, and not in the movie or before it begins."""
    first = _first_end(blocks)
    for track in movie.tracks.values():
        for offset in offsets_of(blocks, track.table) if track.table else ():
            if offset >= blocks.size:
                raise RejectedFile("truncated")
            if (offset < MOST_FTYP and offset < first) or movie.box.at <= offset < movie.box.end:
                raise RejectedFile("unreadable")


def _first_end(blocks: BlockReader) -> int:
    """Return where `ftyp` ends; 0 where there is none."""
    return int.from_bytes(blocks.read(0, 4), "big") if blocks.read(4, 4) == b"ftyp" else 0


def _later_end(blocks: BlockReader, movie: Movie, since: int, share: float, limit_ms: int) -> int | None:
    """Return the end of the last fragment within the limit, in the part that the walk passed over."""
    for hundredths in SHARES:
        start = max(since, int(blocks.size * share * hundredths / 100))
        place = next(_fragments_after(blocks, start, start + REACH), None)
        until = None
        for end, at_ms in _ends(blocks, movie, place) if place is not None else ():
            if at_ms > limit_ms:
                break
            until = end
        if until is not None:
            return until
    return None


def _ends(blocks: BlockReader, movie: Movie, at: int) -> Iterator[tuple[int, int]]:
    """Where each fragment from here on ends, and at which time; until something else comes."""
    waiting: list[FragmentTrack] = []
    try:
        while True:
            box = box_at(blocks, at, blocks.size)
            if box is None or not box.body <= box.end <= blocks.size:
                return
            if box.kind == b"moof":
                waiting = [part for part in read_fragment(blocks, box, movie) if part.dated]
            elif waiting:
                yield box.end, _end_ms(waiting)
                waiting = []
            at = box.end
    except RejectedFile:
        return


def _from_the_end(walk: BoxWalk, since: int) -> None:
    """Pass over the middle: a fragment says itself at which time it begins."""
    before = walk.fragments
    walk.skipped_at = since
    for start in tails(walk.blocks, since):
        place = next(_fragments_after(walk.blocks, start), None)
        if place is not None:
            walk.on(place)
        if walk.fragments > before:
            return
    raise RejectedFile("unreadable")


def _fragments_after(blocks: BlockReader, start: int, end: int | None = None) -> Iterator[int]:
    """Where a fragment seems to begin: a `moof`, and in it an `mfhd` at once."""
    for found in blocks.find(b"moof", start, end):
        if blocks.peek(found + 8, 4) == b"mfhd" and found >= start + 4:
            yield found - 4
