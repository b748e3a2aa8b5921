"""What a card says."""

from datetime import UTC, datetime

import pytest

from chalicelib.cards.rules import Card, cut


def card(title: str = "T", words: str = "") -> Card:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Card(owner_id="ada", at=at, kind="checkins.checkin", id="1", title=title, words=words, link="/")


def test_the_kind_of_a_card_names_its_feature_and_what_it_is() -> None:
    assert (card().feature, card().noun) == ("checkins", "checkin")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("", True),
        ("zoe spr", True),
        ("campaign", True),
        ("SPRING zoë", True),
        ("pring", False),
        ("spring autumn", False),
    ],
)
def test_a_card_is_found_by_the_beginnings_of_words_of_its_title_and_first_words(query: str, is_found: bool) -> None:
    assert card("Spring with Zoë", "Our campaign").found_by(query) is is_found


@pytest.mark.parametrize(
    ("text", "shown"), [("two\n words", "two words"), ("exactly ten", "exactly t…"), ("0123456789", "0123456789")]
)
def test_a_text_is_cut_to_one_line_of_its_length(text: str, shown: str) -> None:
    assert cut(text, 10) == shown
