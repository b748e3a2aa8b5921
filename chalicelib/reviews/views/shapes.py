"""The shapes of answers about reviews. A field that may be UNSET is absent to those who may not see it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.cards.actions import CardItem
from chalicelib.cycles.rules import CycleState, RatingValue, SelfVisible
from chalicelib.files.actions import AttachmentView
from chalicelib.people.actions import PersonRef
from chalicelib.questionnaires.rules import QuestionAudience, QuestionKind
from chalicelib.reviews.rules import EndingCause, Party, ReviewAction, ReviewRole, ReviewState, SideState
from chalicelib.reviews.views.audience import AudienceView

CAUSES = Meta(extra_json_schema={"enum": [one.value for one in EndingCause]})


class PositionView(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the chart."""

    x: float
    y: float


class DeadlineView(msgspec.Struct, frozen=True, kw_only=True):
    """A date that ends at the instant `at`, in a zone; `extended` where this review alone has more time."""

    date: dt.date
    at: dt.datetime
    time_zone: str
    extended: bool | UnsetType = UNSET


class DeadlinesView(msgspec.Struct, frozen=True, kw_only=True):
    """When each side ends, and when both are to have signed."""

    self_side: DeadlineView = msgspec.field(name="self")
    manager: DeadlineView
    sign: DeadlineView


class ReadView(msgspec.Struct, frozen=True, kw_only=True):
    """Who read which version first when; for the author."""

    version: int
    reader: PersonRef
    at: dt.datetime


class ChangesView(msgspec.Struct, frozen=True, kw_only=True):
    """What changed since the reader last opened this side."""

    read_version: int
    questions: list[str]
    rating: bool
    position: bool


class CitationView(msgspec.Struct, frozen=True, kw_only=True):
    """An answer speaks of a reflection, at a moment of it or as a whole."""

    question_id: str
    reflection_id: str
    title: str
    at_ms: int | UnsetType = UNSET


class SideView(msgspec.Struct, frozen=True, kw_only=True):
    """One side, as far as the caller sees it. `locked`: its deadline is past.

    `attachments` where the cycle has them; `citations` of reflections that the caller sees, where there are some.
    `actions`: of the whole review, where the side is answered by itself.
    """

    state: SideState
    locked: bool
    author: PersonRef | UnsetType = UNSET
    answers: dict[str, Any] | UnsetType = UNSET
    rating: RatingValue | UnsetType = UNSET
    position: PositionView | UnsetType = UNSET
    citations: list[CitationView] | UnsetType = UNSET
    attachments: list[AttachmentView] | UnsetType = UNSET
    done: bool | UnsetType = UNSET
    version: int | UnsetType = UNSET
    shared_at: dt.datetime | UnsetType = UNSET
    saved_at: dt.datetime | UnsetType = UNSET
    complete: bool | UnsetType = UNSET
    reads: list[ReadView] | UnsetType = UNSET
    changed: ChangesView | UnsetType = UNSET
    etag: str | UnsetType = UNSET
    actions: list[ReviewAction] | UnsetType = UNSET


class NotesView(msgspec.Struct, frozen=True, kw_only=True):
    """Private notes; the tag only for their author."""

    text: str
    author: PersonRef | UnsetType = UNSET
    saved_at: dt.datetime | UnsetType = UNSET
    etag: str | UnsetType = UNSET
    actions: list[ReviewAction] | UnsetType = UNSET


class ContributorView(PersonRef, frozen=True, kw_only=True):
    """Someone who writes a part of the manager's assessment. `done`: they say so; not for the reviewee."""

    done: bool | UnsetType = UNSET


class ContributionView(msgspec.Struct, frozen=True, kw_only=True):
    """A contributor's part of the manager's assessment; the tag only for its author.

    `changed`: since the reader last opened the manager's side.
    """

    author: PersonRef
    answers: dict[str, Any]
    done: bool | UnsetType = UNSET
    changed: ChangesView | UnsetType = UNSET
    saved_at: dt.datetime | UnsetType = UNSET
    etag: str | UnsetType = UNSET
    actions: list[ReviewAction] | UnsetType = UNSET


