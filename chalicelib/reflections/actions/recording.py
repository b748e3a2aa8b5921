"""How a recording comes in: straight from the browser into the bucket, by addresses that are signed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.company import actions as company
from chalicelib.files import actions as files
from chalicelib.files.rules import POSTERS, VIDEOS, base_of, extension_of, kept_as
from chalicelib.files.rules.documents import MAX_POSTER_BYTES
from chalicelib.kernel.aws.bucket import StoredPart, UploadForm
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, NotFound, Unavailable
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.storage.quota import spend, spend_at_once
from chalicelib.kernel.storage.table import Reads
from chalicelib.people.rules import ref
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import index_again, opened
from chalicelib.reflections.actions.lifecycle import purge, purge_captions
from chalicelib.reflections.actions.video_replies import take_back
from chalicelib.reflections.jobs import CHECK_TRACK, TrackParams
from chalicelib.reflections.rules import (
    Limits,
    Reflection,
    ReflectionAction,
    ReflectionContext,
    SignedPart,
    SignedPiece,
    Track,
    TrackState,
    object_keys,
    pieces,
    recording,
)
from chalicelib.reflections.rules.pieces import Piece
from chalicelib.reflections.rules.recording import RecordingEnd, TrackRequest
from chalicelib.rhythm.actions import latest_reflections as rhythm


def track_id_for(now: datetime) -> str:
    """Return the id of a new recording."""
    return new_id(now)


def taken_over(command: Command, reflection_id: str, wanted: TrackRequest) -> Track | None:
    """Return what the caller has begun to upload of this very recording already, where S3 still has it."""
    context = opened(command, reflection_id)
    return next((one for one in recording.of_take(context, wanted) if _goes_on(command, one, wanted)), None)


def _goes_on(command: Command, track: Track, wanted: TrackRequest) -> bool:
    same = (track.content_type, track.announced) == (kept_as(base_of(wanted.content_type)), wanted.announced)
    return same and command.runtime.bucket.parts(track.key, track.upload_id) is not None


def begin_track(
    command: Command, reflection_id: str, track_id: str, wanted: TrackRequest
) -> tuple[ReflectionContext, Track]:
    """Begin one more recording, or go on with the one of this id. What else was begun of the same makes room.

    S3 comes first: an upload without a row is aborted by the bucket's lifecycle.
    """
    context = opened(command, reflection_id)
    mine = recording.of_take(context, wanted)
    known = next((one for one in mine if one.id == track_id), None)
    gone = [one for one in mine if one.id != track_id]
    context = replace(context, reflection=recording.without_tracks(context.reflection, gone))
    for one in gone:
        purge(command, reflection_id, one.id)
    if known is None:
        known = _begun(command, context, track_id, wanted)
        context = replace(context, reflection=_with_begun(command, context, known, wanted))
    elif wanted.offset_ms is not None:
        known = replace(known, offset_ms=wanted.offset_ms)
        context = replace(context, reflection=recording.with_track(context.reflection, known))
    store.save(command.changes, context.reflection)
    return context, known


def _begun(command: Command, context: ReflectionContext, track_id: str, wanted: TrackRequest) -> Track:
    recording.may_begin(context, reply=wanted.reply)
    base = kept_as(recording.check_type(wanted.content_type, VIDEOS))
    allowed = limits(command.reads, reply=wanted.reply)
    recording.check_size(allowed, wanted.announced)
    spend(command.reads, command.changes, command.actor.id, command.now, what="recordings", most=recording.MOST_A_DAY)
    reflection, bucket = context.reflection, command.runtime.bucket
    key = new_key(command, reflection.id, track_id, base)
    track = Track(
        id=track_id,
        kind=wanted.kind,
        content_type=base,
        key=key,
        upload_id=bucket.begin(key, base),
        created_at=command.now,
        limits=allowed,
        announced=wanted.announced,
        take=wanted.take,
        offset_ms=wanted.offset_ms,
    )
    command.plan(check_later(reflection.id, track, command.now + recording.ABANDONED))
    return track


def _with_begun(command: Command, context: ReflectionContext, track: Track, wanted: TrackRequest) -> Reflection:
    return (
        rules.replied(context, ref(command.actor), track)
        if wanted.reply
        else recording.with_track(context.reflection, track)
    )


def new_key(command: Command, reflection_id: str, track_id: str, content_type: str) -> str:
    """Return a fresh name for the object of a recording."""
    owner_id = store.owner_of(reflection_id)
    extension = extension_of(content_type) or ""
    return object_keys.new_key(command.runtime.settings.company, owner_id, reflection_id, track_id, extension)


def limits(reads: Reads, *, reply: bool = False) -> Limits:
    """Return what the company allows now; a recording keeps what held when it began, and a reply is short."""
    allowed = company.load(reads).reflections
    longest = allowed.max_minutes * 60_000
    return Limits(
        max_bytes=allowed.max_megabytes * 1_000_000,
        max_duration_ms=min(longest, recording.REPLY_MS) if reply else longest,
    )


def check_later(reflection_id: str, track: Track, due: datetime) -> PlannedJob:
    """Look at a recording at an instant, whether or not S3's event comes."""
    return at(due, CHECK_TRACK, TrackParams(reflection_id=reflection_id, track_id=track.id))


