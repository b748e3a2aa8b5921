"""The product's table of who sees what, as it stands there, and the rules above it.

The subject's exclusion and "not about people above oneself" are in `kernel.policy.standings`; a person who left is
refused before any of this. Where someone stands in several ways to a review, the widest of their columns holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from chalicelib.cycles.rules import CycleOptions, SelfVisible
from chalicelib.kernel.errors import NotAllowed, NotFound, Refusal
from chalicelib.kernel.policy import Actor, Relationship
from chalicelib.questionnaires.rules import Question, QuestionAudience, Questionnaire
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Answers, PastReviewer, Review, SideName


class AccessLevel(IntEnum):
    """How much someone sees of a part; each includes the one before."""

    NOTHING = 0
    STATUS = 1
    READS = 2
    EDITS = 3


class ReviewPart(StrEnum):
    """What the table has a row for."""

    SELF = "self"
    MANAGER = "manager"
    NOTES = "notes"
    RATING = "rating"
    CONTRIBUTIONS = "contributions"


class Phase(StrEnum):
    """Shared, or anything else: draft, done, hidden, not begun, not provided."""

    UNSHARED = "unshared"
    SHARED = "shared"


_NOTHING, _STATUS, _READS, _EDITS = AccessLevel

_COLUMNS = (
    Relationship.SUBJECT,
    Relationship.REVIEWER,
    Relationship.UPLINE,
    Relationship.HR_ADMIN,
    Relationship.HR_STATUS,
    Relationship.CONTRIBUTOR,
    Relationship.WRITER,
)
# fmt: off
_ROWS: Mapping[tuple[ReviewPart, Phase], tuple[AccessLevel, ...]] = {
    #                                  reviewee  reviewer upline    HR admin  HR status contributor writer
    (ReviewPart.SELF, Phase.UNSHARED):      (_EDITS,   _STATUS, _STATUS,  _STATUS,  _STATUS,  _STATUS,     _STATUS),
    (ReviewPart.SELF, Phase.SHARED):        (_READS,   _READS,  _READS,   _READS,   _STATUS,  _STATUS,     _STATUS),
    (ReviewPart.MANAGER, Phase.UNSHARED):   (_NOTHING, _EDITS,  _READS,   _READS,   _STATUS,  _STATUS,     _EDITS),
    (ReviewPart.MANAGER, Phase.SHARED):     (_READS,   _EDITS,  _READS,   _READS,   _STATUS,  _STATUS,     _EDITS),
    (ReviewPart.RATING, Phase.UNSHARED):    (_NOTHING, _EDITS,  _READS,   _READS,   _NOTHING, _NOTHING,    _EDITS),
    (ReviewPart.RATING, Phase.SHARED):      (_READS,   _EDITS,  _READS,   _READS,   _NOTHING, _NOTHING,    _EDITS),
    (ReviewPart.NOTES, Phase.UNSHARED):     (_NOTHING, _EDITS,  _NOTHING, _READS,   _NOTHING, _NOTHING,    _EDITS),
    (ReviewPart.NOTES, Phase.SHARED):       (_NOTHING, _EDITS,  _NOTHING, _READS,   _NOTHING, _NOTHING,    _EDITS),
    (ReviewPart.CONTRIBUTIONS, Phase.UNSHARED): (_NOTHING, _READS, _READS, _READS,  _STATUS,  _STATUS,     _STATUS),
    (ReviewPart.CONTRIBUTIONS, Phase.SHARED):   (_READS, _READS,  _READS,  _READS,  _STATUS,  _STATUS,     _STATUS),
}
# fmt: on
TABLE: Mapping[tuple[ReviewPart, Phase, Relationship], AccessLevel] = {
    (part, phase, relationship): level
    for (part, phase), access in _ROWS.items()
    for relationship, level in zip(_COLUMNS, access, strict=True)
}


HEARS_COMMENTS = frozenset({Relationship.SUBJECT, Relationship.REVIEWER, Relationship.UPLINE, Relationship.HR_ADMIN})
"""Who reads what someone said when they signed, from that moment on."""


@dataclass(frozen=True, slots=True)
class AccessLevels:
    """What one caller sees of one review. `by_hr`: parts opened by the HR role alone, which is recorded."""

    of: Mapping[ReviewPart, AccessLevel]
    by_hr: frozenset[ReviewPart]

    def reads(self, part: ReviewPart) -> bool:
        """Return whether the content of this part is shown."""
        return self.of[part] >= AccessLevel.READS

    def knows(self, part: ReviewPart) -> bool:
        """Return whether it is shown that this part exists, and its state."""
        return self.of[part] >= AccessLevel.STATUS


@dataclass(frozen=True, slots=True)
class SharedSides:
    """What of a review is shared. `manager_once`: the manager's side was, though it may be hidden again."""

    own: bool
    manager: bool
    manager_once: bool

    def phase(self, part: ReviewPart) -> Phase:
        """Return which of the table's rows holds for a part."""
        return Phase.SHARED if (self.own if part is ReviewPart.SELF else self.manager) else Phase.UNSHARED


