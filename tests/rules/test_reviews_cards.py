"""A complete review in its reviewee's line of time, and who may see that it is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.people.rules import Person, ref
from chalicelib.reviews.rules import Contributor, ReviewState
from chalicelib.reviews.rules.cards import card_of, opened_at, shows_card
from tests.reviews_company import ADA, BEN, CORA, EVERYBODY, NOW, OPENS, OTTO, WATCHING, actor, case, review

COMPLETE = replace(
    review(), state=ReviewState.COMPLETE, completed_at=NOW, contributors=(Contributor(person=ref(CORA)),)
)


@pytest.mark.parametrize("state", ReviewState)
def test_a_review_has_a_card_only_while_it_is_complete(state: ReviewState) -> None:
    card = card_of(replace(COMPLETE, state=state))
    assert (card is not None) is (state is ReviewState.COMPLETE)


def test_the_card_says_which_review_it_is_and_nothing_of_what_is_in_it() -> None:
    card = card_of(replace(COMPLETE, cycle_name="Yearly"))
    assert card is not None
    assert (card.noun, card.title, card.words, card.state) == ("review", "Yearly", "", "complete")
    assert (card.owner_id, card.at, opened_at(card)) == (ADA.id, NOW, OPENS)
    imported = card_of(replace(COMPLETE, completed_at=None))
    assert imported is not None
    assert imported.at == COMPLETE.closes_at


@pytest.mark.parametrize("person", EVERYBODY)
def test_whoever_stands_to_the_review_sees_its_card(person: Person) -> None:
    card, found = card_of(COMPLETE), case(COMPLETE, person)
    assert card is not None
    assert shows_card(card, actor(person), BEN.chain) is not found.outsider


def test_a_stranger_and_a_machine_without_a_scope_see_no_card() -> None:
    card = card_of(replace(COMPLETE, contributors=()))
    assert card is not None
    assert [shows_card(card, actor(one), ()) for one in (OTTO, CORA, ADA, BEN)] == [False, False, True, True]
    assert not shows_card(card, replace(WATCHING, scopes=frozenset()), ())
