"""Captions: asked for when a recording is found good, taken in when they are there. Without them all else works."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.company import actions as company
from chalicelib.kernel import observe
from chalicelib.kernel.aws.transcriber import Transcription
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.ids import LENGTH
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import found, index_again, put
from chalicelib.reflections.actions.lifecycle import TRANSCRIBED_WITHIN, purge
from chalicelib.reflections.jobs import START_CAPTIONS, TAKE_CAPTIONS, TrackParams
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

SOON = timedelta(minutes=15)
_WORKING = {"QUEUED", "IN_PROGRESS"}


def begin(command: Command, reflection: Reflection, track: Track) -> Reflection:
    """Return the reflection with captions on their way, where the company wants some and there is something to hear.

    A job begins them once this is committed. Where it cannot, the recording is as good without them.
    """
    wanted = command.runtime.settings.transcribe and company.load(command.reads).reflections.captions
    if not wanted or not recording.wants_captions(reflection, track):
        return reflection
    params = TrackParams(reflection_id=reflection.id, track_id=track.id)
    command.plan(at(command.now, START_CAPTIONS, params), _ask_again(command, reflection.id, track.id))
    asked = Captions(state=CaptionState.WAITING, track_id=track.id, asked_at=command.now)
    return rules.with_captions(reflection, track.id, asked)


def start_captions(context: JobContext, params: TrackParams) -> None:
    """Let the captions be made that a recording waits for. A second turn finds the transcription begun."""
    waiting = _waiting(context, params.reflection_id, params.track_id)
    track = waiting.reflection.track(params.track_id) if waiting else None
    if waiting is None or track is None:
        return
    reflection = waiting.reflection
    part = object_keys.captions_of(track.id)
    prefix = object_keys.folder(context.runtime.settings.company, reflection.owner.id, reflection.id, part)
    if not context.runtime.transcriber.start(job_of(reflection, track), track.key, track.content_type, prefix):
        failed = Captions(state=CaptionState.FAILED, track_id=track.id)
        put(context, waiting, rules.with_captions(reflection, track.id, failed))


def _ask_again(command: Command, reflection_id: str, track_id: str) -> PlannedJob:
    return at(command.now + SOON, TAKE_CAPTIONS, TrackParams(reflection_id=reflection_id, track_id=track_id))


def job_of(reflection: Reflection, track: Track) -> str:
    """Return the name of the job for one recording."""
    return f"{reflection.id}-{track.id}"


def transcribed(runtime: Runtime, job_name: str, status: str) -> None:
    """Transcribe says that a job of ours has ended."""
    reflection_id, _, track_id = job_name.rpartition("-")
    if len(track_id) != LENGTH or status in _WORKING:
        observe.log("job of an unknown form")
        return

    def ended(command: Command) -> None:
        take_in(command, reflection_id, track_id)
        _let_go(command, reflection_id, track_id)

    perform(runtime, SYSTEM, ended)
    runtime.transcriber.forget(job_name)


def take_captions(context: JobContext, params: TrackParams) -> None:
    """The timetable asks, in case the event never came."""
    take_in(context, params.reflection_id, params.track_id)


def take_in(command: Command, reflection_id: str, track_id: str) -> None:
    """Take in what the job wrote; ask again later while it is at work, for a day."""
    context = _waiting(command, reflection_id, track_id)
    track = context.reflection.track(track_id) if context else None
    if context is None or track is None:
        return
    job = command.runtime.transcriber.state(job_of(context.reflection, track))
    asked = context.reflection.captions_of(track_id).asked_at or command.now
    if job is not None and job.status in _WORKING and command.now - asked < TRANSCRIBED_WITHIN:
        command.plan(_ask_again(command, reflection_id, track_id))
    elif job is None or job.status != "COMPLETED" or not _keep(command, context, track_id, job):
        failed = Captions(state=CaptionState.FAILED, track_id=track_id)
        put(command, context, rules.with_captions(context.reflection, track_id, failed))


def _let_go(command: Command, reflection_id: str, track_id: str) -> None:
    """What was written of a recording that went in the meantime goes, too."""
    if store.is_reflection_id(reflection_id) and not still_there(command, reflection_id, track_id):
        purge(command, reflection_id, object_keys.captions_of(track_id))


def still_there(command: Command, reflection_id: str, track_id: str) -> bool:
    """Return whether there is this recording."""
    context = found(command, reflection_id)
    return context is not None and context.reflection.track(track_id) is not None


def _waiting(command: Command, reflection_id: str, track_id: str) -> ReflectionContext | None:
    context = found(command, reflection_id)
    if context is None:
        return None
    captions = context.reflection.captions_of(track_id)
    return context if captions.state is CaptionState.WAITING and captions.track_id == track_id else None


def _keep(command: Command, context: ReflectionContext, track_id: str, job: Transcription) -> bool:
    """Store the cues, and let their words be found; whether there was something to store."""
    reflection, bucket = context.reflection, command.runtime.bucket
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
        at=command.now,
    )
    store.save_transcript(command.changes, transcript)
    captions = Captions(
        state=CaptionState.READY,
        track_id=track_id,
        key=job.key,
        version=stored.version,
        language=job.language,
        edition=transcript.edition,
    )
    index_again(command, put(command, context, rules.with_captions(reflection, track_id, captions)))
    return True
