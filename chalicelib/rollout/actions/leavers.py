"""What someone leaves behind who is about to leave; nothing is changed."""

from datetime import datetime

from chalicelib.kernel.policy import HR_ADMIN
from chalicelib.kernel.storage.table import Reads
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.rules import Party, ReviewState
from chalicelib.rollout.views.leaving import LeavingView

MOST_REVIEWS = 500
MOST_REPORTS = 100
UNFINISHED = {ReviewState.OPEN, ReviewState.LOCKED}


def leaving(reads: Reads, person_id: str, now: datetime) -> LeavingView:
    """Return how many reviews and reports each of someone's roles leaves behind."""
    person = people.load(reads, person_id)
    page = review_rows.person_reviews(reads, person.id, limit=MOST_REVIEWS)
    listed = map(review_rows.review_of, page.rows)
    open_now = [one for one in listed if one.state in UNFINISHED and now < one.closes_at]
    below, further = people.reports(reads, person.id, limit=MOST_REPORTS)
    return LeavingView(
        about=sum(one.reviewee.id == person.id for one in open_now),
        to_write=sum(one.reviewer.id == person.id and not one.signed_by(Party.REVIEWER) for one in open_now),
        contributions=sum(person.id in one.contributor_ids for one in open_now),
        reports=len(below),
        only_hr_admin=_is_only_admin(reads, person),
        more=page.after is not None or further is not None,
    )


def _is_only_admin(reads: Reads, person: Person) -> bool:
    if HR_ADMIN not in person.effective_roles:
        return False
    return all(one.id == person.id or HR_ADMIN not in one.effective_roles for one in people.hr_admins(reads))
