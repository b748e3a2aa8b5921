"""What becomes of a recording once S3 has it: looked at, and then playable or refused.

The call that completes an upload asks for it, S3's event asks for it, and the timetable asks again. Anyone who comes
first does it; the others find it done. So no order of the three matters, and any two of them may be lost.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.files import actions as files
from chalicelib.files.rules.documents import examine_image
from chalicelib.files.rules.source import RangedSource
from chalicelib.files.rules.verdicts import Notice, Verdict, patched
from chalicelib.files.rules.verdicts import refused as unfit
from chalicelib.files.rules.video import examine_video
from chalicelib.kernel import observe
from chalicelib.kernel.aws.bucket import ObjectChange
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.people import actions as people
from chalicelib.reflections import mails
from chalicelib.reflections.actions import captions
from chalicelib.reflections.actions.common import (
    found,
    index_again,
    prefetch_with_rhythm,
    put,
    write_mail,
)
from chalicelib.reflections.actions.lifecycle import purge, purge_captions
from chalicelib.reflections.actions.recording import check_later, new_key
from chalicelib.reflections.actions.video_replies import dropped
from chalicelib.reflections.jobs import TrackParams
from chalicelib.reflections.rules import (
    Poster,
    RecordingProblem,
    ReflectionContext,
    Track,
    TrackState,
    object_keys,
    recording,
)
from chalicelib.rhythm.actions import latest_reflections as rhythm
from chalicelib.timetable.rules import reached

LOST = RecordingProblem(code="lost")


def arrived(runtime: Runtime, key: str, version: str, size: int) -> None:
    """S3 says that an object of a reflection is there. What no one asked for is removed."""
    if object_keys.is_piece(key):
        return
    place = object_keys.place_of(key)
    if place is None:
        observe.log("object of an unknown form")
        return
    reflection_id, part = place.reflection_id, place.part
    if part.startswith(object_keys.CAPTIONS):
        # Transcribe writes these, and says so itself: here only what no one waits for any more is looked for.
        track_id = part.removeprefix(object_keys.CAPTIONS)
        perform(runtime, SYSTEM, lambda command: _captions_arrived(command, reflection_id, track_id, key))
    elif part == object_keys.POSTER:
        perform(runtime, SYSTEM, lambda command: _poster_arrived(command, reflection_id, key, version, size))
    else:
        perform(runtime, SYSTEM, lambda command: settle(command, reflection_id, part, key, version))


def check_track(context: JobContext, params: TrackParams) -> None:
    """The timetable asks: is this recording as it should be by now?"""
    settle(context, params.reflection_id, params.track_id)


def settle(command: Command, reflection_id: str, track_id: str, key: str = "", version: str = "") -> None:
    """Examine a recording that waits for it; do nothing where it was examined before."""
    command.reads.fetch(*prefetch_with_rhythm(reflection_id))
    context = found(command, reflection_id)
    track = context.reflection.track(track_id) if context else None
    if context is None or track is None or (key and key not in {track.key, track.copy_key}):
        if key:
            _let_go(command, key)
        return
    if track.settled:
        _stays(command, context, track, version)
    elif track.copy_key:
        _copied(command, context, track)
    else:
        _arrived(command, context, track)


def _captions_arrived(command: Command, reflection_id: str, track_id: str, key: str) -> None:
    if not captions.still_there(command, reflection_id, track_id):
        _let_go(command, key)


def _let_go(command: Command, key: str) -> None:
    """Let an object go once this is committed."""
    files.purge(command, key, timedelta())


def _stays(command: Command, context: ReflectionContext, track: Track, version: str) -> None:
    """What was examined stays the newest version; a reply that nobody put under a comment goes after a while."""
    if track.state is TrackState.PLAYABLE and version and version != track.version:
        files.remove_version(command, track.key, version)
    reply = context.reflection.reply(track.id)
    if reply and not reply.comment_id and reached(track.created_at + recording.ABANDONED, command.now):
        put(command, context, dropped(command, context.reflection, [reply]))


def _arrived(command: Command, context: ReflectionContext, track: Track) -> None:
    stored = command.runtime.bucket.head(track.key)
    if stored is not None:
        whole = recording.put_together(track, size=stored.size, version=track.version or stored.version)
        _judged(command, context, whole, _verdict(command, whole))
    elif track.state is TrackState.CHECKING:
        _refuse(command, context, track, LOST)
    elif reached(track.created_at + recording.ABANDONED, command.now):
        _abandon(command, context, track)


def _copied(command: Command, context: ReflectionContext, track: Track) -> None:
    """Make the copy that was found necessary, where it is not there yet, and take that for the recording."""
    bucket = command.runtime.bucket
    made = bucket.head(track.copy_key)
    if made is None:
        verdict = _verdict(command, track)
        size = track.size if verdict.until is None else verdict.until
        changes = ObjectChange(
            [(patch.at, len(patch.data)) for patch in verdict.patches],
            lambda at, data: patched(data, verdict.patches, at),
        )
        made = bucket.rewrite(
            track.key, track.version, track.copy_key, size=size, content_type=track.content_type, changes=changes
        )
    after = recording.copied(track, size=made.size, version=made.version)
    verdict = _verdict(command, after)
    _judged(command, context, after, verdict if verdict.whole else unfit("unreadable"))
    _let_go(command, track.key)


def _judged(command: Command, context: ReflectionContext, track: Track, verdict: Verdict) -> None:
    if verdict.code:
        _refuse(command, context, track, _problem(verdict, track))
    elif verdict.whole:
        _take(command, context, track, verdict)
    else:
        _copy(command, context, track, verdict)


def _copy(command: Command, context: ReflectionContext, track: Track, verdict: Verdict) -> None:
    """Note that a copy is needed, and under which name, before anything is made: then S3 can tell of it at any time."""
    key = new_key(command, context.reflection.id, track.id, track.content_type)
    waits = replace(track, copy_key=key, notices=_copy_notices(verdict))
    after = recording.with_track(context.reflection, waits)
    put(command, context, after)
    command.plan(check_later(after.id, waits, command.now))


def _copy_notices(verdict: Verdict) -> tuple[Notice, ...]:
    """Return what the copy itself no longer tells."""
    return tuple(one for one in verdict.notices if one.code in {"cut_at_limit", "location_removed"})


def _take(command: Command, context: ReflectionContext, track: Track, verdict: Verdict) -> None:
    after, replaced = recording.playable(context.reflection, track, verdict)
    good = after.track(track.id)
    if good is not None:
        after = captions.begin(command, after, good)
    put(command, context, after)
    if track.pieced:
        purge(command, after.id, object_keys.pieces_of(track.id))
    if after.reply(track.id) is None:
        rhythm.note(command, after.owner.id, after.id)
    for older in replaced:
        purge(command, after.id, older.id)
    if replaced:
        purge_captions(command, context.reflection, after)
        index_again(command, after)
    observe.count("RecordingsTaken")


def _problem(verdict: Verdict, track: Track) -> RecordingProblem:
    limits = {"megabytes": track.limits.max_bytes // 1_000_000, "minutes": track.limits.max_duration_ms // 60_000}
    known = limits if verdict.code in {"too_large", "too_long"} else {}
    return RecordingProblem(code=verdict.code, params={**known, **verdict.params})


def _verdict(command: Command, track: Track) -> Verdict:
    if track.size > track.limits.max_bytes:
        return Verdict(code="too_large")
    bucket = command.runtime.bucket
    source = RangedSource(track.size, lambda at, size: bucket.read(track.key, track.version, at, size))
    return examine_video(source, track.content_type, most_ms=track.limits.max_duration_ms)


def _refuse(command: Command, context: ReflectionContext, track: Track, problem: RecordingProblem) -> None:
    """The object goes, the reason stays, and the person who recorded it gets an email."""
    after = recording.with_track(context.reflection, recording.refused(track, problem))
    put(command, context, after)
    purge(command, after.id, track.id)
    reply = after.reply(track.id)
    author = people.find(command.reads, [reply.author.id]).get(reply.author.id) if reply else context.owner
    if author is not None:
        write_mail(command, mails.RECORDING_REFUSED, author, reflection_id=after.id, title=after.title)
    observe.count("RecordingsRefused", reason=problem.code)


def _abandon(command: Command, context: ReflectionContext, track: Track) -> None:
    """No one went on with this upload: its parts go. What the browser still keeps can be sent as a new one."""
    after = recording.without_tracks(context.reflection, [track])
    put(command, context, after)
    purge(command, after.id, track.id)


def _poster_arrived(command: Command, reflection_id: str, key: str, version: str, size: int) -> None:
    """Take a picture, if it is good; the one before goes with it."""
    context, bucket = found(command, reflection_id), command.runtime.bucket
    if context is None:
        _let_go(command, key)
        return
    stored = bucket.head(key, version)
    before = context.reflection.poster
    if before is not None and before.key == key:
        if stored is not None and stored.version != before.version:
            # Under it, what counts would be an old version, which S3 lets go.
            files.remove_version(command, key, stored.version)
        return
    if stored is None:
        return
    if before is not None and key < before.key:
        # Begun before the one that counts. S3 may tell of it again before it is gone.
        _let_go(command, key)
        return
    data = bucket.read(key, stored.version, 0, size)
    verdict = examine_image(RangedSource(len(data), lambda at, n: data[at : at + n]), stored.content_type)
    if verdict.code:
        _let_go(command, key)
        return
    kept = stored.version
    if verdict.patches:
        # What says where the picture was made goes before anybody can fetch it.
        kept = bucket.write(key, patched(data, verdict.patches), stored.content_type)
        files.remove_version(command, key, stored.version)
    poster = Poster(key=key, version=kept, content_type=stored.content_type)
    put(command, context, replace(context.reflection, poster=poster))
    if before is not None:
        _let_go(command, before.key)
