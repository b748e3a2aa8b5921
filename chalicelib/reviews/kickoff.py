"""The mails with which a cycle begins: one to each reviewee, and one to each reviewer that names whom to review."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.cycles.rules import Cycle, opens_at
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.table import Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.kinds import MailKind
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews import store
from chalicelib.reviews.rules import Review, State, timed

MOST_NAMED = 200


def mails(reads: Reads, cycle: Cycle, reviews: Sequence[Review], zone: str, now: datetime) -> list[Mail]:
    """Answer the kick-off mails for people of one zone in these reviews, where the day has come."""
    timely = [timed(review, cycle) for review in reviews]
    begun = [review for review in timely if review.state_at(now) is State.OPEN]
    reviewees = {review.reviewee.id: review for review in begun if review.reviewee_zone == zone}
    # A reviewer's day may come before the reviewee's, or after it.
    waiting = timely if opens_at(cycle.timeline, zone) <= now else ()
    reviewers = {r.reviewer.id for r in waiting if r.reviewer_zone == zone and r.state is State.OPEN}
    known = people.find(reads, {*reviewees, *reviewers})
    told = [to_reviewee(cycle, known[one], review) for one, review in reviewees.items() if _here(known, one)]
    heads = [to_reviewer(cycle, known[one], ()) for one in sorted(reviewers) if _here(known, one)]
    named = [
        to_reviewer(cycle, known[planned.to_person_id], _reviewees(reads, cycle, planned.to_person_id))
        for planned in mail.unwritten(reads, heads)
    ]
    return [*told, *named]


def _here(known: dict[str, Person], person_id: str) -> bool:
    return person_id in known and known[person_id].active


def _reviewees(reads: Reads, cycle: Cycle, reviewer_id: str) -> list[str]:
    """Name those whom somebody reviews in a cycle: their desk has a line for each."""
    page = store.desk_of_cycle(reads, reviewer_id, cycle.id, limit=MOST_NAMED)
    listed = map(store.review_of, page.rows)
    return sorted(
        review.reviewee.name
        for review in listed
        if review.reviewer.id == reviewer_id and review.state is not State.WITHDRAWN
    )


def to_reviewee(cycle: Cycle, to: Person, review: Review) -> Mail:
    """Tell somebody to begin the self-assessment."""
    return _mail(
        MailKind.KICKOFF_SELF,
        cycle,
        to,
        (review.id,),
        review_id=review.id,
        reviewer=review.reviewer.name,
        self_due_on=review.deadlines.own.day.isoformat(),
        manager_due_on=review.deadlines.manager.day.isoformat(),
    )


def to_reviewer(cycle: Cycle, to: Person, names: Iterable[str], *about: str) -> Mail:
    """Tell a reviewer whom to review; with `about`, for those who joined after the others."""
    return _mail(
        MailKind.KICKOFF_MANAGER,
        cycle,
        to,
        about,
        cycle_id=cycle.id,
        people="\n".join(names),
        manager_due_on=cycle.timeline.manager_due_on.isoformat(),
        self_due_on=cycle.timeline.self_due_on.isoformat(),
    )


def _mail(kind: MailKind, cycle: Cycle, to: Person, about: Iterable[str], **params: str) -> Mail:
    instructions = {"instructions": cycle.instructions} if cycle.instructions else {}
    return Mail(
        kind=kind,
        to_person_id=to.id,
        to_name=to.name,
        to_address=to.email,
        time_zone=to.time_zone,
        mail_id=digest_id(cycle.created_at, cycle.id, to.id, kind, *about),
        params={
            "cycle": cycle.name,
            "sign_due_on": cycle.timeline.sign_due_on.isoformat(),
            **instructions,
            **params,
        },
    )