class VersionReadView(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the other's side, and when it was first opened."""

    version: int
    at: dt.datetime


class SignatureView(msgspec.Struct, frozen=True, kw_only=True):
    """A signature; a revoked one says when, by whom and why.

    The versions of both sides that it stands under, and which of the other's side was `read` before it: for the two
    parties and those above who may open the review. No `self_version`: there was no self-assessment.
    """

    party: Party
    person: PersonRef
    at: dt.datetime
    comment: str | UnsetType = UNSET
    self_version: int | UnsetType = UNSET
    manager_version: int | UnsetType = UNSET
    read: VersionReadView | UnsetType = UNSET
    revoked_at: dt.datetime | UnsetType = UNSET
    revoked_by: PersonRef | UnsetType = UNSET
    revoked_reason: str | UnsetType = UNSET


class AdjustmentView(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the rating from above."""

    before: RatingValue | None
    after: RatingValue
    reason: str
    by: PersonRef
    at: dt.datetime


class EndingView(msgspec.Struct, frozen=True, kw_only=True):
    """Why a review ended without both signatures. `cause`: a code, where `reason` is not what someone wrote."""

    by: PersonRef
    at: dt.datetime
    reason: str | UnsetType = UNSET
    cause: Annotated[str, CAUSES] | UnsetType = UNSET


class RatingStepView(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the overall rating."""

    value: RatingValue
    label: str


class ChartView(msgspec.Struct, frozen=True, kw_only=True):
    """The two axes of the overall position."""

    x_label: str
    y_label: str


class ContactView(PersonRef, frozen=True, kw_only=True):
    """Someone to ask about the process; `email` where they have one."""

    email: str | UnsetType = UNSET


class ReviewCycleView(msgspec.Struct, frozen=True, kw_only=True):
    """What the cycle says that matters in its reviews: the header of the form and what is switched on."""

    id: str
    name: str
    state: CycleState
    instructions: str
    private_notes: bool
    hr_reads_notes: bool
    done_box: bool
    attachments: bool
    meeting_prompt: bool
    calibration: bool
    self_visible: SelfVisible
    overall_first: bool
    hr_contacts: list[ContactView]
    ratings: list[RatingStepView] | UnsetType = UNSET
    chart_2d: ChartView | UnsetType = UNSET
    share_from: dt.date | UnsetType = UNSET


class FormChoiceView(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be chosen, ticked or rated."""

    id: str
    label: str


class FormQuestionView(msgspec.Struct, frozen=True, kw_only=True):
    """A question of the form; what follows `required` depends on its kind."""

    id: str
    kind: QuestionKind
    text: str
    asked_of: QuestionAudience = msgspec.field(name="for")
    required: bool
    help: str | UnsetType = UNSET
    reviewee_sees_manager_answer: bool
    scale: list[RatingStepView] | UnsetType = UNSET
    choices: list[FormChoiceView] | UnsetType = UNSET
    items: list[FormChoiceView] | UnsetType = UNSET
    values: list[FormChoiceView] | UnsetType = UNSET
    unit: str | UnsetType = UNSET
    min: RatingValue | UnsetType = UNSET
    max: RatingValue | UnsetType = UNSET
    x_label: str | UnsetType = UNSET
    y_label: str | UnsetType = UNSET


class FormSectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A group of questions."""

    title: str
    intro: str
    questions: list[FormQuestionView]


class FormView(msgspec.Struct, frozen=True, kw_only=True):
    """The questionnaire, as the form of this review."""

    id: str
    title: str
    sections: list[FormSectionView]


class ReviewView(msgspec.Struct, frozen=True, kw_only=True):
    """A review as the caller may see it; what the caller may not see is absent. `ended_at`: its cycle is over.

    `time_zone`: in which the days of `opens_at` and `ended_at` are meant. `cancelled`: by its cycle.
    `without_reviewer`: the reviewer has left, and HR is choosing who will review.
    `manager_taken_back`: to the reviewee, that the manager's side was shared with them and is not anymore.
    """

    id: str
    cycle: ReviewCycleView
    questionnaire: FormView
    reviewee: PersonRef
    reviewer: PersonRef
    department: str
    state: ReviewState
    opens_at: dt.datetime
    ended_at: dt.datetime | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    time_zone: str
    deadlines: DeadlinesView
    self_side: SideView | UnsetType = msgspec.field(name="self", default=UNSET)
    manager: SideView | UnsetType = UNSET
    without_reviewer: bool | UnsetType = UNSET
    contributors: list[ContributorView] | UnsetType = UNSET
    manager_taken_back: bool | UnsetType = UNSET
    contributions: list[ContributionView] | UnsetType = UNSET
    notes: NotesView | UnsetType = UNSET
    signatures: list[SignatureView]
    revoked_signatures: list[SignatureView]
    adjustments: list[AdjustmentView] | UnsetType = UNSET
    completed_at: dt.datetime | UnsetType = UNSET
    completed_unsigned: EndingView | UnsetType = UNSET
    withdrawn: EndingView | UnsetType = UNSET
    audience: AudienceView
    actions: list[ReviewAction]


class CycleRef(msgspec.Struct, frozen=True, kw_only=True):
    """A cycle, by name."""

    id: str
    name: str


class SideStatusView(msgspec.Struct, frozen=True, kw_only=True):
    """Where one side stands."""

    state: SideState
    locked: bool
    done: bool | UnsetType = UNSET


class ReviewItem(msgspec.Struct, frozen=True, kw_only=True):
    """A review in one's own list, with one's roles in it. `ended_at`: its cycle is over.

    `time_zone`: in which the days of `opens_at` and `ended_at` are meant.
    """

    id: str
    cycle: CycleRef
    reviewee: PersonRef
    reviewer: PersonRef
    roles: list[ReviewRole]
    state: ReviewState
    opens_at: dt.datetime
    ended_at: dt.datetime | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    time_zone: str
    deadlines: DeadlinesView
    self_side: SideStatusView = msgspec.field(name="self")
    manager: SideStatusView | UnsetType = UNSET
    signed: list[Party]


class PastReviewItem(msgspec.Struct, frozen=True, kw_only=True):
    """A review of the same person before this one. `ended_at`: its cycle is over; `time_zone` as in a review."""

    id: str
    cycle: CycleRef
    reviewer: PersonRef
    state: ReviewState
    opens_at: dt.datetime
    ended_at: dt.datetime | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    time_zone: str
    link: str


class MarkView(msgspec.Struct, frozen=True, kw_only=True):
    """A mark in a recording."""

    at_ms: int
    title: str


class ReflectionItem(msgspec.Struct, frozen=True, kw_only=True):
    """A reflection of the reviewee, from the time that the review is about."""

    id: str
    title: str
    created_at: dt.datetime
    chapters: list[MarkView]
    comments: int
    link: str
    period: str | UnsetType = UNSET
    shared_at: dt.datetime | UnsetType = UNSET
    duration_ms: int | UnsetType = UNSET


class ResourcesView(msgspec.Struct, frozen=True, kw_only=True):
    """What is at hand while writing. Reflections: for the reviewee, and for a reviewer with whom they are shared.

    `cards`: whatever else there is of the reviewee since the review before, as far as the caller may see it.
    """

    past_reviews: list[PastReviewItem]
    reflections: list[ReflectionItem] | UnsetType = UNSET
    cards: list[CardItem]


class BackupItem(msgspec.Struct, frozen=True, kw_only=True):
    """A backup, by its number."""

    n: int
    at: dt.datetime


class BackupView(msgspec.Struct, frozen=True, kw_only=True):
    """What one's side said then."""

    n: int
    at: dt.datetime
    answers: dict[str, Any]
    rating: RatingValue | UnsetType = UNSET
    position: PositionView | UnsetType = UNSET
