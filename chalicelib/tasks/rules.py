"""What a task is, and when home shows it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.people.rules import Ref

MOST_OF_A_FEATURE = 40
"""From here on home says how many more there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTask:
    """Something that a person still has to do, written and deleted in the transactions of its cause.

    `kind`: `feature.what_to_do`; with `ref` it is this task among all of the person's that are due at the same instant.
    `subject`: whom it is about. Home does not show it before `from_` nor after `until`: nothing has to open or end it.
    `state`: "open", or "draft" where it was begun.
    """

    person_id: str
    kind: str
    ref: str
    subject: Ref
    due_at: datetime
    from_: datetime
    link: str
    time_zone: str = "UTC"
    until: datetime | None = None
    state: Literal["open", "draft"] = "open"

    @property
    def feature(self) -> str:
        """The feature that it is of."""
        return self.kind.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTasks:
    """The tasks that home lists, what is due first first, and how many more there are, by feature."""

    tasks: tuple[HomeTask, ...]
    more: dict[str, int]


def shown(tasks: Iterable[HomeTask], now: datetime, off: Collection[str] = ()) -> ShownTasks:
    """Return which of `tasks` home shows now. `off`: the features that the company has switched off."""
    listed: list[HomeTask] = []
    counts: dict[str, int] = {}
    for task in sorted(tasks, key=_order):
        if task.feature in off or not _is_current(task, now):
            continue
        counts[task.feature] = counts.get(task.feature, 0) + 1
        if counts[task.feature] <= MOST_OF_A_FEATURE:
            listed.append(task)
    more = {name: count - MOST_OF_A_FEATURE for name, count in counts.items() if count > MOST_OF_A_FEATURE}
    return ShownTasks(tasks=tuple(listed), more=more)


def _is_current(task: HomeTask, now: datetime) -> bool:
    return task.from_ <= now and (task.until is None or now < task.until)


def _order(task: HomeTask) -> tuple[datetime, str, str]:
    return task.due_at, task.kind, task.ref
