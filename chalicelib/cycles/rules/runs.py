"""A command for many reviews: how far it is, and how many of them became what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

RunCommand = Literal["nudge", "share", "extend", "move_dates"]


class RunOutcome(StrEnum):
    """What a command did to one review. UNCHANGED: there was nothing to do."""

    DONE = "done"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command for many reviews, as it is carried out; `by` gave it. `mails`: how many it has written so far."""

    id: str
    command: RunCommand
    by: str
    begun_at: datetime
    cycle_id: str = ""
    outcomes: dict[str, int] = field(default_factory=dict)
    mails: int = 0
    done: bool = False
    version: int = 1


def stepped(run: Run, outcomes: Iterable[RunOutcome] = (), *, mails: int = 0, done: bool = False) -> Run:
    """Return the run after a page of it."""
    counted = Counter(run.outcomes) + Counter(map(str, outcomes))
    return replace(run, outcomes=dict(counted), mails=run.mails + mails, done=done or run.done, version=run.version + 1)
