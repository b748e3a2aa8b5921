"""What is done with cards: they come and go with their causes, and a reader gets those that they may see."""

from collections.abc import Callable
from datetime import datetime
from itertools import repeat

from chalicelib.cards import store
from chalicelib.cards.rules import Card
from chalicelib.cards.views import CardItem, card_item
from chalicelib.company import actions as company
from chalicelib.kernel.command import Command
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import feature
from chalicelib.kernel.storage.table import Reads, position_of
from chalicelib.people.rules import Person

__all__ = ["CardItem", "card_item", "follow", "put", "remove", "visible"]

PAGE = 100
MOST_PAGES = 5
MOST_AT_ONCE = 1_000
"""Rows of a query that goes on where a page is not full yet."""


def put(command: Command, *cards: Card) -> None:
    """Let `cards` stand in their owners' lines; one that is there already is replaced."""
    command.changes.put_all(map(store.row, cards))


def remove(command: Command, card: Card) -> None:
    """Let a card be gone; nothing happens where there is none."""
    command.changes.delete(store.card_key(card))


def follow(command: Command, before: Card | None, after: Card | None) -> None:
    """Let a card be what its cause is now; None: there is none. What has not changed is not written again."""
    if before == after:
        return
    if before is not None and (after is None or store.card_key(after) != store.card_key(before)):
        remove(command, before)
    if after is not None:
        put(command, after)


def _any(_card: Card) -> bool:
    return True


def visible(
    reads: Reads,
    actor: Actor,
    owner: Person,
    *,
    since: datetime,
    until: datetime,
    limit: int,
    after: str | None = None,
    wanted: Callable[[Card], bool] = _any,
    at_once: int = PAGE,
) -> tuple[list[Card], str | None]:
    """Return a page of the `wanted` cards of `owner` that `actor` may see, the newest first, and where to go on.

    A page is filled past cards that are not for this reader, and there is a next one only where another card is:
    its length tells nobody of the others. Features that are switched off show none. `at_once`: rows of the first query.
    """
    found: list[Card] = []
    last: str | None = None
    off = company.load(reads).features_off
    for rows in (at_once, *repeat(MOST_AT_ONCE, MOST_PAGES - 1)):
        page = store.between(reads, owner.id, since, until, limit=rows, after=after)
        cards = [(row, card) for row in page.rows if (card := store.card_of(row)).feature not in off and wanted(card)]
        reads.fetch(*(key for _, card in cards for key in feature(card.feature).card_keys(card, actor)))
        for row, card in cards:
            if not feature(card.feature).shows_card(card, actor, owner, reads):
                continue
            if len(found) == limit:
                return found, last
            found.append(card)
            last = position_of(row, None)
        after = page.after
        if after is None:
            return found, None
    return found, after
