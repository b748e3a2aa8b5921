"""A questionnaire as it is answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from chalicelib.kernel.policy import Actor
from chalicelib.questionnaires.rules import Choice, Question, QuestionAudience, QuestionKind, Questionnaire

Number = int | float
UNSET = msgspec.UNSET


class ScalePointView(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a rating scale."""

    value: Number
    label: str


class ChoiceView(msgspec.Struct, frozen=True, kw_only=True):
    """One option."""

    id: str
    label: str


class QuestionView(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question; what its kind does not have is absent."""

    id: str
    kind: QuestionKind
    text: str
    audience: QuestionAudience = msgspec.field(name="for")
    required: bool
    reviewee_sees_manager_answer: bool
    help: str | msgspec.UnsetType = UNSET
    scale: list[ScalePointView] | msgspec.UnsetType = UNSET
    choices: list[ChoiceView] | msgspec.UnsetType = UNSET
    items: list[ChoiceView] | msgspec.UnsetType = UNSET
    values: list[ChoiceView] | msgspec.UnsetType = UNSET
    unit: str | msgspec.UnsetType = UNSET
    min: Number | msgspec.UnsetType = UNSET
    max: Number | msgspec.UnsetType = UNSET
    x_label: str | msgspec.UnsetType = UNSET
    y_label: str | msgspec.UnsetType = UNSET


class SectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A group of questions under a title."""

    title: str
    questions: list[QuestionView]
    intro: str | msgspec.UnsetType = UNSET


class QuestionnaireLine(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire in a list. `used`: a cycle uses it, so it can only be copied."""

    id: str
    title: str
    edition: int
    used: bool
    questions: int
    created_at: datetime | msgspec.UnsetType = UNSET
    copied_from: str | msgspec.UnsetType = UNSET


class QuestionnaireView(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire. `edition` counts copies; `used`: a cycle uses it, so it can only be copied."""

    id: str
    title: str
    edition: int
    used: bool
    sections: list[SectionView]
    actions: list[Literal["save", "copy"]]
    created_at: datetime | msgspec.UnsetType = UNSET
    copied_from: str | msgspec.UnsetType = UNSET


def questionnaire_view(form: Questionnaire, actor: Actor) -> QuestionnaireView:
    """Return the whole form, and what `actor` may do with it now."""
    return QuestionnaireView(
        id=form.id,
        title=form.title,
        edition=form.edition,
        used=form.used,
        created_at=form.created_at or UNSET,
        copied_from=form.copied_from or UNSET,
        sections=section_views(form),
        actions=(["copy"] if form.used else ["save", "copy"]) if actor.is_hr_admin else [],
    )


def questionnaire_line(form: Questionnaire) -> QuestionnaireLine:
    """Return the form in a list."""
    return QuestionnaireLine(
        id=form.id,
        title=form.title,
        edition=form.edition,
        used=form.used,
        created_at=form.created_at or UNSET,
        copied_from=form.copied_from or UNSET,
        questions=sum(1 for _ in form.questions()),
    )


def section_views(form: Questionnaire, side: str | None = None) -> list[SectionView]:
    """The sections with all their questions, or with those that one side answers; sections without any are left out."""
    return [
        SectionView(
            title=section.title,
            intro=section.intro or UNSET,
            questions=[_question_view(q) for q in section.questions if side is None or q.asks(side)],
        )
        for section in form.sections
        if side is None or any(q.asks(side) for q in section.questions)
    ]


def _question_view(question: Question) -> QuestionView:
    return QuestionView(
        id=question.id,
        kind=question.kind,
        text=question.text,
        audience=question.audience,
        required=question.required,
        reviewee_sees_manager_answer=question.reviewee_sees_manager_answer,
        help=question.help or UNSET,
        scale=[ScalePointView(value=p.value, label=p.label) for p in question.scale] or UNSET,
        choices=_choice_views(question.choices),
        items=_choice_views(question.items),
        values=_choice_views(question.values),
        unit=question.unit or UNSET,
        min=UNSET if question.min is None else question.min,
        max=UNSET if question.max is None else question.max,
        x_label=question.x_label or UNSET,
        y_label=question.y_label or UNSET,
    )


def _choice_views(options: Sequence[Choice]) -> list[ChoiceView] | msgspec.UnsetType:
    return [ChoiceView(id=option.id, label=option.label) for option in options] or UNSET
