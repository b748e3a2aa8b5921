"""Who is said to read a part is who reads it: each option, each state and each role, compared with the policy."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from chalicelib.cycles.rules import SelfVisible
from chalicelib.people.rules import Person, ref
from chalicelib.reviews.rules import (
    HEARS_COMMENTS,
    Contributor,
    ReadableFrom,
    ReaderRole,
    ReadingRole,
    Review,
    ReviewPart,
    SideName,
    SideState,
    access_of,
    audience_of,
    context_of,
    visible_answers,
)
from tests.reviews_company import (
    ADA,
    BEN,
    CLEO,
    CORA,
    HANA,
    HUGO,
    NOW,
    TOP,
    actor,
    case,
    cycle,
    form,
    review,
    with_states,
)

PLAYERS = {ReaderRole.REVIEWEE: ADA, ReaderRole.REVIEWER: BEN, ReaderRole.UPLINE: CLEO, ReaderRole.HR: HANA}
STATES = [
    (own, manager)
    for own, manager in product(SideState, SideState)
    if SideState.NOT_PROVIDED not in {own, manager} or manager is SideState.DRAFT
]
OPTIONS: list[dict[str, Any]] = [
    {"self_visible": visible, "private_notes": notes, "hr_reads_notes": opened, "calibration": calibrated, **scale}
    for visible, notes, opened, calibrated, scale in product(
        SelfVisible, (True, False), (True, False), (True, False), ({}, {"ratings": None})
    )
]
NAMES = {
    ReadableFrom.SELF_SHARED: (True, False),
    ReadableFrom.MANAGER_SHARED: (False, True),
    ReadableFrom.BOTH_SHARED: (True, True),
}


def relationship(own: SideState, manager: SideState) -> Review:
    with_cora = replace(review(), contributors=(Contributor(person=ref(CORA)),))
    return with_states(with_cora, own, manager)


def moved(of: Review, when: ReadableFrom) -> Review:
    """The review once this has been shared."""
    own, manager = NAMES.get(when, (False, False))
    then = with_states(of, SideState.SHARED if own else of.own.state, SideState.SHARED if manager else of.manager.state)
    return replace(then, own=then.own if own else of.own, manager=then.manager if manager else of.manager)


def reads(of: Review, who: Person, part: ReviewPart, options: dict[str, Any]) -> bool:
    """What the policy really lets them."""
    return access_of(case(of, who, in_cycle=cycle(**options))).reads(part)


def test_each_role_reads_each_part_from_when_on_it_is_said_to_and_not_before() -> None:
    for options, (own, manager) in product(OPTIONS, STATES):
        one = relationship(own, manager)
        found = audience_of(one, BEN, cycle(**options).options, form())
        for part, (role, who) in product(ReviewPart, PLAYERS.items()):
            said = {reader.who: reader.when for reader in found.parts[part]}.get(role)
            really = [when for when in ReadableFrom if reads(moved(one, when), who, part, options)]
            assert said == (really[0] if really else None), (options, own, manager, part, role)


def test_the_rating_is_read_by_those_who_read_the_managers_side() -> None:
    """One sentence is enough for both."""
    for options, (own, manager) in product(OPTIONS, STATES):
        found = audience_of(relationship(own, manager), BEN, cycle(**options).options, form()).parts
        assert found[ReviewPart.RATING] == found[ReviewPart.MANAGER]


def test_the_managers_side_is_hidden_from_the_reviewee_alone_until_it_is_shared() -> None:
    """What the kickoff to managers and the email of the done box say, whatever a cycle's options are."""
    for options in OPTIONS:
        found = audience_of(
            relationship(SideState.SHARED, SideState.DRAFT), BEN, cycle(**options).options, form()
        ).parts
        whens = {reader.who: reader.when for reader in found[ReviewPart.MANAGER]}
        assert whens.pop(ReaderRole.REVIEWEE) is ReadableFrom.MANAGER_SHARED
        assert set(whens.values()) == {ReadableFrom.NOW}


