"""Where cards are kept: in their owner's partition, by instant, so that one query reads a stretch of the line.

| row | keys | question |
|---|---|---|
| card | `P#{owner}` / `Y#{instant}#{id}#{kind}` | what is there of this person, and when was it? |

The id comes before the kind: what is of one instant is in the order of ids, of whatever feature it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.cards.rules import MOST_OF_A_TITLE, MOST_OF_WORDS, Card, cut
from chalicelib.kernel.clock import instant_text
from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Key, KeyShape, Page, Reads, Row

KEYS = (KeyShape("P#{owner}", "Y#{instant}#{card}#{kind}", "what stands in somebody's line of time?"),)

PREFIX = "Y#"


def card_key(card: Card) -> Key:
    """Where a card is."""
    return Key(f"P#{card.owner_id}", f"{PREFIX}{instant_text(card.at)}#{card.id}#{card.kind}")


def row(card: Card) -> Row:
    """The row of a card."""
    short = replace(card, title=cut(card.title, MOST_OF_A_TITLE), words=cut(card.words, MOST_OF_WORDS))
    return Row.of(card_key(card), short)


def card_of(stored: Row) -> Card:
    """The card of its row."""
    return decode(stored.body, Card)


def between(reads: Reads, owner_id: str, since: datetime, until: datetime, *, limit: int, after: str | None) -> Page:
    """One page of someone's cards from `since` until before `until`, the newest first; none after an earlier one."""
    if after is not None and after < "\x1f".join(Key(f"P#{owner_id}", f"{PREFIX}{instant_text(since)}")):
        return Page([], None)  # the table refuses to go on where its range has ended, as a year does
    return reads.query(
        f"P#{owner_id}",
        start=f"{PREFIX}{instant_text(since)}",
        end=f"{PREFIX}{instant_text(until)}",
        limit=limit,
        after=after,
        newest_first=True,
    )
