"""How recordings come in: their bytes go straight to the bucket, by addresses that are signed here."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from chalicelib.kernel.http import Answer, Call
from chalicelib.kernel.policy import signed_in
from chalicelib.reflections import actions, bodies, views
from chalicelib.reflections.routes.common import (
    ONE,
    TRACK,
    ahead,
    ahead_with_limits,
    ahead_with_rhythm,
    command,
    look,
    routes,
)
from chalicelib.reflections.rules import TrackKind
from chalicelib.reflections.views import PosterView, SentParts, SignedParts, TrackView


@routes.post(
    f"{ONE}/tracks", allow=signed_in, summary="Begin to upload a recording", body=bodies.TrackBody, answer=TrackView,
    status=201, ahead=ahead_with_limits, replay=TRACK,
)  # fmt: skip
def begin_track(call: Call[bodies.TrackBody, Any]) -> Answer:
    """Screen (with microphone) and camera are two. A second one of a kind replaces the first, once it plays."""
    track_id = actions.track_id_for(call.now)
    by = command(call, ref=track_id)
    kind = TrackKind(call.body.kind)
    size = 0 if call.body.size is UNSET else call.body.size
    track = actions.begin_track(by, call.path["reflection_id"], track_id, kind, call.body.content_type, announced=size)
    actions.conclude(by)
    return Answer(views.track_view(track))


@routes.get(TRACK, allow=signed_in, summary="How far a recording has come", answer=TrackView, ahead=ahead)
def track(call: Call[Any, Any]) -> Answer:
    """For its owner; for the manager once it can be played."""
    return Answer(views.track_view(actions.track_of(look(call), call.path["reflection_id"], call.path["track_id"])[1]))


@routes.post(
    f"{TRACK}/parts", allow=signed_in, summary="Addresses for the next parts", body=bodies.PartsBody,
    answer=SignedParts, ahead=ahead,
)  # fmt: skip
def sign_parts(call: Call[bodies.PartsBody, Any]) -> Answer:
    """Each takes a PUT of exactly its `size` bytes, within fifteen minutes: `part_size`, the last part what is left."""
    reflection_id, track_id, body = call.path["reflection_id"], call.path["track_id"], call.body
    sizes = None if body.sizes is UNSET else body.sizes
    signed = actions.sign_parts(look(call), reflection_id, track_id, body.part_numbers, sizes)
    return Answer(views.signed_parts(signed))


@routes.get(
    f"{TRACK}/parts", allow=signed_in, summary="The parts that have arrived", answer=SentParts, ahead=ahead,
    statuses=(409,),
)  # fmt: skip
def sent_parts(call: Call[Any, Any]) -> Answer:
    """What an upload goes on from after a reload or a lost network."""
    parts = actions.sent_parts(look(call), call.path["reflection_id"], call.path["track_id"])
    return Answer(views.sent_parts(parts))


@routes.post(
    f"{TRACK}/complete", allow=signed_in, summary="All parts are there", body=bodies.CompleteBody, answer=TrackView,
    ahead=ahead, replay=TRACK,
)  # fmt: skip
def complete(call: Call[bodies.CompleteBody, Any]) -> Answer:
    """The parts are put together and looked at; the recording can be played when its state says so."""
    by = command(call, ref=call.path["track_id"])
    found = actions.complete(by, call.path["reflection_id"], call.path["track_id"], call.body.duration_ms)
    actions.conclude(by)
    return Answer(views.track_view(found))


@routes.delete(TRACK, allow=signed_in, summary="Discard a recording", status=204, ahead=ahead_with_rhythm)
def discard(call: Call[Any, Any]) -> Answer:
    """Before the reflection is shared; its bytes go, too."""
    by = command(call)
    actions.discard(by, call.path["reflection_id"], call.path["track_id"])
    actions.conclude(by)
    return Answer(None)


@routes.post(
    f"{ONE}/poster", allow=signed_in, summary="A form for the picture of a reflection", body=bodies.PosterBody,
    answer=PosterView, status=201, ahead=ahead,
)  # fmt: skip
def begin_poster(call: Call[bodies.PosterBody, Any]) -> Answer:
    """WebP or JPEG, 1 MB at most; it counts once it has arrived and was looked at."""
    post, expires_at = actions.begin_poster(look(call), call.path["reflection_id"], call.body.content_type)
    return Answer(views.poster_view(post, expires_at))