def test_contributions_belong_to_the_managers_side() -> None:
    """Decided: read by the reviewee once it is shared; their author reads them always."""
    for options, (own, manager) in product(OPTIONS, STATES):
        found = audience_of(relationship(own, manager), BEN, cycle(**options).options, form()).parts
        assert found[ReviewPart.CONTRIBUTIONS] == (
            ReadingRole(ReaderRole.AUTHOR, ReadableFrom.NOW),
            *found[ReviewPart.MANAGER],
        )


def test_answers_said_to_be_withheld_are_those_that_the_reviewee_does_not_get() -> None:
    shared = relationship(SideState.SHARED, SideState.SHARED)
    answers = {question.id: "x" for question in form().questions(SideName.MANAGER)}
    withheld = audience_of(shared, BEN, cycle().options, form()).withheld
    got = visible_answers(case(shared, ADA), SideName.MANAGER, answers, form())
    assert set(withheld) == answers.keys() - got.keys() == {"risk"}


def test_the_comment_of_a_signature_is_read_by_those_named() -> None:
    both = relationship(SideState.SHARED, SideState.SHARED)
    found = audience_of(both, BEN, cycle().options, form()).comment
    assert [reader.who for reader in found] == list(PLAYERS)
    heard = {role for role, who in PLAYERS.items() if not case(both, who).relationships.isdisjoint(HEARS_COMMENTS)}
    assert heard == {reader.who for reader in found}


@pytest.mark.parametrize(("chain", "named"), [((TOP,), True), ((), False), ((ADA,), False), ((ADA, BEN), False)])
def test_managers_above_are_named_where_there_are_some_besides_the_two(chain: tuple[Person, ...], named: bool) -> None:
    """No one above the reviewer, or the reviewee alone: no one reads as a manager above."""
    ben = replace(BEN, chain=tuple(one.id for one in chain))
    one = relationship(SideState.SHARED, SideState.SHARED)
    for readers in audience_of(one, ben, cycle().options, form()).parts.values():
        assert (ReaderRole.UPLINE in {reader.who for reader in readers}) is (named and readers != _notes(one, ben))
    everyone = [person for person in chain if person.id not in {ADA.id, BEN.id}]
    seen = [
        access_of(context_of(one, actor(person), cycle(), NOW, {BEN.id: ben.chain})).reads(ReviewPart.SELF)
        for person in everyone
    ]
    assert any(seen) is named


def _notes(one: Review, reviewer: Person) -> tuple[ReadingRole, ...]:
    return audience_of(one, reviewer, cycle().options, form()).parts[ReviewPart.NOTES]


@pytest.mark.parametrize("state", [SideState.DRAFT, SideState.SHARED])
def test_an_hr_admin_who_reviews_somebody_above_is_not_said_to_read_what_they_never_do(state: SideState) -> None:
    upward = replace(relationship(state, state), reviewer=ref(HUGO))
    found = audience_of(upward, HUGO, cycle().options, form()).parts
    for part in (ReviewPart.SELF, ReviewPart.MANAGER, ReviewPart.NOTES):
        named = ReaderRole.REVIEWER in {reader.who for reader in found[part]}
        assert named is access_of(case(moved(upward, ReadableFrom.BOTH_SHARED), HUGO)).reads(part)
    assert ReaderRole.REVIEWER not in {reader.who for reader in found[ReviewPart.SELF]}


def test_a_reviewer_whom_the_directory_no_longer_has_is_named_as_any_other() -> None:
    found = audience_of(relationship(SideState.SHARED, SideState.DRAFT), None, cycle().options, form()).parts
    assert {reader.who for reader in found[ReviewPart.SELF]} == {
        ReaderRole.REVIEWEE,
        ReaderRole.REVIEWER,
        ReaderRole.HR,
    }
