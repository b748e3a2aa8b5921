"""What is done with cards: they come and go with their causes, and a reader gets those that they may see."""

from collections.abc import Collection
from datetime import datetime

from chalicelib.cards import store
from chalicelib.cards.rules import Card
from chalicelib.cards.views import CardItem, card_item
from chalicelib.kernel.command import Command
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import feature
from chalicelib.kernel.storage.table import Reads, position_of
from chalicelib.people.rules import Person

__all__ = ["CardItem", "card_item", "put", "remove", "visible"]

PAGE = 100
MOST_PAGES = 5


def put(command: Command, *cards: Card) -> None:
    """Let `cards` stand in their owners' lines; one that is there already is replaced."""
    command.changes.put_all(map(store.row, cards))


def remove(command: Command, card: Card) -> None:
    """Let a card be gone; nothing happens where there is none."""
    command.changes.delete(store.card_key(card.owner_id, card.at, card.kind, card.id))


def visible(
    reads: Reads,
    actor: Actor,
    owner: Person,
    *,
    since: datetime,
    until: datetime,
    limit: int,
    after: str | None = None,
    without: Collection[str] = (),
) -> tuple[list[Card], str | None]:
    """One page of the cards of `owner` that `actor` may see, the newest first, and where to go on.

    A page is filled past cards that are not for this reader, and there is a next one only where another card is:
    its length tells nobody of the others. `without`: the features whose cards are not wanted.
    """
    found: list[Card] = []
    last: str | None = None
    for _ in range(MOST_PAGES):
        page = store.between(reads, owner.id, since, until, limit=PAGE, after=after)
        for row in page.rows:
            card = store.card_of(row)
            if card.feature in without or not feature(card.feature).shows_card(card, actor, owner):
                continue
            if len(found) == limit:
                return found, last
            found.append(card)
            last = position_of(row, None)
        after = page.after
        if after is None:
            return found, None
    return found, after
