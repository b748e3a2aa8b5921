"""What falls due in a running cycle is planned by a job of its own: there may be more of it than one transaction holds.

So a launch, moved dates and people of other time zones each plan this one job in their transaction; nothing is due of
what was not committed, and a page that dies is done again.
"""

from datetime import timedelta

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.jobs import OPEN_ZONE
from chalicelib.cycles.rules import Cycle
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.storage import jobs
from chalicelib.reviews.actions import schedule
from chalicelib.rollout.jobs import PlanDates

PAGE = 90
"""Rows of one transaction, with room for the progress of the job."""
INDEX_LAG = timedelta(minutes=2)


def plan_dates(context: JobContext, params: PlanDates) -> str | None:
    """Plan the next page of what falls due; the cursor is the key of the last one that is planned."""
    cycle = cycles.load(context.reads, params.cycle_id)
    if not plan.running(cycle):
        return None
    due = {jobs.key_of(job).sk: job for job in _due(context, params, cycle)}
    left = sorted(key for key in due if context.cursor is None or key > context.cursor)
    context.plan(*(due[key] for key in left[:PAGE]))
    return left[PAGE - 1] if len(left) > PAGE else None


def _due(context: JobContext, params: PlanDates, cycle: Cycle) -> list[PlannedJob]:
    """Return what is due from the instant at which this job was planned on: the same for each of its pages."""
    since = context.due_at
    found = schedule.jobs_due(cycle, params.zones or cycle.zones, since)
    opening = [job for job in found if job.kind == OPEN_ZONE.kind and job.due_at <= since]
    if params.launched:
        # The index may lag behind the last page: whom the first opening misses, the second finds.
        found += [at(since + INDEX_LAG, OPEN_ZONE, job.params) for job in opening]
    return found if params.opens else [job for job in found if job not in opening]
