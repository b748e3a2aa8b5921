"""Who may do what, when: the table of actions, read against the product's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from chalicelib.cycles.rules import Cycle, CycleState, Grace
from chalicelib.kernel.errors import Conflict, NotAllowed, NotFound
from chalicelib.kernel.policy import Actor
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import rules
from chalicelib.reviews.rules import (
    Contributor,
    Review,
    ReviewAction,
    ReviewState,
    SideState,
    actions_of,
    check,
    may,
)
from chalicelib.reviews.rules.context import ActorRole
from chalicelib.reviews.rules.table import who_may
from tests.reviews_company import (
    ADA,
    ASA,
    BEN,
    CLEO,
    CORA,
    HANA,
    HUGO,
    IMPORTING,
    NOW,
    OPENS,
    OTTO,
    RUNNING,
    TIMER,
    WATCHING,
    case,
    cycle,
    day,
    review,
    with_states,
)

HIDDEN, DRAFT, SHARED, NOT_STARTED, NOT_PROVIDED = (
    SideState.HIDDEN,
    SideState.DRAFT,
    SideState.SHARED,
    SideState.NOT_STARTED,
    SideState.NOT_PROVIDED,
)


def both(own: SideState, manager: SideState, state: ReviewState = ReviewState.OPEN) -> Review:
    return replace(with_states(review(), own, manager, state), contributors=(Contributor(person=ref(CORA)),))


def signed(*who: Person) -> Review:
    shared = both(SHARED, SHARED)
    for one in who:
        shared = rules.sign(case(shared, one)).review
    return shared


DRAFTS, BOTH = both(DRAFT, DRAFT), both(SHARED, SHARED)
CORA_DONE = replace(DRAFTS, contributors=(Contributor(person=ref(CORA), begun=True, done=True),))
WHO: Mapping[str, Person | Actor] = {
    "reviewee": ADA,
    "reviewer": BEN,
    "contributor": CORA,
    "upline": CLEO,
    "hr_admin": HANA,
    "hr_below": HUGO,
    "hr_assistant": ASA,
    "automation": RUNNING,
    "timer": TIMER,
}
HR = {"hr_admin", "hr_below", "hr_assistant", "timer"}
ADMIN = {"hr_admin", "timer"}

# A verb, a review on which every guard holds, the time, the cycle, and who may then: from the product's table.
ALLOWED: list[tuple[ReviewAction, Review, datetime, Cycle, set[str]]] = [
    (ReviewAction.SAVE_SELF, DRAFTS, NOW, cycle(), {"reviewee"}),
    (ReviewAction.SHARE_SELF, DRAFTS, NOW, cycle(), {"reviewee"} | HR),
    (ReviewAction.UNSHARE_SELF, BOTH, NOW, cycle(), {"reviewee"}),
    (ReviewAction.SAVE_MANAGER, DRAFTS, NOW, cycle(), {"reviewer"}),
    (ReviewAction.SHARE_MANAGER, DRAFTS, NOW, cycle(), {"reviewer"} | HR),
    (ReviewAction.UNSHARE_MANAGER, BOTH, NOW, cycle(), {"reviewer"} | HR),
    (ReviewAction.MARK_DONE, DRAFTS, NOW, cycle(), {"reviewer"}),
    (ReviewAction.UNMARK_DONE, replace(DRAFTS, done=True), NOW, cycle(), {"reviewer"}),
    (ReviewAction.SAVE_NOTES, DRAFTS, NOW, cycle(), {"reviewer"}),
    (ReviewAction.SAVE_CONTRIBUTION, DRAFTS, NOW, cycle(), {"contributor"}),
    (ReviewAction.SAVE_CONTRIBUTION, BOTH, day(18), cycle(), {"contributor"}),
    (ReviewAction.MARK_CONTRIBUTION_DONE, DRAFTS, NOW, cycle(), {"contributor"}),
    (ReviewAction.UNMARK_CONTRIBUTION_DONE, CORA_DONE, NOW, cycle(), {"contributor"}),
    (ReviewAction.SIGN, BOTH, NOW, cycle(), {"reviewee", "reviewer"}),
    (ReviewAction.REVOKE_SIGNATURES, signed(ADA), NOW, cycle(), ADMIN),
    (ReviewAction.COMPLETE, DRAFTS, day(25), cycle(), ADMIN),
    (ReviewAction.EXTEND, DRAFTS, NOW, cycle(), ADMIN),
    (ReviewAction.REASSIGN, DRAFTS, NOW, cycle(), ADMIN),
    (ReviewAction.WITHDRAW, DRAFTS, NOW, cycle(), HR | {"automation"}),
    (ReviewAction.ADJUST_RATING, DRAFTS, NOW, cycle(calibration=True), {"upline"} | ADMIN),
    (ReviewAction.NUDGE, DRAFTS, NOW, cycle(), {"reviewer", "upline", "automation"} | HR),
    (ReviewAction.MARK_NOT_PROVIDED, DRAFTS, NOW, cycle(), ADMIN),
    (ReviewAction.ADD_CONTRIBUTOR, DRAFTS, NOW, cycle(), {"reviewer"} | ADMIN),
    (ReviewAction.REMOVE_CONTRIBUTOR, DRAFTS, NOW, cycle(), {"reviewer"} | ADMIN),
]


@pytest.mark.parametrize(
    ("verb", "of", "now", "in_cycle", "allowed"), ALLOWED, ids=lambda value: getattr(value, "value", "")
)
def test_only_those_named_may(
    verb: ReviewAction, of: Review, now: datetime, in_cycle: Cycle, allowed: set[str]
) -> None:
    """[131, 61, 119] Everyone else who stands to the review is refused with a reason."""
    for name, who in WHO.items():
        asked = case(of, who, now, in_cycle)
        assert may(asked, verb) is (name in allowed), name
        assert (verb in actions_of(asked)) is (name in allowed), name
        if name in allowed:
            check(asked, verb)
        else:
            with pytest.raises(NotAllowed, match="Only "):
                check(asked, verb)


@pytest.mark.parametrize(
    ("verb", "named"),
    [
        (ReviewAction.SIGN, ["reviewee", "reviewer"]),
        (ReviewAction.NUDGE, ["reviewer", "upline", "hr"]),
        (ReviewAction.WITHDRAW, ["hr"]),
        (ReviewAction.EXTEND, ["hr_admin"]),
    ],
)
def test_a_refusal_names_who_may_and_of_hr_no_more_than_it_needs(verb: ReviewAction, named: list[str]) -> None:
    """HR's admins and what runs by itself go without saying where HR is named."""
    with pytest.raises(NotAllowed) as refused:
        check(case(DRAFTS, CORA), verb)
    assert refused.value.params["who"] == named


