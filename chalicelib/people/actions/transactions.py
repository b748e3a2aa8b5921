"""Many people: each in a transaction of its own, or as parts of as few transactions as hold them."""

from collections.abc import Callable, Iterable
from functools import partial

from chalicelib.kernel import observe
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Changes

ROOM = 95
"""Rows of one transaction that changes of people may fill; the rest is for receipt, trail and jobs."""


def each(context: JobContext, actor: Actor, person_ids: Iterable[str], act: Callable[[Command, str], object]) -> None:
    """Do something with each person by itself; what fails for one is in the log, and stops no other."""
    for person_id in person_ids:
        try:
            perform(context.runtime, actor, partial(_with, act, person_id), context.reads)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one broken person never stops the rest
            observe.fault("person left out", error, person=person_id)


def _with(act: Callable[[Command, str], object], person_id: str, command: Command) -> None:
    act(command, person_id)


def part_of(command: Command) -> Command:
    """Return an empty command for one of many; it is done only if another one takes it along."""
    return Command(
        runtime=command.runtime,
        actor=command.actor,
        now=command.now,
        reads=command.reads,
        changes=Changes(command.changes.op),
    )


def take_along(command: Command, part: Command) -> bool:
    """Let `part` be done by `command`, if its transaction has room for it; return whether it has."""
    if len(command.changes) and len(command.changes) + len(part.changes) > ROOM:
        return False
    command.changes.extend(part.changes)
    command.planned += part.planned
    return True
