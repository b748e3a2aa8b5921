"""What its owner does with a reflection."""

from __future__ import annotations

from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing
from chalicelib.kernel.policy import signed_in
from chalicelib.reflections import actions, bodies
from chalicelib.reflections.routes.common import ONE, OWNER, SEES, prefetch, prefetch_with_rhythm, routes, shown
from chalicelib.reflections.routes.reading import listed
from chalicelib.reflections.views import reflections
from chalicelib.reflections.views.reflections import ReflectionLine, ReflectionView


@routes.post(
    "/reflections", allow=signed_in, summary="Begin a reflection", body=bodies.ReflectionBody, answer=ReflectionView,
    status=201, replay=ONE,
)  # fmt: skip
def begin(call: Call[bodies.ReflectionBody, Any]) -> Answer:
    """A draft that only its owner sees; recordings are added to it."""
    reflection_id = actions.id_for(call.actor, call.now)
    context = actions.begin(call.command, reflection_id, bodies.written(call.body))
    return shown(context, made=reflection_id)


@routes.patch(
    ONE, allow=OWNER, summary="Change what is written in a reflection", body=bodies.ReflectionPatch,
    answer=ReflectionView, prefetch=prefetch,
)  # fmt: skip
def revise(call: Call[bodies.ReflectionPatch, Any]) -> Answer:
    """Title, period, objectives, prompts and chapters, also while it is shared; what is not sent stays."""
    context = actions.owned(call.command, call.path["reflection_id"])
    call.must_match(context.reflection.edition, reflections.reflection_view(context))
    return shown(actions.revise(call.command, context, bodies.written(call.body)))


@routes.delete(
    ONE, allow=OWNER, summary="Delete a reflection with every copy", status=204, prefetch=prefetch_with_rhythm
)
def delete(call: Call[Any, Any]) -> Answer:
    """Gone at once for both; recordings, captions, comments and words follow within half an hour."""
    actions.delete(call.command, call.path["reflection_id"])
    return Answer(None)


@routes.post(
    f"{ONE}/share", allow=OWNER, summary="Share a reflection with one's manager", body=bodies.ShareBody,
    answer=ReflectionView, prefetch=prefetch_with_rhythm, replay=ONE,
)  # fmt: skip
def share(call: Call[bodies.ShareBody, Any]) -> Answer:
    """The manager of today, and no one else, sees it and is notified. After a change of managers: agree to this one."""
    return shown(actions.share(call.command, call.path["reflection_id"], call.body.confirm))


@routes.post(
    f"{ONE}/unshare", allow=OWNER, summary="Take a reflection back", answer=ReflectionView, prefetch=prefetch,
    replay=ONE,
)  # fmt: skip
def unshare(call: Call[Any, Any]) -> Answer:
    """Only its owner sees it from then on."""
    return shown(actions.unshare(call.command, call.path["reflection_id"]))


@routes.post(
    "/reflections/share", allow=signed_in, summary="Let the manager of today see what an earlier one could",
    answer=Listing[ReflectionLine], status=202, replay="/reflections",
)  # fmt: skip
def share_earlier(call: Call[Any, Any]) -> Answer:
    """All that is shared; carried out within seconds. The answer is the list as it is now."""
    actions.share_earlier(call.command)
    found, after = actions.both(call.command, limit=25, after=None)
    return listed(call, found, after)


@routes.post(
    f"{ONE}/seen",
    allow=SEES,
    summary="Note that one has looked",
    answer=ReflectionView,
    prefetch=prefetch,
    replay=ONE,
)
def seen(call: Call[Any, Any]) -> Answer:
    """What is new is new no longer."""
    return shown(actions.seen(call.command, call.path["reflection_id"]))
