"""What becomes of a recording once S3 has it: looked at, and then playable or refused.

The call that completes an upload asks for it, S3's event asks for it, and the timetable asks again. Anyone who comes
first does it; the others find it done. So no order of the three matters, and any two of them may be lost.
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.files.rules import Verdict, examine_image, examine_video
from chalicelib.files.rules.source import Ranged
from chalicelib.kernel import observe
from chalicelib.kernel.bucket import Stored
from chalicelib.kernel.events import decided
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.table import Reads
from chalicelib.mail.kinds import MailKind
from chalicelib.reflections import captioning, keys
from chalicelib.reflections.actions.common import (
    Command,
    ahead_with_rhythm,
    by_system,
    by_turn,
    conclude,
    found,
    index_again,
    put,
    write_mail,
)
from chalicelib.reflections.actions.owning import purge, purge_captions
from chalicelib.reflections.rules import Case, Poster, Problem, Track, TrackState, recording
from chalicelib.rhythm import actions as rhythm
from chalicelib.timetable.actions import Turn
from chalicelib.timetable.rules import Work, reached

LOST = Problem(code="lost")


def arrived(runtime: Runtime, key: str, version: str, size: int) -> None:
    """S3 says that an object of a reflection is there. What no one asked for is removed."""
    place = keys.place_of(key)
    if place is None:
        observe.log("object of an unknown form")
        return
    if place.part.startswith(keys.CAPTIONS):
        # Transcribe writes these, and says so itself: here only what no one waits for any more is looked for.
        by = by_system(runtime, Reads(runtime.table))
        if not captioning.still_there(by, place.reflection_id, place.part.removeprefix(keys.CAPTIONS)):
            runtime.bucket.purge(key)
    elif place.part == "poster":
        decided(lambda reads: _poster(by_system(runtime, reads), place.reflection_id, key, version, size), runtime)
    else:
        decided(lambda reads: settle(by_system(runtime, reads), place.reflection_id, place.part, key), runtime)


def check_track(turn: Turn, item: Work) -> str | None:
    """The timetable asks: is this recording as it should be by now?"""
    by = by_turn(turn)
    settle(by, item.params["reflection_id"], item.params["track_id"], commit=False)
    return None


def settle(by: Command, reflection_id: str, track_id: str, key: str = "", *, commit: bool = True) -> None:
    """Examine a recording that waits for it; do nothing where it was examined before."""
    by.reads.fetch(*ahead_with_rhythm(reflection_id))
    case = found(by, reflection_id)
    track = case.reflection.track(track_id) if case else None
    if case is None or track is None or (key and track.key != key):
        if key:
            by.runtime.bucket.purge(key)
        return
    if track.settled:
        return
    stored = by.runtime.bucket.head(track.key)
    if stored is not None:
        _examined(by, case, track, stored)
    elif track.state is TrackState.CHECKING:
        _refuse(by, case, track, LOST)
    elif reached(track.created_at + recording.ABANDONED, by.now):
        _abandon(by, case, track)
    if commit:
        conclude(by)


def _examined(by: Command, case: Case, track: Track, stored: Stored) -> None:
    whole = recording.put_together(track, size=stored.size, version=track.version or stored.version, duration_ms=None)
    verdict = _verdict(by, whole)
    if verdict.code:
        _refuse(by, case, whole, _problem(verdict, track))
        return
    after, replaced = recording.playable(
        case.reflection, whole, duration_ms=verdict.duration_ms, has_audio=verdict.has_audio
    )
    good = after.track(track.id)
    if good is not None:
        after = captioning.begin(by, after, good)
    put(by, case, after)
    rhythm.note(by.reads, by.changes, after.owner.id, after.id, by.now)
    for older in replaced:
        purge(by, after.id, older.id)
    if replaced:
        purge_captions(by, case.reflection, after)
        index_again(by, after)
    observe.count("RecordingsTaken")


def _problem(verdict: Verdict, track: Track) -> Problem:
    limits = {"megabytes": track.limits.max_bytes // 1_000_000, "minutes": track.limits.max_duration_ms // 60_000}
    return Problem(code=verdict.code, params=limits if verdict.code in {"too_large", "too_long"} else {})


def _verdict(by: Command, track: Track) -> Verdict:
    if track.size > track.limits.max_bytes:
        return Verdict(code="too_large")
    bucket = by.runtime.bucket
    source = Ranged(track.size, lambda at, size: bucket.read(track.key, track.version, at, size))
    return examine_video(source, track.content_type, most_ms=track.limits.max_duration_ms)


def _refuse(by: Command, case: Case, track: Track, problem: Problem) -> None:
    """The object goes, the reason stays, and its owner is notified."""
    after = recording.with_track(case.reflection, recording.refused(track, problem))
    put(by, case, after)
    purge(by, after.id, track.id)
    write_mail(by, MailKind.REFLECTION_REFUSED, case.owner, reflection_id=after.id)
    observe.count("RecordingsRefused", reason=problem.code)


def _abandon(by: Command, case: Case, track: Track) -> None:
    """No one went on with this upload: its parts go. What the browser still keeps can be sent as a new one."""
    after = replace(case.reflection, tracks=tuple(one for one in case.reflection.tracks if one.id != track.id))
    put(by, case, after)
    purge(by, after.id, track.id)


def _poster(by: Command, reflection_id: str, key: str, version: str, size: int) -> None:
    case = found(by, reflection_id)
    if case is None:
        by.runtime.bucket.purge(key)
        return
    stored = by.runtime.bucket.head(key, version)
    before, bucket = case.reflection.poster, by.runtime.bucket
    if stored is None or (before and before.key == key):
        if stored and before and stored.version != before.version:
            bucket.remove(key, stored.version)  # under it, what counts would be an old version, which S3 lets go
        return
    verdict = examine_image(Ranged(size, lambda at, n: bucket.read(key, version, at, n)), stored.content_type)
    if verdict.code:
        bucket.purge(key)
        return
    poster = Poster(key=key, version=stored.version, content_type=stored.content_type)
    put(by, case, replace(case.reflection, poster=poster))
    conclude(by)
    if before is not None:
        bucket.purge(before.key)
