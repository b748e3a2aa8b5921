"""What is said in a recording, as its owner corrects it: a version each time, the ones before kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from chalicelib.files import actions as files
from chalicelib.kernel import observe
from chalicelib.kernel.command import Command, JobContext
from chalicelib.kernel.errors import NotFound, Unavailable
from chalicelib.kernel.jobs import at
from chalicelib.kernel.runtime import Runtime
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import found, index_again, opened, put
from chalicelib.reflections.actions.lifecycle import UPLOADS_END
from chalicelib.reflections.jobs import WRITE_CAPTIONS, WriteCaptions
from chalicelib.reflections.rules import (
    OWNER,
    Captions,
    CaptionState,
    Cue,
    ReflectionAction,
    ReflectionContext,
    Transcript,
    object_keys,
)

VTT = "text/vtt"
SOON = timedelta(minutes=1)
"""After that the job looks whether corrected captions were stored."""


def to_correct(command: Command, reflection_id: str) -> tuple[ReflectionContext, Transcript | None]:
    """Return the transcript as its owner may change it; None where there is none yet."""
    context = opened(command, reflection_id)
    rules.check(context, ReflectionAction.CAPTION)
    return context, _present(command, context)


def _present(command: Command, context: ReflectionContext) -> Transcript | None:
    key = store.transcript_key(context.reflection.id)
    row = command.reads.fetch(key).get(key)
    ready = context.reflection.captions.state is CaptionState.READY
    return store.transcript_of(row) if row is not None and ready else None


def correct(
    command: Command, context: ReflectionContext, before: Transcript | None, cues: Sequence[Cue], language: str | None
) -> tuple[Transcript, str]:
    """Put what its owner wrote in the place of what was there; search follows, and captions once it is committed.

    Return it with the key of the captions. The row names the object before there is one: `store_captions` stores it,
    or a job, should that not happen.
    """
    reflection, captions = context.reflection, context.reflection.captions
    after = Transcript(
        reflection_id=reflection.id,
        language=(before.language if before else "") if language is None else language,
        cues=rules.corrected(cues),
        edition=(before.edition if before else captions.edition) + 1,
        source=OWNER,
        at=command.now,
    )
    heard = reflection.track(captions.track_id) or next(
        (track for track in reflection.playable if track.has_audio), reflection.playable[0]
    )
    place = (
        command.runtime.settings.company,
        reflection.owner.id,
        reflection.id,
        object_keys.captions_of(heard.id),
        "vtt",
    )
    key = object_keys.new_key(*place)
    store.correct_transcript(command.changes, after, before)
    written = Captions(
        state=CaptionState.READY,
        track_id=heard.id,
        key=key,
        language=after.language,
        edition=after.edition,
    )
    saved = put(command, context, replace(reflection, captions=written))
    if captions.key:
        files.purge(command, captions.key, timedelta(), UPLOADS_END)
    command.plan(at(command.now + SOON, WRITE_CAPTIONS, WriteCaptions(reflection_id=reflection.id, key=key)))
    index_again(command, saved)
    return after, key


def store_captions(runtime: Runtime, key: str, written: Transcript) -> None:
    """Store the captions of a committed correction; what fails is left to its job."""
    try:
        runtime.bucket.write(key, rules.write_cues(written.cues).encode(), VTT)
    except Unavailable as error:
        observe.log("captions not stored, left to their job", error=error.code)


def write_captions(context: JobContext, params: WriteCaptions) -> None:
    """Store corrected captions that are not there, unless they were corrected again."""
    row_key = store.transcript_key(params.reflection_id)
    known, row = found(context, params.reflection_id), context.reads.fetch(row_key).get(row_key)
    if known is None or row is None or known.reflection.captions.key != params.key:
        return
    if context.runtime.bucket.head(params.key) is None:
        text = rules.write_cues(store.transcript_of(row).cues)
        context.runtime.bucket.write(params.key, text.encode(), VTT)


def versions(command: Command, reflection_id: str) -> list[Transcript]:
    """Return all transcripts that are kept, the newest first."""
    _, present = to_correct(command, reflection_id)
    found, after = [present] if present else [], None
    while present is not None and len(found) <= rules.MOST_EDITIONS:
        page = store.earlier(command.reads, reflection_id, after=after)
        found += [store.transcript_of(row) for row in page.rows]
        after = page.after
        if after is None:
            break
    return found[: rules.MOST_EDITIONS]


def version(command: Command, reflection_id: str, edition: int) -> Transcript:
    """Return one of them."""
    _, present = to_correct(command, reflection_id)
    if present is not None and present.edition == edition:
        return present
    key = store.earlier_key(reflection_id, edition)
    row = command.reads.fetch(key).get(key)
    if row is None:
        raise NotFound
    return store.transcript_of(row)
