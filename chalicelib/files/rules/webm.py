"""WebM from its first element to its last: with lengths and an index, or as a recorder writes it, without either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chalicelib.files.rules import ebml
from chalicelib.files.rules.codecs import WEBM_PICTURES, WEBM_SOUNDS, notices
from chalicelib.files.rules.ebml import Element, NoElement, children, element_at
from chalicelib.files.rules.locations import MOST_READ, says_where, void
from chalicelib.files.rules.source import REACH, BlockReader, tails
from chalicelib.files.rules.verdicts import Patch, RecordingFacts, RejectedFile

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
MOST_HEADER = 1_024
SHARES = (98, 90, 75, 50)
"""Where in the passed over part a limit is looked for: so many hundredths of the way to where it should be."""
MILLION = 1_000_000
KEY = 0x80


def measure(blocks: BlockReader, limit_ms: int) -> RecordingFacts:
    """Return how long it is and what it has. Unfit, where it is no playable WebM with a picture."""
    segment = _segment(blocks, _check_kind(blocks))
    walk = SegmentWalk(blocks, segment.end or blocks.size, limit_ms, live=segment.end is None)
    at = walk.on(segment.body)
    if at is not None:
        _from_the_end(walk, at)
    if walk.end < blocks.size:
        raise RejectedFile("trailing_data")
    return walk.measured()


def _check_kind(blocks: BlockReader) -> int:
    """Return where the header ends, which has to name WebM and not Matroska, which few browsers play."""
    if blocks.peek(0, 4) != HEADER.to_bytes(4, "big"):
        raise RejectedFile("wrong_type")
    header = element_at(blocks, 0, blocks.size)
    if header is None or header.end is None or header.end - header.body > MOST_HEADER:
        raise RejectedFile("unreadable")
    if header.end > blocks.size:
        raise RejectedFile("truncated")
    for name, body, end in children(blocks, header.body, header.end):
        if name == DOC_TYPE:
            kind = ebml.text(blocks, body, end)
            if kind == b"webm":
                return header.end
            raise RejectedFile("matroska" if kind == b"matroska" else "wrong_type")
    raise RejectedFile("wrong_type")


def _segment(blocks: BlockReader, at: int) -> Element:
    segment = element_at(blocks, at, blocks.size)
    if segment is None:
        raise RejectedFile("truncated")
    if segment.name != SEGMENT:
        raise RejectedFile("unreadable")
    if segment.end is not None and segment.end > blocks.size:
        raise RejectedFile("truncated")
    return segment


@dataclass(slots=True)
class SegmentWalk:
    """A walk along the segment and its clusters as one row of elements, and what it has met so far.

    A cluster of unknown length ends where something begins that is in no cluster: so all are walked through as if
    theirs were unknown.
    """

    blocks: BlockReader
    end: int
    limit_ms: int
    live: bool  # its writer did not know how long it would be
    scale: int = MILLION  # nanoseconds a unit
    stated: float = 0.0
    tracks: dict[int, tuple[int, bytes]] | None = None  # what each is, and in which codec
    time: int | None = None  # of the cluster
    last: int = 0
    lasts: dict[int, int] = field(default_factory=dict)  # of each kind
    seen: set[int] = field(default_factory=set)  # tracks that have a frame
    frames: int = 0
    key: bool = False
    skipped_at: int | None = None
    passed: int | None = None  # where the first frame after the limit is, met on the way from the beginning
    patches: list[Patch] = field(default_factory=list)

    def on(self, at: int) -> int | None:
        """Go on from here: None at the end, else the cluster at which the way became too long."""
        while at < self.end:
            element = self._next(at)
            if element is None or (element.name != CLUSTER and (element.end or 0) > self.end):
                if not self.live:
                    raise RejectedFile("unreadable")
                return None  # its recorder was killed
            if element.name == CLUSTER:
                if self.frames and self.blocks.tired and self.skipped_at is None:
                    return at
                self.time = None
                at = element.body
            elif element.end is None:
                raise RejectedFile("unreadable")
            else:
                self._meet(element, element.end)
                at = element.end
        return None

    def first_after(self, at: int) -> int | None:
        """Return where the first frame after the limit is, from this cluster on."""
        try:
            while at < self.end and self.passed is None:
                element = self._next(at)
                if element is None:
                    break
                at = element.body if element.name == CLUSTER else (element.end or self.end)
                if element.name != CLUSTER:
                    self._meet(element, at)
        except RejectedFile:
            return None
        return self.passed

    def measured(self) -> RecordingFacts:
        """Return what the walk has found."""
        if self.tracks is None:
            raise RejectedFile("truncated")
        met = [self.tracks[number] for number in sorted(self.seen)]
        pictures, sounds = ({codec for kind, codec in met if kind is one} for one in (PICTURE, SOUND))
        if not pictures & WEBM_PICTURES:
            raise RejectedFile("no_frames")
        if not self.key:
            raise RejectedFile("no_key_frame")
        heard = bool(sounds & WEBM_SOUNDS)
        duration = max(self.last, int(self.stated)) * self.scale // MILLION
        return RecordingFacts(
            duration_ms=duration,
            has_audio=heard,
            picture_ms=self.lasts[PICTURE] * self.scale // MILLION,
            sound_ms=self.lasts[SOUND] * self.scale // MILLION if heard else 0,
            notices=notices(pictures, sounds, heard=heard),
            until=self._end_within(duration) if duration > self.limit_ms and self.live else None,
            patches=tuple(self.patches),
        )

    def _end_within(self, duration: int) -> int | None:
        """Return where it would end within the limit: before the first frame that comes after it."""
        if self.passed is not None or self.skipped_at is None:
            return self.passed
        return _later_end(self, self.skipped_at, self.limit_ms / duration)

    def _next(self, at: int) -> Element | None:
        known = IN_SEGMENT if self.tracks is None else IN_SEGMENT | IN_CLUSTER
        try:
            element = element_at(self.blocks, at, self.end)
        except NoElement:
            raise RejectedFile("trailing_data" if self.frames else "unreadable") from None
        if element and element.name not in known:
            raise RejectedFile("trailing_data" if self.frames else "unreadable")
        return element

    def _meet(self, element: Element, end: int) -> None:
        name, body = element.name, element.body
        if name == INFO:
            self._info(body, end)
        elif name == TRACKS:
            if self.tracks is not None:
                raise RejectedFile("unreadable")
            self.tracks = dict(_tracks(self.blocks, body, end))
            _check_pictures(self.tracks.values())
        elif name == TAGS:
            self._tags(element.at, body, end)
        elif name == TIME:
            self.time = ebml.unsigned(self.blocks, body, end)
        elif name == SIMPLE:
            self._frame(element.at, body, end, key=None)
        elif name == GROUP:
            self._group(element.at, body, end)

    def _tags(self, at: int, body: int, end: int) -> None:
        """What is written about the recording: nothing of it stays where it says a place."""
        if end - body > MOST_READ:
            raise RejectedFile("location_kept")
        if says_where(self.blocks.read(body, end - body)):
            self.patches.append(void(at, end - at))

    def _group(self, at: int, body: int, end: int) -> None:
        """A block with more about it: one that refers to no other is a key frame."""
        parts = list(children(self.blocks, body, end))
        key = REFERENCE not in {name for name, _, _ in parts}
        for name, start, stop in parts:
            if name == BLOCK:
                self._frame(at, start, stop, key=key)

    def _info(self, body: int, end: int) -> None:
        for name, start, stop in children(self.blocks, body, end):
            if name == SCALE:
                self.scale = ebml.unsigned(self.blocks, start, stop)
            elif name == DURATION:
                self.stated = ebml.real(self.blocks, start, stop)
        if self.scale == 0:
            raise RejectedFile("unreadable")

    def _frame(self, at: int, body: int, end: int, *, key: bool | None) -> None:
        """A block: its track, its time after the cluster's, its flags, and then a frame, which may be empty."""
        head = self.blocks.peek(body, min(5, end - body))
        wide = 1 if head[:1] >= b"\x80" else 2
        if self.time is None or self.tracks is None or end - body < wide + 3:
            raise RejectedFile("unreadable")
        number = int.from_bytes(head[:wide], "big") & ((1 << 7 * wide) - 1)
        kind, _ = self.tracks.get(number, (0, b""))
        if not kind or end - body == wide + 3:
            return
        self.frames += 1
        self.seen.add(number)
        time = self.time + int.from_bytes(head[wide : wide + 2], "big", signed=True)
        if time * self.scale > self.limit_ms * MILLION and self.passed is None and self.skipped_at is None:
            self.passed = at
        self.last = max(self.last, time)
        self.lasts[kind] = max(self.lasts.get(kind, 0), time)
        if kind == PICTURE:
            self.key = self.key or (bool(head[wide + 2] & KEY) if key is None else key)


