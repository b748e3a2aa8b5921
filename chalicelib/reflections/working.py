"""What the timetable does for reflections: talk that goes, retention, an agreement for all."""

from __future__ import annotations

from chalicelib.files import actions as files
from chalicelib.kernel.errors import Refusal
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.table import Changes, Reads
from chalicelib.mail.kinds import MailKind
from chalicelib.people import actions as people
from chalicelib.reflections import store
from chalicelib.reflections.actions import owning
from chalicelib.reflections.actions.common import (
    INDEX,
    RETAIN,
    Command,
    ahead_with_rhythm,
    by_turn,
    conclude,
    found,
    write_mail,
)
from chalicelib.reflections.rules import Reflection
from chalicelib.timetable.actions import Turn
from chalicelib.timetable.rules import Work, work

_ROWS = 90
_SHARED_AT_ONCE = 20


def drop_reflection(turn: Turn, item: Work) -> str | None:
    """Remove what is left of a deleted reflection: what was said in it and under it, and the words that led to it."""
    reflection_id = item.params["reflection_id"]
    page = store.comments(turn.reads, reflection_id, limit=_ROWS, after=None)
    for row in page.rows:
        turn.changes.delete(row.key)
    if page.after is not None:
        return str(int(item.cursor or 0) + 1)
    for shelf in files.rows_of(turn.reads, store.owner_of(reflection_id), reflection_id):
        turn.changes.delete(shelf.key)
    for track_id in ("", *filter(None, item.params.get("tracks", "").split(","))):
        turn.changes.delete(store.transcript_key(reflection_id, track_id))
    for row in store.earlier(turn.reads, reflection_id, after=None).rows:
        turn.changes.delete(row.key)
    further = work(INDEX, turn.now, reflection_id, "gone", reflection_id=reflection_id)
    by_turn(turn).plan(further)
    return None


def retain_reflection(turn: Turn, item: Work) -> str | None:
    """Delete what the company keeps no longer; look again later at everything else."""
    by = by_turn(turn)
    by.reads.fetch(*ahead_with_rhythm(item.params["reflection_id"]))
    case = found(by, item.params["reflection_id"])
    if case is None:
        return None
    until = owning.kept_until(by, case)
    if until is not None and by.now >= until:
        owning.remove(by, case)
    else:
        by.plan(work(RETAIN, owning.next_look(by, case), case.reflection.id, reflection_id=case.reflection.id))
    return None


def share_earlier(turn: Turn, item: Work) -> str | None:
    """A page of what an earlier manager could see, for the one of today; told at the end, once."""
    owner = people.find(turn.reads, [item.params["owner_id"]]).get(item.params["owner_id"])
    current = (item.params["manager_id"], item.params["term"])
    if owner is None or (owner.manager_id, str(owner.manager_term)) != current:
        return None
    actor = Actor(id=owner.id, name=owner.name)
    page = store.mine(turn.reads, owner.id, limit=_SHARED_AT_ONCE, after=item.cursor)
    for row in page.rows:
        _share_one(turn, store.reflection_of(row), actor)
    if page.after is None:
        _tell(turn, owner.id, current[0])
    return page.after


def _share_one(turn: Turn, reflection: Reflection, actor: Actor) -> None:
    """Each in a transaction of its own: one that cannot be shared stops no other."""
    reads, changes = Reads(turn.runtime.table), Changes(new_id(turn.now))
    by = Command(runtime=turn.runtime, reads=reads, changes=changes, actor=actor, now=turn.now)
    try:
        if owning.share_again(by, reflection.id):
            conclude(by)
    except Refusal:
        return


def _tell(turn: Turn, owner_id: str, manager_id: str) -> None:
    known = people.find(turn.reads, [owner_id, manager_id])
    if owner_id in known and manager_id in known:
        by = by_turn(turn)
        write_mail(by, MailKind.REFLECTIONS_OPENED, known[manager_id], owner=known[owner_id].name, owner_id=owner_id)
