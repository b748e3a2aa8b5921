"""How recordings come in: their bytes go straight to the bucket, by addresses that are signed here."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from chalicelib.kernel.http import Answer, Call
from chalicelib.reflections import actions, bodies
from chalicelib.reflections.routes.common import (
    AUTHOR,
    ONE,
    OWNER,
    SEES,
    TRACK,
    ahead_with_limits,
    prefetch,
    prefetch_with_rhythm,
    routes,
)
from chalicelib.reflections.views import tracks
from chalicelib.reflections.views.tracks import PosterView, SentParts, SignedParts, SignedPieces, TrackView


@routes.post(
    f"{ONE}/tracks", allow=SEES, summary="Begin to upload a recording", body=bodies.TrackBody, answer=TrackView,
    status=201, prefetch=ahead_with_limits, replay=TRACK,
)  # fmt: skip
def begin_track(call: Call[bodies.TrackBody, Any]) -> Answer:
    """Screen (with microphone) and camera are two. A second one of a kind replaces the first, once it plays. What was
    begun of the same `take` and kind, and is still being uploaded, goes on. With `reply` it goes under a comment.
    """
    reflection_id, wanted = call.path["reflection_id"], bodies.wanted(call.body)
    known = actions.taken_over(call.command, reflection_id, wanted)
    track_id = known.id if known else actions.track_id_for(call.now)
    context, track = actions.begin_track(call.command, reflection_id, track_id, wanted)
    return Answer(tracks.track_view(context, track), made=track_id)


@routes.get(TRACK, allow=SEES, summary="How far a recording has come", answer=TrackView, prefetch=prefetch)
def track(call: Call[Any, Any]) -> Answer:
    """Once it can be played, its other reader sees it, too."""
    return Answer(tracks.track_view(*actions.track_of(call.command, call.path["reflection_id"], call.path["track_id"])))


@routes.post(
    f"{TRACK}/parts", allow=AUTHOR, summary="Addresses for the next parts", body=bodies.PartsBody,
    answer=SignedParts, prefetch=prefetch,
)  # fmt: skip
def sign_parts(call: Call[bodies.PartsBody, Any]) -> Answer:
    """Each takes a PUT of exactly its `size` bytes, within fifteen minutes: `part_size`, the last part what is left."""
    reflection_id, track_id, body = call.path["reflection_id"], call.path["track_id"], call.body
    sizes = None if body.sizes is UNSET else body.sizes
    signed = actions.sign_parts(call.command, reflection_id, track_id, body.part_numbers, sizes)
    return Answer(tracks.signed_parts(signed))


@routes.get(
    f"{TRACK}/parts", allow=AUTHOR, summary="The parts that have arrived", answer=SentParts, prefetch=prefetch,
    statuses=(409,),
)  # fmt: skip
def sent_parts(call: Call[Any, Any]) -> Answer:
    """What an upload goes on from after a reload or a lost network."""
    parts, further = actions.sent_parts(call.command, call.path["reflection_id"], call.path["track_id"])
    return Answer(tracks.sent_parts(parts, further))


@routes.post(
    f"{TRACK}/pieces", allow=AUTHOR, summary="Addresses for pieces of a part that is not full yet",
    body=bodies.PiecesBody, answer=SignedPieces, prefetch=prefetch,
)  # fmt: skip
def sign_pieces(call: Call[bodies.PiecesBody, Any]) -> Answer:
    """For slow lines, on which a part takes minutes: so a lost device loses seconds. Each takes a PUT of exactly its
    `size` bytes. When pieces of the next part are asked for, the one before is put together of its own.
    """
    reflection_id, track_id = call.path["reflection_id"], call.path["track_id"]
    return Answer(
        tracks.signed_pieces(actions.sign_pieces(call.command, reflection_id, track_id, bodies.asked_pieces(call.body)))
    )


@routes.post(
    f"{TRACK}/complete", allow=AUTHOR, summary="All parts are there", body=bodies.CompleteBody, answer=TrackView,
    prefetch=prefetch, replay=TRACK,
)  # fmt: skip
def complete(call: Call[bodies.CompleteBody, Any]) -> Answer:
    """The parts are put together and looked at; the recording can be played when its state says so. What is longer than
    it may be is cut at the limit, where it can be.
    """
    done = actions.complete(call.command, call.path["reflection_id"], call.path["track_id"], bodies.ending(call.body))
    return Answer(tracks.track_view(*done), made=call.path["track_id"])


@routes.delete(TRACK, allow=AUTHOR, summary="Discard a recording", status=204, prefetch=prefetch_with_rhythm)
def discard(call: Call[Any, Any]) -> Answer:
    """Before the reflection is shared; of a reply, at any time, for who recorded it. Its bytes go, too."""
    actions.discard(call.command, call.path["reflection_id"], call.path["track_id"])
    return Answer(None)


@routes.post(
    f"{ONE}/poster", allow=OWNER, summary="A form for the picture of a reflection", body=bodies.PosterBody,
    answer=PosterView, status=201, prefetch=prefetch,
)  # fmt: skip
def begin_poster(call: Call[bodies.PosterBody, Any]) -> Answer:
    """WebP or JPEG, 1 MB at most; it counts once it has arrived and was looked at."""
    post, expires_at = actions.begin_poster(call.command, call.path["reflection_id"], call.body.content_type)
    return Answer(tracks.poster_view(post, expires_at))
