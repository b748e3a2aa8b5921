"""What a card says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

MOST_OF_A_TITLE = 200
MOST_OF_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing in somebody's line of time, written in the transaction of its cause.

    `kind`: `feature.what_it_is`. `at`: where it stands in the line; it stays where it is. `title` and `words` (its
    first words, plain) are cut to what a card has room for. `seen_by`: what its feature needs for deciding who may see
    it.
    """

    owner_id: str
    at: datetime
    kind: str
    id: str
    title: str
    link: str
    words: str = ""
    state: str = ""
    seen_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def feature(self) -> str:
        """The feature that it is of."""
        return self.kind.partition(".")[0]


def cut(text: str, most: int) -> str:
    """Return `text` in one line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
