"""Jobs that a cycle causes: what falls due at its instants, and moved dates. The rollout, above, does them.

`on` is the date that a job was planned from: moved since, the job is void. `review_id`: of one review that has a
deadline of its own; empty for all others of the cycle.
"""

import datetime as dt

import msgspec

from chalicelib.cycles.rules import Due, DueKind, Stage
from chalicelib.kernel.jobs import Job, PlannedJob, at


class OpenZone(msgspec.Struct, frozen=True):
    """The reviews of people in one zone open."""

    cycle_id: str
    zone: str
    on: dt.date


class RemindZone(msgspec.Struct, frozen=True):
    """Those in one zone whose task of a stage is open are reminded of it, some days before or after its date."""

    cycle_id: str
    review_id: str
    stage: Stage
    zone: str
    days: int
    on: dt.date


class SendDigest(msgspec.Struct, frozen=True):
    """A deadline has passed everywhere: HR hears who is missing."""

    cycle_id: str
    review_id: str
    stage: Stage
    on: dt.date


class CloseCycle(msgspec.Struct, frozen=True):
    """The last day of a cycle is over everywhere."""

    cycle_id: str
    on: dt.date


class MoveDates(msgspec.Struct, frozen=True):
    """Carry the dates of a launched cycle that moved (`opens_on`, or a stage) into its reviews, as a run."""

    cycle_id: str
    run_id: str
    moved: tuple[str, ...]


class AddZone(msgspec.Struct, frozen=True):
    """Somebody of a cycle is in this zone now: what falls due there is planned, if nobody was there before."""

    cycle_id: str
    zone: str


OPEN_ZONE = Job("rollout.open_zone", OpenZone)
REMIND = Job("rollout.remind", RemindZone)
SEND_DIGEST = Job("rollout.send_digest", SendDigest)
CLOSE_CYCLE = Job("rollout.close_cycle", CloseCycle)
MOVE_DATES = Job("rollout.move_dates", MoveDates)
ADD_ZONE = Job("rollout.add_zone", AddZone)


def job_of(due: Due, cycle_id: str, review_id: str = "") -> PlannedJob:
    """Return the job of what falls due; the same for the same thing, whenever it is asked."""
    if due.kind is DueKind.OPEN:
        return at(due.at, OPEN_ZONE, OpenZone(cycle_id=cycle_id, zone=due.zone, on=due.on))
    if due.kind is DueKind.CLOSE or due.stage is None:
        return at(due.at, CLOSE_CYCLE, CloseCycle(cycle_id=cycle_id, on=due.on))
    if due.kind is DueKind.DIGEST:
        return at(due.at, SEND_DIGEST, SendDigest(cycle_id=cycle_id, review_id=review_id, stage=due.stage, on=due.on))
    remind = RemindZone(
        cycle_id=cycle_id, review_id=review_id, stage=due.stage, zone=due.zone, days=due.days, on=due.on
    )
    return at(due.at, REMIND, remind)
