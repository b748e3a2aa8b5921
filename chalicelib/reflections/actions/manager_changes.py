"""What is left to do when someone gets another manager. The former one sees nothing from that transaction on."""

from __future__ import annotations

from chalicelib.kernel.command import JobContext
from chalicelib.reflections import store
from chalicelib.reflections.actions.common import INDEX_SHARED, by_job
from chalicelib.timetable.rules import planned_job


def manager_changed(job_context: JobContext, owner_id: str) -> None:
    """Let what the owner said go from the former manager, with whom the words lie that found it.

    Most people of an import have no reflection at all: that is looked at first, and is one row.
    """
    if store.mine(job_context.reads, owner_id, limit=1, after=None).rows:
        by_job(job_context).plan(planned_job(INDEX_SHARED, job_context.now, owner_id, owner_id=owner_id))
