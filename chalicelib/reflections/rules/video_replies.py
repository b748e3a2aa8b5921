"""Recordings in the talk: by one of the two, under a comment, and seen by those who see the comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.people.rules import Ref
from chalicelib.reflections.rules.access import ReflectionContext
from chalicelib.reflections.rules.comments import said_to
from chalicelib.reflections.rules.model import Captions, CaptionState, Reflection, Reply, Track, TrackState


def replied(context: ReflectionContext, author: Ref, track: Track) -> Reflection:
    """Return the reflection with a recording that somebody begins for the talk."""
    reply = Reply(track=track, author=author, term=context.owner.manager_term)
    return replace(context.reflection, replies=(*context.reflection.replies, reply))


def sees_reply(context: ReflectionContext, reply: Reply) -> bool:
    """Return whether a recording of the talk exists for the actor; under no comment, it is its author's alone."""
    if reply.author.id == context.actor_id:
        return context.is_owner or reply.term == context.owner.manager_term
    return bool(reply.comment_id) and reply.comment_id.startswith(said_to(context))


def own_loose(context: ReflectionContext) -> tuple[Track, ...]:
    """Return what the actor has recorded for the talk, and put under no comment yet."""
    return tuple(
        reply.track for reply in context.reflection.replies if not reply.comment_id and sees_reply(context, reply)
    )


def put_under(
    context: ReflectionContext, reflection: Reflection, track_ids: Sequence[str], comment_id: str
) -> Reflection:
    """Return the reflection with recordings of the actor's under a comment; Invalid where one cannot be put there."""
    errors = [
        FieldError(f"/track_ids/{at}", fault("unknown_recording"))
        for at, track_id in enumerate(track_ids)
        if not _ready(context, reflection.reply(track_id))
    ]
    kinds = {reply.track.kind for track_id in track_ids if (reply := reflection.reply(track_id))}
    if not errors and len(kinds) < len(track_ids):
        errors = [FieldError("/track_ids", fault("two_of_a_kind"))]
    if errors:
        raise Invalid(errors)
    return replace(reflection, replies=tuple(_under(one, track_ids, comment_id) for one in reflection.replies))


def _ready(context: ReflectionContext, reply: Reply | None) -> bool:
    known = {TrackState.CHECKING, TrackState.PLAYABLE}
    loose = reply is not None and not reply.comment_id and sees_reply(context, reply)
    return reply is not None and loose and reply.author.id == context.actor_id and reply.track.state in known


def _under(reply: Reply, track_ids: Iterable[str], comment_id: str) -> Reply:
    return replace(reply, comment_id=comment_id) if reply.track.id in track_ids else reply


def under(reflection: Reflection, comment_id: str) -> tuple[Reply, ...]:
    """Return the recordings of a comment."""
    return tuple(reply for reply in reflection.replies if reply.comment_id == comment_id)


def reads(context: ReflectionContext, comment_id: str) -> bool:
    """Return whether the actor may know what is said in the recording of a comment, which is still there."""
    return context.sees and comment_id.startswith(said_to(context)) and bool(under(context.reflection, comment_id))


def heard(reflection: Reflection) -> tuple[Reply, ...]:
    """Return the recordings under comments of which it is known what is said."""
    ready = CaptionState.READY
    return tuple(one for one in reflection.replies if one.comment_id and one.captions.state is ready)


def with_captions(reflection: Reflection, track_id: str, captions: Captions) -> Reflection:
    """Return the reflection with captions of a track: of a reply, or of the one that is listened to."""
    if reflection.reply(track_id) is None:
        return replace(reflection, captions=captions)
    replies = (replace(one, captions=captions) if one.track.id == track_id else one for one in reflection.replies)
    return replace(reflection, replies=tuple(replies))
