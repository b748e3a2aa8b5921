"""Writing a side, a contribution, private notes; taking up a backup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.cycles.rules import RatingValue
from chalicelib.files.rules import kept
from chalicelib.kernel import richtext
from chalicelib.kernel.codec import encode
from chalicelib.kernel.errors import Fault, FieldError, Invalid, NotAllowed, NotFound, TooLarge, fault
from chalicelib.questionnaires import rules as questionnaires
from chalicelib.questionnaires.rules import Kind
from chalicelib.reviews import rules, store, views
from chalicelib.reviews.actions.committing import put, record_reading
from chalicelib.reviews.actions.files import Command, File, found, opened
from chalicelib.reviews.rules import Answers, Backup, Citation, Notes, Part, SideName, Text, Verb, empty_side, text_of
from chalicelib.reviews.views import NotesView

Match = Callable[[int, object], None]
"""Refuses, with what is there now, unless the caller changes this version."""

MOST_BYTES = 250_000
"""Of one side as it is stored; a row of the table holds 400 KB."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What an author saves: some answers or all; rating and position as a pair of "was sent" and value.

    `citations`: all that there are from now on; None: as before.
    """

    answers: Answers
    rating: tuple[bool, RatingValue | None] = (False, None)
    position: tuple[bool, dict[str, float] | None] = (False, None)
    citations: tuple[Citation, ...] | None = None


def save_side(by: Command, review_id: str, name: SideName, sent: Sent, match: Match) -> File:
    """The author saves; what was not sent stays as it was."""
    cites = [one.reflection_id for one in sent.citations or ()]
    file = opened(by.reads, by.actor, review_id, by.now, cites)
    rules.check(file.case, rules.SAVES[name])
    before = file.side(name) or empty_side(file.review, name)
    match(before.version, views.side_view(file, name))
    text = _merged(file, name, text_of(before), sent)
    return put(by, file, _saved(file, name, text))


def _saved(file: File, name: SideName, text: Text) -> rules.Outcome:
    if len(encode(text).encode()) > MOST_BYTES:
        raise TooLarge("side_too_large", most=MOST_BYTES)
    return rules.save_side(
        file.case,
        name,
        file.side(name),
        text,
        complete=not missing(file, name, text.answers),
        contributions=contributed(file),
        files=kept(file.shelves.get(name)),
    )


def contributed(file: File) -> dict[str, Answers]:
    """What the contributors wrote, by person."""
    return {person: side.answers for person, side in file.contributions.items()}


def missing(file: File, name: SideName, answers: Answers) -> list[FieldError]:
    """The required questions of a side that have no answer yet."""
    return questionnaires.check_answers(file.form, name, answers, complete=True)


def _merged(file: File, name: SideName, before: Text, sent: Sent) -> Text:
    answers = cleaned(file, name, sent.answers)
    errors = questionnaires.check_answers(file.form, name, answers) + _overall_errors(file, name, sent)
    asked = {question.id for question in file.form.questions(name)}
    errors += rules.citation_errors(sent.citations or (), asked, file.cited)
    if errors:
        raise Invalid(errors)
    return Text(
        answers=questionnaires.merged_answers(before.answers, answers),
        rating=sent.rating[1] if sent.rating[0] else before.rating,
        position=sent.position[1] if sent.position[0] else before.position,
        citations=before.citations if sent.citations is None else tuple(dict.fromkeys(sent.citations)),
    )


def cleaned(file: File, side: str, answers: Answers) -> Answers:
    """`answers` with rich text sanitised; markup without words is no answer."""
    rich = {question.id for question in file.form.questions(side) if question.kind is Kind.RICH_TEXT}
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


def _overall_errors(file: File, name: SideName, sent: Sent) -> list[FieldError]:
    errors = []
    given, rating = sent.rating
    if given and rating is not None:
        problem = _not_here(name) or rules.rating_problem(file.case, rating)
        errors += [FieldError("/rating", problem)] if problem else []
    given, position = sent.position
    if given and position is not None:
        chart = file.case.cycle.options.chart_2d
        problem = _not_here(name) or (None if chart else fault("no_chart"))
        errors += [FieldError("/position", problem)] if problem else []
    return errors


def _not_here(name: SideName) -> Fault | None:
    return fault("manager_side_only") if name is SideName.SELF else None


def save_contribution(by: Command, review_id: str, answers: Answers, match: Match) -> File:
    """A contributor saves their part of the manager's assessment."""
    file = opened(by.reads, by.actor, review_id, by.now)
    rules.check(file.case, Verb.SAVE_CONTRIBUTION)
    before = file.contributions.get(by.actor.id)
    match(before.version if before else 0, views.contribution_view(file, by.actor.id))
    clean = cleaned(file, SideName.MANAGER, answers)
    errors = questionnaires.check_answers(file.form, SideName.MANAGER, clean)
    if errors:
        raise Invalid(errors)
    merged = questionnaires.merged_answers(before.answers if before else {}, clean)
    if len(encode(merged).encode()) > MOST_BYTES:
        raise TooLarge("side_too_large", most=MOST_BYTES)
    outcome = rules.save_contribution(
        file.case,
        before,
        merged,
        manager=file.manager,
        contributions=contributed(file),
        files=kept(file.shelves.get(SideName.MANAGER)),
    )
    return put(by, file, outcome)


