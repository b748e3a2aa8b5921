"""What is shown of reflections. UNSET fields are absent to those who may not see them, or where there is nothing."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.files.actions import AttachmentView
from chalicelib.files.rules import FileState
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.reflections.rules import (
    CaptionState,
    Comment,
    DownloadFile,
    ListedReflection,
    Playback,
    Reflection,
    ReflectionAction,
    ReflectionContext,
    ReflectionState,
    TrackKind,
    TrackState,
    Transcript,
    actions_of,
    is_new,
    own_loose,
    under,
)
from chalicelib.reflections.rules.transcript import MACHINE
from chalicelib.reflections.views.tracks import TrackView, or_unset, track_view

Source = Literal["machine", "owner"]


class PromptsView(msgspec.Struct, frozen=True, kw_only=True):
    """The three questions, rich text."""

    went_well: str
    did_not: str
    improve: str


class ChapterView(msgspec.Struct, frozen=True, kw_only=True):
    """A mark in the recording."""

    at_ms: int
    title: str


class CaptionsView(msgspec.Struct, frozen=True, kw_only=True):
    """Whether there are captions: off, waiting, ready or failed."""

    state: CaptionState
    language: str | UnsetType = UNSET


class ReflectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A reflection, with what the caller may do with it. `etag` is that of what its owner wrote. `replies`: what the
    caller has recorded for a comment, and put under none yet.
    """

    id: str
    owner: PersonRef
    title: str
    objective_ids: list[str]
    prompts: PromptsView
    state: ReflectionState
    created_at: dt.datetime
    new: bool
    comments: int
    tracks: list[TrackView]
    replies: list[TrackView]
    chapters: list[ChapterView]
    captions: CaptionsView
    has_poster: bool
    etag: str
    actions: list[ReflectionAction]
    period: str | UnsetType = UNSET
    shared_at: dt.datetime | UnsetType = UNSET
    shared_with: list[PersonRef] | UnsetType = UNSET
    duration_ms: int | UnsetType = UNSET


class ReflectionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A reflection in a list. `former`: with whom I share it, where my manager of today sees it only once I agree."""

    id: str
    owner: PersonRef
    title: str
    state: ReflectionState
    created_at: dt.datetime
    new: bool
    comments: int
    has_captions: bool
    former: list[PersonRef] | UnsetType = UNSET
    period: str | UnsetType = UNSET
    shared_at: dt.datetime | UnsetType = UNSET
    duration_ms: int | UnsetType = UNSET
    poster_url: str | UnsetType = UNSET


class SpanView(msgspec.Struct, frozen=True, kw_only=True):
    """From one moment of a recording until another."""

    from_ms: int
    until_ms: int


class PlayingView(msgspec.Struct, frozen=True, kw_only=True):
    """One recording to be played. `offset_ms`: when it began, on the clock that it shares with the other one.

    `off`: when its camera was switched off or gone, in its own time: black, and not worth showing.
    """

    track_id: str
    kind: TrackKind
    content_type: str
    url: str
    offset_ms: int
    off: list[SpanView]
    has_audio: bool
    duration_ms: int | UnsetType = UNSET


class SavedView(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be saved: its link makes browsers do so, under this name."""

    name: str
    url: str
    content_type: str
    track_id: str | UnsetType = UNSET
    kind: TrackKind | UnsetType = UNSET
    size: int | UnsetType = UNSET


class DownloadView(msgspec.Struct, frozen=True, kw_only=True):
    """What its owner can save of a reflection; the links end at `expires_at`."""

    items: list[SavedView]
    expires_at: dt.datetime
    captions: SavedView | UnsetType = UNSET


class PlaybackView(msgspec.Struct, frozen=True, kw_only=True):
    """What a player needs; the addresses end at `expires_at`. The first track leads: all times are its own."""

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
    """What is said in a recording: as it was heard (`machine`), or as its owner corrected it."""

    cues: list[CueView]
    version: int
    source: Source
    language: str | UnsetType = UNSET
    at: dt.datetime | UnsetType = UNSET


class TranscriptVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One version of what is said."""

    version: int
    source: Source
    cues: int
    at: dt.datetime | UnsetType = UNSET


class VideoView(msgspec.Struct, frozen=True, kw_only=True):
    """The recordings of a comment: being checked, playable, or refused."""

    state: Literal["checking", "playable", "refused"]
    tracks: list[TrackView]
    captions: CaptionsView


class CommentView(msgspec.Struct, frozen=True, kw_only=True):
    """A comment, with what the caller may do with it."""

    id: str
    author: PersonRef
    text: str
    at: dt.datetime
    attachments: list[AttachmentView]
    actions: list[Literal["delete"]]
    at_ms: int | UnsetType = UNSET
    video: VideoView | UnsetType = UNSET


def reflection_view(context: ReflectionContext) -> ReflectionView:
    """Return the reflection as its actor sees it: what cannot be played, and who else sees it, is its owner's."""
    one, own = context.reflection, context.is_owner
    return ReflectionView(
        id=one.id,
        owner=person_ref(one.owner),
        title=one.title,
        period=one.period or UNSET,
        objective_ids=list(one.objective_ids),
        prompts=PromptsView(went_well=one.prompts.went_well, did_not=one.prompts.did_not, improve=one.prompts.improve),
        state=one.state,
        created_at=one.created_at,
        shared_at=or_unset(one.shared_at),
        shared_with=[person_ref(shared.person) for shared in one.shared_with] if own else UNSET,
        duration_ms=or_unset(one.duration_ms),
        new=is_new(one, context.actor_id),
        comments=one.comments_for(context.actor_id),
        tracks=[track_view(context, track) for track in (one.tracks if own else one.playable)],
        replies=[track_view(context, track) for track in own_loose(context)],
        chapters=_chapters(one),
        captions=CaptionsView(state=one.captions.state, language=one.captions.language or UNSET),
        has_poster=one.poster is not None,
        etag=str(one.edition),
        actions=list(actions_of(context)),
    )


