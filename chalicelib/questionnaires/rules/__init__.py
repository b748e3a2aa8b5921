"""The questionnaires' rules. Others import what they need from here."""

from chalicelib.questionnaires.rules.answers import check_answers, merged_answers
from chalicelib.questionnaires.rules.design import check_design, next_edition
from chalicelib.questionnaires.rules.form import (
    Choice,
    Question,
    QuestionAudience,
    QuestionKind,
    Questionnaire,
    ScalePoint,
    Section,
)

__all__ = [
    "Choice",
    "Question",
    "QuestionAudience",
    "QuestionKind",
    "Questionnaire",
    "ScalePoint",
    "Section",
    "check_answers",
    "check_design",
    "merged_answers",
    "next_edition",
]
