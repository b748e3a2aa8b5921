"""The rollout of a cycle: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from types import ModuleType

    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import Job, JobHandler
    from chalicelib.kernel.storage.table import KeyShape
    from chalicelib.people.jobs import PersonChanged


def _routes(step: str) -> "Iterable[Routes]":
    match step:
        case "people":
            from chalicelib.rollout.routes import leaving

            return (leaving.routes,)
        case "cycles":
            from chalicelib.rollout.routes import cycles, runs

            return cycles.routes, runs.routes
        case _:
            from chalicelib.rollout.routes import runs

            return (runs.routes,)


def _job(kind: str) -> "JobHandler":
    match kind:
        case "rollout.launch":
            from chalicelib.rollout.actions.launch import launch
            from chalicelib.rollout.jobs import LAUNCH

            return LAUNCH.done_by(launch)
        case "rollout.person_changed":
            from chalicelib.rollout.actions.person_changes import person_changed

            return _person_changed().done_by(person_changed)
        case "rollout.add_zone":
            from chalicelib.cycles.jobs import ADD_ZONE
            from chalicelib.rollout.actions.person_changes import add_zone

            return ADD_ZONE.done_by(add_zone)
        case "rollout.plan_dates":
            from chalicelib.rollout.actions.cycle_dates import plan_dates
            from chalicelib.rollout.jobs import PLAN_DATES

            return PLAN_DATES.done_by(plan_dates)
        case "rollout.open_zone" | "rollout.remind" | "rollout.send_digest" | "rollout.close_cycle":
            return _deadline(kind)
        case _:
            return _for_many(kind)


def _deadline(kind: str) -> "JobHandler":
    from chalicelib.cycles.jobs import CLOSE_CYCLE, OPEN_ZONE, REMIND, SEND_DIGEST
    from chalicelib.rollout.actions import deadline_jobs

    match kind:
        case "rollout.open_zone":
            return OPEN_ZONE.done_by(deadline_jobs.open_zone)
        case "rollout.remind":
            return REMIND.done_by(deadline_jobs.remind)
        case "rollout.send_digest":
            return SEND_DIGEST.done_by(deadline_jobs.send_digest)
        case _:
            return CLOSE_CYCLE.done_by(deadline_jobs.close_cycle)


def _for_many(kind: str) -> "JobHandler":
    from chalicelib.cycles.jobs import MOVE_DATES
    from chalicelib.rollout import jobs
    from chalicelib.rollout.actions import bulk

    match kind:
        case "rollout.move_dates":
            return MOVE_DATES.done_by(bulk.move_dates)
        case "rollout.close_reviews":
            return jobs.CLOSE_REVIEWS.done_by(bulk.close_reviews)
        case "rollout.cancel_reviews":
            return jobs.CANCEL_REVIEWS.done_by(bulk.cancel_reviews)
        case "rollout.nudge_all":
            return jobs.NUDGE_ALL.done_by(bulk.nudge_all)
        case "rollout.nudge_team":
            return jobs.NUDGE_TEAM.done_by(bulk.nudge_team)
        case "rollout.share_all":
            return jobs.SHARE_ALL.done_by(bulk.share_all)
        case "rollout.extend_all":
            return jobs.EXTEND_ALL.done_by(bulk.extend_all)
        case "rollout.tally":
            return jobs.TALLY.done_by(bulk.tally)
        case _:
            raise KeyError(kind)


def _person_changed() -> "Job[PersonChanged]":
    from chalicelib.rollout.jobs import PERSON_CHANGED

    return PERSON_CHANGED


def _mails() -> "ModuleType":
    from chalicelib.rollout import mails

    return mails


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.rollout.store.launch_results import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasurePlan, Range
    from chalicelib.rollout.actions.erasure import forget_outcome, forget_result

    results = (Range("C#{each}", prefix, forget_result, "cycles") for prefix in ("PG#", "R"))
    return ErasurePlan(ranges=(*results, Range("RUN#{each}", "R#", forget_outcome, "runs")))


FEATURE = Feature(
    "rollout",
    prefixes=_prefixes,
    routes=_routes,
    job=_job,
    person_changed=_person_changed,
    mails=_mails,
    erase=_erase,
)
