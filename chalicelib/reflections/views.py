"""What is shown of reflections. UNSET fields are absent to those who may not see them, or where there is nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.files.actions import AttachmentView
from chalicelib.kernel.bucket import Part, Post
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.reflections.rules import (
    Case,
    Comment,
    Line,
    Playback,
    Reflection,
    SignedPart,
    Track,
    Transcript,
    actions_of,
    is_new,
    recording,
)

T = TypeVar("T")


class PromptsView(msgspec.Struct, frozen=True, kw_only=True):
    """The three questions, rich text."""

    went_well: str
    did_not: str
    improve: str


class ChapterView(msgspec.Struct, frozen=True, kw_only=True):
    """A mark in the recording."""

    at_ms: int
    title: str


class ProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """Why a recording was refused, and what to do."""

    code: str
    detail: str
    params: dict[str, Any]


class TrackView(msgspec.Struct, frozen=True, kw_only=True):
    """One recording: uploading, checking, playable or refused."""

    track_id: str
    kind: str
    content_type: str
    state: str
    created_at: dt.datetime
    part_size: int
    max_bytes: int
    max_duration_ms: int
    size: int | UnsetType = UNSET
    duration_ms: int | UnsetType = UNSET
    problem: ProblemView | UnsetType = UNSET


class CaptionsView(msgspec.Struct, frozen=True, kw_only=True):
    """Whether there are captions: off, waiting, ready or failed."""

    state: str
    language: str | UnsetType = UNSET


class ReflectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A reflection, with what the caller may do with it. `etag` is that of what its owner wrote."""

    id: str
    owner: PersonRef
    title: str
    objective_ids: list[str]
    prompts: PromptsView
    state: str
    created_at: dt.datetime
    new: bool
    comments: int
    tracks: list[TrackView]
    chapters: list[ChapterView]
    captions: CaptionsView
    has_poster: bool
    etag: str
    actions: list[str]
    period: str | UnsetType = UNSET
    shared_at: dt.datetime | UnsetType = UNSET
    shared_with: list[PersonRef] | UnsetType = UNSET
    duration_ms: int | UnsetType = UNSET


class ReflectionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A reflection in a list. `former`: with whom I share it, where my manager of today sees it only once I agree."""

    id: str
    owner: PersonRef
    title: str
    state: str
    created_at: dt.datetime
    new: bool
    comments: int
    has_captions: bool
    former: list[PersonRef] | UnsetType = UNSET
    period: str | UnsetType = UNSET
    shared_at: dt.datetime | UnsetType = UNSET
    duration_ms: int | UnsetType = UNSET
    poster_url: str | UnsetType = UNSET


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


class SentParts(msgspec.Struct, frozen=True, kw_only=True):
    """What has arrived; what a resumed upload goes on from."""

    items: list[SentPartView]


class PosterView(msgspec.Struct, frozen=True, kw_only=True):
    """A form for the picture: POST `fields`, then the file as `file`, to `url`."""

    url: str
    fields: dict[str, str]
    expires_at: dt.datetime


class PlayingView(msgspec.Struct, frozen=True, kw_only=True):
    """One recording to be played."""

    kind: str
    content_type: str
    url: str
    duration_ms: int | UnsetType = UNSET


class PlaybackView(msgspec.Struct, frozen=True, kw_only=True):
    """What a player needs; the addresses end at `expires_at`."""

    tracks: list[PlayingView]
    expires_at: dt.datetime
    chapters: list[ChapterView]
    captions_url: str | UnsetType = UNSET
    poster_url: str | UnsetType = UNSET


class CueView(msgspec.Struct, frozen=True, kw_only=True):
    """A line that is said from `at_ms` until `until_ms`."""

    at_ms: int
    until_ms: int
    text: str


class TranscriptView(msgspec.Struct, frozen=True, kw_only=True):
    """What is said in a reflection."""

    cues: list[CueView]
    language: str | UnsetType = UNSET


class CommentView(msgspec.Struct, frozen=True, kw_only=True):
    """A comment, with what the caller may do with it."""

    id: str
    author: PersonRef
    text: str
    at: dt.datetime
    attachments: list[AttachmentView]
    actions: list[str]
    at_ms: int | UnsetType = UNSET


def reflection_view(case: Case) -> ReflectionView:
    """The reflection as the actor of `case` sees it: what cannot be played, and who else sees it, is its owner's."""
    one, own = case.reflection, case.is_owner
    return ReflectionView(
        id=one.id,
        owner=person_ref(one.owner),
        title=one.title,
        period=one.period or UNSET,
        objective_ids=list(one.objective_ids),
        prompts=PromptsView(went_well=one.prompts.went_well, did_not=one.prompts.did_not, improve=one.prompts.improve),
        state=one.state.value,
        created_at=one.created_at,
        shared_at=_or_unset(one.shared_at),
        shared_with=[person_ref(shared.person) for shared in one.shared_with] if own else UNSET,
        duration_ms=_or_unset(one.duration_ms),
        new=is_new(one, case.actor_id),
        comments=one.comments_for(case.actor_id),
        tracks=[track_view(track) for track in (one.tracks if own else one.playable)],
        chapters=_chapters(one),
        captions=CaptionsView(state=one.captions.state.value, language=one.captions.language or UNSET),
        has_poster=one.poster is not None,
        etag=str(one.edition),
        actions=[verb.value for verb in actions_of(case)],
    )


