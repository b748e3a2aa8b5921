"""Captions: asked for when a recording is found good, taken in when they are there. Without them all else works."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.company import actions as company
from chalicelib.kernel import observe
from chalicelib.kernel.aws.transcriber import Transcription
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.events import decided
from chalicelib.kernel.ids import LENGTH
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Reads
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import Command, by_job, by_system, conclude, found, index_again, put
from chalicelib.reflections.actions.lifecycle import TRANSCRIBED_WITHIN, purge
from chalicelib.reflections.rules import (
    Captions,
    CaptionState,
    Reflection,
    ReflectionContext,
    Track,
    Transcript,
    object_keys,
    recording,
)
from chalicelib.timetable.rules import planned_job

ASK = "ask_captions"
SOON = timedelta(minutes=15)
_WORKING = {"QUEUED", "IN_PROGRESS"}


def begin(by: Command, reflection: Reflection, track: Track) -> Reflection:
    """The reflection with captions on their way, where the company wants some and there is something to hear.

    Where they cannot be begun the recording is as good without them.
    """
    wanted = by.runtime.settings.transcribe and company.load(by.reads).reflections.captions
    if not wanted or not recording.wants_captions(reflection, track):
        return reflection
    part = object_keys.captions_of(track.id)
    prefix = object_keys.folder(by.runtime.settings.company, reflection.owner.id, reflection.id, part)
    try:
        begun = by.runtime.transcriber.start(job_of(reflection, track), track.key, track.content_type, prefix)
    except Unavailable as error:
        observe.log("captions cannot be begun", error=error.code)
        begun = False
    if not begun:
        return rules.with_captions(reflection, track.id, Captions(state=CaptionState.FAILED, track_id=track.id))
    by.plan(planned_job(ASK, by.now + SOON, reflection.id, track.id, reflection_id=reflection.id, track_id=track.id))
    asked = Captions(state=CaptionState.WAITING, track_id=track.id, asked_at=by.now)
    return rules.with_captions(reflection, track.id, asked)


def job_of(reflection: Reflection, track: Track) -> str:
    """The name of the job for one recording."""
    return f"{reflection.id}-{track.id}"


def transcribed(runtime: Runtime, job_name: str, status: str) -> None:
    """Transcribe says that a job of ours has ended."""
    reflection_id, _, track_id = job_name.rpartition("-")
    if len(track_id) != LENGTH or status in _WORKING:
        observe.log("job of an unknown form")
        return

    def once(reads: Reads) -> None:
        by = by_system(runtime, reads)
        take_in(by, reflection_id, track_id)
        _let_go(by, reflection_id, track_id)
        conclude(by)

    decided(once, runtime)
    runtime.transcriber.forget(job_name)


def ask_captions(job_context: JobContext, item: PlannedJob) -> str | None:
    """The timetable asks, in case the event never came."""
    take_in(by_job(job_context), item.params["reflection_id"], item.params["track_id"])
    return None


def take_in(by: Command, reflection_id: str, track_id: str) -> None:
    """Take in what the job wrote; ask again later while it is at work, for a day."""
    context = _waiting(by, reflection_id, track_id)
    track = context.reflection.track(track_id) if context else None
    if context is None or track is None:
        return
    job = by.runtime.transcriber.state(job_of(context.reflection, track))
    asked = context.reflection.captions_of(track_id).asked_at or by.now
    if job is not None and job.status in _WORKING and by.now - asked < TRANSCRIBED_WITHIN:
        by.plan(
            planned_job(ASK, by.now + SOON, reflection_id, track_id, reflection_id=reflection_id, track_id=track_id)
        )
    elif job is None or job.status != "COMPLETED" or not _keep(by, context, track_id, job):
        failed = Captions(state=CaptionState.FAILED, track_id=track_id)
        put(by, context, rules.with_captions(context.reflection, track_id, failed))


def _let_go(by: Command, reflection_id: str, track_id: str) -> None:
    """What was written of a recording that went in the meantime goes, too."""
    if store.is_reflection_id(reflection_id) and not still_there(by, reflection_id, track_id):
        purge(by, reflection_id, object_keys.captions_of(track_id))


def still_there(by: Command, reflection_id: str, track_id: str) -> bool:
    """Whether there is this recording."""
    context = found(by, reflection_id)
    return context is not None and context.reflection.track(track_id) is not None


def _waiting(by: Command, reflection_id: str, track_id: str) -> ReflectionContext | None:
    context = found(by, reflection_id)
    if context is None:
        return None
    captions = context.reflection.captions_of(track_id)
    return context if captions.state is CaptionState.WAITING and captions.track_id == track_id else None


def _keep(by: Command, context: ReflectionContext, track_id: str, job: Transcription) -> bool:
    """Store the cues, and let their words be found; whether there was something to store."""
    reflection, bucket = context.reflection, by.runtime.bucket
    if object_keys.place_of(job.key) is None:
        return False
    stored = bucket.head(job.key)
    if stored is None or stored.size > rules.MOST_CAPTIONS:
        return False
    text = bucket.read(job.key, stored.version, 0, stored.size).decode("utf-8", "replace")
    replied = reflection.reply(track_id) is not None
    transcript = Transcript(
        reflection_id=reflection.id,
        track_id=track_id if replied else "",
        language=job.language,
        cues=rules.read_cues(text),
        at=by.now,
    )
    store.save_transcript(by.changes, transcript)
    captions = Captions(
        state=CaptionState.READY,
        track_id=track_id,
        key=job.key,
        version=stored.version,
        language=job.language,
        edition=transcript.edition,
    )
    index_again(by, put(by, context, rules.with_captions(reflection, track_id, captions)))
    return True
