"""What is sent to the routes of reviews. Closed: an unknown field is refused."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.cycles.rules import RatingValue
from chalicelib.kernel.http import PageQuery
from chalicelib.people.actions import PersonId
from chalicelib.reviews.rules import Citation

Reason = Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S", description="Why; kept for the record.")]
Fraction = Annotated[float, Meta(ge=0, le=1)]
AnswersById = Annotated[
    dict[str, Any],
    Meta(description="Answers by the question's id: some or all; null takes one away. Shapes depend on the kind."),
]


class Position(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """A place on the chart."""

    x: Fraction
    y: Fraction


class CitationBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An answer speaks of a reflection of the reviewee that the writer sees, at a moment of it or as a whole."""

    question_id: Annotated[str, Meta(min_length=1, max_length=100)]
    reflection_id: Annotated[str, Meta(min_length=1, max_length=100)]
    at_ms: Annotated[int, Meta(ge=0)] | UnsetType | None = UNSET


Citations = Annotated[list[CitationBody], Meta(max_length=50, description="All that there are from now on.")]


class SelfBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a reviewee saves."""

    answers: AnswersById
    citations: Citations | UnsetType = UNSET


class ManagerBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a reviewer saves; what is not sent stays."""

    answers: AnswersById | UnsetType = UNSET
    rating: RatingValue | UnsetType | None = UNSET
    position: Position | UnsetType | None = UNSET
    citations: Citations | UnsetType = UNSET


class NotesBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Private notes, rich text."""

    text: Annotated[str, Meta(max_length=50_000)]


class ContributionBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a contributor saves."""

    answers: AnswersById


class DoneBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The done box, ticked or cleared."""

    done: bool = True


class SignBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A signature, with a final comment (rich text) if there is something left to say."""

    comment: Annotated[str, Meta(max_length=5_000)] | None = None


class ReasonBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Why."""

    reason: Reason


class ExtendBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """More time, until the end of a date."""

    side: Literal["self", "manager", "sign"]
    until: dt.date


class ReassignBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Who reviews from now on."""

    reviewer_id: PersonId


class AdjustBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Another rating, and why."""

    rating: RatingValue
    reason: Reason


class ContributorBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Who is asked for a part."""

    person_id: PersonId


class ReviewsQuery(PageQuery, forbid_unknown_fields=True, kw_only=True):
    """Which of one's own reviews, or of those of one person, as far as one may know of them."""

    role: Literal["reviewee", "reviewer", "contributor"] | None = None
    status: Literal["scheduled", "open", "locked", "complete", "withdrawn"] | None = None
    cycle_id: Annotated[str, Meta(min_length=1, max_length=60)] | None = None
    year: Annotated[int, Meta(ge=2000, le=2999, description="The year in which the review opens.")] | None = None
    reviewee_id: Annotated[str, Meta(min_length=1, max_length=100, description="Of this person only.")] | None = None


class TeamQuery(PageQuery, forbid_unknown_fields=True, kw_only=True):
    """Of which cycle (where none is named: whichever runs for a person), which reviews, in what order.

    `query`: beginnings of the person's names; `manager_id`: to whom they report.
    """

    cycle_id: Annotated[str, Meta(min_length=1, max_length=60)] | None = None
    status: Literal["scheduled", "open", "locked", "complete", "withdrawn"] | None = None
    manager_id: PersonId | None = None
    query: Annotated[str, Meta(max_length=100)] = ""
    sort: Literal["name", "status", "rating"] | None = None


def cited(citations: list[CitationBody] | UnsetType) -> tuple[Citation, ...] | None:
    """Return what was sent, as the rules take it; None: nothing was."""
    if citations is UNSET:
        return None
    return tuple(
        Citation(
            question_id=one.question_id,
            reflection_id=one.reflection_id,
            at_ms=None if one.at_ms is UNSET else one.at_ms,
        )
        for one in citations
    )
