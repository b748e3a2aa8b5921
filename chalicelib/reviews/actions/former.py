"""What stays with a reviewer after a reassignment: their notes, the versions that they saved, their files."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.files.rules import Attachment
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotAllowed, NotFound
from chalicelib.reviews import rules, store
from chalicelib.reviews.actions.attachments import own_files
from chalicelib.reviews.actions.loaded_review import LoadedReview, found
from chalicelib.reviews.actions.texts import own_notes
from chalicelib.reviews.rules import Notes, PastReviewer, Review, SideName


@dataclass(frozen=True, kw_only=True, slots=True)
class FormerReview:
    """What someone keeps of a review that someone else writes now."""

    loaded: LoadedReview
    past: PastReviewer
    notes: Notes | None
    files: list[Attachment]


def former_reviews(
    command: Command, *, limit: int, after: str | None
) -> tuple[list[tuple[Review, PastReviewer]], str | None]:
    """Return one page of the reviews that the caller wrote and no longer does, the newest cycle first."""
    page = store.former(command.reads, command.actor.id, limit=limit, after=after)
    keys = [store.head_key(store.former_of(row)) for row in page.rows]
    rows = command.reads.fetch(*keys)
    heads = [store.review_of(rows[key]) for key in keys if key in rows]
    kept = [(review, rules.was_reviewer(review, command.actor)) for review in heads]
    return [(review, past) for review, past in kept if past is not None], page.after


def former(command: Command, review_id: str) -> FormerReview:
    """Return what the caller keeps of one of them; no one learns from it how the review goes on."""
    loaded = found(command.reads, command.actor, review_id, command.now)
    past = rules.was_reviewer(loaded.review, command.actor)
    if past is not None:
        files = own_files(loaded, SideName.MANAGER)
        return FormerReview(loaded=loaded, past=past, notes=own_notes(command, review_id), files=files)
    if loaded.context.outsider:
        raise NotFound
    raise NotAllowed("not_former_reviewer")
