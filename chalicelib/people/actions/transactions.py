"""Many people as parts of as few transactions as hold them."""

from chalicelib.kernel.command import Command
from chalicelib.kernel.storage.table import Changes

ROOM = 95
"""Rows of one transaction that changes of people may fill; the rest is for receipt, trail and jobs."""


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
