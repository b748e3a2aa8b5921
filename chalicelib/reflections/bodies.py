"""What is sent to the routes of reflections. Closed: an unknown field is refused."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.kernel.http import PageQuery
from chalicelib.reflections.rules import Chapter, Cue, ReflectionText, TrackKind, pieces, recording
from chalicelib.reflections.rules.model import Span
from chalicelib.reflections.rules.pieces import Piece
from chalicelib.reflections.rules.recording import EndedBy, RecordingEnd, TrackRequest

Rich = Annotated[str, Meta(max_length=20_000, description="Rich text.")]
Offset = Annotated[
    int,
    Meta(ge=0, le=86_400_000, description="When its first frame was recorded, on one clock of the recording."),
]
Millisecond = Annotated[int, Meta(ge=0, le=86_400_000, description="Milliseconds from the beginning of the recording.")]


class PromptsBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The three questions; each may stay empty, and one that is not sent stays as it is."""

    went_well: Rich | UnsetType = UNSET
    did_not: Rich | UnsetType = UNSET
    improve: Rich | UnsetType = UNSET


class ChapterBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A mark in the recording."""

    at_ms: Millisecond
    title: str


class ReflectionBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A new reflection."""

    title: str
    period: str | None = None
    objective_ids: list[str] = []
    prompts: PromptsBody | UnsetType = UNSET


