"""The emails with which a cycle begins: one to each reviewee, and one to each reviewer that names whom to review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.cycles.rules import Cycle, opens_at
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail.rules import Mail, MailKind
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.rules import Review, ReviewPart, ReviewState, dated, lines, readers_of
from chalicelib.rollout import mails as rollout_mails

MOST_NAMED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class KickoffNotice:
    """A kick-off that is due: to a reviewee about a review, or to a reviewer about those named."""

    to: str
    review: Review | None = None
    names: tuple[str, ...] = ()


def notifications(
    reads: Reads, cycle: Cycle, reviews: Sequence[Review], zone: str, now: datetime, *, whole: bool
) -> list[KickoffNotice]:
    """Return the kick-offs due in one zone in these reviews; reviewers first.

    `whole`: these are all reviews of the cycle, so that they say whom a reviewer has; if not, their own list does.
    """
    if opens_at(cycle.timeline, zone) > now:
        return []
    # A reviewer's day may come before the reviewee's, or after it.
    unfinished = [review for review in reviews if review.state is ReviewState.OPEN]
    reviewed: dict[str, list[str]] = {}
    for review in unfinished:
        if review.reviewer_zone == zone:
            reviewed.setdefault(review.reviewer.id, []).append(review.reviewee.name)
    found = [
        KickoffNotice(to=one, names=tuple(sorted(names) if whole else _reviewees(reads, cycle, one)))
        for one, names in sorted(reviewed.items())
    ]
    begun = (review for review in unfinished if review.reviewee_zone == zone)
    return [*found, *(KickoffNotice(to=review.reviewee.id, review=review) for review in begun)]


def mails(reads: Reads, cycle: Cycle, part: Sequence[KickoffNotice]) -> list[Mail]:
    """Return the emails of these kick-offs, to those who still work here."""
    reviewers = {notification.review.reviewer.id for notification in part if notification.review}
    known = people.find(reads, {notification.to for notification in part} | reviewers)
    return [
        _of(cycle, known, notification)
        for notification in part
        if notification.to in known and known[notification.to].active
    ]


def _of(cycle: Cycle, known: Mapping[str, Person], notification: KickoffNotice) -> Mail:
    to = known[notification.to]
    if notification.review is None:
        return to_reviewer(cycle, to, notification.names)
    return to_reviewee(cycle, to, notification.review, known.get(notification.review.reviewer.id))


def _reviewees(reads: Reads, cycle: Cycle, reviewer_id: str) -> list[str]:
    """Name those whom someone reviews in a cycle, by their own list of reviews."""
    page = review_rows.person_reviews_of_cycle(reads, reviewer_id, cycle.id, limit=MOST_NAMED)
    listed = map(review_rows.review_of, page.rows)
    return sorted(
        review.reviewee.name
        for review in listed
        if review.reviewer.id == reviewer_id and review.state is not ReviewState.WITHDRAWN
    )


def to_reviewee(cycle: Cycle, to: Person, review: Review, reviewer: Person | None) -> Mail:
    """Tell someone to begin the self-assessment."""
    timeline, granted = cycle.timeline, review.deadlines
    return _mail(
        rollout_mails.KICKOFF_SELF,
        cycle,
        to,
        (review.id,),
        review_id=review.id,
        reviewer=review.reviewer.name,
        readers=lines(readers_of(review, reviewer, cycle.options, ReviewPart.SELF)),
        self_due_on=dated(max(timeline.self_due_on, granted.own.extended_to or timeline.self_due_on), review.own_zone),
        manager_due_on=dated(timeline.manager_due_on, review.manager_zone),
    )


def to_reviewer(cycle: Cycle, to: Person, names: Iterable[str], *about: str) -> Mail:
    """Tell a reviewer whom to review; with `about`, for those who joined after the others."""
    zone = cycle.timeline.time_zone or ""
    return _mail(
        rollout_mails.KICKOFF_MANAGER,
        cycle,
        to,
        about,
        cycle_id=cycle.id,
        people="\n".join(names),
        manager_due_on=dated(cycle.timeline.manager_due_on, zone),
        self_due_on=dated(cycle.timeline.self_due_on, zone),
    )


def _mail(kind: MailKind, cycle: Cycle, to: Person, about: Iterable[str], **params: str) -> Mail:
    instructions = {"instructions": cycle.instructions} if cycle.instructions else {}
    return Mail(
        kind=kind,
        to_person_id=to.id,
        to_name=to.name,
        to_address=to.email,
        time_zone=to.time_zone,
        mail_id=digest_id(cycle.created_at, cycle.id, to.id, kind.name, *about),
        params={
            "cycle": cycle.name,
            "sign_due_on": dated(cycle.timeline.sign_due_on, cycle.timeline.time_zone or ""),
            **instructions,
            **params,
        },
    )
