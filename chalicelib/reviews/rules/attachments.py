"""Files beside a side: added and taken away by its author, as long as the side itself may be written."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.files.rules import AttachmentProblem, KeptFile
from chalicelib.kernel.errors import Conflict
from chalicelib.reviews.rules import guards
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Answers, Side, SideName
from chalicelib.reviews.rules.outcome import Outcome, entry
from chalicelib.reviews.rules.table import check
from chalicelib.reviews.rules.texts import SAVES, edited, with_side

MOST_FILES = 10


def check_attaching(context: ReviewContext, name: SideName) -> None:
    """Let the author add a file where the cycle has files, under the guards of a save."""
    check(context, SAVES[name])
    if not context.cycle.options.attachments:
        raise Conflict("attachments_off")


def comes_too_late(context: ReviewContext) -> AttachmentProblem | None:
    """Why a file that was announced in time can no longer be added: what was signed does not change.

    A deadline that passed, or a side that was shared, since it was announced does not stop it.
    """
    refusal = guards.unsigned(context)
    return None if refusal is None else AttachmentProblem(code=refusal.code)


def files_changed(
    context: ReviewContext,
    name: SideName,
    side: Side | None,
    *,
    files: tuple[KeptFile, ...],
    contributions: dict[str, Answers] | None = None,
    done: str = "",
    file_id: str = "",
) -> Outcome:
    """Return what follows from other files beside a side: for readers of a shared one it is an edit.

    `done`: what its author did with which file, for the record. The head is held either way: no one signs since.
    """
    entries = (entry(context, f"{done}_{name}", detail={"attachment_id": file_id}),) if done else ()
    unchanged = Outcome(review=context.review, entries=entries, holds=True)
    if side is None:
        return unchanged
    head, version, notifications = edited(context, name, context.review.side(name), side, contributions, files=files)
    review = with_side(context.review, name, head, context.review.rating)
    return replace(unchanged, review=review, versions=(version,) if version else (), notifications=notifications)
