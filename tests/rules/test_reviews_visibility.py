"""Who sees what: every standing, every part, every state, as the product's table says."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from chalicelib.cycles.rules import SelfVisible
from chalicelib.kernel.policy import Actor, Relationship
from chalicelib.people.rules import Person, ref
from chalicelib.questionnaires.rules import QuestionAudience, Section
from chalicelib.reviews.rules import (
    AccessLevel,
    Contributor,
    PastReviewer,
    ReviewContext,
    ReviewPart,
    ReviewState,
    SideName,
    SideState,
    access_of,
    context_of,
    keeps_own,
    visible_answers,
    visible_form,
)
from chalicelib.reviews.rules.deadlines import ended_at
from chalicelib.reviews.rules.model import renamed
from chalicelib.reviews.rules.visibility import Phase, phase_of
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
    OTTO,
    RUNNING,
    TIMER,
    TOP,
    WATCHING,
    case,
    cycle,
    form,
    review,
    with_states,
)

N, S, R, E = AccessLevel.NOTHING, AccessLevel.STATUS, AccessLevel.READS, AccessLevel.EDITS

# Written out again from the product's table, not from the code: reviewee, reviewer, upline, HR admin,
# HR admin below the reviewee, HR assistant, automation, contributor, outsider.
PEOPLE: tuple[Person | Actor, ...] = (ADA, BEN, CLEO, HANA, HUGO, ASA, WATCHING, CORA, OTTO)
UNSHARED_SELF = (E, S, S, S, S, S, S, S, N)
SHARED_SELF = (R, R, R, R, S, S, S, S, N)
UNSHARED_MANAGER = (N, E, R, R, S, S, S, S, N)
SHARED_MANAGER = (R, E, R, R, S, S, S, S, N)
UNSHARED_RATING = (N, E, R, R, N, N, N, N, N)
SHARED_RATING = (R, E, R, R, N, N, N, N, N)
NOTES = (N, E, N, N, N, N, N, N, N)
NOTES_FOR_HR = (N, E, N, R, N, N, N, N, N)

SIDES = tuple(SideState)
MATRIX = [
    (own, manager, state, index)
    for own, manager, state in product(SIDES, SIDES, ReviewState)
    if manager is not SideState.NOT_PROVIDED and state is not ReviewState.SCHEDULED
    for index in range(len(PEOPLE))
]


def seen_by(
    who: Person | Actor, own: SideState, manager: SideState, state: ReviewState, **options: Any
) -> ReviewContext:
    cora = (Contributor(person=ref(CORA)),)
    relationship = replace(with_states(review(), own, manager, state), contributors=cora)
    return case(relationship, who, in_cycle=cycle(**options))


@pytest.mark.parametrize(("own", "manager", "state", "index"), MATRIX)
def test_each_part_is_seen_as_the_table_says(
    own: SideState, manager: SideState, state: ReviewState, index: int
) -> None:
    """[119, 126, 61, 62, 56] Every cell, whatever state the review itself is in."""
    sights = access_of(seen_by(PEOPLE[index], own, manager, state)).of
    shared = manager is SideState.SHARED
    assert sights[ReviewPart.SELF] == (SHARED_SELF if own is SideState.SHARED else UNSHARED_SELF)[index]
    assert sights[ReviewPart.MANAGER] == (SHARED_MANAGER if shared else UNSHARED_MANAGER)[index]
    assert sights[ReviewPart.RATING] == (SHARED_RATING if shared else UNSHARED_RATING)[index]
    assert sights[ReviewPart.NOTES] == NOTES[index]


@pytest.mark.parametrize("manager", [SideState.DRAFT, SideState.SHARED])
@pytest.mark.parametrize("index", range(len(PEOPLE)))
def test_hr_reads_notes_only_where_the_cycle_says_so(index: int, manager: SideState) -> None:
    """[56] And never about someone above."""
    found = seen_by(PEOPLE[index], SideState.DRAFT, manager, ReviewState.OPEN, hr_reads_notes=True)
    assert access_of(found).of[ReviewPart.NOTES] == NOTES_FOR_HR[index]


def test_a_cycle_without_notes_has_none_for_the_reviewer_either() -> None:
    found = seen_by(BEN, SideState.DRAFT, SideState.DRAFT, ReviewState.OPEN, private_notes=False)
    assert access_of(found).of[ReviewPart.NOTES] == N


@pytest.mark.parametrize("manager", [SideState.NOT_STARTED, SideState.DRAFT, SideState.HIDDEN])
def test_nobody_sees_hidden_parts_about_themselves_through_another_role(manager: SideState) -> None:
    """An HR admin, and someone above their own reviewer, is a reviewee here and nothing else."""
    admin = Actor(id=ADA.id, name="Ada", roles=frozenset({"hr_admin"}), chain=ADA.chain)
    above = replace(review(), reviewer=ref(OTTO))
    for about in (review(), above):
        found = access_of(case(with_states(about, SideState.SHARED, manager), admin)).of
        assert (found[ReviewPart.MANAGER], found[ReviewPart.RATING], found[ReviewPart.NOTES]) == (N, N, N)


def test_a_reviewee_above_their_own_reviewer_sees_nothing_by_it() -> None:
    """Anyone who is on the reviewer's chain of managers and is the reviewee stays the reviewee."""
    upward = replace(review(), reviewee=ref(TOP), reviewer=ref(CLEO))
    found = access_of(case(with_states(upward, SideState.SHARED, SideState.DRAFT), TOP)).of
    assert found[ReviewPart.MANAGER] == N