def contribution(by: Command, review_id: str) -> File:
    """The file for a contributor who wants to read or write their own part."""
    file = opened(by.reads, by.actor, review_id, by.now)
    if by.actor.id not in file.review.contributor_ids or file.case.actor.id == file.review.reviewee.id:
        raise NotAllowed(case="contribution")
    return file


def save_notes(by: Command, review_id: str, text: str, match: Match) -> File:
    """The reviewer saves private notes."""
    file = opened(by.reads, by.actor, review_id, by.now)
    rules.check(file.case, Verb.SAVE_NOTES)
    match(file.notes.version if file.notes else 0, views.notes_view(file.notes, own=True))
    return put(by, file, rules.save_notes(file.case, file.notes, richtext.clean(text)))


def notes(by: Command, review_id: str) -> NotesView:
    """The notes that the caller may read: a reviewer's own, also a former one's; HR's where the cycle says so."""
    file = found(by.reads, by.actor, review_id, by.now)
    if rules.sights_of(file.case).reads(Part.NOTES):
        own = by.actor.id == file.review.reviewer.id
        return views.notes_view(record_reading(by, file, [Part.NOTES]).notes, own=own)
    if rules.keeps_own(file.case, SideName.MANAGER) and by.actor.id != file.review.reviewer.id:
        return views.notes_view(own_notes(by, review_id), own=False)
    if file.case.outsider:
        raise rules.unseen(file.case)
    raise NotAllowed(case="notes")


def own_notes(by: Command, review_id: str) -> Notes | None:
    """Return the caller's own notes on a review, also one that someone else writes now."""
    key = store.notes_key(review_id, by.actor.id)
    rows = by.reads.fetch(key)
    return store.notes_of(rows[key]) if key in rows else None


def backups(
    by: Command, review_id: str, name: SideName, *, limit: int, after: str | None
) -> tuple[list[rules.BackupEntry], str | None]:
    """One page of the caller's own backups of a side, the newest first, and where to go on."""
    file = _own_backups(by, review_id, name)
    side = file.side(name)
    listed = side.backups if side else ()
    before = int(after) if after else None
    own = [e for e in reversed(listed) if e.author_id == by.actor.id and (before is None or e.n < before)]
    return own[:limit], str(own[limit - 1].n) if len(own) > limit else None


def backup(by: Command, review_id: str, name: SideName, n: str) -> Backup:
    """One of the caller's own backups."""
    _own_backups(by, review_id, name)
    return _backup(by, review_id, name, n)


def restore(by: Command, review_id: str, name: SideName, n: str) -> File:
    """The author takes up an earlier text; it is saved as any other, so what is there now is not lost."""
    file = _own_backups(by, review_id, name)
    rules.check(file.case, rules.SAVES[name])
    return put(by, file, _saved(file, name, text_of(_backup(by, review_id, name, n))))


def _own_backups(by: Command, review_id: str, name: SideName) -> File:
    file = found(by.reads, by.actor, review_id, by.now)
    if rules.keeps_own(file.case, name):
        return file
    if file.case.outsider:
        raise rules.unseen(file.case)
    raise NotAllowed(case="backups")


def _backup(by: Command, review_id: str, name: SideName, n: str) -> Backup:
    if not (n.isascii() and n.isdigit() and len(n) <= 6):
        raise NotFound
    key = store.backup_key(review_id, name, int(n))
    rows = by.reads.fetch(key)
    kept = store.backup_of(rows[key]) if key in rows else None
    if kept is None or kept.author.id != by.actor.id:
        raise NotFound
    return kept
