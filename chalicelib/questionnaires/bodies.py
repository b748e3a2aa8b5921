"""A questionnaire as HR designs it."""

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec

from chalicelib.questionnaires.rules import (
    Choice,
    Question,
    QuestionAudience,
    QuestionKind,
    Questionnaire,
    ScalePoint,
    Section,
)

Number = int | float
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern="^[A-Za-z0-9_-]+$")]
NewId = Callable[[], str]


class ScalePointBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One step of a rating scale."""

    value: Number
    label: str


class ChoiceBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One option; an id is given where there is none."""

    label: str
    id: Id | None = None


class QuestionBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A question. `rating` and `values` need `scale`, choices `choices`, `checklist` `items`, a chart both labels."""

    kind: QuestionKind
    text: str
    audience: QuestionAudience = msgspec.field(default=QuestionAudience.BOTH, name="for")
    id: Id | None = None
    help: str | None = None
    required: bool = False
    reviewee_sees_manager_answer: bool = True
    scale: list[ScalePointBody] | None = None
    choices: list[ChoiceBody] | None = None
    items: list[ChoiceBody] | None = None
    values: list[ChoiceBody] | None = None
    unit: str | None = None
    min: Number | None = None
    max: Number | None = None
    x_label: str | None = None
    y_label: str | None = None


class SectionBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A group of questions under a title."""

    title: str
    intro: str | None = None
    questions: list[QuestionBody]


class QuestionnaireBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A form as HR designs it."""

    title: str
    sections: list[SectionBody]


class CopyQuestionnaireBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The copy's title, where it is to differ."""

    title: str | None = None


def form_of(body: QuestionnaireBody, form_id: str, new_id: NewId) -> Questionnaire:
    """What was sent, with an id for whatever has none."""
    sections = tuple(
        Section(
            title=section.title.strip(),
            intro=section.intro or "",
            questions=tuple(_question(question, new_id) for question in section.questions),
        )
        for section in body.sections
    )
    return Questionnaire(id=form_id, title=body.title.strip(), sections=sections)


def _question(body: QuestionBody, new_id: NewId) -> Question:
    return Question(
        id=body.id or new_id(),
        kind=body.kind,
        text=body.text.strip(),
        audience=body.audience,
        required=body.required,
        help=body.help or "",
        reviewee_sees_manager_answer=body.reviewee_sees_manager_answer,
        scale=tuple(ScalePoint(value=point.value, label=point.label) for point in body.scale or ()),
        choices=_options(body.choices, new_id),
        items=_options(body.items, new_id),
        values=_options(body.values, new_id),
        unit=body.unit or "",
        min=body.min,
        max=body.max,
        x_label=body.x_label or "",
        y_label=body.y_label or "",
    )


def _options(bodies: Sequence[ChoiceBody] | None, new_id: NewId) -> tuple[Choice, ...]:
    return tuple(Choice(id=body.id or new_id(), label=body.label.strip()) for body in bodies or ())
