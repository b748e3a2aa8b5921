"""What is sent to run a cycle. Closed: an unknown field is refused."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.kernel.http import PageQuery
from chalicelib.people.actions import PersonId
from chalicelib.rollout.rules.launch_results import MOST_AT_ONCE

People = Annotated[list[PersonId], Meta(max_length=1000, description="Only these people's reviews.")]

ReviewId = Annotated[str, Meta(min_length=1, max_length=60)]

StageName = Literal[
    "self_not_begun",
    "self_begun",
    "self_done",
    "manager_not_begun",
    "manager_begun",
    "manager_done",
    "signed_not_begun",
    "signed_begun",
    "signed_done",
]


class JoinBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """Who takes part, too."""

    person_ids: Annotated[
        list[PersonId],
        Meta(min_length=1, max_length=1000, description=f"After the launch at most {MOST_AT_ONCE} at a time."),
    ]


class NudgeBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """Whom to nudge: everyone with an open task, or those named."""

    person_ids: People | None = None


class ShareAllBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """What to share on behalf of its authors."""

    side: Literal["self", "manager"] = "self"
    person_ids: People | None = None


class ExtendAllBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """More time for one side, until the end of a date; of all reviews or of those named."""

    side: Literal["self", "manager", "sign"]
    until: dt.date
    person_ids: People | None = None


class NudgeTeamBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """In which reviews those with an open task are nudged."""

    review_ids: Annotated[list[ReviewId], Meta(min_length=1, max_length=500)]


class ResultsQuery(PageQuery, forbid_unknown_fields=True, kw_only=True):
    """Which results of a command: of all reviews, or of those with one outcome."""

    outcome: Literal["done", "unchanged", "refused"] | None = None


class RehearseQuery(Struct, forbid_unknown_fields=True, kw_only=True):
    """How much of a rehearsal at once."""

    limit: Annotated[int, Meta(ge=1, le=500, description="How many pairs a page holds at most.")] = 500
    cursor: Annotated[str, Meta(max_length=2048, description="`next` of the page before.")] | None = None


class BoardQuery(PageQuery, forbid_unknown_fields=True, kw_only=True):
    """Which reviews of a cycle, and in what order; a minus sign turns it round. `stage` is as the progress counts.

    `query`: beginnings of the reviewee's names; `manager_id`: who reviews.
    """

    status: Literal["scheduled", "open", "locked", "complete", "withdrawn"] | None = None
    stage: StageName | None = None
    department: Annotated[str, Meta(max_length=200)] | None = None
    manager_id: PersonId | None = None
    query: Annotated[str, Meta(max_length=100)] = ""
    without_reviewer: bool = False
    sort: Literal["name", "status", "rating", "department", "-name", "-status", "-rating", "-department"] = "name"