def test_an_hr_admin_who_is_the_reviewer_writes_as_a_reviewer_and_that_is_no_reading_by_hr() -> None:
    admin = Actor(id=BEN.id, name="Ben", roles=frozenset({"hr_admin"}), chain=BEN.chain)
    found = access_of(case(with_states(review(), SideState.SHARED, SideState.DRAFT), admin))
    assert found.of[ReviewPart.MANAGER] == E
    assert found.by_hr == frozenset()


def test_what_hr_opens_by_its_role_alone_is_named() -> None:
    both = with_states(review(), SideState.SHARED, SideState.DRAFT)
    assert access_of(case(both, HANA)).by_hr == {
        ReviewPart.SELF,
        ReviewPart.MANAGER,
        ReviewPart.RATING,
        ReviewPart.CONTRIBUTIONS,
    }
    assert access_of(case(both, CLEO)).by_hr == frozenset()


WRITES: dict[ReviewPart, AccessLevel] = {
    ReviewPart.SELF: S, ReviewPart.MANAGER: E, ReviewPart.RATING: E, ReviewPart.NOTES: E, ReviewPart.CONTRIBUTIONS: S,
}  # fmt: skip
"""What an HR admin who reviews someone above sees: what they write themselves, and of the rest that it stands."""


@pytest.mark.parametrize("state", ReviewState)
@pytest.mark.parametrize("manager", [one for one in SIDES if one is not SideState.NOT_PROVIDED])
@pytest.mark.parametrize("own", SIDES)
def test_an_hr_admin_who_reviews_somebody_above_writes_and_opens_nothing_else(
    own: SideState, manager: SideState, state: ReviewState
) -> None:
    """Product, rule two: whatever else they are in that review, beyond what they write themselves."""
    upward = replace(review(), reviewer=ref(HUGO), contributors=(Contributor(person=ref(CORA)),))
    for options in ({}, {"hr_reads_notes": True}, AFTER):
        found = access_of(case(with_states(upward, own, manager, state), HUGO, in_cycle=cycle(**options)))
        assert (dict(found.of), found.by_hr) == (WRITES, frozenset())


def test_without_private_notes_they_write_none_either() -> None:
    upward = replace(review(), reviewer=ref(HUGO))
    found = case(with_states(upward, SideState.SHARED, SideState.DRAFT), HUGO, in_cycle=cycle(private_notes=False))
    assert access_of(found).of == WRITES | {ReviewPart.NOTES: N}


