"""What a former reviewer keeps of a review: what they wrote themselves, and the questions that they answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Protocol

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.cycles.rules import CycleOptions
from chalicelib.files.actions import AttachmentView, attachment_view
from chalicelib.files.rules import Attachment
from chalicelib.kernel import screens
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.questionnaires.rules import Questionnaire
from chalicelib.reviews.rules import Notes, PastReviewer, Review, ReviewContext, SideName
from chalicelib.reviews.views.form import chart_view, form_view, ratings_view
from chalicelib.reviews.views.review import notes_view
from chalicelib.reviews.views.shapes import ChartView, CycleRef, FormView, NotesView, RatingStepView


class FormerItem(msgspec.Struct, frozen=True, kw_only=True):
    """A review that the caller wrote until `until`; nothing of how it went on."""

    id: str
    cycle: CycleRef
    reviewee: PersonRef
    until: dt.datetime
    link: str


class FormerCycle(msgspec.Struct, frozen=True, kw_only=True):
    """The cycle, by name, with what is needed to read an overall rating and position."""

    id: str
    name: str
    ratings: list[RatingStepView] | UnsetType = UNSET
    chart_2d: ChartView | UnsetType = UNSET


class FormerView(msgspec.Struct, frozen=True, kw_only=True):
    """What stays with a former reviewer: their notes and files; their versions are their backups of the manager's side.

    `questionnaire`: the questions of the manager, without which no version could be read.
    """

    id: str
    cycle: FormerCycle
    questionnaire: FormView
    reviewee: PersonRef
    until: dt.datetime
    notes: NotesView | UnsetType = UNSET
    attachments: list[AttachmentView]


class FormerReviewData(Protocol):
    """What is kept of a review, as the actions read it."""

    @property
    def past(self) -> PastReviewer: ...
    @property
    def notes(self) -> Notes | None: ...
    @property
    def files(self) -> list[Attachment]: ...


def former_item(review: Review, past: PastReviewer) -> FormerItem:
    """Return a line of the list of reviews that someone wrote before."""
    return FormerItem(
        id=review.id,
        cycle=CycleRef(id=review.cycle_id, name=review.cycle_name),
        reviewee=person_ref(review.reviewee),
        until=past.until,
        link=screens.at(screens.FORMER_REVIEW, review_id=review.id),
    )


def former_view(kept: FormerReviewData, context: ReviewContext, form: Questionnaire) -> FormerView:
    """Return all that stays with someone who wrote a review before."""
    review, options = context.review, context.cycle.options
    return FormerView(
        id=review.id,
        cycle=_cycle(review, options),
        questionnaire=managers_form(form),
        reviewee=person_ref(review.reviewee),
        until=kept.past.until,
        notes=notes_view(kept.notes, own=False) if kept.notes and kept.notes.text else UNSET,
        attachments=[attachment_view(one) for one in kept.files],
    )


def _cycle(review: Review, options: CycleOptions) -> FormerCycle:
    return FormerCycle(
        id=review.cycle_id,
        name=review.cycle_name,
        ratings=ratings_view(options.ratings),
        chart_2d=chart_view(options.chart_2d),
    )


def managers_form(form: Questionnaire) -> FormView:
    """Return the questions that the manager answers."""
    asked = {question.id for question in form.questions(SideName.MANAGER)}
    sections = (
        replace(section, questions=tuple(one for one in section.questions if one.id in asked))
        for section in form.sections
    )
    return form_view(replace(form, sections=tuple(section for section in sections if section.questions)))
