"""WebM from its first element to its last: with lengths and an index, or as a recorder writes it, without either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.files.rules import ebml
from chalicelib.files.rules.ebml import Element, NoElement, children, element_at
from chalicelib.files.rules.source import Blocks, tails
from chalicelib.files.rules.verdicts import Measured, Unfit

HEADER, DOC_TYPE, VOID, CRC = 0x1A45DFA3, 0x4282, 0xEC, 0xBF
SEGMENT, SEEK_HEAD, INFO, TRACKS, CLUSTER = 0x18538067, 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1F43B675
CUES, TAGS, CHAPTERS, ATTACHMENTS = 0x1C53BB6B, 0x1254C367, 0x1043A770, 0x1941A469
SCALE, DURATION = 0x2AD7B1, 0x4489
ENTRY, NUMBER, KIND, CODEC = 0xAE, 0xD7, 0x83, 0x86
TIME, SIMPLE, GROUP, BLOCK, REFERENCE = 0xE7, 0xA3, 0xA0, 0xA1, 0xFB
POSITION, PREVIOUS, SILENT = 0xA7, 0xAB, 0x5854

IN_SEGMENT = frozenset({SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES, TAGS, CHAPTERS, ATTACHMENTS, VOID, CRC})
IN_CLUSTER = frozenset({TIME, SIMPLE, GROUP, POSITION, PREVIOUS, SILENT, VOID, CRC})
PICTURE, SOUND = 1, 2
CODECS = frozenset({b"V_VP8", b"V_VP9", b"V_AV1"})
MOST_HEADER = 1_024
MILLION = 1_000_000
KEY = 0x80


def measure(blocks: Blocks) -> Measured:
    """How long it is and what it has. Unfit, where it is no playable WebM with a picture."""
    segment = _segment(blocks, _check_kind(blocks))
    walk = Walk(blocks, segment.end or blocks.size, live=segment.end is None)
    at = walk.on(segment.body)
    if at is not None:
        _from_the_end(walk, at)
    if walk.end < blocks.size:
        raise Unfit("trailing_data")
    return walk.measured()


def _check_kind(blocks: Blocks) -> int:
    """The header names WebM and not Matroska; answers where it ends."""
    if blocks.peek(0, 4) != HEADER.to_bytes(4, "big"):
        raise Unfit("wrong_type")
    header = element_at(blocks, 0, blocks.size)
    if header is None or header.end is None or header.end - header.body > MOST_HEADER:
        raise Unfit("unreadable")
    if header.end > blocks.size:
        raise Unfit("truncated")
    for name, body, end in children(blocks, header.body, header.end):
        if name == DOC_TYPE and ebml.text(blocks, body, end) == b"webm":
            return header.end
    raise Unfit("wrong_type")


def _segment(blocks: Blocks, at: int) -> Element:
    segment = element_at(blocks, at, blocks.size)
    if segment is None:
        raise Unfit("truncated")
    if segment.name != SEGMENT:
        raise Unfit("unreadable")
    if segment.end is not None and segment.end > blocks.size:
        raise Unfit("truncated")
    return segment


@dataclass(slots=True)
class Walk:
    """A walk along the segment and its clusters as one row of elements, and what it has met so far.

    A cluster of unknown length ends where something begins that is in no cluster: so all are walked through as if
    theirs were unknown.
    """

    blocks: Blocks
    end: int
    live: bool  # its writer did not know how long it would be
    scale: int = MILLION  # nanoseconds a unit
    stated: float = 0.0
    tracks: dict[int, int] | None = None
    time: int | None = None  # of the cluster
    last: int = 0
    seen: set[int] = field(default_factory=set)  # tracks that have a frame
    frames: int = 0
    key: bool = False
    skipped: bool = False

    def on(self, at: int) -> int | None:
        """Go on from here: None at the end, else the cluster at which the way became too long."""
        while at < self.end:
            element = self._next(at)
            if element is None or (element.name != CLUSTER and (element.end or 0) > self.end):
                if not self.live:
                    raise Unfit("unreadable")
                return None  # its recorder was killed
            if element.name == CLUSTER:
                if self.frames and self.blocks.tired and not self.skipped:
                    return at
                self.time = None
                at = element.body
            elif element.end is None:
                raise Unfit("unreadable")
            else:
                self._meet(element.name, element.body, element.end)
                at = element.end
        return None

    def measured(self) -> Measured:
        """What the walk has found."""
        if self.tracks is None:
            raise Unfit("truncated")
        kinds = {self.tracks[number] for number in self.seen}
        if PICTURE not in kinds:
            raise Unfit("no_frames")
        if not self.key:
            raise Unfit("no_key_frame")
        last = max(self.last, int(self.stated))
        return Measured(duration_ms=last * self.scale // MILLION, has_audio=SOUND in kinds)

    def _next(self, at: int) -> Element | None:
        known = IN_SEGMENT if self.tracks is None else IN_SEGMENT | IN_CLUSTER
        try:
            element = element_at(self.blocks, at, self.end)
        except NoElement:
            raise Unfit("trailing_data" if self.frames else "unreadable") from None
        if element and element.name not in known:
            raise Unfit("trailing_data" if self.frames else "unreadable")
        return element

    def _meet(self, name: int, body: int, end: int) -> None:
        if name == INFO:
            self._info(body, end)
        elif name == TRACKS:
            if self.tracks is not None:
                raise Unfit("unreadable")
            self.tracks = dict(_tracks(self.blocks, body, end))
            if PICTURE not in self.tracks.values():
                raise Unfit("no_video")
        elif name == TIME:
            self.time = ebml.unsigned(self.blocks, body, end)
        elif name == SIMPLE:
            self._frame(body, end, key=None)
        elif name == GROUP:
            self._group(body, end)

    def _group(self, body: int, end: int) -> None:
        """A block with more about it: one that refers to no other is a key frame."""
        parts = list(children(self.blocks, body, end))
        key = REFERENCE not in {name for name, _, _ in parts}
        for name, start, stop in parts:
            if name == BLOCK:
                self._frame(start, stop, key=key)

    def _info(self, body: int, end: int) -> None:
        for name, start, stop in children(self.blocks, body, end):
            if name == SCALE:
                self.scale = ebml.unsigned(self.blocks, start, stop)
            elif name == DURATION:
                self.stated = ebml.real(self.blocks, start, stop)
        if self.scale == 0:
            raise Unfit("unreadable")

    def _frame(self, body: int, end: int, *, key: bool | None) -> None:
        """A block: its track, its time after the cluster's, its flags, and then at least a byte of a frame."""
        head = self.blocks.peek(body, min(5, end - body))
        wide = 1 if head[:1] >= b"\x80" else 2
        if self.time is None or self.tracks is None or end - body <= wide + 3:
            raise Unfit("unreadable")
        number = int.from_bytes(head[:wide], "big") & ((1 << 7 * wide) - 1)
        kind = self.tracks.get(number)
        if kind is None:
            return
        self.frames += 1
        self.seen.add(number)
        self.last = max(self.last, self.time + int.from_bytes(head[wide : wide + 2], "big", signed=True))
        if kind == PICTURE:
            self.key = self.key or (bool(head[wide + 2] & KEY) if key is None else key)


