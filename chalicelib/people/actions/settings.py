"""What someone sets for themselves is stored with its entry in the trail."""

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.command import Command
from chalicelib.people.rules import Person
from chalicelib.people.store import people


def save(command: Command, old: Person, new: Person) -> Person:
    """The trail says that settings were changed, not to what. Nothing is written where nothing changes."""
    if new == old:
        return old
    new = people.write(command.changes, old, new)
    audit.record(
        command, trail.of(command.actor, "change_settings", subject_id=old.id, object_kind="person", object_id=old.id)
    )
    return new
