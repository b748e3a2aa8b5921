"""What all work on many reviews shares: whose work it is, each review by itself, emails in their transactions."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from chalicelib.kernel import observe
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.errors import Refusal, Unavailable
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


def each(context: JobContext, actor: Actor, review_ids: Iterable[str], act: Callable[[Command, str], object]) -> int:
    """Do something with each review in a transaction of its own; answer with how many.

    Where a review's state does not allow it, or it was done before, it is left out; one that is broken is named in
    the log and does not stop the others.
    """
    return sum(1 for review_id in review_ids if one(context, actor, review_id, act) is None)


def one(context: JobContext, actor: Actor, review_id: str, act: Callable[[Command, str], object]) -> Refusal | None:
    """Do something with a review in a transaction of its own; return why it was not done, if it was not."""

    try:
        perform(context.runtime, actor, lambda command: act(command, review_id))
    except Unavailable:
        raise
    except Refusal as refusal:
        observe.log("left out", review=review_id, code=refusal.code)
        return refusal
    except Exception as error:  # noqa: BLE001 - one broken review never stops the rest
        observe.log("review failed", review=review_id, error=type(error).__name__)
        observe.count("ReviewsFailed")
        return Refusal("internal")
    return None


def post(context: JobContext, mails: Sequence[Mail]) -> None:
    """Write those emails that are not written yet: what fits goes with the page, what is more before it."""
    while len(mails) > AT_ONCE:
        part, mails = mails[:AT_ONCE], mails[AT_ONCE:]
        perform(context.runtime, SYSTEM, partial(_send_once, part), context.reads)
    mail.send_once(context, *mails)


def _send_once(mails: Iterable[Mail], command: Command) -> None:
    mail.send_once(command, *mails)
