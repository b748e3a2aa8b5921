"""HR designs the questionnaire [110]: every kind has what it needs, nothing is named twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.kernel.errors import Fault
from chalicelib.questionnaires.rules import (
    Choice,
    Question,
    QuestionAudience,
    QuestionKind,
    Questionnaire,
    ScalePoint,
    Section,
    check_design,
    next_edition,
)

SCALE = (ScalePoint(value=1, label="low"), ScalePoint(value=2.5, label="high"))
OPTIONS = (Choice(id="a", label="A"), Choice(id="b", label="B"))
NEEDS: dict[QuestionKind, dict[str, Any]] = {
    QuestionKind.RICH_TEXT: {},
    QuestionKind.RATING: {"scale": SCALE},
    QuestionKind.SINGLE_CHOICE: {"choices": OPTIONS},
    QuestionKind.MULTI_CHOICE: {"choices": OPTIONS},
    QuestionKind.NUMBER: {"unit": "€", "min": 0, "max": 10},
    QuestionKind.CHECKLIST: {"items": OPTIONS},
    QuestionKind.POSITION_2D: {"x_label": "Impact", "y_label": "Growth"},
    QuestionKind.VALUES: {"scale": SCALE, "values": OPTIONS},
}


def question(kind: QuestionKind = QuestionKind.RICH_TEXT, /, **changes: Any) -> Question:
    return Question(**({"id": "q1", "kind": kind, "text": "What went well?"} | NEEDS[kind] | changes))


def form(*questions: Question, **changes: Any) -> Questionnaire:
    section = Section(title="Results", intro="", questions=questions)
    return replace(Questionnaire(id="Q1", title="Annual", sections=(section,)), **changes)


def told(designed: Questionnaire) -> list[tuple[str, str]]:
    return [(error.pointer, _in_short(error.fault)) for error in check_design(designed)]


def _in_short(wrong: Fault) -> str:
    values = [str(value[0] if isinstance(value, list) else value) for value in wrong.params.values()]
    return " ".join((wrong.code, *values))


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_kind_can_be_asked(kind: QuestionKind) -> None:
    """[93, 95, 99, 101] Standards, qualitative results, checklists, rating scales, company values."""
    assert told(form(question(kind))) == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (QuestionKind.RATING, "scale"),
        (QuestionKind.SINGLE_CHOICE, "choices"),
        (QuestionKind.MULTI_CHOICE, "choices"),
        (QuestionKind.CHECKLIST, "items"),
        (QuestionKind.VALUES, "scale"),
    ],
)
def test_a_kind_without_what_it_needs(kind: QuestionKind, name: str) -> None:
    assert told(form(question(kind, **{name: ()}))) == [
        (f"/sections/0/questions/0/{name}", f"required_for_kind {kind}")
    ]


def test_a_chart_needs_both_labels_and_takes_no_scale() -> None:
    assert told(form(question(QuestionKind.POSITION_2D, x_label="", scale=SCALE))) == [
        ("/sections/0/questions/0/scale", "not_for_kind position_2d"),
        ("/sections/0/questions/0/x_label", "required_for_kind position_2d"),
    ]


@pytest.mark.parametrize(
    ("changed", "pointer", "wrong"),
    [
        (question(text=" "), "text", "required"),
        (question(text="x" * 2001), "text", "too_long 2000"),
        (question(text="a\x07"), "text", "control_characters"),
        (question(help="x" * 10_001), "help", "too_long 10000"),
        (question(id="a b"), "id", "not_an_id"),
        (question(QuestionKind.NUMBER, min=3, max=2), "max", "less_than_min"),
        (question(QuestionKind.NUMBER, min=float("nan")), "min", "not_a_number"),
        (question(QuestionKind.NUMBER, max=10**400), "max", "not_a_number"),
        (question(unit="kg"), "unit", "not_for_kind rich_text"),
        (question(QuestionKind.RATING, scale=(ScalePoint(value=1, label=""),)), "scale/0/label", "required"),
        (question(QuestionKind.RATING, scale=(ScalePoint(value=float("inf"), label="x"),)), "scale/0/value",
         "not_a_number"),
        (question(QuestionKind.CHECKLIST, items=(Choice(id="", label="x"),)), "items/0/id",
         "not_an_id"),
        (question(QuestionKind.SINGLE_CHOICE, choices=tuple(Choice(id=f"c{n}", label="x") for n in range(101))),
         "choices", "too_many 100"),
        (question(QuestionKind.RATING, scale=tuple(ScalePoint(value=n, label="x") for n in range(21))), "scale",
         "too_many 20"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_pointer(changed: Question, pointer: str, wrong: str) -> None:
    assert told(form(changed)) == [(f"/sections/0/questions/0/{pointer}", wrong)]


def test_nothing_is_named_twice() -> None:
    assert [pointer for pointer, _ in told(form(question(), question()))] == [
        "/sections/0/questions/0/id",
        "/sections/0/questions/1/id",
    ]
    twice = (Choice(id="a", label="A"), Choice(id="a", label="B"))
    assert told(form(question(QuestionKind.CHECKLIST, items=twice))) == [
        ("/sections/0/questions/0/items/0/id", "id_twice a"),
        ("/sections/0/questions/0/items/1/id", "id_twice a"),
    ]
    scale = (ScalePoint(value=1, label="A"), ScalePoint(value=1.0, label="B"))
    assert [pointer for pointer, _ in told(form(question(QuestionKind.RATING, scale=scale)))] == [
        "/sections/0/questions/0/scale/0/value",
        "/sections/0/questions/0/scale/1/value",
    ]


def test_a_form_has_a_title_and_an_end() -> None:
    assert told(form(title="")) == [("/title", "required")]
    assert told(form(sections=(Section(title=""),))) == [("/sections/0/title", "required")]
    assert told(form(sections=(Section(title="x"),) * 51)) == [("/sections", "too_many 50")]
    many = [question(id=f"q{n}") for n in range(201)]
    assert told(form(*many)) == [("/sections", "too_many_questions 200")]


def test_each_side_has_its_questions() -> None:
    """[112, 114] The employee is asked for what the manager cannot see, and for a self rating."""
    designed = form(
        question(id="s", audience=QuestionAudience.SELF),
        question(id="m", audience=QuestionAudience.MANAGER, reviewee_sees_manager_answer=False),
        question(id="b", reviewee_sees_manager_answer=False),
        question(id="o", audience=QuestionAudience.SELF, reviewee_sees_manager_answer=False),
    )
    assert [q.id for q in designed.questions("self")] == ["s", "b", "o"]
    assert [q.id for q in designed.questions("manager")] == ["m", "b"]
    assert [q.id for q in designed.questions()] == ["s", "m", "b", "o"]
    assert designed.hidden_from_reviewee == {"m", "b"}


def test_copying_makes_the_next_edition() -> None:
    now = datetime(2026, 1, 5, tzinfo=UTC)
    copy = next_edition(form(question(), used=True, version=4), form_id="Q2", by="HR", now=now)
    assert (copy.id, copy.edition, copy.copied_from, copy.used, copy.version) == ("Q2", 2, "Q1", False, 0)
    assert (copy.created_by, copy.created_at) == ("HR", now)
    assert [q.id for q in copy.questions()] == ["q1"]
