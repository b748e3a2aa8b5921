"""What a card says."""

from datetime import UTC, datetime

import pytest

from chalicelib.cards.rules import Card, cut


def test_the_kind_of_a_card_names_its_feature() -> None:
    card = Card(owner_id="ada", at=datetime(2026, 3, 2, tzinfo=UTC), kind="feedback.given", id="1", title="T", link="/")
    assert card.feature == "feedback"


@pytest.mark.parametrize(
    ("text", "shown"), [("two\n words", "two words"), ("exactly ten", "exactly t…"), ("0123456789", "0123456789")]
)
def test_a_text_is_cut_to_one_line_of_its_length(text: str, shown: str) -> None:
    assert cut(text, 10) == shown
