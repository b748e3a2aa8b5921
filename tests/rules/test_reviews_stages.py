"""Where a review stands in each of the three stages, and for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.people.rules import Person, ref
from chalicelib.reviews.rules import Party, Review, ReviewState, SideState, Signature, StageProgress, stands_at
from tests.reviews_company import ADA, ASA, BEN, HANA, HUGO, NOW, case, review, with_states

SELF = ("self_not_begun", "self_begun", "self_done")
MANAGER = ("manager_not_begun", "manager_begun", "manager_done")


def stages(of: Review, who: Person = HANA) -> set[str]:
    """All stages that someone finds a review in."""
    return {stage.value for stage in StageProgress if stands_at(case(of, who), stage)}


@pytest.mark.parametrize(
    ("state", "own", "manager"),
    [
        (SideState.NOT_STARTED, 0, 0),
        (SideState.DRAFT, 1, 1),
        (SideState.HIDDEN, 1, 1),
        (SideState.SHARED, 2, 2),
    ],
)
def test_each_stage_has_three_states(state: SideState, own: int, manager: int) -> None:
    of = with_states(review(), state, state)
    assert stages(of) == {SELF[own], MANAGER[manager], "signed_not_begun"}
    assert stages(of, ASA) == stages(of)


def test_a_self_assessment_that_hr_gave_up_is_neither_shared_nor_missing() -> None:
    assert stages(with_states(review(), SideState.NOT_PROVIDED, SideState.DRAFT)) == {
        "manager_begun",
        "signed_not_begun",
    }


def test_one_signature_is_begun_and_two_are_done() -> None:
    one = replace(review(), signatures=(Signature(party=Party.REVIEWEE, person=ref(ADA), at=NOW),))
    both = replace(one, signatures=(*one.signatures, Signature(party=Party.REVIEWER, person=ref(BEN), at=NOW)))
    assert "signed_begun" in stages(one)
    assert "signed_done" in stages(both)


def test_a_withdrawn_review_stands_nowhere() -> None:
    assert stages(replace(review(), state=ReviewState.WITHDRAWN)) == set()


def test_nobody_finds_their_own_managers_side() -> None:
    """Not as HR either; of someone above oneself the status is known."""
    own = with_states(review(reviewee=ref(HANA)), SideState.DRAFT, SideState.DRAFT)
    assert stages(own, HANA) == {"self_begun", "signed_not_begun"}
    above = with_states(review(), SideState.DRAFT, SideState.DRAFT)
    assert "manager_begun" in stages(above, HUGO)
