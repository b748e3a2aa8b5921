"""Writing a side, a contribution, private notes; taking up a backup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.cycles.rules import RatingValue
from chalicelib.files.rules import kept
from chalicelib.kernel import richtext
from chalicelib.kernel.codec import encode
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Fault, FieldError, Invalid, NotAllowed, NotFound, TooLarge, fault
from chalicelib.questionnaires import rules as questionnaires
from chalicelib.questionnaires.rules import QuestionKind
from chalicelib.reviews import rules, store, views
from chalicelib.reviews.actions.loaded_review import LoadedReview, found, opened
from chalicelib.reviews.actions.outcomes import put, record_reading
from chalicelib.reviews.rules import (
    Answers,
    Backup,
    Citation,
    Notes,
    ReviewAction,
    ReviewPart,
    SideName,
    Text,
    empty_side,
    text_of,
)
from chalicelib.reviews.views import NotesView

Match = Callable[[int, object], None]
"""Refuses, with what is there now, unless the caller changes this version."""

MOST_BYTES = 250_000
"""Of one side as it is stored; a row of the table holds 400 KB."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SideInput:
    """What an author saves: some answers or all; rating and position as a pair of "was sent" and value.

    `citations`: all that there are from now on; None: as before.
    """

    answers: Answers
    rating: tuple[bool, RatingValue | None] = (False, None)
    position: tuple[bool, dict[str, float] | None] = (False, None)
    citations: tuple[Citation, ...] | None = None


def save_side(command: Command, review_id: str, name: SideName, sent: SideInput, match: Match) -> LoadedReview:
    """The author saves; what was not sent stays as it was."""
    cites = [one.reflection_id for one in sent.citations or ()]
    loaded = opened(command.reads, command.actor, review_id, command.now, cites)
    rules.check(loaded.context, rules.SAVES[name])
    before = loaded.side(name) or empty_side(loaded.review, name)
    match(before.version, views.side_view(loaded, name))
    text = _merged(loaded, name, text_of(before), sent)
    return put(command, loaded, _saved(loaded, name, text))


def _saved(loaded: LoadedReview, name: SideName, text: Text) -> rules.Outcome:
    if len(encode(text).encode()) > MOST_BYTES:
        raise TooLarge("side_too_large", most=MOST_BYTES)
    return rules.save_side(
        loaded.context,
        name,
        loaded.side(name),
        text,
        complete=not missing(loaded, name, text.answers),
        contributions=contributed(loaded),
        files=kept(loaded.attachment_lists.get(name)),
    )


def contributed(loaded: LoadedReview) -> dict[str, Answers]:
    """Return what the contributors wrote, by person."""
    return {person: side.answers for person, side in loaded.contributions.items()}


def missing(loaded: LoadedReview, name: SideName, answers: Answers) -> list[FieldError]:
    """Return the required questions of a side that have no answer yet."""
    return questionnaires.check_answers(loaded.form, name, answers, complete=True)


def _merged(loaded: LoadedReview, name: SideName, before: Text, sent: SideInput) -> Text:
    answers = cleaned(loaded, name, sent.answers)
    errors = questionnaires.check_answers(loaded.form, name, answers) + _overall_errors(loaded, name, sent)
    asked = {question.id for question in loaded.form.questions(name)}
    errors += rules.citation_errors(sent.citations or (), asked, loaded.cited)
    if errors:
        raise Invalid(errors)
    return Text(
        answers=questionnaires.merged_answers(before.answers, answers),
        rating=sent.rating[1] if sent.rating[0] else before.rating,
        position=sent.position[1] if sent.position[0] else before.position,
        citations=before.citations if sent.citations is None else tuple(dict.fromkeys(sent.citations)),
    )


def cleaned(loaded: LoadedReview, side: str, answers: Answers) -> Answers:
    """`answers` with rich text sanitised; markup without words is no answer."""
    rich = {question.id for question in loaded.form.questions(side) if question.kind is QuestionKind.RICH_TEXT}
    too_long = [
        FieldError(f"/answers/{question}", problem)
        for question, answer in answers.items()
        if question in rich and isinstance(answer, str) and (problem := richtext.problem(answer))
    ]
    if too_long:
        raise Invalid(too_long)
    return {
        question: _clean(answer) if question in rich and isinstance(answer, str) else answer
        for question, answer in answers.items()
    }


def _clean(text: str) -> str | None:
    cleaned_text = richtext.clean(text)
    return None if richtext.blank(cleaned_text) else cleaned_text


def _overall_errors(loaded: LoadedReview, name: SideName, sent: SideInput) -> list[FieldError]:
    errors = []
    given, rating = sent.rating
    if given and rating is not None:
        problem = _not_here(name) or rules.rating_problem(loaded.context, rating)
        errors += [FieldError("/rating", problem)] if problem else []
    given, position = sent.position
    if given and position is not None:
        chart = loaded.context.cycle.options.chart_2d
        problem = _not_here(name) or (None if chart else fault("no_chart"))
        errors += [FieldError("/position", problem)] if problem else []
    return errors


