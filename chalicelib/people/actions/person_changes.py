"""Features above hear of a change of somebody: each that declares `person_changed` gets a job of its own."""

from collections.abc import Iterator

from chalicelib.kernel.command import Command, JobContext
from chalicelib.kernel.jobs import Job, at
from chalicelib.kernel.runtime import feature, feature_names
from chalicelib.people.jobs import CHANGED, PersonChanged
from chalicelib.people.rules import Person
from chalicelib.people.rules.changes import announced_changes


def plan(command: Command, old: Person | None, new: Person) -> None:
    """Let others hear that `old` became `new`, where it concerns them; no one knows someone new yet."""
    changed = announced_changes(old, new) if old is not None else ()
    if changed:
        params = PersonChanged(person_id=new.id, changed=changed, version=new.version, manager_term=new.manager_term)
        command.plan(at(command.now, CHANGED, params))


def announce(context: JobContext, params: PersonChanged) -> None:
    """Plan what each feature does about it."""
    context.plan(*(at(context.now, job, params) for job in _followers()))


def _followers() -> Iterator[Job[PersonChanged]]:
    for name in feature_names():
        job = feature(name).person_changed
        if job is not None:
            yield job()
