"""What counts as an answer to each kind of question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from chalicelib.kernel.errors import Fault, FieldError, fault
from chalicelib.questionnaires.rules.form import Question, QuestionKind, Questionnaire, is_number

LONGEST_TEXT = 200_000
MOST_VALUES = 100

Answers = Mapping[str, Any]
"""Answers by question id, each in the shape of its kind; None clears one."""


def check_answers(form: Questionnaire, side: str, answers: Answers, *, complete: bool = False) -> list[FieldError]:
    """Return what is wrong with one side's answers; with `complete`, also which required ones are missing."""
    asked = {question.id: question for question in form.questions(side)}
    errors = []
    for question_id, value in answers.items():
        wrong = _wrong(asked.get(question_id), value)
        if wrong:
            errors.append(FieldError(_pointer(question_id), wrong))
    if complete:
        missing = (q for q in asked.values() if q.required and not _answered(q, answers.get(q.id)))
        pointed = {error.pointer for error in errors}
        errors.extend(FieldError(at, fault("required")) for q in missing if (at := _pointer(q.id)) not in pointed)
    return errors


def merged_answers(stored: Answers, saved: Answers) -> dict[str, Any]:
    """`stored` with what was `saved` laid over it; what is empty is gone."""
    return {question: value for question, value in {**stored, **saved}.items() if not empty(value)}


def empty(value: object) -> bool:
    """Return whether an answer says nothing; 0 and False say something."""
    return value is None or (isinstance(value, str | list | tuple | dict) and not value)


def _pointer(question_id: str) -> str:
    return f"/answers/{question_id.replace('~', '~0').replace('/', '~1')}"


def _wrong(question: Question | None, value: object) -> Fault | None:
    if question is None:
        return fault("unknown_question")
    return None if empty(value) else _CHECKS[question.kind](question, value)


def _answered(question: Question, value: Any) -> bool:
    if question.kind is QuestionKind.VALUES and question.values:
        return isinstance(value, dict) and all(option.id in value for option in question.values)
    return not empty(value)


def _rich_text(_: Question, value: object) -> Fault | None:
    if not isinstance(value, str):
        return fault("not_a_text")
    return fault("too_long", most=LONGEST_TEXT) if len(value) > LONGEST_TEXT else None


def _rating(question: Question, value: object) -> Fault | None:
    on_scale = is_number(value) and value in {point.value for point in question.scale}
    return None if on_scale else fault("not_on_scale")


def _single_choice(question: Question, value: object) -> Fault | None:
    return None if isinstance(value, str) and value in {c.id for c in question.choices} else fault("unknown_choice")


def _multi_choice(question: Question, value: object) -> Fault | None:
    return _several(value, {choice.id for choice in question.choices})


def _checklist(question: Question, value: object) -> Fault | None:
    return _several(value, {item.id for item in question.items})


def _several(value: object, known: Collection[str]) -> Fault | None:
    if not isinstance(value, list | tuple):
        return fault("not_a_list")
    if not all(isinstance(chosen, str) and chosen in known for chosen in value):
        return fault("unknown_choice")
    return fault("repeated") if len(set(value)) < len(value) else None


def _number(question: Question, value: object) -> Fault | None:
    if not is_number(value):
        return fault("not_a_number")
    if question.min is not None and value < question.min:
        return fault("too_small", least=question.min)
    if question.max is not None and value > question.max:
        return fault("too_great", most=question.max)
    return None


def _position(_: Question, value: object) -> Fault | None:
    if not isinstance(value, dict) or value.keys() != {"x", "y"}:
        return fault("not_a_position")
    inside = all(is_number(part) and 0 <= part <= 1 for part in value.values())
    return None if inside else fault("outside_chart")


def _values(question: Question, value: object) -> Fault | None:
    if not isinstance(value, dict):
        return fault("not_ratings_by_value")
    known = {option.id for option in question.values}
    if len(value) > MOST_VALUES or (known and not value.keys() <= known):
        return fault("unknown_choice")
    scale = {point.value for point in question.scale}
    return None if all(is_number(part) and part in scale for part in value.values()) else fault("not_on_scale")


_CHECKS: dict[QuestionKind, Callable[[Question, Any], Fault | None]] = {
    QuestionKind.RICH_TEXT: _rich_text,
    QuestionKind.RATING: _rating,
    QuestionKind.SINGLE_CHOICE: _single_choice,
    QuestionKind.MULTI_CHOICE: _multi_choice,
    QuestionKind.NUMBER: _number,
    QuestionKind.CHECKLIST: _checklist,
    QuestionKind.POSITION_2D: _position,
    QuestionKind.VALUES: _values,
}
