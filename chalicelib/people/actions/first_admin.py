"""The first HR admin: someone has to be there who can import everyone else, and whom no one else can invite."""

from functools import partial

from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import HR_ADMIN, SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.people.actions import invitations
from chalicelib.people.rules import Person, fields
from chalicelib.people.store import people


def bootstrap_admin(runtime: Runtime, email: str, name: str) -> Person:
    """Make an HR admin with this address; the person who has it already is returned as they are."""
    return perform(runtime, SYSTEM, partial(_make, email=fields.email(email), name=name))


def invite_admin(runtime: Runtime, person: Person) -> None:
    """Give the first HR admin an account and an invitation; again, where they have one."""
    perform(runtime, SYSTEM, partial(invitations.invite_unasked, person=person))


def _make(command: Command, email: str, name: str) -> Person:
    found = people.find_by_email(command.reads, email)
    if found is not None:
        return found
    person = Person(id=new_id(command.now), name=fields.name(name), email=email, roles=frozenset({HR_ADMIN}))
    return people.write(command.changes, None, person)
