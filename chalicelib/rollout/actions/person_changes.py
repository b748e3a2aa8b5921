"""What a change of a person does to reviews that are not finished: leavers, new managers, other time zones, names."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.jobs import AddZone
from chalicelib.kernel.command import Command, JobContext, perform, perform_each
from chalicelib.kernel.days import known_zone
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import SYSTEM
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.jobs import PersonChanged
from chalicelib.people.rules import Person, ref
from chalicelib.people.rules.changes import BACK, LEFT, MANAGER, NAME, ZONE
from chalicelib.reviews import rules
from chalicelib.reviews.actions import commands, review_rows, schedule
from chalicelib.reviews.rules import EndingCause, Party, Review, ReviewState, timed
from chalicelib.rollout import mails
from chalicelib.rollout.actions import review_pages
from chalicelib.rollout.jobs import PLAN_DATES, PlanDates

UNFINISHED = {ReviewState.OPEN, ReviewState.LOCKED}
MOST_LEFT = 500
"""So many reviews of a leaver are looked at for HR's mail."""


def person_changed(context: JobContext, params: PersonChanged) -> str | None:
    """Do what follows for the next unfinished reviews of somebody, in whatever role, from all that changed of them."""
    person = people.find(context.reads, [params.person_id]).get(params.person_id)
    if person is None:
        return None
    if context.cursor is None and LEFT in params.changed and not person.active:
        _tell_hr(context, person)
    page = review_rows.person_reviews(context.reads, person.id, limit=review_pages.PAGE, after=context.cursor)
    reviews = [one for one in map(review_rows.review_of, page.rows) if one.state in UNFINISHED]
    for what, follow in _FOLLOWS.items():
        if what in params.changed:
            follow(context, person, reviews)
    return page.after


def _left(context: JobContext, person: Person, reviews: Sequence[Review]) -> None:
    """Withdraw the leaver's own reviews; those they write wait for another reviewer, and HR is told of them.

    Whom they were to contribute to, and had not, is asked of no one anymore. The leaver hears nothing.
    """
    if person.active:
        return
    own = [one.id for one in reviews if one.reviewee.id == person.id]
    perform_each(
        context, SYSTEM, own, lambda command, one: commands.withdraw(command, one, EndingCause.LEFT, leaver=True)
    )
    others = [one.id for one in reviews if one.id not in own and context.now < one.closes_at]
    perform_each(context, SYSTEM, others, lambda command, one: commands.writer_left(command, one, person.id))


def _back(context: JobContext, person: Person, reviews: Sequence[Review]) -> None:
    """Anyone who comes back goes on reviewing what no one else was given."""
    if person.active:
        waiting = [one.id for one in reviews if one.without_reviewer and one.reviewer.id == person.id]
        perform_each(context, SYSTEM, waiting, lambda command, one: commands.writer_back(command, one, person.id))


def _tell_hr(context: JobContext, person: Person) -> None:
    """One mail to each of HR: which reviews lost whom. No one reads there of their own."""
    page = review_rows.person_reviews(context.reads, person.id, limit=MOST_LEFT)
    found = [one for one in map(review_rows.review_of, page.rows) if one.reviewee.id != person.id]
    left = [one for one in found if one.state in UNFINISHED and context.now < one.closes_at]
    for_hr = people.hr_people(context.reads) if left else []
    review_pages.post(context, [one for to in for_hr if (one := _reviewer_left(to, person, left)) is not None])


def _reviewer_left(to: Person, person: Person, left: list[Review]) -> Mail | None:
    if to.id == person.id or all(one.reviewee.id == to.id for one in left):
        return None
    shown = [one for one in left if one.reviewee.id != to.id]
    named = [_about(one) for one in shown if one.reviewer.id == person.id and not one.signed_by(Party.REVIEWER)]
    asked = [_about(one) for one in shown if one.reviewer.id != person.id]
    params = {"person": person.name, "person_id": person.id, "count": str(len(named))}
    return Mail(
        kind=mails.REVIEWER_LEFT,
        to_person_id=to.id,
        to_name=to.name,
        to_address=to.email,
        time_zone=to.time_zone,
        mail_id=digest_id(left[0].created_at, person.id, to.id, "reviewer_left", str(person.version)),
        params=params | {"people": "\n".join(named), "contributions": "\n".join(asked)},
    )


def _about(review: Review) -> str:
    return f"{review.reviewee.name} ({review.cycle_name})"


def _manager(context: JobContext, person: Person, reviews: Sequence[Review]) -> None:
    """Let reviews follow to the new manager, in cycles that say so."""
    manager = people.find(context.reads, [person.manager_id]).get(person.manager_id) if person.manager_id else None
    if manager is None:
        return
    own = [one.id for one in reviews if one.reviewee.id == person.id]
    perform_each(context, SYSTEM, own, lambda command, one: commands.follow_manager(command, one, manager))


def _zone(context: JobContext, person: Person, reviews: Sequence[Review]) -> None:
    """Let dates end in the zone where someone is now."""
    if not known_zone(person.time_zone):
        return
    listed = [one for one in reviews if person.id in {one.reviewee.id, one.reviewer.id}]
    for cycle_id in {one.cycle_id for one in listed}:
        perform(context.runtime, SYSTEM, partial(add_zone, params=AddZone(cycle_id=cycle_id, zone=person.time_zone)))
    perform_each(context, SYSTEM, (one.id for one in listed), _moved(person))


def _moved(person: Person) -> Callable[[Command, str], None]:
    def act(command: Command, review_id: str) -> None:
        key = review_rows.head_key(review_id)
        review = review_rows.review_of(command.reads.fetch(key)[key])
        cycle = cycles.load(command.reads, review.cycle_id)
        here = replace(
            review,
            reviewee_zone=person.time_zone if review.reviewee.id == person.id else review.reviewee_zone,
            reviewer_zone=person.time_zone if review.reviewer.id == person.id else review.reviewer_zone,
        )
        moved = timed(here, cycle)
        if moved == review:
            return
        review_rows.save_head(command, review, moved)
        extended = (schedule.extension_jobs(moved, cycle, stage, command.now) for stage in plan.Stage)
        command.plan(*chain.from_iterable(extended))

    return act


def _name(context: JobContext, person: Person, reviews: Sequence[Review]) -> None:
    """Let whatever is open name someone as they are called now; what was signed keeps the name of its time."""
    perform_each(context, SYSTEM, (one.id for one in reviews), _renamed(person))


def _renamed(person: Person) -> Callable[[Command, str], None]:
    def act(command: Command, review_id: str) -> None:
        key = review_rows.head_key(review_id)
        review = review_rows.review_of(command.reads.fetch(key)[key])
        renamed = rules.renamed(review, ref(person))
        if renamed != review:
            review_rows.save_head(command, review, renamed)

    return act


_FOLLOWS: dict[str, Callable[[JobContext, Person, Sequence[Review]], None]] = {
    LEFT: _left,
    BACK: _back,
    MANAGER: _manager,
    ZONE: _zone,
    NAME: _name,
}


def add_zone(command: Command, params: AddZone) -> None:
    """A zone that no one in the cycle had until now needs jobs of its own."""
    cycle = cycles.load(command.reads, params.cycle_id)
    if not plan.running(cycle) or params.zone in cycle.zones:
        return
    command.plan(at(command.now, PLAN_DATES, PlanDates(cycle_id=cycle.id, zones=(params.zone,))))
    cycles.advance(command, plan.with_zones(cycle, [params.zone]))
