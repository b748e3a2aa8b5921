"""What a change in the directory does to reviews that are not finished: leavers, new managers, other time zones.

The directory tells it once; what it does to reflections, below, is asked for from here."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle
from chalicelib.kernel.days import known_zone
from chalicelib.kernel.ids import digest_id, new_id
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.table import Changes
from chalicelib.mail.kinds import MailKind
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import actions, paging, rules, schedule, store
from chalicelib.reviews.actions import Command
from chalicelib.reviews.rules import Cause, Party, Review, State, timed
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.actions import Turn
from chalicelib.timetable.rules import Work

UNFINISHED = {State.OPEN, State.LOCKED}
MOST_LEFT = 500
"""So many reviews of a leaver are looked at for HR's mail."""


def person_left(turn: Turn, work: Work) -> str | None:
    """Withdraw the leaver's own reviews; those they write wait for another reviewer, and HR is told of them.

    Whom they were to contribute to, and had not, is asked of no one anymore. The leaver hears nothing.
    """
    person = _person(turn, work)
    if person is None or person.active:
        return None
    if work.cursor is None:
        _tell_hr(turn, person)
    reviews, cursor = _desk(turn, work)
    own = [review.id for review in reviews if review.reviewee.id == person.id]
    paging.each(turn, SYSTEM, own, lambda by, one: actions.withdraw(by, one, Cause.LEFT, leaver=True))
    others = [review.id for review in reviews if review.id not in own and turn.now < review.closes_at]
    paging.each(turn, SYSTEM, others, lambda by, one: actions.writer_left(by, one, person.id))
    return cursor


def person_back(turn: Turn, work: Work) -> str | None:
    """Anyone who comes back goes on reviewing what no one else was given."""
    person = _person(turn, work)
    if person is None or not person.active:
        return None
    reviews, cursor = _desk(turn, work)
    waiting = [review.id for review in reviews if review.without_reviewer and review.reviewer.id == person.id]
    paging.each(turn, SYSTEM, waiting, lambda by, one: actions.writer_back(by, one, person.id))
    return cursor


def _tell_hr(turn: Turn, person: Person) -> None:
    """One mail to each of HR: which reviews lost whom. No one reads there of their own."""
    page = store.desk(turn.reads, person.id, limit=MOST_LEFT)
    found = [one for one in map(store.review_of, page.rows) if one.reviewee.id != person.id]
    left = [one for one in found if one.state in UNFINISHED and turn.now < one.closes_at]
    for_hr = people.hr_people(turn.reads) if left else []
    paging.post(turn, [one for to in for_hr if (one := _reviewer_left(to, person, left)) is not None])


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


def manager_changed(turn: Turn, work: Work) -> str | None:
    """Let reviews follow to the new manager, in cycles that say so; no words of reflections stay with the old one."""
    from chalicelib.reflections import actions as reflections

    if work.cursor is None:
        reflections.manager_changed(turn, work.params["person_id"])
    person = _person(turn, work)
    managers = people.find(turn.reads, [person.manager_id]) if person and person.manager_id else {}
    manager = managers.get(person.manager_id or "") if person else None
    if person is None or manager is None:
        return None
    reviews, cursor = _desk(turn, work)
    own = [review.id for review in reviews if review.reviewee.id == person.id]
    paging.each(turn, SYSTEM, own, lambda by, one: actions.follow_manager(by, one, manager))
    return cursor


def zone_changed(turn: Turn, work: Work) -> str | None:
    """Let dates end in the zone where someone is now."""
    person = _person(turn, work)
    if person is None or not known_zone(person.time_zone):
        return None
    reviews, cursor = _desk(turn, work)
    listed = [review for review in reviews if person.id in {review.reviewee.id, review.reviewer.id}]
    for cycle_id in {review.cycle_id for review in listed}:
        _add_zone(turn, cycles.load(turn.reads, cycle_id), person.time_zone)
    paging.each(turn, SYSTEM, (review.id for review in listed), _moved(person))
    return cursor


def _moved(person: Person) -> Callable[[Command, str], None]:
    def act(by: Command, review_id: str) -> None:
        key = store.head_key(review_id)
        review = store.review_of(by.reads.fetch(key)[key])
        cycle = cycles.load(by.reads, review.cycle_id)
        here = replace(
            review,
            reviewee_zone=person.time_zone if review.reviewee.id == person.id else review.reviewee_zone,
            reviewer_zone=person.time_zone if review.reviewer.id == person.id else review.reviewer_zone,
        )
        moved = timed(here, cycle)
        if moved == review:
            return
        store.save_head(by.changes, moved)
        extended = (schedule.extension_work(moved, cycle, stage, by.now) for stage in plan.Stage)
        by.changes.put_all(timetable.rows(chain.from_iterable(extended)))

    return act


def name_changed(turn: Turn, work: Work) -> str | None:
    """Let whatever is open name someone as they are called now; what was signed keeps the name of its time."""
    person = _person(turn, work)
    if person is None:
        return None
    reviews, cursor = _desk(turn, work)
    paging.each(turn, SYSTEM, (review.id for review in reviews), _renamed(person))
    return cursor


def _renamed(person: Person) -> Callable[[Command, str], None]:
    def act(by: Command, review_id: str) -> None:
        key = store.head_key(review_id)
        review = store.review_of(by.reads.fetch(key)[key])
        renamed = rules.renamed(review, ref(person))
        if renamed != review:
            store.save_head(by.changes, renamed)

    return act


def _add_zone(turn: Turn, cycle: Cycle, zone: str) -> None:
    """A zone that no one in the cycle had until now needs rows of its own."""
    if not plan.running(cycle) or zone in cycle.zones:
        return
    timetable.plan(turn.runtime.table, schedule.works(cycle, [zone], turn.now))
    changes = Changes(new_id(turn.now))
    cycles.advance(changes, plan.with_zones(cycle, [zone]))
    turn.runtime.table.commit(changes)
    turn.reads.forget()


def _person(turn: Turn, work: Work) -> Person | None:
    return people.find(turn.reads, [work.params["person_id"]]).get(work.params["person_id"])


def _desk(turn: Turn, work: Work) -> tuple[list[Review], str | None]:
    """Return the next unfinished reviews of someone, in whatever role."""
    page = store.desk(turn.reads, work.params["person_id"], limit=paging.PAGE, after=work.cursor)
    reviews = map(store.review_of, page.rows)
    return [review for review in reviews if review.state in UNFINISHED], page.after