def test_every_verb_is_in_the_list_above() -> None:
    assert {line[0] for line in ALLOWED} == set(ReviewAction)


@pytest.mark.parametrize("who", [OTTO, IMPORTING])
@pytest.mark.parametrize("verb", ReviewAction)
def test_to_an_outsider_the_review_does_not_exist(verb: ReviewAction, who: Person | Actor) -> None:
    with pytest.raises(NotFound):
        check(case(BOTH, who), verb)
    assert actions_of(case(BOTH, who)) == ()


def test_a_machine_that_only_watches_may_do_nothing() -> None:
    assert actions_of(case(BOTH, WATCHING)) == ()


REFUSED: list[tuple[ReviewAction, Person, Review, datetime, Cycle, str]] = [
    # the review's day, end and signature
    (ReviewAction.SAVE_SELF, ADA, replace(DRAFTS, opens_at=day(9)), NOW, cycle(), "not_open_yet"),
    (ReviewAction.SAVE_SELF, ADA, both(DRAFT, DRAFT, ReviewState.WITHDRAWN), NOW, cycle(), "withdrawn"),
    (ReviewAction.SAVE_SELF, ADA, both(DRAFT, DRAFT, ReviewState.COMPLETE), NOW, cycle(), "complete"),
    (ReviewAction.SAVE_MANAGER, BEN, signed(ADA), NOW, cycle(), "signed"),
    (ReviewAction.UNSHARE_SELF, ADA, signed(BEN), NOW, cycle(), "signed"),
    (ReviewAction.UNSHARE_MANAGER, BEN, signed(ADA), NOW, cycle(), "signed"),
    (ReviewAction.REASSIGN, HANA, signed(BEN), NOW, cycle(), "signed"),
    (ReviewAction.SAVE_SELF, ADA, DRAFTS, datetime(2026, 5, 1, tzinfo=OPENS.tzinfo), cycle(), "cycle_closed"),
    (ReviewAction.SAVE_SELF, ADA, DRAFTS, NOW, replace(cycle(), state=CycleState.CLOSED), "cycle_closed"),
    (ReviewAction.SAVE_SELF, ADA, DRAFTS, NOW, replace(cycle(), state=CycleState.CANCELLED), "cycle_cancelled"),
    (
        ReviewAction.REVOKE_SIGNATURES,
        HANA,
        signed(ADA),
        NOW,
        replace(cycle(), state=CycleState.ARCHIVED),
        "cycle_archived",
    ),
    (ReviewAction.WITHDRAW, HANA, both(SHARED, SHARED, ReviewState.COMPLETE), NOW, cycle(), "complete"),
    (ReviewAction.WITHDRAW, HANA, signed(ADA), NOW, replace(cycle(), state=CycleState.ARCHIVED), "cycle_archived"),
    (ReviewAction.WITHDRAW, HANA, both(SHARED, SHARED, ReviewState.WITHDRAWN), NOW, cycle(), "withdrawn"),
    (ReviewAction.SAVE_NOTES, BEN, both(DRAFT, DRAFT, ReviewState.WITHDRAWN), NOW, cycle(), "withdrawn"),
    (ReviewAction.REVOKE_SIGNATURES, HANA, both(DRAFT, DRAFT, ReviewState.WITHDRAWN), NOW, cycle(), "withdrawn"),
    (ReviewAction.REVOKE_SIGNATURES, HANA, BOTH, NOW, cycle(), "not_signed"),
    # deadlines
    (ReviewAction.SAVE_SELF, ADA, DRAFTS, day(11), cycle(), "deadline_passed"),
    (ReviewAction.SHARE_SELF, ADA, DRAFTS, day(11), cycle(), "deadline_passed"),
    (ReviewAction.UNSHARE_SELF, ADA, BOTH, day(11), cycle(), "deadline_passed"),
    (ReviewAction.SAVE_MANAGER, BEN, DRAFTS, day(18), cycle(), "deadline_passed"),
    (ReviewAction.UNSHARE_MANAGER, BEN, BOTH, day(18), cycle(), "deadline_passed"),
    (ReviewAction.SAVE_CONTRIBUTION, CORA, DRAFTS, day(18), cycle(), "deadline_passed"),
    (ReviewAction.COMPLETE, HANA, DRAFTS, day(24), cycle(), "before_sign_by"),
    # the sides
    (ReviewAction.SAVE_SELF, ADA, BOTH, NOW, cycle(), "already_shared"),
    (ReviewAction.SHARE_SELF, ADA, BOTH, NOW, cycle(), "already_shared"),
    (ReviewAction.SHARE_SELF, HANA, BOTH, NOW, cycle(), "already_shared"),
    (ReviewAction.SHARE_SELF, HANA, both(NOT_STARTED, DRAFT), NOW, cycle(), "nothing_written"),
    (ReviewAction.SAVE_SELF, ADA, both(NOT_PROVIDED, DRAFT), NOW, cycle(), "not_provided"),
    (ReviewAction.UNSHARE_SELF, ADA, DRAFTS, NOW, cycle(), "not_shared"),
    (ReviewAction.UNSHARE_MANAGER, BEN, DRAFTS, NOW, cycle(), "not_shared"),
    (ReviewAction.SHARE_MANAGER, BEN, BOTH, NOW, cycle(), "already_shared"),
    (ReviewAction.SHARE_MANAGER, HANA, both(DRAFT, NOT_STARTED), NOW, cycle(), "nothing_written"),
    (ReviewAction.SAVE_CONTRIBUTION, CORA, signed(ADA), NOW, cycle(), "signed"),
    (ReviewAction.MARK_CONTRIBUTION_DONE, CORA, BOTH, NOW, cycle(), "already_shared"),
    (ReviewAction.MARK_CONTRIBUTION_DONE, CORA, CORA_DONE, NOW, cycle(), "already_done"),
    (ReviewAction.UNMARK_CONTRIBUTION_DONE, CORA, DRAFTS, NOW, cycle(), "not_done"),
    (ReviewAction.ADD_CONTRIBUTOR, BEN, BOTH, NOW, cycle(), "already_shared"),
    (ReviewAction.MARK_NOT_PROVIDED, HANA, BOTH, NOW, cycle(), "already_shared"),
    (ReviewAction.MARK_NOT_PROVIDED, HANA, both(NOT_PROVIDED, DRAFT), NOW, cycle(), "not_provided"),
    # signing
    (ReviewAction.SIGN, ADA, DRAFTS, NOW, cycle(), "not_both_shared"),
    (ReviewAction.SIGN, ADA, both(SHARED, HIDDEN), NOW, cycle(), "not_both_shared"),
    (ReviewAction.SIGN, BEN, both(HIDDEN, SHARED), NOW, cycle(), "not_both_shared"),
    (ReviewAction.SIGN, ADA, signed(ADA), NOW, cycle(), "already_signed"),
    (ReviewAction.SIGN, BEN, signed(BEN), NOW, cycle(), "already_signed"),
    # what the cycle switched off
    (ReviewAction.MARK_DONE, BEN, DRAFTS, NOW, cycle(done_box=False), "done_box_off"),
    (ReviewAction.MARK_DONE, BEN, both(DRAFT, NOT_STARTED), NOW, cycle(), "nothing_written"),
    (ReviewAction.MARK_DONE, BEN, replace(DRAFTS, done=True), NOW, cycle(), "already_done"),
    (ReviewAction.UNMARK_DONE, BEN, DRAFTS, NOW, cycle(), "not_done"),
    (ReviewAction.SAVE_NOTES, BEN, DRAFTS, NOW, cycle(private_notes=False), "notes_off"),
    (ReviewAction.ADJUST_RATING, CLEO, DRAFTS, NOW, cycle(), "not_calibrated"),
    (ReviewAction.ADJUST_RATING, CLEO, DRAFTS, NOW, cycle(ratings=None), "ratings_off"),
    (ReviewAction.ADJUST_RATING, HANA, BOTH, NOW, cycle(calibration=True), "already_shared"),
    (ReviewAction.NUDGE, HANA, signed(ADA, BEN), NOW, cycle(), "complete"),
    (ReviewAction.NUDGE, BEN, both(SHARED, DRAFT), NOW, cycle(), "no_open_task"),
]


