"""The form of a review: its questions and what the cycle says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import UNSET, UnsetType

from chalicelib.cycles.rules import Chart, Cycle, Ratings, state_at
from chalicelib.people.rules import Person
from chalicelib.questionnaires.rules import Choice, Question, Questionnaire
from chalicelib.reviews.views.shapes import (
    ChartView,
    ContactView,
    FormChoiceView,
    FormQuestionView,
    FormSectionView,
    FormView,
    RatingStepView,
    ReviewCycleView,
)


def cycle_view(cycle: Cycle, people: Mapping[str, Person], now: datetime) -> ReviewCycleView:
    """Return the header of the form. Who has how many days of grace is no one's business."""
    options = cycle.options
    return ReviewCycleView(
        id=cycle.id,
        name=cycle.name,
        state=state_at(cycle, now),
        instructions=cycle.instructions,
        private_notes=options.private_notes,
        hr_reads_notes=options.hr_reads_notes,
        done_box=options.done_box,
        attachments=options.attachments,
        meeting_prompt=options.meeting_prompt,
        calibration=options.calibration,
        self_visible=options.self_visible,
        overall_first=options.overall_first,
        hr_contacts=[_contact(people[one]) for one in options.hr_contacts if one in people and people[one].active],
        ratings=ratings_view(options.ratings),
        chart_2d=chart_view(options.chart_2d),
        share_from=cycle.timeline.share_from or UNSET,
    )


def _contact(person: Person) -> ContactView:
    return ContactView(id=person.id, name=person.name, email=person.email or UNSET)


def ratings_view(ratings: Ratings | None) -> list[RatingStepView] | UnsetType:
    """Return the steps of the overall rating, where there is one."""
    return [RatingStepView(value=step.value, label=step.label) for step in ratings.scale] if ratings else UNSET


def chart_view(chart: Chart | None) -> ChartView | UnsetType:
    """Return the axes of the overall position, where there is one."""
    return ChartView(x_label=chart.x_label, y_label=chart.y_label) if chart else UNSET


def form_view(form: Questionnaire) -> FormView:
    """Return every question with what its kind needs."""
    sections = [
        FormSectionView(title=s.title, intro=s.intro, questions=[_question(q) for q in s.questions])
        for s in form.sections
    ]
    return FormView(id=form.id, title=form.title, sections=sections)


def _question(question: Question) -> FormQuestionView:
    return FormQuestionView(
        id=question.id,
        kind=question.kind,
        text=question.text,
        asked_of=question.audience,
        required=question.required,
        help=question.help or UNSET,
        reviewee_sees_manager_answer=question.reviewee_sees_manager_answer,
        scale=[RatingStepView(value=step.value, label=step.label) for step in question.scale] or UNSET,
        choices=_choices(question.choices),
        items=_choices(question.items),
        values=_choices(question.values),
        unit=question.unit or UNSET,
        min=UNSET if question.min is None else question.min,
        max=UNSET if question.max is None else question.max,
        x_label=question.x_label or UNSET,
        y_label=question.y_label or UNSET,
    )


def _choices(listed: Iterable[Choice]) -> list[FormChoiceView] | UnsetType:
    return [FormChoiceView(id=one.id, label=one.label) for one in listed] or UNSET
