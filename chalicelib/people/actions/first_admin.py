"""The first HR admin: someone has to be there who can import everyone else."""

from datetime import datetime

from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import HR_ADMIN
from chalicelib.kernel.storage.table import Changes, Reads, Table
from chalicelib.people.rules import Person, fields
from chalicelib.people.store import people


def bootstrap_admin(table: Table, email: str, name: str, now: datetime) -> Person:
    """An HR admin with this address; the person who has it already is answered as they are."""
    email = fields.email(email)
    found = people.find_by_email(Reads(table), email)
    if found is not None:
        return found
    person = Person(id=new_id(now), name=fields.name(name), email=email, roles=frozenset({HR_ADMIN}))
    changes = Changes(new_id(now))
    stored = people.write(changes, None, person)
    table.commit(changes)
    return stored
