"""A card as it is answered."""

from datetime import datetime

import msgspec

from chalicelib.cards.rules import Card


class CardItem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in somebody's line of time. `kind`: what it is, such as `reflection`; `words`: its first words."""

    kind: str
    id: str
    at: datetime
    title: str
    words: str
    state: str
    link: str


def card_item(card: Card) -> CardItem:
    """Return a card for a reader who may see it."""
    return CardItem(
        kind=card.noun, id=card.id, at=card.at, title=card.title, words=card.words, state=card.state, link=card.link
    )
