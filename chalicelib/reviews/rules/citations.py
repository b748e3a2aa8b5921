"""Citations: an answer names a moment of a reflection. Readers who can't see the reflection see no citation either."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from chalicelib.kernel.errors import FieldError, fault
from chalicelib.kernel.policy import Relationship
from chalicelib.questionnaires.rules import Questionnaire
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Citation, SideName

if TYPE_CHECKING:
    from chalicelib.reflections.rules import Reflection


def citation_errors(
    citations: Sequence[Citation], asked: Collection[str], seen: Mapping[str, Reflection]
) -> Iterator[FieldError]:
    """What is wrong with a list of citations; `asked`: the side's questions; `seen`: what the writer sees now."""
    for at, one in enumerate(citations):
        if one.question_id not in asked:
            yield FieldError(f"/citations/{at}/question_id", fault("unknown_question"))
        reflection = seen.get(one.reflection_id)
        if reflection is None:
            yield FieldError(f"/citations/{at}/reflection_id", fault("unknown_reflection"))
        elif one.at_ms is not None and one.at_ms > (reflection.duration_ms or 0):
            yield FieldError(f"/citations/{at}/at_ms", fault("past_the_end"))


def visible_citations(
    context: ReviewContext, side: SideName, citations: Sequence[Citation], seen: Collection[str], form: Questionnaire
) -> list[Citation]:
    """Return those whose reflection the actor sees, under answers that the actor may read."""
    hidden = side is SideName.MANAGER and Relationship.SUBJECT in context.relationships
    unread = form.hidden_from_reviewee if hidden else frozenset()
    return [one for one in citations if one.reflection_id in seen and one.question_id not in unread]
