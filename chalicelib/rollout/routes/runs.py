"""Commands for many reviews over HTTP: what became of each, for the person who gave them."""

from collections.abc import Mapping
from typing import Any

from chalicelib.cycles import actions as cycles
from chalicelib.cycles.rules import Run, RunOutcome
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.http import Answer, Call, Listing, Routes
from chalicelib.kernel.policy import CYCLES_WRITE, either, scope, signed_in
from chalicelib.kernel.storage.table import Key
from chalicelib.rollout.bodies import NudgeTeamBody, ResultsQuery
from chalicelib.rollout.store import run_results
from chalicelib.rollout.views import runs
from chalicelib.rollout.views.runs import RunResultView, RunView

routes = Routes("runs")
WATCHES = either(signed_in, scope(CYCLES_WRITE)).narrowed("whoever gave the command")
RUN = "/runs/{run_id}"


def _prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    return (cycles.run_key(path["run_id"]),)


def _own(call: Call[Any, Any]) -> Run:
    found = cycles.find_run(call.reads, call.path["run_id"])
    if found.by != call.actor.id:
        raise NotFound
    return found


@routes.get(RUN, allow=WATCHES, summary="How far a command for many reviews is", answer=RunView, prefetch=_prefetch)
def run(call: Call[Any, Any]) -> Answer:
    """How many reviews it was carried out for, and for how many not."""
    found = _own(call)
    if call.again and found.cycle_id:
        return _of_cycle(call, found)
    return Answer(runs.run_view(found))


def _of_cycle(call: Call[Any, Any], found: Run) -> Answer:
    """A command for a cycle that is sent once more gets the cycle's progress, like the first time."""
    from chalicelib.rollout.actions import oversight
    from chalicelib.rollout.views import cycles as cycle_views

    return Answer(cycle_views.progress(oversight.progress(call.command, found.cycle_id), call.now, found))


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

    begun = commands.nudge_team(call.command, call.body.review_ids)
    return Answer(runs.run_view(begun), made=begun.id)
