"""What is shown of recordings on their way in, and to those who record. UNSET fields are absent."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, TypeVar, get_args

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.files.rules.verdicts import Notice
from chalicelib.kernel.aws.bucket import StoredPart, UploadForm
from chalicelib.reflections.rules import (
    ReflectionContext,
    SignedPart,
    SignedPiece,
    Track,
    TrackKind,
    TrackState,
    notices_of,
    pieces,
    recording,
)
from chalicelib.reflections.rules.pieces import Piece
from chalicelib.reflections.rules.recording import EndedBy

T = TypeVar("T")


class RecordingProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """Why a recording was refused, and what to do; `params`: what another sentence about `code` needs."""

    code: str
    detail: str
    params: dict[str, int | str]


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the person who recorded it should know of a recording that was taken."""

    code: Annotated[
        str,
        Meta(
            description="`cut_at_limit {limit_ms, recorded_ms}`, `sound_not_decodable {codec}`, "
            "`sound_not_everywhere {codec}`, `picture_not_everywhere {codec}`, `location_removed`, "
            "`picture_ends_early {seconds}`, `sound_ends_early {seconds}`, "
            "`unequal_tracks {other_kind, begins_later_ms, ends_earlier_ms}`."
        ),
    ]
    params: dict[str, int | str]


class TrackView(msgspec.Struct, frozen=True, kw_only=True):
    """One recording: uploading, checking, playable or refused."""

    track_id: str
    kind: TrackKind
    content_type: str
    state: TrackState
    created_at: dt.datetime
    part_size: int
    piece_size: int
    max_bytes: int
    max_duration_ms: int
    has_audio: bool
    reply: bool
    notices: list[NoticeView]
    size: int | UnsetType = UNSET
    duration_ms: int | UnsetType = UNSET
    offset_ms: int | UnsetType = UNSET
    take: str | UnsetType = UNSET
    ended_by: Annotated[str, Meta(extra_json_schema={"enum": get_args(EndedBy)})] | UnsetType = UNSET
    problem: RecordingProblemView | UnsetType = UNSET


class SignedPartView(msgspec.Struct, frozen=True, kw_only=True):
    """Where a part is to be PUT, until when. `size`: S3 takes exactly so many bytes; absent where none was stated."""

    part_number: int
    url: str
    expires_at: dt.datetime
    size: int | UnsetType = UNSET


class SignedParts(msgspec.Struct, frozen=True, kw_only=True):
    """The addresses that were asked for."""

    items: list[SignedPartView]


class SentPartView(msgspec.Struct, frozen=True, kw_only=True):
    """A part that has arrived."""

    part_number: int
    size: int


class PieceView(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a part: `size` bytes from `at` on."""

    part_number: int
    at: int
    size: int


class SentParts(msgspec.Struct, frozen=True, kw_only=True):
    """What has arrived; what a resumed upload goes on from: the parts, and the pieces of the part after them."""

    items: list[SentPartView]
    pieces: list[PieceView]


class SignedPieceView(PieceView, frozen=True, kw_only=True):
    """Where a piece is to be PUT, until when: exactly so many bytes."""

    url: str
    expires_at: dt.datetime


class SignedPieces(msgspec.Struct, frozen=True, kw_only=True):
    """The addresses that were asked for."""

    items: list[SignedPieceView]


class PosterView(msgspec.Struct, frozen=True, kw_only=True):
    """A form for the picture: POST `fields`, then the file as `file`, to `url`."""

    url: str
    fields: dict[str, str]
    expires_at: dt.datetime


def or_unset(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value


def track_view(context: ReflectionContext, track: Track) -> TrackView:
    """Return one recording; what there is to know of it is for who recorded it."""
    problem, reply = track.problem, context.reflection.reply(track.id)
    own = reply.author.id == context.actor_id if reply else context.is_owner
    return TrackView(
        track_id=track.id,
        kind=track.kind,
        content_type=track.content_type,
        state=track.state,
        created_at=track.created_at,
        part_size=recording.PART_SIZE,
        piece_size=pieces.PIECE_SIZE,
        max_bytes=track.limits.max_bytes,
        max_duration_ms=track.limits.max_duration_ms,
        has_audio=track.has_audio,
        reply=reply is not None,
        notices=[_notice(one) for one in notices_of(context.reflection, track)] if own else [],
        size=track.size or UNSET,
        duration_ms=or_unset(track.duration_ms),
        offset_ms=or_unset(track.offset_ms),
        take=track.take or UNSET,
        ended_by=track.ended_by or UNSET,
        problem=RecordingProblemView(code=problem.code, detail=problem.detail, params=dict(problem.params))
        if problem
        else UNSET,
    )


def _notice(notice: Notice) -> NoticeView:
    return NoticeView(code=notice.code, params=dict(notice.params))


def signed_parts(parts: list[SignedPart]) -> SignedParts:
    """Return addresses of parts."""
    return SignedParts(
        items=[
            SignedPartView(part_number=one.number, size=one.size or UNSET, url=one.url, expires_at=one.expires_at)
            for one in parts
        ]
    )


def sent_parts(parts: list[StoredPart], further: list[Piece]) -> SentParts:
    """Parts that have arrived, and pieces of the next one."""
    return SentParts(
        items=[SentPartView(part_number=one.number, size=one.size) for one in parts],
        pieces=[PieceView(part_number=one.number, at=one.at, size=one.size) for one in further],
    )


def signed_pieces(signed: list[SignedPiece]) -> SignedPieces:
    """Return addresses of pieces."""
    return SignedPieces(
        items=[
            SignedPieceView(
                part_number=one.piece.number,
                at=one.piece.at,
                size=one.piece.size,
                url=one.url,
                expires_at=one.expires_at,
            )
            for one in signed
        ]
    )


def poster_view(post: UploadForm, expires_at: dt.datetime) -> PosterView:
    """Return a form for the picture."""
    return PosterView(url=post.url, fields=dict(post.fields), expires_at=expires_at)
