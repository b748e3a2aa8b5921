"""How a recording comes in: begun, uploaded in parts, completed, examined, and only then playable."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from chalicelib.files.rules import GRACE_MS, base_of
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, TooLarge
from chalicelib.reflections.rules.model import (
    CaptionState,
    Problem,
    Reflection,
    Track,
    TrackState,
)
from chalicelib.reflections.rules.sight import Case, Verb, check

PART_SIZE = 5 * 1024 * 1024
"""S3 takes no smaller parts but the last."""
MOST_PARTS = 10_000
MOST_TRACKS = 6
ABANDONED = timedelta(hours=48)
"""The bucket's lifecycle aborts unfinished uploads after as long."""


def check_type(content_type: str, allowed: Collection[str]) -> str:
    """`video/mp4` of `video/mp4;codecs=…`, or Invalid where it is none of `allowed`."""
    base = base_of(content_type)
    if base not in allowed:
        raise Invalid([FieldError("/content_type", f"is none of: {', '.join(sorted(allowed))}")])
    return base


def may_begin(case: Case) -> None:
    """Whether one more recording may come: a second one of a kind replaces the first once it can be played."""
    check(case, Verb.RECORD)
    if sum(not track.settled for track in case.reflection.tracks) >= MOST_TRACKS:
        raise Conflict("too_many_tracks", "Several recordings are being uploaded. Finish or discard one first.")


def with_track(reflection: Reflection, track: Track) -> Reflection:
    """The reflection with this track, new or in place of the one with its id; refused ones make room."""
    known = reflection.track(track.id) is not None
    if known:
        return replace(reflection, tracks=tuple(track if one.id == track.id else one for one in reflection.tracks))
    kept = [one for one in reflection.tracks if one.state is not TrackState.REFUSED or one.kind is not track.kind]
    return replace(reflection, tracks=(*kept, track))


def without_track(case: Case, track: Track) -> Reflection:
    """The reflection without a recording that its owner discards; with the last one its picture goes."""
    check(case, Verb.RECORD)
    after = _without(case.reflection, [track])
    return after if after.tracks else replace(after, poster=None)


def _without(reflection: Reflection, gone: Sequence[Track]) -> Reflection:
    ids = {track.id for track in gone}
    captions = reflection.captions
    if captions.track_id in ids:
        captions = type(captions)()
    return replace(reflection, tracks=tuple(t for t in reflection.tracks if t.id not in ids), captions=captions)


def uploading(case: Case, track: Track) -> None:
    """Whether parts of this track may still be sent."""
    check(case, Verb.RECORD)
    if track.state is not TrackState.UPLOADING:
        raise Conflict("upload_finished", "This recording has been uploaded already.")


def check_parts(track: Track, sizes: Sequence[tuple[int, int]]) -> int:
    """The size of what was uploaded as (number, bytes), or why it cannot be put together yet."""
    if not sizes:
        raise Conflict("parts_missing", "Nothing has been uploaded yet.")
    for expected, (number, size) in enumerate(sizes, 1):
        if number != expected:
            raise Conflict("parts_missing", f"Part {expected} has not been uploaded.")
        if size < PART_SIZE and expected < len(sizes):
            raise Conflict("part_too_small", f"Part {number} is smaller than {PART_SIZE:,} bytes and not the last one.")
    total = sum(size for _, size in sizes)
    if total > track.limits.max_bytes:
        most = track.limits.max_bytes // 1_000_000
        raise TooLarge("recording_too_large", f"The recording is larger than {most} MB, which is what HR allows.")
    return total


def check_duration(track: Track, duration_ms: int) -> None:
    """Whether the recording is as short as the company wants it."""
    if duration_ms > track.limits.max_duration_ms + GRACE_MS:
        minutes = track.limits.max_duration_ms / 60_000
        raise Invalid([FieldError("/duration_ms", f"is longer than the {minutes:g} minutes that HR allows")])


def put_together(track: Track, *, size: int, version: str, duration_ms: int | None) -> Track:
    """The track once S3 has all of it in one object."""
    return replace(
        track, state=TrackState.CHECKING, size=size, version=version, duration_ms=duration_ms or track.duration_ms
    )


def refused(track: Track, problem: Problem) -> Track:
    """The track of an object that cannot be taken."""
    return replace(track, state=TrackState.REFUSED, problem=problem, version="", upload_id="")


def playable(
    reflection: Reflection, track: Track, *, duration_ms: int | None, has_audio: bool
) -> tuple[Reflection, tuple[Track, ...]]:
    """The reflection with a track that was found good, and the earlier recordings of its kind that it replaces."""
    good = replace(
        track,
        state=TrackState.PLAYABLE,
        duration_ms=duration_ms or track.duration_ms,
        has_audio=has_audio,
        upload_id="",
    )
    after = with_track(reflection, good)
    older = tuple(
        one for one in after.tracks if one.kind is good.kind and one.settled and one.id != good.id and one.id < good.id
    )
    return _without(after, older), older


def wants_captions(reflection: Reflection, track: Track) -> bool:
    """Whether this track is the one to listen to: it has sound, and no other one is being listened to."""
    return track.has_audio and reflection.captions.state in {CaptionState.OFF, CaptionState.FAILED}
