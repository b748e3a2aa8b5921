"""Cycles over HTTP: setting one up, changing, copying and putting it away. HR and its own systems only."""

from typing import Any

from msgspec import UNSET, structs

from chalicelib.cycles import actions, bodies, rules, views
from chalicelib.cycles.bodies import CopyBody, CycleBody, CyclePatch, PreviewBody
from chalicelib.cycles.rules import Cycle
from chalicelib.cycles.views import CycleView, PreviewView
from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, either, hr, scope

routes = Routes("cycles")
RUNS = either(hr, scope(CYCLES_WRITE))
READS = either(hr, scope(CYCLES_READ), scope(CYCLES_WRITE))


def answer(call: Call[Any, Any], cycle: Cycle, *, made: str = "") -> Answer:
    """Return a cycle as the caller sees it."""
    return Answer(views.view(cycle, call.actor, call.now), etag=cycle.version, made=made)


@routes.post(
    "/cycles",
    allow=RUNS,
    summary="Set up a cycle",
    body=CycleBody,
    answer=CycleView,
    status=201,
    replay="/cycles/{cycle_id}",
)
def create(call: Call[CycleBody, Any]) -> Answer:
    """A draft; nothing happens until it is launched."""
    cycle_id = new_id(call.now)
    draft = bodies.draft_of(call.body, cycle_id=cycle_id, now=call.now, by=call.actor.id)
    return answer(call, actions.create(call.command, draft), made=cycle_id)


@routes.post(
    "/cycles/preview",
    allow=RUNS,
    summary="Count whom a choice of participants means",
    body=PreviewBody,
    answer=PreviewView,
)
def preview(call: Call[PreviewBody, Any]) -> Answer:
    """With the values by which people can be chosen; nothing is written."""
    return Answer(views.preview(*actions.chosen(call.reads, bodies.chosen(call.body))))


@routes.get("/cycles/{cycle_id}", allow=READS, summary="One cycle", answer=CycleView, prefetch=actions.keys)
def shown(call: Call[Any, Any]) -> Answer:
    """All that HR set, and what can be done now."""
    return answer(call, actions.load_whole(call.reads, call.path["cycle_id"]))


@routes.patch(
    "/cycles/{cycle_id}",
    allow=RUNS,
    summary="Change a cycle, or move its deadlines",
    body=CyclePatch,
    answer=CycleView,
    prefetch=actions.keys,
)
def change(call: Call[CyclePatch, Any]) -> Answer:
    """A draft can be changed in everything; a launched cycle in its dates, texts and a few options."""
    cycle = actions.load_whole(call.reads, call.path["cycle_id"])
    call.must_match(cycle.version, views.view(cycle, call.actor, call.now))
    wanted = bodies.patched(cycle, call.body)
    changed, run = actions.change(call.command, cycle, wanted, confirm_past=call.body.confirm_past)
    view = views.view(changed, call.actor, call.now)
    return Answer(structs.replace(view, run_id=run.id if run else UNSET), etag=changed.version)


@routes.post(
    "/cycles/{cycle_id}/archive",
    allow=RUNS,
    summary="Put an ended cycle away",
    answer=CycleView,
    prefetch=actions.keys,
    replay="/cycles/{cycle_id}",
)
def archive(call: Call[Any, Any]) -> Answer:
    """It can be read, and nothing in it changes anymore."""
    return answer(call, actions.archive(call.command, call.path["cycle_id"]))


@routes.post(
    "/cycles/{cycle_id}/copy",
    allow=RUNS,
    summary="Copy a cycle as the next one",
    body=CopyBody,
    answer=CycleView,
    status=201,
    prefetch=actions.keys,
    replay="/cycles/{cycle_id}",
)
def copy(call: Call[CopyBody, Any]) -> Answer:
    """A draft with the same settings, moved on by the length of the cycle."""
    source = actions.load_whole(call.reads, call.path["cycle_id"])
    new = new_id(call.now)
    copied = rules.copy_of(source, new_id=new, now=call.now, by=call.actor.id, name=call.body.name)
    if call.body.timeline:
        copied = bodies.patched(copied, CyclePatch(timeline=call.body.timeline))
    return answer(call, actions.copy(call.command, source, copied), made=new)
