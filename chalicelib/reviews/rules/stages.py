"""The three stages of a cycle, each in three states: how HR looks for who is through and who is not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import ReviewState, SideState
from chalicelib.reviews.rules.visibility import ReviewPart, access_of


class StageProgress(StrEnum):
    """A stage, and how far a review is in it. A side taken back is begun again; one not provided stands nowhere."""

    SELF_NOT_BEGUN = "self_not_begun"
    SELF_BEGUN = "self_begun"
    SELF_DONE = "self_done"
    MANAGER_NOT_BEGUN = "manager_not_begun"
    MANAGER_BEGUN = "manager_begun"
    MANAGER_DONE = "manager_done"
    SIGNED_NOT_BEGUN = "signed_not_begun"
    SIGNED_BEGUN = "signed_begun"
    SIGNED_DONE = "signed_done"


_SELF: Mapping[SideState, StageProgress] = {
    SideState.NOT_STARTED: StageProgress.SELF_NOT_BEGUN,
    SideState.DRAFT: StageProgress.SELF_BEGUN,
    SideState.HIDDEN: StageProgress.SELF_BEGUN,
    SideState.SHARED: StageProgress.SELF_DONE,
}
_MANAGER: Mapping[SideState, StageProgress] = {
    SideState.NOT_STARTED: StageProgress.MANAGER_NOT_BEGUN,
    SideState.DRAFT: StageProgress.MANAGER_BEGUN,
    SideState.HIDDEN: StageProgress.MANAGER_BEGUN,
    SideState.SHARED: StageProgress.MANAGER_DONE,
}
_SIGNED = (StageProgress.SIGNED_NOT_BEGUN, StageProgress.SIGNED_BEGUN, StageProgress.SIGNED_DONE)


def stands_at(context: ReviewContext, stage: StageProgress) -> bool:
    """Whether a review stands there, as far as the actor of `context` may know: one's own manager's side is nowhere.

    A withdrawn review stands nowhere either; the counts of a cycle leave it out, too.
    """
    review = context.review
    if review.state is ReviewState.WITHDRAWN:
        return False
    if stage in _MANAGER.values():
        return access_of(context).knows(ReviewPart.MANAGER) and _MANAGER.get(review.manager.state) is stage
    return stage in {_SELF.get(review.own.state), _SIGNED[min(len(review.signatures), 2)]}
