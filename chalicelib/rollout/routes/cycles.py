"""A cycle and its reviews over HTTP: rehearsing, launching, running and overseeing it. HR and its systems only."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET, structs

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.actions import CycleView
from chalicelib.cycles.rules import Cycle, CycleState, Run
from chalicelib.kernel.http import Answer, Call, Listing, PageQuery, Routes
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, either, hr, hr_admin, scope
from chalicelib.kernel.storage.table import Key
from chalicelib.reviews.rules import SideName, StageProgress
from chalicelib.rollout.actions import commands, oversight, participants, preview
from chalicelib.rollout.bodies import (
    BoardQuery,
    ExtendAllBody,
    JoinBody,
    NudgeBody,
    RehearseQuery,
    ShareAllBody,
)
from chalicelib.rollout.routes.runs import RUN
from chalicelib.rollout.rules.launch_results import Progress
from chalicelib.rollout.store import launch_results
from chalicelib.rollout.views import cycles as cycle_views
from chalicelib.rollout.views.cycles import BoardItem, CycleRow, ProgressView, RehearsalView

routes = Routes("cycle_reviews")
RUNS = either(hr, scope(CYCLES_WRITE))
READS = either(hr, scope(CYCLES_READ), scope(CYCLES_WRITE))
PROGRESS = "/cycles/{cycle_id}/progress"


def _prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    cycle_id = path["cycle_id"]
    return *cycles.keys(path), launch_results.result_key(cycle_id), launch_results.tally_key(cycle_id)


def _progress(call: Call[Any, Any]) -> Answer:
    return Answer(cycle_views.progress(oversight.progress(call.command, call.path["cycle_id"]), call.now))


@routes.get("/cycles", allow=READS, summary="All cycles, newest first", query=PageQuery, answer=Listing[CycleRow])
def list_cycles(call: Call[Any, PageQuery]) -> Answer:
    """One page, each with its progress as it was counted last."""
    found, after = oversight.listed_cycles(call.command, limit=call.query.limit, after=call.after)
    return call.listed([cycle_views.cycle_row(one, call.now) for one in found], after)


@routes.post(
    "/cycles/{cycle_id}/rehearse",
    allow=RUNS,
    summary="What a launch would do",
    query=RehearseQuery,
    answer=RehearsalView,
    prefetch=_prefetch,
)
def rehearse(call: Call[Any, RehearseQuery]) -> Answer:
    """Every pair, every problem, every email with its instant; nothing is written."""
    cycle = cycles.load_whole(call.reads, call.path["cycle_id"])
    found = preview.rehearse(call.reads, call.actor, cycle, call.now, limit=call.query.limit, after=call.after)
    return Answer(cycle_views.rehearsal(found, call.cursor_to(found.after)))


@routes.post(
    "/cycles/{cycle_id}/launch",
    allow=RUNS,
    summary="Launch a cycle",
    answer=ProgressView,
    status=202,
    prefetch=_prefetch,
    replay=PROGRESS,
)
def launch(call: Call[Any, Any]) -> Answer:
    """Begins the launch and answers at once; launching what is launched changes nothing."""
    begun = commands.launch(call.command, call.path["cycle_id"])
    return _progress(call) if begun is None else Answer(cycle_views.progress(begun, call.now))


@routes.post(
    "/cycles/{cycle_id}/cancel",
    allow=RUNS,
    summary="Cancel a cycle",
    answer=CycleView,
    prefetch=cycles.keys,
    replay="/cycles/{cycle_id}",
    tag="cycles",
)
def cancel(call: Call[Any, Any]) -> Answer:
    """Timers stop, reviews are withdrawn, what was written stays with its authors; everyone in it gets one mail."""
    return _cycle(call, commands.cancel(call.command, call.path["cycle_id"]))


@routes.post(
    "/cycles/{cycle_id}/close",
    allow=RUNS,
    summary="Close a cycle before its date",
    answer=CycleView,
    prefetch=cycles.keys,
    replay="/cycles/{cycle_id}",
    tag="cycles",
)
def close(call: Call[Any, Any]) -> Answer:
    """No task is left; what was written and signed stays readable."""
    return _cycle(call, commands.close(call.command, call.path["cycle_id"]))


def _cycle(call: Call[Any, Any], cycle: Cycle) -> Answer:
    return Answer(cycles.view(cycle, call.actor, call.now), etag=cycle.version)


@routes.get(PROGRESS, allow=READS, summary="How far a cycle is", answer=ProgressView, prefetch=_prefetch)
def progress(call: Call[Any, Any]) -> Answer:
    """What the launch has made, who was left out and why, and how many reviews stand where."""
    if call.again and isinstance(call.body, JoinBody):
        found = oversight.progress(call.command, call.path["cycle_id"])
        return _with_people(call, found, call.body.person_ids)
    return _progress(call)


@routes.post(
    "/cycles/{cycle_id}/participants",
    allow=RUNS,
    summary="Add people to a cycle",
    body=JoinBody,
    answer=ProgressView,
    prefetch=_prefetch,
    replay=PROGRESS,
)
def join(call: Call[JoinBody, Any]) -> Answer:
    """A late joiner gets a review at once; who was removed before comes back to it. `people`: what became of each."""
    cycle = cycles.load_whole(call.reads, call.path["cycle_id"])
    ids = call.body.person_ids
    if cycle.state is CycleState.DRAFT:
        changed = cycles.add_to_draft(call.command, cycle, ids)
        return Answer(cycle_views.progress(commands.begun(changed), call.now))
    return _with_people(call, participants.join(call.command, cycle, ids), ids)


def _with_people(call: Call[Any, Any], found: Progress, ids: Sequence[str]) -> Answer:
    became = {one.person_id: cycle_views.joined(one) for one in found.result.joined}
    people = [became[one] for one in dict.fromkeys(ids) if one in became]
    return Answer(structs.replace(cycle_views.progress(found, call.now), people=people or UNSET))


@routes.delete(
    "/cycles/{cycle_id}/participants/{person_id}",
    allow=RUNS,
    summary="Take someone out of a cycle",
    status=204,
    prefetch=_prefetch,
)
def remove(call: Call[Any, Any]) -> Answer:
    """The review is withdrawn; what was written stays with its authors."""
    cycle = cycles.load_whole(call.reads, call.path["cycle_id"])
    if cycle.state is CycleState.DRAFT:
        cycles.remove_from_draft(call.command, cycle, call.path["person_id"])
    else:
        participants.remove(call.command, cycle, call.path["person_id"])
    return Answer(None)


@routes.post(
    "/cycles/{cycle_id}/nudge",
    allow=RUNS,
    summary="Nudge everyone with an open task",
    body=NudgeBody,
    answer=ProgressView,
    status=202,
    prefetch=_prefetch,
    replay=RUN,
)
def nudge(call: Call[NudgeBody, Any]) -> Answer:
    """At most one email a person, task and day."""
    cycle = oversight.running_cycle(call.reads, call.path["cycle_id"])
    return _begun(call, commands.nudge_all(call.command, cycle, call.body.person_ids or ()))


@routes.post(
    "/cycles/{cycle_id}/share",
    allow=hr,
    summary="Share one side of all reviews on behalf of its authors",
    body=ShareAllBody,
    answer=ProgressView,
    status=202,
    prefetch=_prefetch,
    replay=RUN,
)
def share(call: Call[ShareAllBody, Any]) -> Answer:
    """Where something was written and is not shared; also after the deadline."""
    cycle = oversight.running_cycle(call.reads, call.path["cycle_id"])
    side = SideName(call.body.side)
    return _begun(call, commands.share_all(call.command, cycle, side, call.body.person_ids or ()))


@routes.post(
    "/cycles/{cycle_id}/extend",
    allow=hr_admin,
    summary="Give many reviews more time",
    body=ExtendAllBody,
    answer=ProgressView,
    status=202,
    prefetch=_prefetch,
    replay=RUN,
)
def extend(call: Call[ExtendAllBody, Any]) -> Answer:
    """Where the deadline is earlier; each author is notified."""
    cycle, body = oversight.running_cycle(call.reads, call.path["cycle_id"]), call.body
    run = commands.extend_all(call.command, cycle, plan.Stage(body.side), body.until, body.person_ids or ())
    return _begun(call, run)


def _begun(call: Call[Any, Any], run: Run) -> Answer:
    progress = oversight.progress(call.command, call.path["cycle_id"])
    return Answer(cycle_views.progress(progress, call.now, run), made=run.id)


@routes.get(
    "/cycles/{cycle_id}/reviews",
    allow=READS,
    summary="The reviews of a cycle",
    query=BoardQuery,
    answer=Listing[BoardItem],
    prefetch=_prefetch,
)
def board(call: Call[Any, BoardQuery]) -> Answer:
    """One page: where each stands, for HR admins with ratings."""
    asked = call.query
    wanted = oversight.CycleFilter(
        status=asked.status,
        stage=StageProgress(asked.stage) if asked.stage else None,
        department=asked.department,
        manager_id=asked.manager_id,
        query=asked.query,
        without_reviewer=asked.without_reviewer,
        sort=asked.sort.removeprefix("-"),
        descending=asked.sort.startswith("-"),
    )
    cycle = cycles.load(call.reads, call.path["cycle_id"])
    found, after = oversight.listed(
        call.reads, call.actor, cycle, wanted, call.now, limit=asked.limit, after=call.after
    )
    return call.listed([cycle_views.board_item(context) for context in found], after)