def _chapters(shown: Reflection | Playback) -> list[ChapterView]:
    return [ChapterView(at_ms=chapter.at_ms, title=chapter.title) for chapter in shown.chapters]


def line_view(line: ListedReflection, poster_url: str | None) -> ReflectionLine:
    """Return a reflection in a list."""
    return ReflectionLine(
        id=line.id,
        owner=person_ref(line.owner),
        title=line.title,
        state=line.state,
        created_at=line.created_at,
        period=line.period or UNSET,
        shared_at=or_unset(line.shared_at),
        duration_ms=or_unset(line.duration_ms),
        new=line.new,
        comments=line.comments,
        has_captions=line.has_captions,
        poster_url=or_unset(poster_url),
        former=[person_ref(one) for one in line.former] or UNSET,
    )


def download_view(tracks: list[DownloadFile], captions: DownloadFile | None, expires_at: dt.datetime) -> DownloadView:
    """Return what its owner can save."""
    items = [_saved(one) for one in tracks]
    return DownloadView(items=items, captions=_saved(captions) if captions else UNSET, expires_at=expires_at)


def _saved(one: DownloadFile) -> SavedView:
    track = one.track
    return SavedView(
        name=one.name,
        url=one.url,
        content_type=one.content_type,
        track_id=track.id if track else UNSET,
        kind=track.kind if track else UNSET,
        size=track.size if track else UNSET,
    )


def playback_view(playback: Playback) -> PlaybackView:
    """Return what a player needs."""
    return PlaybackView(
        tracks=[
            PlayingView(
                track_id=one.track_id,
                kind=one.kind,
                content_type=one.content_type,
                url=one.url,
                offset_ms=one.offset_ms,
                off=[SpanView(from_ms=span.from_ms, until_ms=span.until_ms) for span in one.off],
                has_audio=one.has_audio,
                duration_ms=or_unset(one.duration_ms),
            )
            for one in playback.tracks
        ],
        expires_at=playback.expires_at,
        chapters=_chapters(playback),
        captions_url=or_unset(playback.captions_url),
        poster_url=or_unset(playback.poster_url),
    )


def _source(transcript: Transcript) -> Source:
    return "machine" if transcript.source == MACHINE else "owner"


def transcript_view(transcript: Transcript) -> TranscriptView:
    """Return what is said in it."""
    return TranscriptView(
        cues=[CueView(at_ms=cue.at_ms, until_ms=cue.until_ms, text=cue.text) for cue in transcript.cues],
        version=transcript.edition,
        source=_source(transcript),
        language=transcript.language or UNSET,
        at=or_unset(transcript.at),
    )


def transcript_version(transcript: Transcript) -> TranscriptVersion:
    """Return one version of what is said."""
    return TranscriptVersion(
        version=transcript.edition,
        source=_source(transcript),
        cues=len(transcript.cues),
        at=or_unset(transcript.at),
    )


def _video(context: ReflectionContext, comment: Comment) -> VideoView | UnsetType:
    replies = under(context.reflection, comment.id)
    if not replies:
        return UNSET
    states = {one.track.state for one in replies}
    state: Literal["checking", "playable", "refused"] = "refused"
    if TrackState.CHECKING in states:
        state = "checking"
    elif TrackState.PLAYABLE in states:
        state = "playable"
    captions = next((one.captions for one in replies if one.captions.track_id), replies[0].captions)
    return VideoView(
        state=state,
        tracks=[track_view(context, one.track) for one in replies],
        captions=CaptionsView(state=captions.state, language=captions.language or UNSET),
    )


def comment_view(comment: Comment, context: ReflectionContext) -> CommentView:
    """Return a comment, as the actor of `context` sees it."""
    return CommentView(
        id=comment.id,
        author=person_ref(comment.author),
        text=comment.text,
        at=comment.at,
        at_ms=or_unset(comment.at_ms),
        attachments=[
            AttachmentView(
                attachment_id=one.id, name=one.name, content_type=one.content_type, size=one.size, state=FileState.READY
            )
            for one in comment.files
        ],
        video=_video(context, comment),
        actions=["delete"] if comment.author.id == context.actor_id else [],
    )
