"""What becomes of a recording once S3 has it: looked at, and then playable or refused.

The call that completes an upload asks for it, S3's event asks for it, and the timetable asks again. Anyone who comes
first does it; the others find it done. So no order of the three matters, and any two of them may be lost.
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.files.actions import PURGE
from chalicelib.files.rules import Notice, Ranged, Verdict, examine_image, examine_video, patched, unfit
from chalicelib.kernel import observe
from chalicelib.kernel.bucket import Changed
from chalicelib.kernel.events import decided
from chalicelib.kernel.ids import digest
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.table import Reads
from chalicelib.mail.kinds import MailKind
from chalicelib.people import actions as people
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
from chalicelib.reflections.actions.recording import check_later, new_key
from chalicelib.reflections.actions.replying import dropped
from chalicelib.reflections.rules import Case, Poster, Problem, Track, TrackState, recording
from chalicelib.rhythm import actions as rhythm
from chalicelib.timetable.actions import Turn
from chalicelib.timetable.rules import Work, reached, work

LOST = Problem(code="lost")


def arrived(runtime: Runtime, key: str, version: str, size: int) -> None:
    """S3 says that an object of a reflection is there. What no one asked for is removed."""
    if keys.is_piece(key):
        return
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
        decided(lambda reads: settle(by_system(runtime, reads), place.reflection_id, place.part, key, version), runtime)


def check_track(turn: Turn, item: Work) -> str | None:
    """The timetable asks: is this recording as it should be by now?"""
    by = by_turn(turn)
    settle(by, item.params["reflection_id"], item.params["track_id"], commit=False)
    return None


def settle(
    by: Command, reflection_id: str, track_id: str, key: str = "", version: str = "", *, commit: bool = True
) -> None:
    """Examine a recording that waits for it; do nothing where it was examined before."""
    by.reads.fetch(*ahead_with_rhythm(reflection_id))
    case = found(by, reflection_id)
    track = case.reflection.track(track_id) if case else None
    if case is None or track is None or (key and key not in {track.key, track.copy_key}):
        if key:
            by.runtime.bucket.purge(key)
        return
    if track.settled:
        _stays(by, case, track, version)
    elif track.copy_key:
        _copied(by, case, track)
    else:
        _arrived(by, case, track)
    if commit:
        conclude(by)


def _stays(by: Command, case: Case, track: Track, version: str) -> None:
    """What was examined stays the newest version; a reply that nobody put under a comment goes after a while."""
    if track.state is TrackState.PLAYABLE and version and version != track.version:
        by.runtime.bucket.remove(track.key, version)
    reply = case.reflection.reply(track.id)
    if reply and not reply.comment_id and reached(track.created_at + recording.ABANDONED, by.now):
        put(by, case, dropped(by, case.reflection, [reply]))


def _arrived(by: Command, case: Case, track: Track) -> None:
    stored = by.runtime.bucket.head(track.key)
    if stored is not None:
        whole = recording.put_together(track, size=stored.size, version=track.version or stored.version)
        _judged(by, case, whole, _verdict(by, whole))
    elif track.state is TrackState.CHECKING:
        _refuse(by, case, track, LOST)
    elif reached(track.created_at + recording.ABANDONED, by.now):
        _abandon(by, case, track)


def _copied(by: Command, case: Case, track: Track) -> None:
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
    _judged(by, case, after, verdict if verdict.whole else unfit("unreadable"))
    by.plan(work(PURGE, by.now, digest(track.key), prefix=track.key))


def _judged(by: Command, case: Case, track: Track, verdict: Verdict) -> None:
    if verdict.code:
        _refuse(by, case, track, _problem(verdict, track))
    elif verdict.whole:
        _take(by, case, track, verdict)
    else:
        _copy(by, case, track, verdict)


def _copy(by: Command, case: Case, track: Track, verdict: Verdict) -> None:
    """Note that a copy is needed, and under which name, before anything is made: then S3 can tell of it at any time."""
    key = new_key(by, case.reflection.id, track.id, track.content_type)
    waits = replace(track, copy_key=key, notices=_copy_notices(verdict))
    after = recording.with_track(case.reflection, waits)
    put(by, case, after)
    by.plan(check_later(after.id, waits, by.now))


def _copy_notices(verdict: Verdict) -> tuple[Notice, ...]:
    """What the copy itself no longer tells."""
    return tuple(one for one in verdict.notices if one.code in {"cut_at_limit", "location_removed"})


def _take(by: Command, case: Case, track: Track, verdict: Verdict) -> None:
    after, replaced = recording.playable(case.reflection, track, verdict)
    good = after.track(track.id)
    if good is not None:
        after = captioning.begin(by, after, good)
    put(by, case, after)
    if track.pieced:
        purge(by, after.id, keys.pieces_of(track.id))
    if after.reply(track.id) is None:
        rhythm.note(by.reads, by.changes, after.owner.id, after.id, by.now)
    for older in replaced:
        purge(by, after.id, older.id)
    if replaced:
        purge_captions(by, case.reflection, after)
        index_again(by, after)
    observe.count("RecordingsTaken")


def _problem(verdict: Verdict, track: Track) -> Problem:
    limits = {"megabytes": track.limits.max_bytes // 1_000_000, "minutes": track.limits.max_duration_ms // 60_000}
    known = limits if verdict.code in {"too_large", "too_long"} else {}
    return Problem(code=verdict.code, params={**known, **verdict.params})


def _verdict(by: Command, track: Track) -> Verdict:
    if track.size > track.limits.max_bytes:
        return Verdict(code="too_large")
    bucket = by.runtime.bucket
    source = Ranged(track.size, lambda at, size: bucket.read(track.key, track.version, at, size))
    return examine_video(source, track.content_type, most_ms=track.limits.max_duration_ms)


def _refuse(by: Command, case: Case, track: Track, problem: Problem) -> None:
    """The object goes, the reason stays, and the person who recorded it gets an email."""
    after = recording.with_track(case.reflection, recording.refused(track, problem))
    put(by, case, after)
    purge(by, after.id, track.id)
    reply = after.reply(track.id)
    author = people.find(by.reads, [reply.author.id]).get(reply.author.id) if reply else case.owner
    if author is not None:
        write_mail(by, MailKind.REFLECTION_REFUSED, author, reflection_id=after.id, title=after.title)
    observe.count("RecordingsRefused", reason=problem.code)


def _abandon(by: Command, case: Case, track: Track) -> None:
    """No one went on with this upload: its parts go. What the browser still keeps can be sent as a new one."""
    after = recording.without_tracks(case.reflection, [track])
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
    data = bucket.read(key, stored.version, 0, size)
    verdict = examine_image(Ranged(len(data), lambda at, n: data[at : at + n]), stored.content_type)
    if verdict.code:
        bucket.purge(key)
        return
    kept = stored.version
    if verdict.patches:
        kept = bucket.write(key, patched(data, verdict.patches), stored.content_type)
    poster = Poster(key=key, version=kept, content_type=stored.content_type)
    put(by, case, replace(case.reflection, poster=poster))
    conclude(by)
    if kept != stored.version:
        bucket.remove(key, stored.version)  # what says where the picture was made
    if before is not None:
        bucket.purge(before.key)
