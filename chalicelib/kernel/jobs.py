"""Kinds of job with typed parameters, and one job planned for an instant. Pure; `timetable` carries them out.

A feature declares its kinds in its `jobs.py`, beside its rules, so that whoever causes a job can name it:

    class OpenZone(msgspec.Struct, frozen=True):
        cycle_id: str
        zone: str

    OPEN_ZONE = Job("rollout.open_zone", OpenZone)

An action plans it in its command: `command.plan(at(opens_at, OPEN_ZONE, OpenZone(cycle_id=…, zone=…)))`. The feature's
declaration says who does it: `OPEN_ZONE.done_by(open_zone)`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from chalicelib.kernel.command import JobContext

P = TypeVar("P")
LONGEST_REF = 300
"""Characters; a key has room for about three times as many."""


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    """A kind of job: its name (`feature.verb`) and the msgspec Struct of its parameters, small and flat.

    `always`: it is done also while its feature is switched off, as what deletes and what follows the directory must be.
    Every other job that falls due then is dropped: nothing that was to be asked of somebody comes later.
    """

    kind: str
    params: type[P]
    always: bool = False

    def done_by(self, work: "Callable[[JobContext, P], str | None]") -> "JobHandler":
        """Return the kind together with the function that does one page of such a job.

        The function returns the cursor of the next page, or None when all is done. It may run twice for the same page.
        """
        return JobHandler(self, work)


@dataclass(frozen=True, slots=True)
class JobHandler:
    """A kind of job and the function that does it; made by `Job.done_by`, so that the two fit."""

    job: Job[Any]
    work: "Callable[[JobContext, Any], str | None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJob:
    """One job: what kind, with which parameters, when due, and how far it has got.

    `ref` makes it unique among what is due at the same instant. `params`: the kind's Struct, or what was stored of it.
    `cursor` is where the next page starts. While `leased_until` is ahead someone is at it; `attempts` counts leases
    since the last page that was finished.
    """

    kind: str
    ref: str
    due_at: datetime
    params: Any = field(default_factory=dict)
    cursor: str | None = None
    leased_until: datetime | None = None
    attempts: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the queue carries: which job, which page of it; a job without a row carries its parameters."""

    kind: str
    ref: str
    due_at: datetime | None = None
    cursor: str | None = None
    params: Any = field(default_factory=dict)


def at(due: datetime, job: Job[P], params: P) -> PlannedJob:
    """Plan a job. The same kind with the same parameters at the same instant (to the second) is the same job."""
    return PlannedJob(kind=job.kind, ref=ref_of(params), due_at=due.replace(microsecond=0), params=params)


def ref_of(params: object) -> str:
    """Return the part of a job's key that its parameters make: readable as long as it is short."""
    names: tuple[str, ...] = getattr(params, "__struct_fields__", ())
    text = "#".join(_spelled(getattr(params, name)) for name in names)
    return text if len(text) <= LONGEST_REF else hashlib.sha256(text.encode()).hexdigest()[:40]


def _spelled(value: object) -> str:
    if isinstance(value, tuple | list | frozenset):
        return ",".join(map(_spelled, value))
    return "" if value is None else str(value)


def message_for(planned: PlannedJob) -> Message:
    """Return the message that asks for this job's next page."""
    stored = planned.version > 0
    return Message(
        kind=planned.kind,
        ref=planned.ref,
        due_at=planned.due_at if stored else None,
        cursor=planned.cursor,
        params={} if stored else planned.params,
    )
