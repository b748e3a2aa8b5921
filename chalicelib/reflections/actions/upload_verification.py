"""What becomes of a recording once S3 has it: looked at, and then playable or refused.

The call that completes an upload asks for it, S3's event asks for it, and the timetable asks again. Anyone who comes
first does it; the others find it done. So no order of the three matters, and any two of them may be lost.
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.files.actions import PURGE
from chalicelib.files.rules import Notice, Ranged, Verdict, examine_image, examine_video, patched, unfit
from chalicelib.kernel import observe
from chalicelib.kernel.aws.bucket import Changed
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.events import decided
from chalicelib.kernel.ids import digest
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Reads
from chalicelib.people import actions as people
from chalicelib.reflections import mails
from chalicelib.reflections.actions import captions
from chalicelib.reflections.actions.common import (
    Command,
    by_job,
    by_system,
    conclude,
    found,
    index_again,
    prefetch_with_rhythm,
    put,
    write_mail,
)
from chalicelib.reflections.actions.lifecycle import purge, purge_captions
from chalicelib.reflections.actions.recording import check_later, new_key
from chalicelib.reflections.actions.video_replies import dropped
from chalicelib.reflections.rules import (
    Poster,
    RecordingProblem,
    ReflectionContext,
    Track,
    TrackState,
    object_keys,
    recording,
)
from chalicelib.rhythm.actions import made as rhythm
from chalicelib.timetable.rules import planned_job, reached

LOST = RecordingProblem(code="lost")


def arrived(runtime: Runtime, key: str, version: str, size: int) -> None:
    """S3 says that an object of a reflection is there. What no one asked for is removed."""
    if object_keys.is_piece(key):
        return
    place = object_keys.place_of(key)
    if place is None:
        observe.log("object of an unknown form")
        return
    if place.part.startswith(object_keys.CAPTIONS):
        # Transcribe writes these, and says so itself: here only what no one waits for any more is looked for.
        by = by_system(runtime, Reads(runtime.table))
        if not captions.still_there(by, place.reflection_id, place.part.removeprefix(object_keys.CAPTIONS)):
            runtime.bucket.purge(key)
    elif place.part == "poster":
        decided(lambda reads: _poster(by_system(runtime, reads), place.reflection_id, key, version, size), runtime)
    else:
        decided(lambda reads: settle(by_system(runtime, reads), place.reflection_id, place.part, key, version), runtime)


def check_track(job_context: JobContext, item: PlannedJob) -> str | None:
    """The timetable asks: is this recording as it should be by now?"""
    by = by_job(job_context)
    settle(by, item.params["reflection_id"], item.params["track_id"], commit=False)
    return None


def settle(
    by: Command, reflection_id: str, track_id: str, key: str = "", version: str = "", *, commit: bool = True
) -> None:
    """Examine a recording that waits for it; do nothing where it was examined before."""
    by.reads.fetch(*prefetch_with_rhythm(reflection_id))
    context = found(by, reflection_id)
    track = context.reflection.track(track_id) if context else None
    if context is None or track is None or (key and key not in {track.key, track.copy_key}):
        if key:
            by.runtime.bucket.purge(key)
        return
    if track.settled:
        _stays(by, context, track, version)
    elif track.copy_key:
        _copied(by, context, track)
    else:
        _arrived(by, context, track)
    if commit:
        conclude(by)


def _stays(by: Command, context: ReflectionContext, track: Track, version: str) -> None:
    """What was examined stays the newest version; a reply that nobody put under a comment goes after a while."""
    if track.state is TrackState.PLAYABLE and version and version != track.version:
        by.runtime.bucket.remove(track.key, version)
    reply = context.reflection.reply(track.id)
    if reply and not reply.comment_id and reached(track.created_at + recording.ABANDONED, by.now):
        put(by, context, dropped(by, context.reflection, [reply]))


def _arrived(by: Command, context: ReflectionContext, track: Track) -> None:
    stored = by.runtime.bucket.head(track.key)
    if stored is not None:
        whole = recording.put_together(track, size=stored.size, version=track.version or stored.version)
        _judged(by, context, whole, _verdict(by, whole))
    elif track.state is TrackState.CHECKING:
        _refuse(by, context, track, LOST)
    elif reached(track.created_at + recording.ABANDONED, by.now):
        _abandon(by, context, track)


def _copied(by: Command, context: ReflectionContext, track: Track) -> None:
    """Make the copy that was found necessary, where it is not there yet, and take that for the recording."""
    bucket = by.runtime.bucket
    made = bucket.head(track.copy_key)
    if made is None:
        verdict = _verdict(by, track)
        size = track.size if verdict.until is None else verdict.until
        changes = Changed(
            [(patch.at, len(patch.data)) for patch in verdict.patches],
            lambda at, data: patched(data, verdict.patches, at),
        )
        made = bucket.rewrite(
            track.key, track.version, track.copy_key, size=size, content_type=track.content_type, changes=changes
        )
    after = recording.copied(track, size=made.size, version=made.version)
    verdict = _verdict(by, after)
    _judged(by, context, after, verdict if verdict.whole else unfit("unreadable"))
    by.plan(planned_job(PURGE, by.now, digest(track.key), prefix=track.key))


def _judged(by: Command, context: ReflectionContext, track: Track, verdict: Verdict) -> None:
    if verdict.code:
        _refuse(by, context, track, _problem(verdict, track))
    elif verdict.whole:
        _take(by, context, track, verdict)
    else:
        _copy(by, context, track, verdict)


def _copy(by: Command, context: ReflectionContext, track: Track, verdict: Verdict) -> None:
    """Note that a copy is needed, and under which name, before anything is made: then S3 can tell of it at any time."""
    key = new_key(by, context.reflection.id, track.id, track.content_type)
    waits = replace(track, copy_key=key, notices=_copy_notices(verdict))
    after = recording.with_track(context.reflection, waits)
    put(by, context, after)
    by.plan(check_later(after.id, waits, by.now))


def _copy_notices(verdict: Verdict) -> tuple[Notice, ...]:
    """What the copy itself no longer tells."""
    return tuple(one for one in verdict.notices if one.code in {"cut_at_limit", "location_removed"})


def _take(by: Command, context: ReflectionContext, track: Track, verdict: Verdict) -> None:
    after, replaced = recording.playable(context.reflection, track, verdict)
    good = after.track(track.id)
    if good is not None:
        after = captions.begin(by, after, good)
    put(by, context, after)
    if track.pieced:
        purge(by, after.id, object_keys.pieces_of(track.id))
    if after.reply(track.id) is None:
        rhythm.note(by.reads, by.changes, after.owner.id, after.id, by.now)
    for older in replaced:
        purge(by, after.id, older.id)
    if replaced:
        purge_captions(by, context.reflection, after)
        index_again(by, after)
    observe.count("RecordingsTaken")


def _problem(verdict: Verdict, track: Track) -> RecordingProblem:
    limits = {"megabytes": track.limits.max_bytes // 1_000_000, "minutes": track.limits.max_duration_ms // 60_000}
    known = limits if verdict.code in {"too_large", "too_long"} else {}
    return RecordingProblem(code=verdict.code, params={**known, **verdict.params})


def _verdict(by: Command, track: Track) -> Verdict:
    if track.size > track.limits.max_bytes:
        return Verdict(code="too_large")
    bucket = by.runtime.bucket
    source = Ranged(track.size, lambda at, size: bucket.read(track.key, track.version, at, size))
    return examine_video(source, track.content_type, most_ms=track.limits.max_duration_ms)


def _refuse(by: Command, context: ReflectionContext, track: Track, problem: RecordingProblem) -> None:
    """The object goes, the reason stays, and the person who recorded it gets an email."""
    after = recording.with_track(context.reflection, recording.refused(track, problem))
    put(by, context, after)
    purge(by, after.id, track.id)
    reply = after.reply(track.id)
    author = people.find(by.reads, [reply.author.id]).get(reply.author.id) if reply else context.owner
    if author is not None:
        write_mail(by, mails.RECORDING_REFUSED, author, reflection_id=after.id, title=after.title)
    observe.count("RecordingsRefused", reason=problem.code)


def _abandon(by: Command, context: ReflectionContext, track: Track) -> None:
    """No one went on with this upload: its parts go. What the browser still keeps can be sent as a new one."""
    after = recording.without_tracks(context.reflection, [track])
    put(by, context, after)
    purge(by, after.id, track.id)


def _poster(by: Command, reflection_id: str, key: str, version: str, size: int) -> None:
    context = found(by, reflection_id)
    if context is None:
        by.runtime.bucket.purge(key)
        return
    stored = by.runtime.bucket.head(key, version)
    before, bucket = context.reflection.poster, by.runtime.bucket
    if stored is None or (before and before.key == key):
        if stored and before and stored.version != before.version:
            bucket.remove(key, stored.version)  # under it, what counts would be an old version, which S3 lets go
        return
    data = bucket.read(key, stored.version, 0, size)
    verdict = examine_image(Ranged(len(data), lambda at, n: data[at : at + n]), stored.content_type)
    if verdict.code:
        bucket.purge(key)
        return
    kept = stored.version
    if verdict.patches:
        kept = bucket.write(key, patched(data, verdict.patches), stored.content_type)
    poster = Poster(key=key, version=kept, content_type=stored.content_type)
    put(by, context, replace(context.reflection, poster=poster))
    conclude(by)
    if kept != stored.version:
        bucket.remove(key, stored.version)  # what says where the picture was made
    if before is not None:
        bucket.purge(before.key)
