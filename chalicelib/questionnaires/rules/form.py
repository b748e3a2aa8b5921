"""What a questionnaire is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeGuard

LARGEST = 10**15


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether `value` can be counted with; `True` and infinity cannot."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST


class QuestionKind(StrEnum):
    """The kinds of question; each has its own shape of answer."""

    RICH_TEXT = "rich_text"
    RATING = "rating"
    SINGLE_CHOICE = "single_choice"
    MULTI_CHOICE = "multi_choice"
    NUMBER = "number"
    CHECKLIST = "checklist"
    POSITION_2D = "position_2d"
    VALUES = "values"


class QuestionAudience(StrEnum):
    """Whose side a question stands on (`for` in the API)."""

    SELF = "self"
    MANAGER = "manager"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True, slots=True)
class ScalePoint:
    """One step of a rating scale."""

    value: int | float
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One option of a choice, one item of a checklist, or one company value."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question; what follows `reviewee_sees_manager_answer` depends on the kind."""

    id: str
    kind: QuestionKind
    text: str
    audience: QuestionAudience = QuestionAudience.BOTH
    required: bool = False
    help: str = ""
    reviewee_sees_manager_answer: bool = True
    scale: tuple[ScalePoint, ...] = ()
    choices: tuple[Choice, ...] = ()
    items: tuple[Choice, ...] = ()
    values: tuple[Choice, ...] = ()
    unit: str = ""
    min: int | float | None = None
    max: int | float | None = None
    x_label: str = ""
    y_label: str = ""

    def asks(self, side: str) -> bool:
        """Return whether the author of `side` (self or manager) answers this question."""
        return self.audience is QuestionAudience.BOTH or self.audience == side


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A group of questions under a title."""

    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Questionnaire:
    """A form; nothing in it changes any more once a cycle uses it.

    `edition` counts the copies made one from another; `version` counts the stored row's changes.
    """

    id: str
    title: str
    sections: tuple[Section, ...] = ()
    used: bool = False
    edition: int = 1
    copied_from: str | None = None
    created_at: datetime | None = None
    created_by: str = ""
    version: int = 0

    def questions(self, side: str | None = None) -> Iterator[Question]:
        """All questions in their order, or those which one side answers."""
        for section in self.sections:
            yield from (q for q in section.questions if side is None or q.asks(side))

    @property
    def hidden_from_reviewee(self) -> frozenset[str]:
        """The questions whose manager's answer the reviewee never sees."""
        return frozenset(q.id for q in self.questions("manager") if not q.reviewee_sees_manager_answer)