def _tracks(blocks: Blocks, body: int, end: int) -> Iterator[tuple[int, int]]:
    """Number and kind of each track. Unfit, where a picture is not for browsers."""
    for name, start, stop in children(blocks, body, end):
        if name == ENTRY:
            parts = {part: (first, after) for part, first, after in children(blocks, start, stop)}
            if not {NUMBER, KIND, CODEC} <= parts.keys():
                raise Unfit("unreadable")
            kind = ebml.unsigned(blocks, *parts[KIND])
            if kind == PICTURE and ebml.text(blocks, *parts[CODEC]) not in CODECS:
                raise Unfit("wrong_codec")
            yield ebml.unsigned(blocks, *parts[NUMBER]), kind


def _from_the_end(walk: Walk, since: int) -> None:
    """Pass over the middle: a cluster says itself at which time it begins."""
    before = walk.frames
    walk.skipped = True
    for start in tails(walk.blocks, since):
        place = next(_clusters_after(walk.blocks, start, walk.end), None)
        if place is not None:
            walk.on(place)
        if walk.frames > before:
            return
    raise Unfit("unreadable")


def _clusters_after(blocks: Blocks, start: int, limit: int) -> Iterator[int]:
    """Where a cluster seems to begin: its name, a length, and its time at once."""
    for found in blocks.find(CLUSTER.to_bytes(4, "big"), start):
        long = 9 - blocks.peek(found + 4, 1).rjust(1, b"\0")[0].bit_length()
        if blocks.peek(found + 4 + long, 1) == b"\xe7" and found < limit:
            yield found
