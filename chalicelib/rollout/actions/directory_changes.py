"""What a change in the directory does to reviews that are not finished: leavers, new managers, other time zones.

The directory tells it once; what it does to reflections, below, is asked for from here."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.days import known_zone
from chalicelib.kernel.ids import digest_id, new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage.table import Changes
from chalicelib.mail.kinds import MailKind
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import rules
from chalicelib.reviews.actions import commands, review_rows, schedule
from chalicelib.reviews.actions.loading import Command
from chalicelib.reviews.rules import Cause, Party, Review, State, timed
from chalicelib.rollout.actions import paging
from chalicelib.timetable import actions as timetable

UNFINISHED = {State.OPEN, State.LOCKED}
MOST_LEFT = 500
"""So many reviews of a leaver are looked at for HR's mail."""


def person_left(context: JobContext, work: PlannedJob) -> str | None:
    """Withdraw the leaver's own reviews; those they write wait for another reviewer, and HR is told of them.

    Whom they were to contribute to, and had not, is asked of no one anymore. The leaver hears nothing.
    """
    person = _person(context, work)
    if person is None or person.active:
        return None
    if work.cursor is None:
        _tell_hr(context, person)
    reviews, cursor = _desk(context, work)
    own = [review.id for review in reviews if review.reviewee.id == person.id]
    paging.each(context, SYSTEM, own, lambda by, one: commands.withdraw(by, one, Cause.LEFT, leaver=True))
    others = [review.id for review in reviews if review.id not in own and context.now < review.closes_at]
    paging.each(context, SYSTEM, others, lambda by, one: commands.writer_left(by, one, person.id))
    return cursor


def person_back(context: JobContext, work: PlannedJob) -> str | None:
    """Anyone who comes back goes on reviewing what no one else was given."""
    person = _person(context, work)
    if person is None or not person.active:
        return None
    reviews, cursor = _desk(context, work)
    waiting = [review.id for review in reviews if review.without_reviewer and review.reviewer.id == person.id]
    paging.each(context, SYSTEM, waiting, lambda by, one: commands.writer_back(by, one, person.id))
    return cursor


def _tell_hr(context: JobContext, person: Person) -> None:
    """One mail to each of HR: which reviews lost whom. No one reads there of their own."""
    page = review_rows.person_reviews(context.reads, person.id, limit=MOST_LEFT)
    found = [one for one in map(review_rows.review_of, page.rows) if one.reviewee.id != person.id]
    left = [one for one in found if one.state in UNFINISHED and context.now < one.closes_at]
    for_hr = people.hr_people(context.reads) if left else []
    paging.post(context, [one for to in for_hr if (one := _reviewer_left(to, person, left)) is not None])


def _reviewer_left(to: Person, person: Person, left: list[Review]) -> Mail | None:
    if to.id == person.id or all(one.reviewee.id == to.id for one in left):
        return None
    shown = [one for one in left if one.reviewee.id != to.id]
    named = [_about(one) for one in shown if one.reviewer.id == person.id and not one.signed_by(Party.REVIEWER)]
    asked = [_about(one) for one in shown if one.reviewer.id != person.id]
    params = {"person": person.name, "person_id": person.id, "count": str(len(named))}
    return Mail(
        kind=MailKind.REVIEWER_LEFT,
        to_person_id=to.id,
        to_name=to.name,
        to_address=to.email,
        time_zone=to.time_zone,
        mail_id=digest_id(left[0].created_at, person.id, to.id, "reviewer_left", str(person.version)),
        params=params | {"people": "\n".join(named), "contributions": "\n".join(asked)},
    )


def _about(review: Review) -> str:
    return f"{review.reviewee.name} ({review.cycle_name})"


def manager_changed(context: JobContext, work: PlannedJob) -> str | None:
    """Let reviews follow to the new manager, in cycles that say so; no words of reflections stay with the old one."""
    from chalicelib.reflections import actions as reflections

    if work.cursor is None:
        reflections.manager_changed(context, work.params["person_id"])
    person = _person(context, work)
    managers = people.find(context.reads, [person.manager_id]) if person and person.manager_id else {}
    manager = managers.get(person.manager_id or "") if person else None
    if person is None or manager is None:
        return None
    reviews, cursor = _desk(context, work)
    own = [review.id for review in reviews if review.reviewee.id == person.id]
    paging.each(context, SYSTEM, own, lambda by, one: commands.follow_manager(by, one, manager))
    return cursor


def zone_changed(context: JobContext, work: PlannedJob) -> str | None:
    """Let dates end in the zone where someone is now."""
    person = _person(context, work)
    if person is None or not known_zone(person.time_zone):
        return None
    reviews, cursor = _desk(context, work)
    listed = [review for review in reviews if person.id in {review.reviewee.id, review.reviewer.id}]
    for cycle_id in {review.cycle_id for review in listed}:
        _add_zone(context, cycles.load(context.reads, cycle_id), person.time_zone)
    paging.each(context, SYSTEM, (review.id for review in listed), _moved(person))
    return cursor


def _moved(person: Person) -> Callable[[Command, str], None]:
    def act(by: Command, review_id: str) -> None:
        key = review_rows.head_key(review_id)
        review = review_rows.review_of(by.reads.fetch(key)[key])
        cycle = cycles.load(by.reads, review.cycle_id)
        here = replace(
            review,
            reviewee_zone=person.time_zone if review.reviewee.id == person.id else review.reviewee_zone,
            reviewer_zone=person.time_zone if review.reviewer.id == person.id else review.reviewer_zone,
        )
        moved = timed(here, cycle)
        if moved == review:
            return
        review_rows.save_head(by.changes, moved)
        extended = (schedule.extension_work(moved, cycle, stage, by.now) for stage in plan.Stage)
        by.changes.put_all(timetable.rows(chain.from_iterable(extended)))

    return act


def name_changed(context: JobContext, work: PlannedJob) -> str | None:
    """Let whatever is open name someone as they are called now; what was signed keeps the name of its time."""
    person = _person(context, work)
    if person is None:
        return None
    reviews, cursor = _desk(context, work)
    paging.each(context, SYSTEM, (review.id for review in reviews), _renamed(person))
    return cursor


def _renamed(person: Person) -> Callable[[Command, str], None]:
    def act(by: Command, review_id: str) -> None:
        key = review_rows.head_key(review_id)
        review = review_rows.review_of(by.reads.fetch(key)[key])
        renamed = rules.renamed(review, ref(person))
        if renamed != review:
            review_rows.save_head(by.changes, renamed)

    return act


def _add_zone(context: JobContext, cycle: Cycle, zone: str) -> None:
    """A zone that no one in the cycle had until now needs rows of its own."""
    if not plan.running(cycle) or zone in cycle.zones:
        return
    timetable.plan(context.runtime.table, schedule.works(cycle, [zone], context.now))
    changes = Changes(new_id(context.now))
    cycles.advance(changes, plan.with_zones(cycle, [zone]))
    context.runtime.table.commit(changes)
    context.reads.forget()


def _person(context: JobContext, work: PlannedJob) -> Person | None:
    return people.find(context.reads, [work.params["person_id"]]).get(work.params["person_id"])


def _desk(context: JobContext, work: PlannedJob) -> tuple[list[Review], str | None]:
    """Return the next unfinished reviews of someone, in whatever role."""
    page = review_rows.person_reviews(context.reads, work.params["person_id"], limit=paging.PAGE, after=work.cursor)
    reviews = map(review_rows.review_of, page.rows)
    return [review for review in reviews if review.state in UNFINISHED], page.after