@pytest.mark.parametrize("manager", [SideState.DRAFT, SideState.SHARED])
def test_an_hr_admin_above_the_reviewer_and_below_the_reviewee_sees_that_it_stands(manager: SideState) -> None:
    """Ben reviews Ada and reports to no one; Ben's own manager is Hugo, an HR admin below Ada."""
    chains = {ADA.id: ADA.chain, BEN.id: (HUGO.id,)}
    admin = Actor(id=HUGO.id, name="Hugo", roles=HUGO.roles, chain=HUGO.chain)
    found = access_of(context_of(with_states(review(), SideState.SHARED, manager), admin, cycle(), NOW, chains))
    assert found.of == {
        ReviewPart.SELF: S,
        ReviewPart.MANAGER: S,
        ReviewPart.RATING: N,
        ReviewPart.NOTES: N,
        ReviewPart.CONTRIBUTIONS: S,
    }
    plain = access_of(
        context_of(
            with_states(review(), SideState.SHARED, manager), replace(admin, roles=frozenset()), cycle(), NOW, chains
        )
    )
    assert plain.reads(ReviewPart.MANAGER)


def test_an_hr_admin_who_contributes_to_a_review_of_somebody_above_reads_no_other_part() -> None:
    with_hugo = replace(review(), contributors=(Contributor(person=ref(HUGO)), Contributor(person=ref(CORA))))
    found = access_of(case(with_states(with_hugo, SideState.SHARED, SideState.SHARED), HUGO))
    assert found.of == {
        ReviewPart.SELF: S,
        ReviewPart.MANAGER: S,
        ReviewPart.RATING: N,
        ReviewPart.NOTES: N,
        ReviewPart.CONTRIBUTIONS: S,
    }


def test_an_hr_admin_whom_nobody_has_confirmed_opens_nothing_by_the_role() -> None:
    both = with_states(review(), SideState.SHARED, SideState.SHARED)
    waiting = replace(HANA, unconfirmed=HANA.roles)
    asking = Actor(id=waiting.id, name="Hana", roles=waiting.effective_roles, chain=waiting.chain)
    assert access_of(case(both, asking)).of == access_of(case(both, ASA)).of


AFTER: dict[str, Any] = {"self_visible": SelfVisible.AFTER_MANAGER}


@pytest.mark.parametrize(("who", "waits"), [(BEN, True), (CLEO, True), (HANA, False), (ADA, False)])
def test_the_self_may_wait_until_the_manager_has_shared(who: Person, waits: bool) -> None:
    """[113] In most cases at once; configurable."""
    before = access_of(seen_by(who, SideState.SHARED, SideState.DRAFT, ReviewState.OPEN, **AFTER))
    assert before.reads(ReviewPart.SELF) is not waits
    assert before.knows(ReviewPart.SELF)
    for shown in (SideState.SHARED, SideState.HIDDEN):
        assert access_of(seen_by(who, SideState.SHARED, shown, ReviewState.OPEN, **AFTER)).reads(ReviewPart.SELF)


def test_a_reviewer_who_is_an_hr_admin_waits_as_any_reviewer() -> None:
    admin = Actor(id=BEN.id, name="Ben", roles=frozenset({"hr_admin"}), chain=BEN.chain)
    found = case(with_states(review(), SideState.SHARED, SideState.DRAFT), admin, in_cycle=cycle(**AFTER))
    assert not access_of(found).reads(ReviewPart.SELF)


def test_an_hr_admin_above_the_reviewer_reads_the_waiting_self_by_the_hr_role() -> None:
    admin = Actor(id=CLEO.id, name="Cleo", roles=frozenset({"hr_admin"}), chain=CLEO.chain)
    found = case(with_states(review(), SideState.SHARED, SideState.DRAFT), admin, in_cycle=cycle(**AFTER))
    assert access_of(found).by_hr == {ReviewPart.SELF}


