"""Those below someone who moved, or has another name, follow page by page where they are many."""

from collections.abc import Mapping, Sequence
from functools import partial

from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.people.actions.edits import with_leavers
from chalicelib.people.actions.transactions import part_of, take_along
from chalicelib.people.jobs import Rechain
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.changes import followed
from chalicelib.people.store import people as store

_FOLLOWERS = 50


def rechain(context: JobContext, params: Rechain) -> str | None:
    """Return the next page of those who follow someone: below their old place in the tree, or reporting to them."""
    reads, after = context.reads, context.cursor
    if params.path:
        page = store.everybody(reads, status=PersonStatus.ACTIVE, limit=_FOLLOWERS, after=after, below=params.path)
    else:
        page = store.reports(reads, params.person_id, limit=_FOLLOWERS, after=after)
    ids = [found.id for row in page.rows if (found := store.person_of(row)).id != params.person_id]
    waiting = [person.id for person in with_leavers(reads, store.find(reads, ids))]
    known: dict[str, Person] = {}
    while waiting:
        act = partial(_follow, ids=waiting, known=known)
        done, written = perform(context.runtime, SYSTEM, act, reads)
        known |= written
        waiting = waiting[done:]
    return page.after


def _follow(command: Command, ids: Sequence[str], known: Mapping[str, Person]) -> tuple[int, dict[str, Person]]:
    """Let the first of `ids` follow, as many as one transaction holds; return how many, and who changed.

    `known`: who was written before, and may be read as they were before that.
    """
    people = {**store.find(command.reads, ids), **known}
    above = {**store.find(command.reads, {one.manager_id for one in people.values() if one.manager_id}), **known}
    written: dict[str, Person] = {}
    for number, person_id in enumerate(ids):
        person = people[person_id]
        manager = (above | written).get(person.manager_id or "")
        after = person if manager is None else followed(person, manager)
        if after == person:
            continue
        part = part_of(command)
        stored = store.write(part.changes, person, after)
        if not take_along(command, part):
            return number, written
        written[person_id] = stored
    return len(ids), written
