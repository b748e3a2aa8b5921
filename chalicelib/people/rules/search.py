"""How someone is found by the beginnings of their names or of their address, accents or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.people.rules.person import Person, PersonStatus, fold

SHORTEST = 2
_MOST_TOKENS = 8
_LONGEST_WORD = 60
_APOSTROPHES = re.compile("['’`´]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_OF_AN_ADDRESS = re.compile(r"\w[@._+]\w?")


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonCard:
    """What a search shows of a person, kept beside each of the words that find them."""

    id: str
    name: str
    email: str = ""
    title: str = ""
    department: str = ""
    location: str = ""
    manager_id: str | None = None
    manager_name: str = ""
    status: PersonStatus = PersonStatus.ACTIVE


def card_of(person: Person) -> PersonCard:
    """Return the card of `person` as they are now."""
    return PersonCard(
        id=person.id,
        name=person.name,
        email=person.email,
        title=person.title,
        department=person.department,
        location=person.location,
        manager_id=person.manager_id,
        manager_name=person.manager_name,
        status=person.status,
    )


def tokens(card: PersonCard | Person) -> tuple[str, ...]:
    """Return the words that find someone: those of the name, the address, and the words of its first part.

    A word with which another one begins (anna, anna.lee@…) is left out: the longer one is found by it too.
    """
    local = card.email.rpartition("@")[0]
    found = dict.fromkeys([*_words(card.name), *([card.email] if card.email else []), *_words(local)])
    distinct = (word for word in found if len(word) >= SHORTEST and not _begins_another(word, found))
    return tuple(distinct)[:_MOST_TOKENS]


def query_words(query: str) -> list[str]:
    """Return what to look for, the longest word first; empty where there are not two letters to begin with."""
    found: list[str] = []
    for part in query.split():
        word = fold(part).strip(".,;:'\"()<>")
        found.extend([word] if _OF_AN_ADDRESS.search(word) else _words(part))
    found.sort(key=len, reverse=True)
    return found if found and len(found[0]) >= SHORTEST else []


def first_match(card: PersonCard, words: list[str]) -> str | None:
    """Return the token under which `card` answers to all `words`; others of its tokens would show it twice."""
    known = tokens(card)
    if not all(any(token.startswith(word) for token in known) for word in words[1:]):
        return None
    return min((token for token in known if token.startswith(words[0])), default=None)


def is_named(name: str, query: str) -> bool:
    """Return whether each word of `query` begins a word of `name`, accents or not; nothing asked is anybody's name."""
    known = _words(name)
    return all(any(word.startswith(asked) for word in known) for asked in _words(query))


def _begins_another(word: str, words: Iterable[str]) -> bool:
    return any(other.startswith(word) and other != word for other in words)


def _words(text: str) -> list[str]:
    return [word[:_LONGEST_WORD] for word in _NOT_A_WORD.split(_APOSTROPHES.sub("", fold(text))) if word]