@pytest.mark.parametrize("state", SIDES)
def test_what_contributors_wrote_is_read_with_the_managers_side(state: SideState) -> None:
    found = [
        access_of(seen_by(who, SideState.DRAFT, state, ReviewState.OPEN)).reads(ReviewPart.CONTRIBUTIONS)
        for who in PEOPLE
    ]
    shared = state is SideState.SHARED
    assert found == [shared, True, True, True, False, False, False, False, False]


def test_contributions_stand_in_the_row_of_the_managers_side() -> None:
    half = with_states(review(), SideState.DRAFT, SideState.SHARED)
    assert [phase_of(half, part) for part in (ReviewPart.SELF, ReviewPart.CONTRIBUTIONS)] == [
        Phase.UNSHARED,
        Phase.SHARED,
    ]


def test_an_outsider_and_a_foreign_machine_do_not_learn_that_the_review_exists() -> None:
    assert case(review(), OTTO).outsider
    assert case(review(), IMPORTING).outsider
    assert not case(review(), RUNNING).outsider
    assert not case(review(), TIMER).outsider


def test_some_of_the_managers_answers_are_not_for_the_reviewee() -> None:
    """[110] Per question, by the questionnaire."""
    answers = {"good": "Well", "risk": "Yes"}
    shared = with_states(review(), SideState.SHARED, SideState.SHARED)
    assert visible_answers(case(shared, ADA), SideName.MANAGER, answers, form()) == {"good": "Well"}
    assert visible_answers(case(shared, BEN), SideName.MANAGER, answers, form()) == answers
    assert visible_answers(case(shared, ADA), SideName.SELF, {"good": "I"}, form()) == {"good": "I"}


def test_a_section_of_nothing_but_hidden_questions_is_not_there_for_the_reviewee() -> None:
    """A question that both answer is their own alone; a section that never had questions stays."""
    good, wish, risk, craft = form().sections[0].questions
    both = replace(risk, id="stay", audience=QuestionAudience.BOTH)
    bare, hidden = Section(title="How to"), Section(title="Only us", questions=(risk,))
    whole = replace(form(), sections=(bare, hidden, Section(title="All", questions=(good, both))))
    shown = visible_form(case(review(), ADA), whole)
    assert [section.title for section in shown.sections] == ["How to", "All"]
    stay = shown.sections[1].questions[1]
    assert (stay.id, stay.audience, stay.reviewee_sees_manager_answer) == ("stay", QuestionAudience.SELF, True)
    assert visible_form(case(review(), BEN), whole) is whole
    open_to_all = replace(whole, sections=(Section(title="All", questions=(good, wish, craft)),))
    assert visible_form(case(review(), ADA), open_to_all) is open_to_all


def test_backups_are_for_their_author_alone() -> None:
    """[124] Own: the reviewee's of the self, the reviewer's of the manager side, also of a former one."""
    moved = replace(review(), past_reviewers=(PastReviewer(person=ref(OTTO), until=NOW),))
    allowed = {
        (who.name, side.value)
        for who in (ADA, BEN, CLEO, HANA, ASA, OTTO, CORA)
        for side in SideName
        if keeps_own(case(moved, who), side)
    }
    assert allowed == {("Ada", "self"), ("Ben", "manager"), ("Otto", "manager")}
    assert not keeps_own(case(moved, TIMER), SideName.SELF)


def test_hr_may_run_a_review_without_opening_it() -> None:
    both = with_states(review(), SideState.SHARED, SideState.DRAFT)
    assert Relationship.HR_ADMIN not in case(both, HANA).unopened.relationships
    assert not access_of(case(both, HANA).unopened).reads(ReviewPart.MANAGER)
    assert case(both, CLEO).unopened == case(both, CLEO)


def test_a_new_name_stands_wherever_it_says_who_somebody_is_now() -> None:
    named = renamed(review(), replace(ref(BEN), name="Benedict"))
    assert (named.reviewer.name, named.reviewee.name) == ("Benedict", "Ada")


def test_a_cycle_is_over_for_a_review_from_the_instant_on_at_which_it_closes() -> None:
    one = review()
    assert ended_at(one, one.closes_at) == one.closes_at
    assert ended_at(one, one.opens_at) is None