def track_of(command: Command, reflection_id: str, track_id: str) -> tuple[ReflectionContext, Track]:
    """Return a recording for someone who sees the reflection; one that cannot be played is its owner's alone."""
    context = opened(command, reflection_id)
    track, reply = context.reflection.track(track_id), context.reflection.reply(track_id)
    if track is None or (reply is not None and not rules.sees_reply(context, reply)):
        raise NotFound
    if reply is None and not context.is_owner and track.state is not TrackState.PLAYABLE:
        raise NotFound
    return context, track


def sign_parts(
    command: Command, reflection_id: str, track_id: str, numbers: Sequence[int], sizes: Sequence[int] | None = None
) -> list[SignedPart]:
    """Sign addresses for these parts when they are needed, each for exactly its bytes where these are known."""
    track = _uploading(command, reflection_id, track_id)[1]
    asked = recording.part_sizes(track, numbers, sizes)
    expires = command.now + recording.PARTS_LIVE
    seconds = int(recording.PARTS_LIVE.total_seconds())
    sign = command.runtime.bucket.sign_part
    return [
        SignedPart(
            number=number,
            size=size,
            url=sign(track.key, track.upload_id, number, size=size, seconds=seconds),
            expires_at=expires,
        )
        for number, size in asked
    ]


def sent_parts(command: Command, reflection_id: str, track_id: str) -> tuple[list[StoredPart], list[Piece]]:
    """Return what S3 has of a recording: what a resumed upload goes on from."""
    track = _uploading(command, reflection_id, track_id)[1]
    parts = _listed(command, track)
    return parts, _pieces(command, reflection_id, track, _whole(parts) + 1)


def sign_pieces(command: Command, reflection_id: str, track_id: str, asked: Sequence[Piece]) -> list[SignedPiece]:
    """Sign addresses for pieces of the part that is being filled; the one before is put together of its own first."""
    track = _uploading(command, reflection_id, track_id)[1]
    have = _whole(_listed(command, track))
    pieces.check_pieces(track, asked, have=have)
    if max(one.number for one in asked) > have + 1:
        full = _pieces(command, reflection_id, track, have + 1)
        pieces.check_full(full, have + 1)
        _join(command, reflection_id, track, full)
    seconds, sign = int(recording.PARTS_LIVE.total_seconds()), command.runtime.bucket.sign_put
    return [
        SignedPiece(
            piece=one,
            url=sign(_piece_key(command, reflection_id, track, one), size=one.size, seconds=seconds),
            expires_at=command.now + recording.PARTS_LIVE,
        )
        for one in asked
    ]


def _whole(parts: Sequence[StoredPart]) -> int:
    return pieces.whole_parts([(part.number, part.size) for part in parts])


def _piece_key(command: Command, reflection_id: str, track: Track, piece: Piece) -> str:
    return _pieces_folder(command, reflection_id, track) + piece.name


def _pieces_folder(command: Command, reflection_id: str, track: Track) -> str:
    owner_id = store.owner_of(reflection_id)
    return object_keys.folder(
        command.runtime.settings.company, owner_id, reflection_id, object_keys.pieces_of(track.id)
    )


def _pieces(command: Command, reflection_id: str, track: Track, number: int) -> list[Piece]:
    """Return what S3 has of this part in pieces, from its beginning on."""
    folder = _pieces_folder(command, reflection_id, track)
    stored = command.runtime.bucket.sizes(folder + pieces.named(number))
    found = [pieces.piece_of(key.removeprefix(folder), size) for key, size in stored.items()]
    return pieces.joined([one for one in found if one], number)


