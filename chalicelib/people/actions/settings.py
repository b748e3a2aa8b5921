"""What someone sets for themselves is stored with its entry in the trail."""

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.storage.table import ABSENT
from chalicelib.people import store
from chalicelib.people.actions.changing import Command
from chalicelib.people.rules import Person


def save(by: Command, old: Person, new: Person) -> None:
    """The trail says that settings were changed, not to what. Nothing is written where nothing changes."""
    if new == old:
        return
    store.write(by.changes, old, new)
    done = trail.of(by.actor, "change_settings", subject_id=old.id, object_kind="person", object_id=old.id)
    by.changes.put_all(audit.rows(by.now, [done]), ABSENT)
    by.reads.table.commit(by.changes)
