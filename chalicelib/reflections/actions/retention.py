"""What goes of reflections by itself: what is left of a deleted one, and what the company keeps no longer."""

from __future__ import annotations

from chalicelib.files import actions as files
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.jobs import at
from chalicelib.reflections import store
from chalicelib.reflections.actions import lifecycle
from chalicelib.reflections.actions.common import found, prefetch_with_rhythm
from chalicelib.reflections.jobs import INDEX, RETAIN, DropReflection, IndexReflection, RetainReflection

_ROWS = 90
_FEW = 30
"""So many comments go together with everything else: transcripts of 30 replies, 20 versions, files of a few people."""


def drop_reflection(context: JobContext, params: DropReflection) -> str | None:
    """Remove what is left of a deleted reflection: what was said in it and under it, and the words that led to it."""
    reflection_id, changes = params.reflection_id, context.changes
    page = store.comments(context.reads, reflection_id, limit=_ROWS, after=None)
    for row in page.rows:
        changes.delete(row.key)
    if page.after is not None or len(page.rows) > _FEW:
        return str(int(context.cursor or 0) + 1)
    for attachment_list in files.rows_of(context.reads, store.owner_of(reflection_id), reflection_id):
        changes.delete(attachment_list.key)
    for track_id in ("", *params.tracks):
        changes.delete(store.transcript_key(reflection_id, track_id))
    for row in store.earlier(context.reads, reflection_id, after=None).rows:
        changes.delete(row.key)
    context.plan(at(context.now, INDEX, IndexReflection(reflection_id=reflection_id)))
    return None


def retain_reflection(command: JobContext, params: RetainReflection) -> None:
    """Delete what the company keeps no longer; look again later at everything else."""
    command.reads.fetch(*prefetch_with_rhythm(params.reflection_id))
    context = found(command, params.reflection_id)
    if context is None:
        return
    until = lifecycle.kept_until(command, context)
    if until is not None and command.now >= until:
        lifecycle.remove(command, context)
    else:
        command.plan(at(lifecycle.next_look(command, context), RETAIN, params))
