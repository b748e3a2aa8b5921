"""Cycles over HTTP: setting one up, launching it, ending it. HR and its own systems only."""

from typing import Any

from msgspec import UNSET, structs

from chalicelib.cycles import actions, bodies, previewing, rules, views
from chalicelib.cycles.actions import Command
from chalicelib.cycles.bodies import CopyBody, CycleBody, CyclePatch
from chalicelib.cycles.previewing import PreviewBody, PreviewView
from chalicelib.cycles.rules import Cycle
from chalicelib.cycles.views import CycleView
from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, either, hr, scope
from chalicelib.timetable import actions as timetable

routes = Routes("cycles")
RUNS = either(hr, scope(CYCLES_WRITE))
READS = either(hr, scope(CYCLES_READ), scope(CYCLES_WRITE))


def command(call: Call[Any, Any], ref: str = "") -> Command:
    """Return what an action needs of a request."""
    return Command(reads=call.reads, changes=call.changes(ref), actor=call.actor, now=call.now)


def answer(call: Call[Any, Any], cycle: Cycle) -> Answer:
    """Return a cycle as the caller sees it."""
    return Answer(views.view(cycle, call.actor, call.now), etag=cycle.version)


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
    return answer(call, actions.create(command(call, cycle_id), draft))


@routes.post(
    "/cycles/preview",
    allow=RUNS,
    summary="Count whom a choice of participants means",
    body=PreviewBody,
    answer=PreviewView,
)
def preview(call: Call[PreviewBody, Any]) -> Answer:
    """With the values by which people can be chosen; nothing is written."""
    return Answer(previewing.preview(call.reads, call.body))


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
    changed, follows = actions.change(
        command(call), cycle, bodies.patched(cycle, call.body), confirm_past=call.body.confirm_past
    )
    timetable.send_now(call.runtime.queue, *follows)
    view = views.view(changed, call.actor, call.now)
    run_id = follows[0].params["run"] if follows else UNSET
    return Answer(structs.replace(view, run_id=run_id), etag=changed.version)


@routes.post(
    "/cycles/{cycle_id}/cancel",
    allow=RUNS,
    summary="Cancel a cycle",
    answer=CycleView,
    prefetch=actions.keys,
    replay="/cycles/{cycle_id}",
)
def cancel(call: Call[Any, Any]) -> Answer:
    """Timers stop, reviews are withdrawn, what was written stays with its authors; everyone in it gets one mail."""
    cycle, follows = actions.cancel(command(call), call.path["cycle_id"])
    timetable.send_now(call.runtime.queue, *follows)
    return answer(call, cycle)


@routes.post(
    "/cycles/{cycle_id}/close",
    allow=RUNS,
    summary="Close a cycle before its date",
    answer=CycleView,
    prefetch=actions.keys,
    replay="/cycles/{cycle_id}",
)
def close(call: Call[Any, Any]) -> Answer:
    """No task is left; what was written and signed stays readable."""
    cycle, follows = actions.close(command(call), call.path["cycle_id"])
    timetable.send_now(call.runtime.queue, *follows)
    return answer(call, cycle)


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
    return answer(call, actions.archive(command(call), call.path["cycle_id"]))


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
    return answer(call, actions.copy(command(call, new), source, copied))
