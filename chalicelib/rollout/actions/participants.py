"""People who come into a running cycle late, come back, or leave it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle, CycleState
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, NotFound, fault
from chalicelib.kernel.jobs import at
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews.actions import commands, review_rows, vacancies
from chalicelib.reviews.rules import EndingCause, Review, ReviewState, review_id, timed
from chalicelib.rollout.actions import kickoff, launch, oversight
from chalicelib.rollout.jobs import PLAN_DATES, PlanDates
from chalicelib.rollout.rules.launch_results import (
    MOST_AT_ONCE,
    MOST_FAILURES,
    Failure,
    Joined,
    JoinOutcome,
    LaunchResult,
    Progress,
    with_joined,
)
from chalicelib.rollout.store import launch_results


@dataclass(frozen=True, slots=True, kw_only=True)
class LateReview:
    """A review that begins late: new, or back from a withdrawal. `before`: as it was, None for a new one."""

    review: Review
    before: Review | None = None


def join(command: Command, cycle: Cycle, person_ids: Sequence[str]) -> Progress:
    """Give people a review in a running cycle; who cannot have one does not stop others, and is in the audit trail.

    Return how far the cycle is then, with what became of each of these people.
    """
    if len(person_ids) > MOST_AT_ONCE:
        raise Invalid([FieldError("/person_ids", fault("too_many", most=MOST_AT_ONCE))])
    _check_state(cycle)
    known = people.find(command.reads, person_ids)
    plan.check_known("/person_ids", list(person_ids), known.__contains__)
    asked = [known[one] for one in dict.fromkeys(person_ids)]
    result_key = launch_results.result_key(cycle.id)
    before = launch_results.result_of(command.reads.fetch(result_key).get(result_key))
    arrivals, added = _late_reviews(command, cycle, asked)
    for arrival in arrivals:
        _put(command, arrival)
    vacancies.come_back(command.reads, command.changes, (arrival.review for arrival in arrivals if arrival.before))
    _plan_zones(command, cycle, added.zones)
    mail.send_once(command, *_mails(command, cycle, arrivals))
    audit.record(command, *(_refusal(command, cycle, failure) for failure in _each(added.failed)))
    result = with_joined(_together(before, added, set(known)), _outcomes(asked, arrivals, added))
    launch_results.put_result(command.changes, cycle.id, result)
    return oversight.progress_after(command, cycle, result, [arrival.review for arrival in arrivals])


def _each(failures: Iterable[Failure]) -> Iterable[Failure]:
    """Return the first reason of each person."""
    found: dict[str, Failure] = {}
    for failure in failures:
        found.setdefault(failure.person_id, failure)
    return found.values()


def _refusal(command: Command, cycle: Cycle, failure: Failure) -> trail.AuditEntry:
    return trail.of(
        command.actor,
        "join_refused",
        subject_id=failure.person_id,
        object_kind="cycle",
        object_id=cycle.id,
        detail={"reason": failure.reason},
    )


def _outcomes(asked: Iterable[Person], arrivals: Iterable[LateReview], added: LaunchResult) -> list[Joined]:
    made = {one.review.reviewee.id: JoinOutcome.BACK if one.before else JoinOutcome.ADDED for one in arrivals}
    refused = {failure.person_id: failure for failure in _each(added.failed)}
    return [
        Joined(
            person_id=one.id,
            name=one.name,
            became=made.get(one.id, JoinOutcome.REFUSED if one.id in refused else JoinOutcome.UNCHANGED),
            failure=refused.get(one.id),
        )
        for one in asked
    ]


def _check_state(cycle: Cycle) -> None:
    if cycle.state is CycleState.LAUNCHING:
        raise Conflict("cycle_launching")
    plan.must_run(cycle)


def _late_reviews(command: Command, cycle: Cycle, found: Sequence[Person]) -> tuple[list[LateReview], LaunchResult]:
    heads = {person.id: review_rows.head_key(review_id(cycle.id, person.id)) for person in found}
    rows = command.reads.fetch(*heads.values())
    there = {one: review_rows.review_of(rows[key]) for one, key in heads.items() if key in rows}
    others = launch.other_cycles(command.reads, cycle)
    around = launch.launch_context(command.reads, cycle, found, others)
    reviews, result = launch.reviews_of(cycle, found, around, command.now)
    active = {person.id for person in found if person.active}
    back = [review for one, review in there.items() if review.state is ReviewState.WITHDRAWN and one in active]
    gone = [launch.has_left(person) for person in found if person.id in there and not person.active]
    arrivals = [LateReview(review=review) for review in reviews]
    arrivals += [LateReview(review=_back(timed(review, cycle)), before=review) for review in back]
    failed = (*result.failed, *gone)
    return arrivals, replace(result, seen=len(found) - len(there), created=len(reviews), failed=failed)


def _back(review: Review) -> Review:
    """Everything is as it was left; anyone who had signed has signed."""
    return replace(review, state=ReviewState.LOCKED if review.signatures else ReviewState.OPEN, withdrawn=None)


def _put(command: Command, arrival: LateReview) -> None:
    review = arrival.review
    if arrival.before:
        review_rows.save_head(command, arrival.before, review)
    else:
        review_rows.create(command.changes, review)
    action = "rejoin" if arrival.before else "join"
    entry = trail.of(
        command.actor, action, subject_id=review.reviewee.id, object_kind="review", object_id=review.id, bulk=True
    )
    audit.record(command, entry)


def _plan_zones(command: Command, cycle: Cycle, zones: Iterable[str]) -> None:
    """A zone that no one in the cycle had until now needs jobs of its own."""
    new = tuple(zone for zone in zones if zone not in cycle.zones)
    if new:
        command.plan(at(command.now, PLAN_DATES, PlanDates(cycle_id=cycle.id, zones=new)))
        cycles.advance(command, plan.with_zones(cycle, new))


def _mails(command: Command, cycle: Cycle, arrivals: Iterable[LateReview]) -> Iterator[Mail]:
    """Those whose day has come begin at once; for the others the opening is still to come."""
    begun = [arrival for arrival in arrivals if arrival.review.state_at(command.now) is ReviewState.OPEN]
    wanted = {one for a in begun for one in (a.review.reviewee.id, a.review.reviewer.id)}
    known = people.find(command.reads, wanted) if wanted else {}
    for arrival in begun:
        review = arrival.review
        reviewee, reviewer = known[review.reviewee.id], known[review.reviewer.id]
        yield _again(kickoff.to_reviewee(cycle, reviewee, review, reviewer), arrival, command.now)
        yield _again(kickoff.to_reviewer(cycle, reviewer, [review.reviewee.name], review.id), arrival, command.now)


def _again(planned: Mail, arrival: LateReview, now: datetime) -> Mail:
    """Anyone who comes back hears of it although they were told once."""
    return replace(planned, mail_id=f"{planned.mail_id}-{now:%Y%m%d%H%M%S}") if arrival.before else planned


def _together(before: LaunchResult, added: LaunchResult, asked: set[str]) -> LaunchResult:
    earlier = [failure for failure in before.failed if failure.person_id not in asked]
    return replace(
        before,
        seen=before.seen + added.seen - (len(before.failed) - len(earlier)),
        created=before.created + added.created,
        failed=(*earlier, *added.failed)[:MOST_FAILURES],
    )


def remove(command: Command, cycle: Cycle, person_id: str) -> None:
    """Take someone out of a running cycle: the review is withdrawn, what was written stays."""
    _check_state(cycle)
    one = review_id(cycle.id, person_id)
    key = review_rows.head_key(one)
    if not command.reads.fetch(key):
        raise NotFound
    commands.withdraw(command, one, EndingCause.REMOVED)
