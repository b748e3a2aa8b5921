"""What falls due: a durable piece of work, and when someone may take it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

LEASE = timedelta(minutes=5)
LONGEST_LEASE = timedelta(hours=6)
ATTEMPTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJob:
    """One piece of work: what kind, about what, when due, and how far it has got.

    `ref` makes it unique among what is due at the same instant. `cursor` is where the next page starts. While
    `leased_until` is ahead someone is at it; `attempts` counts leases since the last page that was finished.
    """

    kind: str
    ref: str
    due_at: datetime
    params: dict[str, str] = field(default_factory=dict)
    cursor: str | None = None
    leased_until: datetime | None = None
    attempts: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the queue carries: which work, which page of it; work without a row carries its parameters."""

    kind: str
    ref: str
    due_at: datetime | None = None
    cursor: str | None = None
    params: dict[str, str] = field(default_factory=dict)


def planned_job(kind: str, due_at: datetime, *ref: str, **params: str) -> PlannedJob:
    """Name a piece of work; the same kind, instant and ref is the same work."""
    return PlannedJob(kind=kind, ref="#".join(ref), due_at=due_at.replace(microsecond=0), params=params)


def reached(at: datetime, now: datetime) -> bool:
    """Return whether work planned for `at` is due: from the beginning of that second, so maybe a little before."""
    return now >= at.replace(microsecond=0)


def free(item: PlannedJob, now: datetime) -> bool:
    """Return whether no one is at this work."""
    return item.leased_until is None or item.leased_until <= now


def spent(item: PlannedJob) -> bool:
    """Return whether it was tried so often without getting on that a person must look at it."""
    return item.attempts >= ATTEMPTS


def leased(item: PlannedJob, now: datetime) -> PlannedJob:
    """Return the work as taken: for five minutes at first, longer each time that it does not get on."""
    pause = min(LEASE * 2**item.attempts, LONGEST_LEASE)
    return replace(item, leased_until=now + pause, attempts=item.attempts + 1, version=item.version + 1)


def moved_on(item: PlannedJob, cursor: str, now: datetime) -> PlannedJob:
    """Return the work with its next page to do; what has no row stays without."""
    return replace(item, cursor=cursor, leased_until=now + LEASE, attempts=0, version=item.version and item.version + 1)


def message_for(item: PlannedJob) -> Message:
    """Return the message that asks for this work's next page."""
    stored = item.version > 0
    return Message(
        kind=item.kind,
        ref=item.ref,
        due_at=item.due_at if stored else None,
        cursor=item.cursor,
        params={} if stored else item.params,
    )


def answers(item: PlannedJob, message: Message) -> bool:
    """Return whether the message asks for the page that is next; an older one is a duplicate."""
    return item.cursor == message.cursor