def _chapters(shown: Reflection | Playback) -> list[ChapterView]:
    return [ChapterView(at_ms=chapter.at_ms, title=chapter.title) for chapter in shown.chapters]


def _or_unset(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value


def track_view(track: Track) -> TrackView:
    """One recording."""
    problem = track.problem
    return TrackView(
        track_id=track.id,
        kind=track.kind.value,
        content_type=track.content_type,
        state=track.state.value,
        created_at=track.created_at,
        part_size=recording.PART_SIZE,
        max_bytes=track.limits.max_bytes,
        max_duration_ms=track.limits.max_duration_ms,
        size=track.size or UNSET,
        duration_ms=_or_unset(track.duration_ms),
        problem=ProblemView(code=problem.code, detail=problem.detail, params=dict(problem.params))
        if problem
        else UNSET,
    )


def line_view(line: Line, poster_url: str | None) -> ReflectionLine:
    """A reflection in a list."""
    return ReflectionLine(
        id=line.id,
        owner=person_ref(line.owner),
        title=line.title,
        state=line.state,
        created_at=line.created_at,
        period=line.period or UNSET,
        shared_at=_or_unset(line.shared_at),
        duration_ms=_or_unset(line.duration_ms),
        new=line.new,
        comments=line.comments,
        has_captions=line.has_captions,
        poster_url=_or_unset(poster_url),
        former=[person_ref(one) for one in line.former] or UNSET,
    )


def signed_parts(parts: list[SignedPart]) -> SignedParts:
    """Addresses of parts."""
    return SignedParts(
        items=[
            SignedPartView(part_number=one.number, size=one.size or UNSET, url=one.url, expires_at=one.expires_at)
            for one in parts
        ]
    )


def sent_parts(parts: list[Part]) -> SentParts:
    """Parts that have arrived."""
    return SentParts(items=[SentPartView(part_number=one.number, size=one.size) for one in parts])


def poster_view(post: Post, expires_at: dt.datetime) -> PosterView:
    """A form for the picture."""
    return PosterView(url=post.url, fields=dict(post.fields), expires_at=expires_at)


def playback_view(playback: Playback) -> PlaybackView:
    """What a player needs."""
    return PlaybackView(
        tracks=[
            PlayingView(
                kind=one.kind.value, content_type=one.content_type, url=one.url, duration_ms=_or_unset(one.duration_ms)
            )
            for one in playback.tracks
        ],
        expires_at=playback.expires_at,
        chapters=_chapters(playback),
        captions_url=_or_unset(playback.captions_url),
        poster_url=_or_unset(playback.poster_url),
    )


def transcript_view(transcript: Transcript) -> TranscriptView:
    """What is said in it."""
    return TranscriptView(
        cues=[CueView(at_ms=cue.at_ms, until_ms=cue.until_ms, text=cue.text) for cue in transcript.cues],
        language=transcript.language or UNSET,
    )


def comment_view(comment: Comment, reader_id: str) -> CommentView:
    """A comment."""
    return CommentView(
        id=comment.id,
        author=person_ref(comment.author),
        text=comment.text,
        at=comment.at,
        at_ms=_or_unset(comment.at_ms),
        attachments=[
            AttachmentView(
                attachment_id=one.id, name=one.name, content_type=one.content_type, size=one.size, state="ready"
            )
            for one in comment.files
        ],
        actions=["delete"] if comment.author.id == reader_id else [],
    )
