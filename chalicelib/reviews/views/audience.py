"""Who reads what of a review, as data: clients phrase it, and decide nothing."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.kernel.policy import Relationship
from chalicelib.people.rules import Person
from chalicelib.questionnaires.rules import Questionnaire
from chalicelib.reviews.rules import (
    ReadableFrom,
    ReaderRole,
    ReadingRole,
    ReviewContext,
    ReviewPart,
    access_of,
    audience_of,
)


class ReaderView(msgspec.Struct, frozen=True, kw_only=True):
    """A role that reads, and from when on: `now`, or once the self-assessment, the manager's side or both are shared.

    `upline`: the managers above the reviewer. `author`: of a contribution.
    """

    who: ReaderRole
    when: ReadableFrom


class AudienceView(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads each part, so far as the caller may know of it. Who is not named never does.

    `comment`: of a signature. `withheld`: questions whose answer by others the reviewee never reads.
    """

    self_side: list[ReaderView] = msgspec.field(name="self")
    manager: list[ReaderView] | UnsetType = UNSET
    contributions: list[ReaderView] | UnsetType = UNSET
    notes: list[ReaderView] | UnsetType = UNSET
    comment: list[ReaderView]
    withheld: list[str] | UnsetType = UNSET


def audience_view(context: ReviewContext, reviewer: Person | None, form: Questionnaire) -> AudienceView:
    """Return who reads what. A reviewee learns nothing of parts that may not even be there, nor of secret questions."""
    access, found = access_of(context), audience_of(context.review, reviewer, context.cycle.options, form)
    named = {part: [_reader(one) for one in readers] for part, readers in found.parts.items()}
    return AudienceView(
        self_side=named[ReviewPart.SELF],
        manager=named[ReviewPart.MANAGER] if access.knows(ReviewPart.MANAGER) else UNSET,
        contributions=named[ReviewPart.CONTRIBUTIONS] if access.knows(ReviewPart.CONTRIBUTIONS) else UNSET,
        notes=named[ReviewPart.NOTES] if access.knows(ReviewPart.NOTES) else UNSET,
        comment=[_reader(one) for one in found.comment],
        withheld=UNSET if Relationship.SUBJECT in context.relationships else list(found.withheld),
    )


def _reader(one: ReadingRole) -> ReaderView:
    return ReaderView(who=one.who, when=one.when)
