"""A line of one's year as it is answered."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.cards.rules import Card


class YearItem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of the caller's. `kind`: what it is, such as `reflection`; `sub`: which sort of it."""

    kind: str
    sub: str | UnsetType = UNSET
    id: str
    at: datetime
    title: str
    state: str | UnsetType = UNSET
    link: str


def year_item(card: Card) -> YearItem:
    """Return a line of its owner's year."""
    return YearItem(
        kind=card.noun,
        sub=card.sub or UNSET,
        id=card.id,
        at=card.at,
        title=card.title,
        state=card.state or UNSET,
        link=card.link,
    )
