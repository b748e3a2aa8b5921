"""What the timetable does for reflections: talk that goes, retention, an agreement for all."""

from __future__ import annotations

from chalicelib.files import actions as files
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.errors import Refusal
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Changes, Reads
from chalicelib.people import actions as people
from chalicelib.reflections import mails, store
from chalicelib.reflections.actions import lifecycle
from chalicelib.reflections.actions.common import (
    INDEX,
    RETAIN,
    Command,
    by_job,
    conclude,
    found,
    prefetch_with_rhythm,
    write_mail,
)
from chalicelib.reflections.rules import Reflection
from chalicelib.timetable.rules import planned_job

_ROWS = 90
_SHARED_AT_ONCE = 20


def drop_reflection(job_context: JobContext, item: PlannedJob) -> str | None:
    """Remove what is left of a deleted reflection: what was said in it and under it, and the words that led to it."""
    reflection_id = item.params["reflection_id"]
    page = store.comments(job_context.reads, reflection_id, limit=_ROWS, after=None)
    for row in page.rows:
        job_context.changes.delete(row.key)
    if page.after is not None:
        return str(int(item.cursor or 0) + 1)
    for attachment_list in files.rows_of(job_context.reads, store.owner_of(reflection_id), reflection_id):
        job_context.changes.delete(attachment_list.key)
    for track_id in ("", *filter(None, item.params.get("tracks", "").split(","))):
        job_context.changes.delete(store.transcript_key(reflection_id, track_id))
    for row in store.earlier(job_context.reads, reflection_id, after=None).rows:
        job_context.changes.delete(row.key)
    further = planned_job(INDEX, job_context.now, reflection_id, "gone", reflection_id=reflection_id)
    by_job(job_context).plan(further)
    return None


def retain_reflection(job_context: JobContext, item: PlannedJob) -> str | None:
    """Delete what the company keeps no longer; look again later at everything else."""
    by = by_job(job_context)
    by.reads.fetch(*prefetch_with_rhythm(item.params["reflection_id"]))
    context = found(by, item.params["reflection_id"])
    if context is None:
        return None
    until = lifecycle.kept_until(by, context)
    if until is not None and by.now >= until:
        lifecycle.remove(by, context)
    else:
        by.plan(
            planned_job(
                RETAIN, lifecycle.next_look(by, context), context.reflection.id, reflection_id=context.reflection.id
            )
        )
    return None


def share_earlier(job_context: JobContext, item: PlannedJob) -> str | None:
    """A page of what an earlier manager could see, for the one of today; told at the end, once."""
    owner = people.find(job_context.reads, [item.params["owner_id"]]).get(item.params["owner_id"])
    current = (item.params["manager_id"], item.params["term"])
    if owner is None or (owner.manager_id, str(owner.manager_term)) != current:
        return None
    actor = Actor(id=owner.id, name=owner.name)
    page = store.mine(job_context.reads, owner.id, limit=_SHARED_AT_ONCE, after=item.cursor)
    for row in page.rows:
        _share_one(job_context, store.reflection_of(row), actor)
    if page.after is None:
        _tell(job_context, owner.id, item.params["manager_id"])
    return page.after


def _share_one(job_context: JobContext, reflection: Reflection, actor: Actor) -> None:
    """Each in a transaction of its own: one that cannot be shared stops no other."""
    reads, changes = Reads(job_context.runtime.table), Changes(new_id(job_context.now))
    by = Command(runtime=job_context.runtime, reads=reads, changes=changes, actor=actor, now=job_context.now)
    try:
        if lifecycle.share_again(by, reflection.id):
            conclude(by)
    except Refusal:
        return


def _tell(job_context: JobContext, owner_id: str, manager_id: str) -> None:
    known = people.find(job_context.reads, [owner_id, manager_id])
    if owner_id in known and manager_id in known:
        by = by_job(job_context)
        write_mail(by, mails.EARLIER_SHARED, known[manager_id], owner=known[owner_id].name, owner_id=owner_id)
