"""What follows when someone is marked as left, before it is done."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.policy import HR_ADMIN, hr
from chalicelib.kernel.storage.table import Key
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.rules import Party, ReviewState

routes = Routes("leaving")
MOST_REVIEWS = 500
MOST_REPORTS = 100
UNFINISHED = {ReviewState.OPEN, ReviewState.LOCKED}


class LeavingView(Struct, frozen=True, kw_only=True):
    """What someone is part of. `about`, `to_write`, `contributions`: reviews that are not finished.

    Reviews about them are withdrawn, those they write wait for another reviewer, contributions not begun are not
    asked for anymore; `reports` have no manager who works here. `only_hr_admin`: they cannot leave before another
    one is named. `more`: there are more reviews, or more reports, than were counted.
    """

    about: int
    to_write: int
    contributions: int
    reports: int
    only_hr_admin: bool
    more: bool


def _prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    return (people.person_key(path["person_id"]),)


@routes.get(
    "/people/{person_id}/leaving",
    allow=hr,
    summary="What follows when someone leaves",
    answer=LeavingView,
    prefetch=_prefetch,
)
def leaving(call: Call[Any, Any]) -> Answer:
    """Nothing is changed; the counts say what each of their roles leaves behind."""
    person = people.load(call.reads, call.path["person_id"])
    page = review_rows.person_reviews(call.reads, person.id, limit=MOST_REVIEWS)
    open_now = [
        one for one in map(review_rows.review_of, page.rows) if one.state in UNFINISHED and call.now < one.closes_at
    ]
    below, further = people.reports(call.reads, person.id, limit=MOST_REPORTS)
    return Answer(
        LeavingView(
            about=sum(one.reviewee.id == person.id for one in open_now),
            to_write=sum(one.reviewer.id == person.id and not one.signed_by(Party.REVIEWER) for one in open_now),
            contributions=sum(person.id in one.contributor_ids for one in open_now),
            reports=len(below),
            only_hr_admin=_is_only_admin(call, person),
            more=page.after is not None or further is not None,
        )
    )


def _is_only_admin(call: Call[Any, Any], person: Person) -> bool:
    if HR_ADMIN not in person.effective_roles:
        return False
    return all(one.id == person.id or HR_ADMIN not in one.effective_roles for one in people.hr_admins(call.reads))
