"""What a card says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.people.rules.search import is_named

MOST_OF_A_TITLE = 200
MOST_OF_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing in somebody's line of time, written in the transaction of its cause.

    `kind`: `feature.noun`, `sub`: which sort of it. `at`: where it stands in the line; it stays where it is.
    `title` and `words` (its first words, plain) are cut to what a card has room for; by them a search finds it.
    `seen_by`: what its feature needs for deciding who may see it; `details`: what it needs for choosing among cards.
    """

    owner_id: str
    at: datetime
    kind: str
    id: str
    title: str
    link: str
    sub: str = ""
    words: str = ""
    state: str = ""
    seen_by: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def feature(self) -> str:
        """The feature that it is of."""
        return self.kind.partition(".")[0]

    @property
    def noun(self) -> str:
        """What it is, as readers of the API know it: reflection, review."""
        return self.kind.partition(".")[2]

    def found_by(self, query: str) -> bool:
        """Return whether each word of `query` begins a word of its title or of its first words, accents or not."""
        return is_named(f"{self.title} {self.words}", query)


def cut(text: str, most: int) -> str:
    """Return `text` in one line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
