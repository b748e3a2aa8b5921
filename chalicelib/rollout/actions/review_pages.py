"""What all work on many reviews shares: whose work it is, and emails in as few transactions as hold them."""

from collections.abc import Iterable, Sequence
from functools import partial

from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.policy import CYCLES_WRITE, SYSTEM, Actor, ActorKind
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people

PAGE = 40
AT_ONCE = 90
"""Rows of one transaction, with room for what else goes into it."""


def acting(reads: Reads, by: str) -> Actor | None:
    """Return the person who asked for this work, with the rights of now; None where they left."""
    if by == SYSTEM.id:
        return SYSTEM
    if by.startswith("client:"):
        name = by.removeprefix("client:")
        return Actor(id=by, name=name, kind=ActorKind.CLIENT, scopes=frozenset({CYCLES_WRITE}))
    person = people.find(reads, [by]).get(by)
    return people.actor_of(person) if person and person.active else None


def post(context: JobContext, mails: Sequence[Mail]) -> None:
    """Write those emails that are not written yet: what fits goes with the page, what is more before it."""
    while len(mails) > AT_ONCE:
        part, mails = mails[:AT_ONCE], mails[AT_ONCE:]
        perform(context.runtime, SYSTEM, partial(_send_once, part), context.reads)
    mail.send_once(context, *mails)


def _send_once(mails: Iterable[Mail], command: Command) -> None:
    mail.send_once(command, *mails)
