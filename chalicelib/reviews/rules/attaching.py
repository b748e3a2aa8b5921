"""Files beside a side: added and taken away by its author, as long as the side itself may be written."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.files.rules import Kept, Trouble
from chalicelib.kernel.errors import Conflict
from chalicelib.reviews.rules import guards
from chalicelib.reviews.rules.case import Case
from chalicelib.reviews.rules.model import Answers, Side, SideName
from chalicelib.reviews.rules.outcome import Outcome, entry
from chalicelib.reviews.rules.table import check
from chalicelib.reviews.rules.writing import SAVES, edited, with_side

MOST_FILES = 10


def check_attaching(case: Case, name: SideName) -> None:
    """Let the author add a file where the cycle has files, under the guards of a save."""
    check(case, SAVES[name])
    if not case.cycle.options.attachments:
        raise Conflict("attachments_off")


def comes_too_late(case: Case) -> Trouble | None:
    """Why a file that was announced in time can no longer be added: what was signed does not change.

    A deadline that passed, or a side that was shared, since it was announced does not stop it.
    """
    refusal = guards.unsigned(case)
    return None if refusal is None else Trouble(code=refusal.code)


def files_changed(
    case: Case,
    name: SideName,
    side: Side | None,
    *,
    files: tuple[Kept, ...],
    contributions: dict[str, Answers] | None = None,
    done: str = "",
    file_id: str = "",
) -> Outcome:
    """What follows from other files beside a side: for readers of a shared one it is an edit.

    `done`: what its author did with which file, for the record. The head is held either way: no one signs since.
    """
    entries = (entry(case, f"{done}_{name}", detail={"attachment_id": file_id}),) if done else ()
    unchanged = Outcome(review=case.review, entries=entries, holds=True)
    if side is None:
        return unchanged
    head, version, letters = edited(case, name, case.review.side(name), side, contributions, files=files)
    review = with_side(case.review, name, head, case.review.rating)
    return replace(unchanged, review=review, versions=(version,) if version else (), letters=letters)