def shared_of(review: Review) -> SharedSides:
    """Return what of `review` is shared now."""
    manager = review.manager
    return SharedSides(review.own.shared, manager.shared, manager.shared or manager.first_shared_at is not None)


def access_of(context: ReviewContext) -> AccessLevels:
    """Return what the actor of `context` sees, part by part."""
    options, shared = context.cycle.options, shared_of(context.review)
    seen = {part: access_level(part, context.relationships, options, shared) for part in ReviewPart}
    without_hr = context.relationships - {Relationship.HR_ADMIN}
    by_hr = {
        part for part in ReviewPart if seen[part] >= AccessLevel.READS > access_level(part, without_hr, options, shared)
    }
    return AccessLevels(seen, frozenset(by_hr))


def phase_of(review: Review, part: ReviewPart) -> Phase:
    """Return which of the table's rows holds for a part now."""
    return shared_of(review).phase(part)


def access_level(
    part: ReviewPart, relationships: frozenset[Relationship], options: CycleOptions, shared: SharedSides
) -> AccessLevel:
    """Return what someone who stands so to a review sees of a part, in a cycle with these options."""
    phase = shared.phase(part)
    level = max((TABLE.get((part, phase, s), AccessLevel.NOTHING) for s in relationships), default=AccessLevel.NOTHING)
    if part is ReviewPart.SELF and _waits_for_manager(relationships, options, shared):
        return min(level, AccessLevel.STATUS)
    if part is ReviewPart.NOTES and not _notes_open_to(relationships, options):
        return AccessLevel.NOTHING
    return level


def _waits_for_manager(relationships: frozenset[Relationship], options: CycleOptions, shared: SharedSides) -> bool:
    """Where the cycle says so, who writes or oversees the other side reads the self only once that side was shared."""
    if options.self_visible is not SelfVisible.AFTER_MANAGER or shared.manager_once:
        return False
    independent = not relationships.isdisjoint({Relationship.SUBJECT, Relationship.HR_ADMIN})
    return Relationship.REVIEWER in relationships or not independent


def _notes_open_to(relationships: frozenset[Relationship], options: CycleOptions) -> bool:
    writes = not relationships.isdisjoint({Relationship.REVIEWER, Relationship.WRITER})
    return options.private_notes if writes else options.hr_reads_notes


def keeps_own(context: ReviewContext, side: SideName) -> bool:
    """Backups and notes are their author's alone: also of someone who was the reviewer before."""
    authors = {context.review.author_of(side).id}
    if side is SideName.MANAGER:
        authors |= {past.person.id for past in context.review.past_reviewers}
    return context.actor.is_person and context.actor.id in authors


def was_reviewer(review: Review, actor: Actor) -> PastReviewer | None:
    """Return since when the actor no longer writes a review that they wrote; None where they never did, or do again."""
    if not actor.is_person or actor.id == review.reviewer.id:
        return None
    return next((past for past in reversed(review.past_reviewers) if past.person.id == actor.id), None)


def unseen(context: ReviewContext) -> Refusal:
    """Why the actor, to whom this is no longer open, gets no answer: to outsiders there is no such review, and who had
    a part in it hears what they were notified by email."""
    review, actor = context.review, context.actor
    if was_reviewer(review, actor) is not None:
        return NotAllowed("reassigned", name=review.reviewer.name)
    if actor.is_person and actor.id in review.past_contributor_ids:
        return NotAllowed("no_longer_contributor")
    return NotFound()


def visible_answers(context: ReviewContext, side: SideName, answers: Answers, form: Questionnaire) -> Answers:
    """`answers` as the actor may read them: some of the manager's are not for the reviewee, by the questionnaire."""
    if side is SideName.SELF or Relationship.SUBJECT not in context.relationships:
        return answers
    shown = shown_to_reviewee(form)
    return {question: answer for question, answer in answers.items() if question in shown}


def shown_to_reviewee(form: Questionnaire) -> frozenset[str]:
    """The questions whose answer by the manager, or a contributor, the reviewee reads with the manager's side."""
    asked = form.questions(SideName.MANAGER)
    return frozenset(question.id for question in asked if question.reviewee_sees_manager_answer)


def visible_form(context: ReviewContext, form: Questionnaire) -> Questionnaire:
    """`form` as the actor may read it: for the reviewee, without the questions that are the manager's secret.

    One that both answer is the reviewee's own question alone; a section of nothing else is not there.
    """
    if Relationship.SUBJECT not in context.relationships or not form.hidden_from_reviewee:
        return form
    sections = (replace(section, questions=tuple(_own(section.questions))) for section in form.sections)
    kept = tuple(
        shown for shown, whole in zip(sections, form.sections, strict=True) if shown.questions or not whole.questions
    )
    return replace(form, sections=kept)


def _own(questions: tuple[Question, ...]) -> Iterator[Question]:
    for question in questions:
        if question.reviewee_sees_manager_answer or question.audience is QuestionAudience.SELF:
            yield question
        elif question.audience is QuestionAudience.BOTH:
            yield replace(question, audience=QuestionAudience.SELF, reviewee_sees_manager_answer=True)
