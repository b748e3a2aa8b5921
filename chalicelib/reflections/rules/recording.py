"""How a recording comes in: begun, uploaded in parts, completed, examined, and only then playable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from chalicelib.files.rules import MATROSKA, base_of
from chalicelib.files.rules.verdicts import Verdict
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, NotAllowed, TooLarge, fault
from chalicelib.reflections.rules.access import ReflectionAction, ReflectionContext, check
from chalicelib.reflections.rules.model import (
    CaptionState,
    Limits,
    RecordingProblem,
    Reflection,
    Reply,
    Span,
    Track,
    TrackKind,
    TrackState,
)

PART_SIZE = 5 * 1024 * 1024
"""S3 takes no smaller parts but the last."""
MOST_TRACKS = 6
MOST_REPLIES = 30
"""So many recordings may be in the talk under one reflection."""
REPLY_MS = 180_000
"""A reply is short."""
MOST_A_DAY = 100
"""So many recordings one person may begin on one day (UTC), of whatever reflection."""
MOST_PICTURES_A_DAY = 200
"""… and forms for the picture of a recording."""
PARTS_LIVE = timedelta(minutes=15)
"""Links for the parts of a recording count so long; more are asked for in between."""
POSTER_LIVES = timedelta(minutes=5)
"""… and the form for its picture."""
ABANDONED = timedelta(hours=48)
"""The bucket's lifecycle aborts unfinished uploads after as long."""
EndedBy = Literal[
    "stopped", "limit", "size_limit", "screen_ended", "camera_ended", "microphone_ended", "silent", "recorder_failed",
    "device_full", "closed",
]  # fmt: skip
"""Why a recording ended, as its recorder says; what is stored may be of a later version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRequest:
    """A recording that somebody begins to upload; see `Track`. `announced`: its bytes, 0 where nobody knows."""

    kind: TrackKind
    content_type: str
    announced: int = 0
    take: str = ""
    offset_ms: int | None = None
    reply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingEnd:
    """What is said of a recording when all of it is there; None where it is not known."""

    duration_ms: int | None = None
    offset_ms: int | None = None
    ended_by: str = ""
    off: tuple[Span, ...] = ()


def check_type(content_type: str, allowed: Collection[str]) -> str:
    """`video/mp4` of `video/mp4;codecs=…`, or Invalid where it is none of `allowed`."""
    base = base_of(content_type)
    if base in MATROSKA:
        raise Invalid([FieldError("/content_type", fault("matroska"))])
    if base not in allowed:
        raise Invalid([FieldError("/content_type", fault("unknown_type", allowed=sorted(allowed)))])
    return base


def check_size(limits: Limits, size: int) -> None:
    """Whether a recording of so many bytes may be sent at all."""
    if size > limits.max_bytes:
        raise _too_large(limits)


def _too_large(limits: Limits) -> TooLarge:
    most = limits.max_bytes // 1_000_000
    return TooLarge("recording_too_large", megabytes=most)


def check_right(context: ReflectionContext, *, reply: bool) -> None:
    """Whether the actor may record here: the owner for the reflection, either of the two for the talk."""
    check(context, ReflectionAction.COMMENT if reply else ReflectionAction.RECORD)


def may_begin(context: ReflectionContext, *, reply: bool = False) -> None:
    """Whether one more recording may come: a second one of a kind replaces the first once it can be played."""
    check_right(context, reply=reply)
    if reply:
        if len(context.reflection.replies) >= MOST_REPLIES:
            raise Conflict("too_many_replies", most=MOST_REPLIES)
    elif sum(not track.settled for track in context.reflection.tracks) >= MOST_TRACKS:
        raise Conflict("too_many_tracks")


def with_track(reflection: Reflection, track: Track) -> Reflection:
    """Return the reflection with this track, new or in place of the one with its id; refused ones make room."""
    known = reflection.track(track.id) is not None
    if reflection.reply(track.id):
        return replace(reflection, replies=tuple(_with(one, track) for one in reflection.replies))
    if known:
        return replace(reflection, tracks=tuple(track if one.id == track.id else one for one in reflection.tracks))
    kept = [one for one in reflection.tracks if one.state is not TrackState.REFUSED or one.kind is not track.kind]
    return replace(reflection, tracks=(*kept, track))


def _with(reply: Reply, track: Track) -> Reply:
    return replace(reply, track=track) if reply.track.id == track.id else reply


def of_take(context: ReflectionContext, wanted: TrackRequest) -> tuple[Track, ...]:
    """Return what the actor has begun to upload of this recording, of the same kind: it goes on, or makes room."""
    check_right(context, reply=wanted.reply)
    reflection = context.reflection
    mine = tuple(one.track for one in reflection.replies if one.author.id == context.actor_id and not one.comment_id)
    return tuple(
        track
        for track in (mine if wanted.reply else reflection.tracks)
        if wanted.take and track.take == wanted.take
        if track.kind is wanted.kind and track.state is TrackState.UPLOADING
    )


def without_tracks(reflection: Reflection, gone: Sequence[Track]) -> Reflection:
    """Return the reflection without these tracks, of itself or of replies."""
    return _without(reflection, gone)


def unfinished(reflection: Reflection) -> tuple[Track, ...]:
    """Recordings of the reflection itself that nobody has finished to send."""
    return tuple(track for track in reflection.tracks if track.state is TrackState.UPLOADING)


def without_track(context: ReflectionContext, track: Track) -> Reflection:
    """Return the reflection without a recording that its owner discards; with the last one its picture goes."""
    check(context, ReflectionAction.RECORD)
    after = _without(context.reflection, [track])
    return after if after.tracks else replace(after, poster=None)


def _without(reflection: Reflection, gone: Sequence[Track]) -> Reflection:
    ids = {track.id for track in gone}
    captions = reflection.captions
    if captions.track_id in ids:
        captions = type(captions)()
    return replace(
        reflection,
        tracks=tuple(track for track in reflection.tracks if track.id not in ids),
        replies=tuple(reply for reply in reflection.replies if reply.track.id not in ids),
        captions=captions,
    )


def own(context: ReflectionContext, track: Track, verb: ReflectionAction) -> None:
    """Whether a track is the actor's to go on with: a reply is its author's, all else the owner's as `verb` says."""
    reply = context.reflection.reply(track.id)
    if reply is None:
        check(context, verb)
    elif reply.author.id != context.actor_id:
        raise NotAllowed(case="owner", name=reply.author.name)