class ReflectionPatch(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What changes; what is not sent stays."""

    title: str | UnsetType = UNSET
    period: str | UnsetType | None = UNSET
    objective_ids: list[str] | UnsetType = UNSET
    prompts: PromptsBody | UnsetType = UNSET
    chapters: list[ChapterBody] | UnsetType = UNSET


class TrackBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A recording that will be uploaded, with the type that the recorder says (codecs may follow)."""

    kind: Literal["screen", "camera"]
    content_type: Annotated[str, Meta(min_length=1, max_length=200)]
    size: (
        Annotated[int, Meta(ge=1, description="How many bytes it has, where that is known: its parts follow from it.")]
        | UnsetType
    ) = UNSET
    take: (
        Annotated[
            str,
            Meta(
                pattern="^[A-Za-z0-9_-]{1,64}$",
                description="The client's own name of the recording of which this is one file. What is still being "
                "uploaded of the same recording and kind goes on: its `track_id` is answered.",
            ),
        ]
        | UnsetType
    ) = UNSET
    offset_ms: Offset | UnsetType = UNSET
    reply: Annotated[bool, Meta(description="It goes under a comment of the caller's, and is short.")] = False


class PieceBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A stretch of a part that is not full yet."""

    part_number: Annotated[int, Meta(ge=1, le=10_000)]
    at: Annotated[int, Meta(ge=0, description="Bytes from the beginning of the part: a multiple of `piece_size`.")]
    size: Annotated[int, Meta(ge=1, le=pieces.PIECE_SIZE)]


class PiecesBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Which pieces will be uploaded next."""

    items: Annotated[list[PieceBody], Meta(min_length=1, max_length=20)]


class ShareBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What is confirmed: that one recording lacks much of the other one, or that some never came whole (it goes)."""

    confirm: Annotated[list[Literal["unequal_tracks", "unfinished"]], Meta(max_length=2)] = []


class PartsBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Which parts will be uploaded next, and their sizes."""

    part_numbers: Annotated[
        list[Annotated[int, Meta(ge=1, le=10_000)]],
        Meta(min_length=1, max_length=50, description="From 1; as many as a recording of `max_bytes` has."),
    ]
    sizes: (
        Annotated[
            list[Annotated[int, Meta(ge=1, le=recording.PART_SIZE)]],
            Meta(
                max_length=50,
                description="The bytes of each of `part_numbers`, in their order: `part_size`, and what is left for "
                "the last part of the recording. S3 then takes exactly these. Not needed where the recording began "
                "with its `size`. A client that states neither may PUT up to `part_size` bytes: a larger part ends "
                "the upload.",
            ),
        ]
        | UnsetType
    ) = UNSET


class SpanBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """From one moment of a recording until another."""

    from_ms: Millisecond
    until_ms: Millisecond


class CompleteBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How long the recording is, as the recorder measured it, when it began, and why it ended; as far as known."""

    duration_ms: Annotated[int, Meta(ge=1)] | UnsetType = UNSET
    offset_ms: Offset | UnsetType = UNSET
    ended_by: EndedBy | UnsetType = UNSET
    off: Annotated[
        list[SpanBody],
        Meta(max_length=200, description="When its camera was switched off or gone, in the recording's own time."),
    ] = []


class PosterBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The picture that will be uploaded."""

    content_type: Annotated[str, Meta(min_length=1, max_length=200)]


class CommentBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What one has to say, about a moment of the recording or in general."""

    text: Annotated[str, Meta(max_length=10_000, description="Rich text; may stay empty with a recording.")] = ""
    at_ms: Millisecond | UnsetType | None = UNSET
    attachment_ids: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=100)]],
        Meta(max_length=5, description="Files that were sent for it before."),
    ] = []
    track_ids: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=100)]],
        Meta(max_length=2, description="Recordings that were uploaded for it before: a screen, a camera or both."),
    ] = []


class CueBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A line that is said from `at_ms` until `until_ms`."""

    at_ms: Millisecond
    until_ms: Millisecond
    text: Annotated[str, Meta(max_length=2_000)]


class TranscriptBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What is said, as its owner corrects it: all of it."""

    cues: Annotated[list[CueBody], Meta(max_length=4_000)]
    language: (
        Annotated[str, Meta(pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", description="As in BCP 47.")] | UnsetType
    ) = UNSET


class TranscriptQuery(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Which version; without one, that of now."""

    version: Annotated[int, Meta(ge=1, description="An earlier one, for its owner.")] | None = None


class ReflectionsQuery(PageQuery, forbid_unknown_fields=True, kw_only=True):
    """Whose reflections: one's own, those that one's reports share (without `role` both), or those of one person."""

    role: Literal["owner", "manager"] | None = None
    owner_id: Annotated[str, Meta(min_length=1, max_length=100, description="Of this person only.")] | None = None
    query: (
        Annotated[
            str,
            Meta(
                max_length=200,
                description="Words of title, prompts, transcript, and of recorded replies that one may see.",
            ),
        ]
        | None
    ) = None


def written(body: ReflectionBody | ReflectionPatch) -> ReflectionText:
    """What was sent, as the rules take it."""
    prompts, chapters = body.prompts, getattr(body, "chapters", UNSET)
    return ReflectionText(
        title=_given(body.title),
        period="" if body.period is None else _given(body.period),
        objective_ids=None if body.objective_ids is UNSET else tuple(body.objective_ids),
        prompts=None if prompts is UNSET else msgspec.to_builtins(prompts),
        chapters=None if chapters is UNSET else tuple(Chapter(at_ms=one.at_ms, title=one.title) for one in chapters),
    )


def wanted(body: TrackBody) -> TrackRequest:
    """What is begun, as the rules take it."""
    return TrackRequest(
        kind=TrackKind(body.kind),
        content_type=body.content_type,
        announced=0 if body.size is UNSET else body.size,
        take="" if body.take is UNSET else body.take,
        offset_ms=None if body.offset_ms is UNSET else body.offset_ms,
        reply=body.reply,
    )


def ending(body: CompleteBody) -> RecordingEnd:
    """How it ended, as the rules take it."""
    return RecordingEnd(
        duration_ms=None if body.duration_ms is UNSET else body.duration_ms,
        offset_ms=None if body.offset_ms is UNSET else body.offset_ms,
        ended_by="" if body.ended_by is UNSET else body.ended_by,
        off=tuple(Span(from_ms=one.from_ms, until_ms=one.until_ms) for one in body.off),
    )


def asked_pieces(body: PiecesBody) -> list[Piece]:
    """Pieces, as the rules take them."""
    return [Piece(number=one.part_number, at=one.at, size=one.size) for one in body.items]


def cues(body: TranscriptBody) -> list[Cue]:
    """Cues, as the rules take them."""
    return [Cue(at_ms=one.at_ms, until_ms=one.until_ms, text=one.text) for one in body.cues]


def _given(value: str | UnsetType) -> str | None:
    return None if value is UNSET else value
