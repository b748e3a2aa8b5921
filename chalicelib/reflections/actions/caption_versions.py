"""What is said in a recording, as its owner corrects it: a version each time, the ones before kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from chalicelib.files import actions as files
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import index_again, opened, put
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
) -> Transcript:
    """Put what its owner wrote in the place of what was there; captions and search follow."""
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
    version = command.runtime.bucket.write(key, rules.write_cues(after.cues).encode(), VTT)
    store.correct_transcript(command.changes, after, before)
    written = Captions(
        state=CaptionState.READY,
        track_id=heard.id,
        key=key,
        version=version,
        language=after.language,
        edition=after.edition,
    )
    saved = put(command, context, replace(reflection, captions=written))
    if captions.key:
        files.purge(command, captions.key, timedelta())
    index_again(command, saved)
    return after


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
