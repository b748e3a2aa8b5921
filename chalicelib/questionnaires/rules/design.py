"""Whether a form can be filled in: every kind has what it needs, and nothing is named twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.kernel.errors import FieldError, fault
from chalicelib.questionnaires.rules.form import Choice, Question, QuestionKind, Questionnaire, ScalePoint, is_number

TITLE = 200
TEXT = 2_000
HELP = 10_000
SECTIONS = 50
QUESTIONS = 200
OPTIONS = 100
POINTS = 20

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_NEEDED: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.RICH_TEXT: (),
    QuestionKind.RATING: ("scale",),
    QuestionKind.SINGLE_CHOICE: ("choices",),
    QuestionKind.MULTI_CHOICE: ("choices",),
    QuestionKind.NUMBER: (),
    QuestionKind.CHECKLIST: ("items",),
    QuestionKind.POSITION_2D: ("x_label", "y_label"),
    QuestionKind.VALUES: ("scale",),
}
_ALLOWED: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.NUMBER: ("unit", "min", "max"),
    QuestionKind.VALUES: ("values",),
}
_SPECIAL = ("scale", "choices", "items", "values", "unit", "min", "max", "x_label", "y_label")


def check_design(form: Questionnaire) -> list[FieldError]:
    """Return all that keeps `form` from being used; pointers as in the API's body."""
    return list(_form(form))


def next_edition(form: Questionnaire, *, form_id: str, by: str, now: datetime) -> Questionnaire:
    """Return a copy that can be changed. Its questions keep their ids, so that answers compare from cycle to cycle."""
    return replace(
        form,
        id=form_id,
        used=False,
        edition=form.edition + 1,
        copied_from=form.id,
        created_at=now,
        created_by=by,
        version=0,
    )


def _form(form: Questionnaire) -> Iterator[FieldError]:
    yield from _words("/title", form.title, TITLE, needed=True)
    if len(form.sections) > SECTIONS:
        yield FieldError("/sections", fault("too_many", most=SECTIONS))
    if len(ids := [question.id for question in form.questions()]) > QUESTIONS:
        yield FieldError("/sections", fault("too_many_questions", most=QUESTIONS))
    for at, section in enumerate(form.sections):
        yield from _words(f"/sections/{at}/title", section.title, TITLE, needed=True)
        yield from _words(f"/sections/{at}/intro", section.intro, HELP)
        for number, question in enumerate(section.questions):
            yield from _question(f"/sections/{at}/questions/{number}", question)
            if ids.count(question.id) > 1:
                yield FieldError(f"/sections/{at}/questions/{number}/id", fault("id_twice", id=question.id))


def _question(at: str, question: Question) -> Iterator[FieldError]:
    yield from _id(f"{at}/id", question.id)
    yield from _words(f"{at}/text", question.text, TEXT, needed=True)
    yield from _words(f"{at}/help", question.help, HELP)
    yield from _what_the_kind_needs(at, question)
    yield from _scale(f"{at}/scale", question.scale)
    for name in ("choices", "items", "values"):
        yield from _options(f"{at}/{name}", getattr(question, name))
    for name in ("unit", "x_label", "y_label"):
        yield from _words(f"{at}/{name}", getattr(question, name), TITLE)
    yield from _range(at, question)


def _what_the_kind_needs(at: str, question: Question) -> Iterator[FieldError]:
    needed = _NEEDED[question.kind]
    for name in _SPECIAL:
        given = getattr(question, name) not in {(), "", None}
        if name in needed and not given:
            yield FieldError(f"{at}/{name}", fault("required_for_kind", kind=[question.kind.value]))
        if given and name not in needed and name not in _ALLOWED.get(question.kind, ()):
            yield FieldError(f"{at}/{name}", fault("not_for_kind", kind=[question.kind.value]))


def _scale(at: str, scale: Sequence[ScalePoint]) -> Iterator[FieldError]:
    values = [point.value for point in scale]
    if len(values) > POINTS:
        yield FieldError(at, fault("too_many", most=POINTS))
    for number, point in enumerate(scale):
        yield from _words(f"{at}/{number}/label", point.label, TITLE, needed=True)
        if not is_number(point.value):
            yield FieldError(f"{at}/{number}/value", fault("not_a_number"))
        if values.count(point.value) > 1:
            yield FieldError(f"{at}/{number}/value", fault("value_twice", value=point.value))


def _options(at: str, options: Sequence[Choice]) -> Iterator[FieldError]:
    ids = [option.id for option in options]
    if len(ids) > OPTIONS:
        yield FieldError(at, fault("too_many", most=OPTIONS))
    for number, option in enumerate(options):
        yield from _id(f"{at}/{number}/id", option.id)
        yield from _words(f"{at}/{number}/label", option.label, TEXT, needed=True)
        if ids.count(option.id) > 1:
            yield FieldError(f"{at}/{number}/id", fault("id_twice", id=option.id))


def _range(at: str, question: Question) -> Iterator[FieldError]:
    low, high = question.min, question.max
    for name, bound in (("min", low), ("max", high)):
        if bound is not None and not is_number(bound):
            yield FieldError(f"{at}/{name}", fault("not_a_number"))
    if low is not None and high is not None and low > high:
        yield FieldError(f"{at}/max", fault("less_than_min"))


def _id(at: str, value: str) -> Iterator[FieldError]:
    if not _ID.fullmatch(value):
        yield FieldError(at, fault("not_an_id"))


def _words(at: str, value: str, limit: int, *, needed: bool = False) -> Iterator[FieldError]:
    if needed and not value.strip():
        yield FieldError(at, fault("required"))
    if len(value) > limit:
        yield FieldError(at, fault("too_long", most=limit))
    if _CONTROL.search(value):
        yield FieldError(at, fault("control_characters"))
