"""What is done with tasks: they come and go in the transactions of their causes."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.kernel.command import Command
from chalicelib.kernel.storage.table import Row
from chalicelib.tasks import store
from chalicelib.tasks.rules import HomeTask


def put(command: Command, *tasks: HomeTask) -> None:
    """Let the people named in `tasks` have them to do; a task that is there already is replaced."""
    command.changes.put_all(map(store.row, tasks))


def remove(command: Command, person_id: str, kind: str, ref: str, due_at: datetime) -> None:
    """Let a task be gone; nothing happens where there is none."""
    command.changes.delete(store.task_key(person_id, kind, ref, due_at))


def only_tasks(rows: Iterable[Row]) -> bool:
    """Return whether nothing but tasks is among these rows of home's range."""
    return all(map(store.is_task, rows))


def tasks_among(rows: Iterable[Row]) -> list[HomeTask]:
    """Return the tasks among the rows of home's range."""
    return [store.task_of(row) for row in rows if store.is_task(row)]
