"""Answers are validated against the questionnaire, by kind and by side."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.questionnaires.rules import QuestionAudience, QuestionKind, check_answers, merged_answers
from tests.rules.test_questionnaires_design import form, question

GOOD: dict[QuestionKind, list[Any]] = {
    QuestionKind.RICH_TEXT: ["<p>x</p>", "x", ""],
    QuestionKind.RATING: [1, 2.5, 1.0],
    QuestionKind.SINGLE_CHOICE: ["a", ""],
    QuestionKind.MULTI_CHOICE: [["a"], ["b", "a"], [], ("a",)],
    QuestionKind.NUMBER: [0, 10, 3.3],
    QuestionKind.CHECKLIST: [["a", "b"], []],
    QuestionKind.POSITION_2D: [{"x": 0, "y": 1}, {"x": 0.5, "y": 0.25}],
    QuestionKind.VALUES: [{"a": 1}, {"a": 1, "b": 2.5}, {}],
}
BAD: dict[QuestionKind, list[Any]] = {
    QuestionKind.RICH_TEXT: [1, ["x"], {"x": 1}, True, "x" * 200_001],
    QuestionKind.RATING: [3, "1", True, [1], {"a": 1}, float("nan"), 10**400],
    QuestionKind.SINGLE_CHOICE: ["c", 1, ["a"], {"a": 1}],
    QuestionKind.MULTI_CHOICE: ["a", ["c"], ["a", "a"], [1], [["a"]], 1],
    QuestionKind.NUMBER: [-1, 10.5, "1", True, [1], float("inf"), 10**400],
    QuestionKind.CHECKLIST: [["a", "c"], "a", {"a": True}, False],
    QuestionKind.POSITION_2D: [{"x": 0}, {"x": 0, "y": 1.1}, {"x": -0.1, "y": 0}, {"x": "0", "y": 0},
                       {"x": True, "y": 0}, {"x": 0, "y": 0, "z": 0}, [0, 0], 0.5],
    QuestionKind.VALUES: [{"c": 1}, {"a": 3}, {"a": "1"}, {"a": True}, [1], 1, {str(n): 1 for n in range(101)}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in [*values, None]]
)
def test_answers_of_the_right_shape(kind: QuestionKind, value: object) -> None:
    assert check_answers(form(question(kind)), "self", {"q1": value}) == []


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values])
def test_answers_of_the_wrong_shape(kind: QuestionKind, value: object) -> None:
    (error,) = check_answers(form(question(kind, required=True)), "manager", {"q1": value}, complete=True)
    assert error.pointer == "/answers/q1"


def test_company_values_that_the_form_does_not_list_are_rated_by_their_own_ids() -> None:
    open_values = form(question(QuestionKind.VALUES, values=(), required=True))
    assert check_answers(open_values, "self", {"q1": {"candour": 1}}, complete=True) == []
    assert len(check_answers(open_values, "self", {"q1": {"candour": 7}})) == 1
    assert len(check_answers(open_values, "self", {}, complete=True)) == 1


def test_a_question_of_the_other_side_is_no_question() -> None:
    designed = form(
        question(id="m", audience=QuestionAudience.MANAGER), question(id="s", audience=QuestionAudience.SELF)
    )
    assert [e.pointer for e in check_answers(designed, "self", {"m": "x", "s": "x"})] == ["/answers/m"]
    assert [e.pointer for e in check_answers(designed, "manager", {"m": "x", "s": "x"})] == ["/answers/s"]


def test_an_unknown_question_is_pointed_at_safely() -> None:
    assert [e.pointer for e in check_answers(form(), "self", {"a/b~c": 1})] == ["/answers/a~1b~0c"]


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_drafts_may_be_incomplete_but_sharing_asks_for_what_is_required(value: object) -> None:
    designed = form(question(required=True), question(id="q2", audience=QuestionAudience.MANAGER, required=True))
    for answers in ({}, {"q1": value}):
        assert check_answers(designed, "self", answers) == []
        (error,) = check_answers(designed, "self", answers, complete=True)
        assert (error.pointer, error.detail) == ("/answers/q1", "This field is required.")


def test_zero_is_an_answer() -> None:
    assert check_answers(form(question(QuestionKind.NUMBER, required=True)), "self", {"q1": 0}, complete=True) == []


def test_required_values_are_all_rated() -> None:
    designed = form(question(QuestionKind.VALUES, required=True))
    assert len(check_answers(designed, "self", {"q1": {"a": 1}}, complete=True)) == 1
    assert check_answers(designed, "self", {"q1": {"a": 1, "b": 1}}, complete=True) == []


def test_a_partial_save_keeps_the_rest_and_null_clears() -> None:
    assert merged_answers({"a": "x", "b": 0, "c": "y"}, {"a": None, "d": [], "c": "z"}) == {"b": 0, "c": "z"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "x", "y"]), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(QuestionKind), JSON)
def test_no_answer_makes_the_check_fail(kind: QuestionKind, value: object) -> None:
    errors = check_answers(form(question(kind)), "self", {"q1": value}, complete=True)
    assert all(error.pointer == "/answers/q1" for error in errors)
