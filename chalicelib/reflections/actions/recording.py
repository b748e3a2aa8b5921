"""How a recording comes in: straight from the browser into the bucket, by addresses that are signed here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.company import actions as company
from chalicelib.files.actions import PURGE
from chalicelib.files.rules import MAX_POSTER_BYTES, POSTERS, VIDEOS, extension_of
from chalicelib.kernel.bucket import Part, Post
from chalicelib.kernel.errors import Conflict, NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.quota import spend, spend_at_once
from chalicelib.kernel.table import Reads
from chalicelib.reflections import keys, rules, store
from chalicelib.reflections.actions.common import CHECK, Command, index_again, opened
from chalicelib.reflections.actions.owning import purge, purge_captions
from chalicelib.reflections.rules import Case, Limits, SignedPart, Track, TrackKind, TrackState, Verb, recording
from chalicelib.rhythm import actions as rhythm
from chalicelib.timetable.rules import Work, work

PARTS_LIVE = timedelta(minutes=15)
POSTER_LIVES = timedelta(minutes=5)


def track_id_for(now: datetime) -> str:
    """The id of a new recording."""
    return new_id(now)


def begin_track(
    by: Command, reflection_id: str, track_id: str, kind: TrackKind, content_type: str, *, announced: int = 0
) -> Track:
    """One more recording, of `announced` bytes where that is known. S3 is told first: an upload without a row is
    aborted by the bucket's lifecycle.
    """
    case = opened(by, reflection_id)
    recording.may_begin(case)
    base = recording.check_type(content_type, VIDEOS)
    allowed = limits(by.reads)
    recording.check_size(allowed, announced)
    spend(by.reads, by.changes, by.actor.id, by.now, what="recordings", most=recording.MOST_A_DAY)
    reflection, bucket = case.reflection, by.runtime.bucket
    key = keys.new_key(
        by.runtime.settings.company, reflection.owner.id, reflection.id, track_id, extension_of(base) or ""
    )
    track = Track(
        id=track_id,
        kind=kind,
        content_type=base,
        key=key,
        upload_id=bucket.begin(key, base),
        created_at=by.now,
        limits=allowed,
        announced=announced,
    )
    store.save(by.changes, recording.with_track(reflection, track))
    by.plan(check_later(reflection.id, track, by.now + recording.ABANDONED))
    return track


def limits(reads: Reads) -> Limits:
    """What the company allows now; a recording keeps what held when it began."""
    allowed = company.load(reads).reflections
    return Limits(max_bytes=allowed.max_megabytes * 1_000_000, max_duration_ms=allowed.max_minutes * 60_000)


def check_later(reflection_id: str, track: Track, at: datetime) -> Work:
    """Look at a recording at an instant, whether or not S3's event comes."""
    return work(CHECK, at, reflection_id, track.id, reflection_id=reflection_id, track_id=track.id)


def track_of(by: Command, reflection_id: str, track_id: str) -> tuple[Case, Track]:
    """A recording for someone who sees the reflection; one that cannot be played is its owner's alone."""
    case = opened(by, reflection_id)
    track = case.reflection.track(track_id)
    if track is None or not (case.is_owner or track.state is TrackState.PLAYABLE):
        raise NotFound
    return case, track


def sign_parts(
    by: Command, reflection_id: str, track_id: str, numbers: Sequence[int], sizes: Sequence[int] | None = None
) -> list[SignedPart]:
    """Addresses for these parts, signed when they are needed, each for exactly its bytes where these are known."""
    track = _uploading(by, reflection_id, track_id)[1]
    asked = recording.part_sizes(track, numbers, sizes)
    expires = by.now + PARTS_LIVE
    seconds = int(PARTS_LIVE.total_seconds())
    sign = by.runtime.bucket.sign_part
    return [
        SignedPart(
            number=number,
            size=size,
            url=sign(track.key, track.upload_id, number, size=size, seconds=seconds),
            expires_at=expires,
        )
        for number, size in asked
    ]


def sent_parts(by: Command, reflection_id: str, track_id: str) -> list[Part]:
    """What S3 has of a recording: what a resumed upload goes on from."""
    track = _uploading(by, reflection_id, track_id)[1]
    return _listed(by, track)


def _uploading(by: Command, reflection_id: str, track_id: str) -> tuple[Case, Track]:
    case, track = track_of(by, reflection_id, track_id)
    recording.uploading(case, track)
    return case, track


def _listed(by: Command, track: Track) -> list[Part]:
    parts = by.runtime.bucket.parts(track.key, track.upload_id)
    if parts is None:
        raise Conflict("upload_lost")
    _refuse_oversized(by, track, parts)
    return parts


def _refuse_oversized(by: Command, track: Track, parts: Sequence[Part]) -> None:
    """End an upload of which a part is larger than parts are, with all that it holds."""
    if recording.oversized(part.size for part in parts):
        by.runtime.bucket.abort(track.key, track.upload_id)
        raise Conflict("part_too_large")


def complete(by: Command, reflection_id: str, track_id: str, duration_ms: int) -> Track:
    """Put the parts together and have the object examined. Done before, also by a call that died half-way: the same."""
    case, track = track_of(by, reflection_id, track_id)
    rules.check(case, Verb.EDIT)
    if track.state is not TrackState.UPLOADING:
        return track
    recording.check_duration(track, duration_ms)
    _assemble(by, track)
    stored = by.runtime.bucket.head(track.key)
    if stored is None:
        raise Conflict("upload_lost")
    whole = recording.put_together(track, size=stored.size, version=stored.version, duration_ms=duration_ms)
    store.save(by.changes, recording.with_track(case.reflection, whole))
    by.plan(check_later(reflection_id, whole, by.now))
    return whole


def _assemble(by: Command, track: Track) -> None:
    bucket = by.runtime.bucket
    parts = bucket.parts(track.key, track.upload_id)
    if parts is None:
        return  # put together by an earlier call: the object itself will tell
    _refuse_oversized(by, track, parts)
    recording.check_parts(track, [(part.number, part.size) for part in parts])
    bucket.complete(track.key, track.upload_id, parts)


def discard(by: Command, reflection_id: str, track_id: str) -> None:
    """Remove a recording before the reflection is shared; without one it is nothing that was made in the rhythm."""
    case, track = track_of(by, reflection_id, track_id)
    after = recording.without_track(case, track)
    if not after.playable:
        rhythm.forget(by.reads, by.changes, after.owner.id, after.id)
    index_again(by, store.save(by.changes, after))
    purge(by, after.id, track.id)
    purge_captions(by, case.reflection, after)
    poster = case.reflection.poster
    if poster is not None and after.poster is None:
        by.plan(work(PURGE, by.now, reflection_id, poster.key, prefix=poster.key))


def begin_poster(by: Command, reflection_id: str, content_type: str) -> tuple[Post, datetime]:
    """A form for the picture that stands for the recording; it counts once it was looked at."""
    case = opened(by, reflection_id)
    rules.check(case, Verb.EDIT)
    base = recording.check_type(content_type, POSTERS)
    spend_at_once(by.reads.table, by.actor.id, by.now, what="pictures", most=recording.MOST_PICTURES_A_DAY)
    owner_id = case.reflection.owner.id
    key = keys.new_key(by.runtime.settings.company, owner_id, reflection_id, "poster", extension_of(base) or "")
    seconds = int(POSTER_LIVES.total_seconds())
    return by.runtime.bucket.sign_post(
        key, base, least=1, most=MAX_POSTER_BYTES, seconds=seconds
    ), by.now + POSTER_LIVES
