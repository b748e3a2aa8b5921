"""What is done to many reviews of a cycle, page by page. `by`: who asked for it; `run_id`: where it is counted."""

import datetime as dt

import msgspec

from chalicelib.cycles.rules import Stage
from chalicelib.kernel.jobs import Job
from chalicelib.people.jobs import PersonChanged
from chalicelib.reviews.rules import SideName


class CycleParams(msgspec.Struct, frozen=True):
    """What concerns a cycle as a whole."""

    cycle_id: str


class Launch(msgspec.Struct, frozen=True):
    """Make the reviews of a cycle."""

    cycle_id: str
    by: str


class PlanDates(msgspec.Struct, frozen=True):
    """Plan what falls due in a running cycle in these time zones (none: in all of them), after a change of it.

    `opens`: also what opens at once; not where only later dates moved. `launched`: the cycle has just been launched.
    """

    cycle_id: str
    zones: tuple[str, ...] = ()
    opens: bool = True
    launched: bool = False


class CancelReviews(msgspec.Struct, frozen=True):
    """Withdraw the unfinished reviews of a cancelled cycle; `again`: those that its index did not show yet."""

    cycle_id: str
    by: str
    again: bool = False


class NudgeAll(msgspec.Struct, frozen=True):
    """Nudge everyone with an open task; `person_ids`: in the reviews of these only, at most a thousand."""

    cycle_id: str
    run_id: str
    by: str
    person_ids: tuple[str, ...] = ()


class ShareAll(msgspec.Struct, frozen=True):
    """Share one side of the reviews on behalf of its authors."""

    cycle_id: str
    run_id: str
    by: str
    side: SideName
    person_ids: tuple[str, ...] = ()


class ExtendAll(msgspec.Struct, frozen=True):
    """Give the reviews more time for one side."""

    cycle_id: str
    run_id: str
    by: str
    side: Stage
    until: dt.date
    person_ids: tuple[str, ...] = ()


class NudgeTeam(msgspec.Struct, frozen=True):
    """Nudge those with an open task in the reviews that a manager chose, at most five hundred."""

    run_id: str
    by: str
    review_ids: tuple[str, ...]


LAUNCH = Job("rollout.launch", Launch)
PLAN_DATES = Job("rollout.plan_dates", PlanDates)
CANCEL_REVIEWS = Job("rollout.cancel_reviews", CancelReviews)
CLOSE_REVIEWS = Job("rollout.close_reviews", CycleParams)
NUDGE_ALL = Job("rollout.nudge_all", NudgeAll)
SHARE_ALL = Job("rollout.share_all", ShareAll)
EXTEND_ALL = Job("rollout.extend_all", ExtendAll)
NUDGE_TEAM = Job("rollout.nudge_team", NudgeTeam)
TALLY = Job("rollout.tally", CycleParams)
PERSON_CHANGED = Job("rollout.person_changed", PersonChanged, always=True)