def uploading(context: ReflectionContext, track: Track) -> None:
    """Whether parts of this track may still be sent."""
    own(context, track, ReflectionAction.RECORD)
    if track.state is not TrackState.UPLOADING:
        raise Conflict("upload_finished")


def part_sizes(track: Track, numbers: Sequence[int], sizes: Sequence[int] | None) -> list[tuple[int, int | None]]:
    """(number, exact bytes) of each part that is asked for; Invalid where the recording cannot have such a part.

    Every part but the last has PART_SIZE bytes. `sizes`: those of `numbers`, in their order, from a client that knows
    where its recording ends. Without them the size follows from the one that was announced. A client that states
    neither gets None: no one but it knows which part is the last, and S3 has no range for parts.
    """
    if sizes is not None and len(sizes) != len(numbers):
        raise Invalid([FieldError("/sizes", fault("sizes"))])
    stated: Sequence[int | None] = [None] * len(numbers) if sizes is None else sizes
    asked = list(zip(numbers, stated, strict=True))
    errors = [problem for at, (number, size) in enumerate(asked) if (problem := _unfit(track, at, number, size))]
    if errors:
        raise Invalid(errors)
    return [(number, size or (room(track, number) if track.announced else None)) for number, size in asked]


def room(track: Track, number: int) -> int:
    """Return how many bytes part `number` has at most."""
    whole = track.announced or track.limits.max_bytes
    return min(PART_SIZE, whole - (number - 1) * PART_SIZE)


def _unfit(track: Track, at: int, number: int, size: int | None) -> FieldError | None:
    left = room(track, number)
    if left < 1:
        most = -(-(track.announced or track.limits.max_bytes) // PART_SIZE)
        return FieldError(f"/part_numbers/{at}", fault("too_great", most=most))
    if size is not None and size != left and (track.announced or size > left):
        return FieldError(f"/sizes/{at}", fault("part_size", part=number, most=left))
    return None


def oversized(sizes: Iterable[int]) -> bool:
    """Return whether a part is larger than parts are: it came by an address whose length no one had stated."""
    return any(size > PART_SIZE for size in sizes)


def check_parts(track: Track, sizes: Sequence[tuple[int, int]]) -> int:
    """Return the size of what was uploaded as (number, bytes), or why it cannot be put together yet."""
    if not sizes:
        raise Conflict("parts_missing")
    for expected, (number, size) in enumerate(sizes, 1):
        if number != expected:
            raise Conflict("parts_missing", case="part", part=expected)
        if size < PART_SIZE and expected < len(sizes):
            raise Conflict("part_too_small", part=number, least=PART_SIZE)
    total = sum(size for _, size in sizes)
    if track.announced and total < track.announced:
        raise Conflict("parts_missing", case="bytes", sent=total, announced=track.announced)
    check_size(track.limits, total)
    return total


def put_together(
    track: Track, *, size: int, version: str, ending: RecordingEnd | None = None, pieced: bool = False
) -> Track:
    """Return the track once S3 has all of it in one object."""
    said = ending or RecordingEnd()
    return replace(
        track,
        state=TrackState.CHECKING,
        size=size,
        version=version,
        duration_ms=track.duration_ms if said.duration_ms is None else said.duration_ms,
        offset_ms=track.offset_ms if said.offset_ms is None else said.offset_ms,
        ended_by=said.ended_by or track.ended_by,
        off=said.off or track.off,
        pieced=pieced or track.pieced,
    )


def copied(track: Track, *, size: int, version: str) -> Track:
    """Return the track that is, from now on, a copy of what was uploaded: without its end, or without a place."""
    return replace(track, key=track.copy_key, copy_key="", size=size, version=version)


def refused(track: Track, problem: RecordingProblem) -> Track:
    """Return the track of an object that cannot be taken."""
    return replace(track, state=TrackState.REFUSED, problem=problem, version="", upload_id="", copy_key="")


def playable(reflection: Reflection, track: Track, verdict: Verdict) -> tuple[Reflection, tuple[Track, ...]]:
    """Return the reflection with a track that was found good, and the earlier recordings of its kind that it replaces.

    Also those that are still on their way: they would only come to be replaced. A reply replaces nothing.
    """
    good = replace(
        track,
        state=TrackState.PLAYABLE,
        duration_ms=track.duration_ms if verdict.duration_ms is None else verdict.duration_ms,
        has_audio=verdict.has_audio,
        notices=(*track.notices, *verdict.notices),
        upload_id="",
    )
    after = with_track(reflection, good)
    if reflection.reply(track.id):
        return after, ()
    older = tuple(one for one in after.tracks if one.kind is good.kind and one.id < good.id)
    return _without(after, older), older


def wants_captions(reflection: Reflection, track: Track) -> bool:
    """Return whether this track is the one to listen to: it has sound, and no other one is being listened to."""
    return track.has_audio and reflection.captions_of(track.id).state in {CaptionState.OFF, CaptionState.FAILED}