def _join(command: Command, reflection_id: str, track: Track, found: Sequence[Piece]) -> None:
    """Put a part together of its pieces: five megabytes at most, and on slow lines only, pass through here."""
    bucket = command.runtime.bucket
    content = b"".join(bucket.read(_piece_key(command, reflection_id, track, one), "", 0, one.size) for one in found)
    if len(content) != sum(one.size for one in found):
        raise Unavailable
    bucket.send_part(track.key, track.upload_id, found[0].number, content)


def _uploading(command: Command, reflection_id: str, track_id: str) -> tuple[ReflectionContext, Track]:
    context, track = track_of(command, reflection_id, track_id)
    recording.uploading(context, track)
    return context, track


def _listed(command: Command, track: Track) -> list[StoredPart]:
    parts = command.runtime.bucket.parts(track.key, track.upload_id)
    if parts is None:
        raise Conflict("upload_lost")
    _refuse_oversized(command, track, parts)
    return parts


def _refuse_oversized(command: Command, track: Track, parts: Sequence[StoredPart]) -> None:
    """End an upload of which a part is larger than parts are, with all that it holds."""
    if recording.oversized(part.size for part in parts):
        command.runtime.bucket.abort(track.key, track.upload_id)
        raise Conflict("part_too_large")


def complete(
    command: Command, reflection_id: str, track_id: str, ending: RecordingEnd
) -> tuple[ReflectionContext, Track]:
    """Put the parts together and have the object examined. Done before, also by a call that died half-way: the same."""
    context, track = track_of(command, reflection_id, track_id)
    recording.own(context, track, ReflectionAction.EDIT)
    if track.state is not TrackState.UPLOADING:
        return context, track
    pieced = _assemble(command, reflection_id, track)
    stored = command.runtime.bucket.head(track.key)
    if stored is None:
        raise Conflict("upload_lost")
    whole = recording.put_together(track, size=stored.size, version=stored.version, ending=ending, pieced=pieced)
    after = recording.with_track(context.reflection, whole)
    store.save(command.changes, after)
    command.plan(check_later(reflection_id, whole, command.now))
    return replace(context, reflection=after), whole


def _assemble(command: Command, reflection_id: str, track: Track) -> bool:
    """Have S3 make one object of the parts; whether some of it came in pieces."""
    bucket = command.runtime.bucket
    parts = bucket.parts(track.key, track.upload_id)
    if parts is None:
        return True  # put together by an earlier call: the object itself will tell
    _refuse_oversized(command, track, parts)
    last = _pieces(command, reflection_id, track, _whole(parts) + 1)
    if pieces.fill_the_gap(last, [part.number for part in parts]):
        _join(command, reflection_id, track, last)
        parts = bucket.parts(track.key, track.upload_id) or []
    recording.check_parts(track, [(part.number, part.size) for part in parts])
    bucket.complete(track.key, track.upload_id, parts)
    return bool(bucket.sizes(_pieces_folder(command, reflection_id, track)))


def discard(command: Command, reflection_id: str, track_id: str) -> None:
    """Remove a recording before the reflection is shared; without one it is nothing that was made in the rhythm."""
    context, track = track_of(command, reflection_id, track_id)
    if context.reflection.reply(track_id):
        take_back(command, context, track)
        return
    after = recording.without_track(context, track)
    if not after.playable:
        rhythm.forget(command, after.owner.id, after.id)
    index_again(command, store.save(command.changes, after))
    purge(command, after.id, track.id)
    purge_captions(command, context.reflection, after)
    poster = context.reflection.poster
    if poster is not None and after.poster is None:
        files.purge(command, poster.key, timedelta())


def begin_poster(command: Command, reflection_id: str, content_type: str) -> tuple[UploadForm, datetime]:
    """Return a form for the picture that stands for the recording; it counts once it was looked at."""
    context = opened(command, reflection_id)
    rules.check(context, ReflectionAction.EDIT)
    base = recording.check_type(content_type, POSTERS)
    spend_at_once(
        command.reads.table, command.actor.id, command.now, what="pictures", most=recording.MOST_PICTURES_A_DAY
    )
    owner_id = context.reflection.owner.id
    company = command.runtime.settings.company
    key = object_keys.poster_key(company, owner_id, reflection_id, new_id(command.now), extension_of(base) or "")
    seconds = int(recording.POSTER_LIVES.total_seconds())
    return command.runtime.bucket.sign_post(
        key, base, least=1, most=MAX_POSTER_BYTES, seconds=seconds
    ), command.now + recording.POSTER_LIVES
