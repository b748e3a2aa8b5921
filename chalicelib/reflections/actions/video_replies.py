"""Recordings in the talk: they come in as all recordings do, are put under a comment, and go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotAllowed
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import index_again, put
from chalicelib.reflections.actions.lifecycle import TRANSCRIBED_WITHIN, purge
from chalicelib.reflections.rules import (
    CaptionState,
    Comment,
    Reflection,
    ReflectionContext,
    Reply,
    Track,
    object_keys,
    recording,
)


def take_back(command: Command, context: ReflectionContext, track: Track) -> None:
    """Its author takes a recording out of the talk; a comment in which nothing else is said goes with it."""
    reply = context.reflection.reply(track.id)
    if reply is None or reply.author.id != command.actor.id:
        raise NotAllowed(case="owner", name=reply.author.name if reply else "")
    after = dropped(command, context.reflection, [reply])
    key = store.comment_key(after.id, reply.comment_id)
    row = command.reads.fetch(key).get(key) if reply.comment_id else None
    if row is not None:
        comment = store.comment_of(row)
        kept = tuple(one for one in comment.track_ids if one != track.id)
        if kept or comment.text or comment.files:
            store.change_comment(command.changes, after.id, replace(comment, track_ids=kept))
        else:
            after = rules.taken_away(replace(context, reflection=after), comment)
            command.changes.delete(key, 1)
    index_again(command, put(command, context, after))


def take_with(command: Command, reflection: Reflection, comment: Comment) -> Reflection:
    """Return the reflection without the recordings of a comment, which go with it."""
    return dropped(command, reflection, rules.under(reflection, comment.id))


def dropped(command: Command, reflection: Reflection, replies: Sequence[Reply]) -> Reflection:
    """Return the reflection without these; their objects, captions and words follow."""
    for reply in replies:
        purge(command, reflection.id, reply.track.id)
        purge_captions_of(command, reflection.id, reply)
        command.changes.delete(store.transcript_key(reflection.id, reply.track.id))
    return recording.without_tracks(reflection, [reply.track for reply in replies])


def purge_captions_of(command: Command, reflection_id: str, reply: Reply) -> None:
    """Transcribe may still be at work on a recording that is gone, and nobody may tell when it ends."""
    if reply.captions.state is not CaptionState.OFF:
        late: list[timedelta] = [TRANSCRIBED_WITHIN] if reply.captions.state is CaptionState.WAITING else []
        purge(command, reflection_id, object_keys.captions_of(reply.track.id), *late)
