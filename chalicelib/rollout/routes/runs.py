"""Commands for many reviews over HTTP: what became of each, for the person who gave them."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from chalicelib.cycles import actions as cycles
from chalicelib.cycles.rules import Run, RunOutcome
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.http import Answer, Call, Listing, PageQuery, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import CYCLES_WRITE, either, scope, signed_in
from chalicelib.kernel.storage.table import Key
from chalicelib.reviews.actions.loading import Command
from chalicelib.rollout.store import run_results
from chalicelib.rollout.views import runs
from chalicelib.rollout.views.runs import RunResultView, RunView
from chalicelib.timetable import actions as timetable

routes = Routes("runs")
WATCHES = either(signed_in, scope(CYCLES_WRITE))
RUN = "/runs/{run_id}"
ReviewId = Annotated[str, Meta(min_length=1, max_length=60)]


class ResultsQuery(PageQuery, forbid_unknown_fields=True, kw_only=True):
    """Which results of a command: of all reviews, or of those with one outcome."""

    outcome: Literal["done", "unchanged", "refused"] | None = None


class NudgeTeamBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """In which reviews those with an open task are nudged."""

    review_ids: Annotated[list[ReviewId], Meta(min_length=1, max_length=500)]


def _prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    return (cycles.run_key(path["run_id"]),)


def _own(call: Call[Any, Any]) -> Run:
    found = cycles.find_run(call.reads, call.path["run_id"])
    if found.by != call.actor.id:
        raise NotFound
    return found


@routes.get(RUN, allow=WATCHES, summary="How far a command for many reviews is", answer=RunView, prefetch=_prefetch)
def run(call: Call[Any, Any]) -> Answer:
    """Only the person who gave the command sees it: how many reviews it was carried out for, and for how many not."""
    found = _own(call)
    if call.again and found.cycle_id:
        return _of_cycle(call, found)
    return Answer(runs.run_view(found))


def _of_cycle(call: Call[Any, Any], found: Run) -> Answer:
    """A command for a cycle that is sent once more gets the cycle's progress, like the first time."""
    from chalicelib.rollout.actions import oversight
    from chalicelib.rollout.views import cycles as cycle_views

    progress = oversight.progress(call.reads, call.runtime.queue, call.actor, found.cycle_id, call.now)
    return Answer(cycle_views.progress(progress, call.now, found))


@routes.get(
    f"{RUN}/results",
    allow=WATCHES,
    summary="What became of each review, and why not",
    query=ResultsQuery,
    answer=Listing[RunResultView],
    prefetch=_prefetch,
)
def list_results(call: Call[Any, ResultsQuery]) -> Answer:
    """One page; of all reviews, or of those with one outcome."""
    found = _own(call)
    outcome = RunOutcome(call.query.outcome) if call.query.outcome else None
    page, after = run_results.listed(call.reads, found, outcome, limit=call.query.limit, after=call.after)
    return call.listed([runs.result_view(one) for one in page], after)


@routes.post(
    "/team/nudge",
    allow=signed_in,
    summary="Nudge those with an open task in several reviews of my team",
    body=NudgeTeamBody,
    answer=RunView,
    status=202,
    replay=RUN,
)
def nudge_team(call: Call[NudgeTeamBody, Any]) -> Answer:
    """Each review as if it were nudged alone, with one email a person for all of them."""
    from chalicelib.rollout.actions import commands

    run_id = new_id(call.now)
    by = Command(reads=call.reads, changes=call.changes(run_id), actor=call.actor, now=call.now)
    begun, asked = commands.for_team(by, run_id, call.body.review_ids)
    timetable.send_now(call.runtime.queue, asked)
    return Answer(runs.run_view(begun))
