"""When someone may take a job that is due, and when it was tried too often."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.kernel.jobs import Message, PlannedJob

LEASE = timedelta(minutes=5)
LONGEST_LEASE = timedelta(hours=6)
ATTEMPTS = 12


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


def answers(item: PlannedJob, message: Message) -> bool:
    """Return whether the message asks for the page that is next; an older one is a duplicate."""
    return item.cursor == message.cursor