def _not_here(name: SideName) -> Fault | None:
    return fault("manager_side_only") if name is SideName.SELF else None


def save_contribution(command: Command, review_id: str, answers: Answers, match: Match) -> LoadedReview:
    """A contributor saves their part of the manager's assessment."""
    loaded = opened(command.reads, command.actor, review_id, command.now)
    rules.check(loaded.context, ReviewAction.SAVE_CONTRIBUTION)
    before = loaded.contributions.get(command.actor.id)
    match(before.version if before else 0, views.contribution_view(loaded, command.actor.id))
    clean = cleaned(loaded, SideName.MANAGER, answers)
    errors = questionnaires.check_answers(loaded.form, SideName.MANAGER, clean)
    if errors:
        raise Invalid(errors)
    merged = questionnaires.merged_answers(before.answers if before else {}, clean)
    if len(encode(merged).encode()) > MOST_BYTES:
        raise TooLarge("side_too_large", most=MOST_BYTES)
    outcome = rules.save_contribution(
        loaded.context,
        before,
        merged,
        manager=loaded.manager,
        contributions=contributed(loaded),
        files=kept(loaded.attachment_lists.get(SideName.MANAGER)),
    )
    return put(command, loaded, outcome)


def contribution(command: Command, review_id: str) -> LoadedReview:
    """Return the file for a contributor who wants to read or write their own part."""
    loaded = opened(command.reads, command.actor, review_id, command.now)
    if command.actor.id not in loaded.review.contributor_ids or loaded.context.actor.id == loaded.review.reviewee.id:
        raise NotAllowed(case="contribution")
    return loaded


def save_notes(command: Command, review_id: str, text: str, match: Match) -> LoadedReview:
    """The reviewer saves private notes."""
    loaded = opened(command.reads, command.actor, review_id, command.now)
    rules.check(loaded.context, ReviewAction.SAVE_NOTES)
    match(loaded.notes.version if loaded.notes else 0, views.notes_view(loaded.notes, own=True))
    return put(command, loaded, rules.save_notes(loaded.context, loaded.notes, richtext.clean(text)))


def notes(command: Command, review_id: str) -> NotesView:
    """The notes that the caller may read: a reviewer's own, also a former one's; HR's where the cycle says so."""
    loaded = found(command.reads, command.actor, review_id, command.now)
    if rules.access_of(loaded.context).reads(ReviewPart.NOTES):
        own = command.actor.id == loaded.review.reviewer.id
        return views.notes_view(record_reading(command, loaded, [ReviewPart.NOTES]).notes, own=own)
    if rules.keeps_own(loaded.context, SideName.MANAGER) and command.actor.id != loaded.review.reviewer.id:
        return views.notes_view(own_notes(command, review_id), own=False)
    if loaded.context.outsider:
        raise rules.unseen(loaded.context)
    raise NotAllowed(case="notes")


def own_notes(command: Command, review_id: str) -> Notes | None:
    """Return the caller's own notes on a review, also one that someone else writes now."""
    key = store.notes_key(review_id, command.actor.id)
    rows = command.reads.fetch(key)
    return store.notes_of(rows[key]) if key in rows else None


def backups(
    command: Command, review_id: str, name: SideName, *, limit: int, after: str | None
) -> tuple[list[rules.BackupEntry], str | None]:
    """Return one page of the caller's own backups of a side, the newest first, and where to go on."""
    loaded = _own_backups(command, review_id, name)
    side = loaded.side(name)
    listed = side.backups if side else ()
    before = int(after) if after else None
    own = [e for e in reversed(listed) if e.author_id == command.actor.id and (before is None or e.n < before)]
    return own[:limit], str(own[limit - 1].n) if len(own) > limit else None


def backup(command: Command, review_id: str, name: SideName, n: str) -> Backup:
    """Return one of the caller's own backups."""
    _own_backups(command, review_id, name)
    return _backup(command, review_id, name, n)


def restore(command: Command, review_id: str, name: SideName, n: str) -> LoadedReview:
    """The author takes up an earlier text; it is saved as any other, so what is there now is not lost."""
    loaded = _own_backups(command, review_id, name)
    rules.check(loaded.context, rules.SAVES[name])
    return put(command, loaded, _saved(loaded, name, text_of(_backup(command, review_id, name, n))))


def _own_backups(command: Command, review_id: str, name: SideName) -> LoadedReview:
    loaded = found(command.reads, command.actor, review_id, command.now)
    if rules.keeps_own(loaded.context, name):
        return loaded
    if loaded.context.outsider:
        raise rules.unseen(loaded.context)
    raise NotAllowed(case="backups")


def _backup(command: Command, review_id: str, name: SideName, n: str) -> Backup:
    if not (n.isascii() and n.isdigit() and len(n) <= 6):
        raise NotFound
    key = store.backup_key(review_id, name, int(n))
    rows = command.reads.fetch(key)
    kept = store.backup_of(rows[key]) if key in rows else None
    if kept is None or kept.author.id != command.actor.id:
        raise NotFound
    return kept