@pytest.mark.parametrize("line", REFUSED, ids=[f"{line[0].value}-{line[-1]}" for line in REFUSED])
def test_a_state_that_does_not_allow_it_says_so(
    line: tuple[ReviewAction, Person, Review, datetime, Cycle, str],
) -> None:
    """[73, 130, 125] Guards are in the command, whatever a form shows."""
    verb, who, of, now, in_cycle, code = line
    moved = case(of, who, now, in_cycle)
    if of.opens_at != OPENS:
        moved = replace(moved, review=of)
    with pytest.raises(Conflict) as refused:
        check(moved, verb)
    assert refused.value.code == code
    assert not may(moved, verb)


def test_hr_shares_a_self_assessment_also_late() -> None:
    """[121, 122] At the deadline nothing is shared; HR can do it afterwards."""
    assert may(case(DRAFTS, HANA, day(20)), ReviewAction.SHARE_SELF)


def test_the_manager_shares_and_edits_what_is_shared_after_the_deadline() -> None:
    """[48, 64] Share, meet, edit, then sign: the deadline ends drafting, not the conversation."""
    assert may(case(DRAFTS, BEN, day(20)), ReviewAction.SHARE_MANAGER)
    assert may(case(BOTH, BEN, day(20)), ReviewAction.SAVE_MANAGER)