def _tracks(blocks: BlockReader, body: int, end: int) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """Number, kind and codec of each track."""
    for name, start, stop in children(blocks, body, end):
        if name == ENTRY:
            parts = {part: (first, after) for part, first, after in children(blocks, start, stop)}
            if not {NUMBER, KIND, CODEC} <= parts.keys():
                raise RejectedFile("unreadable")
            said = ebml.unsigned(blocks, *parts[KIND]), ebml.text(blocks, *parts[CODEC])
            yield ebml.unsigned(blocks, *parts[NUMBER]), said


def _check_pictures(tracks: Iterable[tuple[int, bytes]]) -> None:
    """Unfit, where there is no picture, or one that is not for browsers."""
    codecs = {codec for kind, codec in tracks if kind == PICTURE}
    if not codecs:
        raise RejectedFile("no_video")
    if not codecs <= WEBM_PICTURES:
        raise RejectedFile("wrong_codec")


def _later_end(walk: SegmentWalk, since: int, share: float) -> int | None:
    """Return where the first frame after the limit is, in the part that the walk passed over."""
    for hundredths in SHARES:
        start = max(since, int(walk.end * share * hundredths / 100))
        later = SegmentWalk(walk.blocks, walk.end, walk.limit_ms, live=True, scale=walk.scale, tracks=walk.tracks)
        for place in _clusters_after(walk.blocks, start, walk.end, start + REACH):
            first = later.first_after(place)
            if first is not None and later.frames > 1:
                return first
            break
    return None


def _from_the_end(walk: SegmentWalk, since: int) -> None:
    """Pass over the middle: a cluster says itself at which time it begins."""
    before = walk.frames
    walk.skipped_at = since
    for start in tails(walk.blocks, since):
        place = next(_clusters_after(walk.blocks, start, walk.end), None)
        if place is not None:
            walk.on(place)
        if walk.frames > before:
            return
    raise RejectedFile("unreadable")


def _clusters_after(blocks: BlockReader, start: int, limit: int, end: int | None = None) -> Iterator[int]:
    """Where a cluster seems to begin: its name, a length, and its time at once."""
    for found in blocks.find(CLUSTER.to_bytes(4, "big"), start, end):
        long = 9 - blocks.peek(found + 4, 1).rjust(1, b"\0")[0].bit_length()
        if blocks.peek(found + 4 + long, 1) == b"\xe7" and found < limit:
            yield found