def test_grace_lets_authors_save_after_the_deadline_they_are_told() -> None:
    kind = cycle(grace=Grace(self_days=2, manager_days=1))
    of = review(kind)
    of = with_states(of, DRAFT, DRAFT)
    assert of.deadlines.own.at == datetime(2026, 3, 11, tzinfo=OPENS.tzinfo)
    assert may(case(of, ADA, day(12), kind), ReviewAction.SAVE_SELF)
    assert not may(case(of, ADA, day(13), kind), ReviewAction.SAVE_SELF)
    assert may(case(of, BEN, day(18), kind), ReviewAction.SAVE_MANAGER)


def test_in_a_calibration_cycle_nothing_is_shared_before_its_date() -> None:
    calm = cycle(calibration=True, share_from=day(20).date())
    of = with_states(review(calm), DRAFT, DRAFT)
    for who in (BEN, HANA):
        with pytest.raises(Conflict, match="before_share_from"):
            check(case(of, who, day(19), calm), ReviewAction.SHARE_MANAGER)
        check(case(of, who, day(20), calm), ReviewAction.SHARE_MANAGER)


def test_a_date_that_hr_moves_holds_at_once() -> None:
    """The copy in the review's head follows later; decisions go by the cycle."""
    moved = replace(cycle(), timeline=replace(cycle().timeline, self_due_on=day(15).date()))
    assert may(case(DRAFTS, ADA, day(14), moved), ReviewAction.SAVE_SELF)


def test_a_missing_self_assessment_does_not_stop_the_signing_once_hr_says_so() -> None:
    assert may(case(both(NOT_PROVIDED, SHARED), ADA), ReviewAction.SIGN)


def test_an_hr_admin_reviewed_here_has_no_hr_rights_here() -> None:
    admin: Any = Actor(id=ADA.id, name="Ada", roles=frozenset({"hr_admin"}), chain=ADA.chain)
    assert set(actions_of(case(DRAFTS, admin))) == {ReviewAction.SAVE_SELF, ReviewAction.SHARE_SELF}


def test_a_reviewer_who_is_an_hr_admin_is_held_to_the_first_guard_that_names_them() -> None:
    admin = Actor(id=BEN.id, name="Ben", roles=frozenset({"hr_admin"}), chain=BEN.chain)
    with pytest.raises(Conflict, match="already_shared"):
        check(case(BOTH, admin), ReviewAction.SHARE_MANAGER)


def test_the_document_says_who_may_at_all_whatever_the_state() -> None:
    assert who_may(ReviewAction.MARK_NOT_PROVIDED) == {ActorRole.HR_ADMIN}
    assert who_may(ReviewAction.SAVE_SELF) == {ActorRole.REVIEWEE}
