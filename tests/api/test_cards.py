"""One line of time a person: cards are written with their causes, and each reader gets those that they may see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.cards import actions, store
from chalicelib.cards.rules import MOST_OF_A_TITLE, MOST_OF_WORDS, Card
from chalicelib.company.rules import Company
from chalicelib.company.store import row as settings
from chalicelib.kernel.command import perform
from chalicelib.kernel.feature import Feature
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.runtime import current
from chalicelib.kernel.storage.table import Key, Reads
from chalicelib.people.rules import Person
from tests.api.client import START, World
from tests.api.people_world import company

OWNER, OTHER = "ada", "ben"
ALL: dict[str, Any] = {"since": START, "until": START + timedelta(days=30), "limit": 10}


def shows(card: Card, actor: Actor, owner: Person, _reads: Reads) -> bool:
    return actor.id in (owner.id, card.seen_by.get("manager"))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(actions, "feature", lambda name: Feature(name, shows_card=shows))
    with company() as world:
        yield world


def actor(person_id: str) -> Actor:
    return Actor(id=person_id, name=person_id)


def owner() -> Person:
    return Person(id=OWNER, name="Ada", email="ada@example.test")


def card(number: int, *, manager: str = "", kind: str = "feedback.feedback", **told: Any) -> Card:
    return Card(
        owner_id=OWNER,
        at=START + timedelta(hours=number),
        kind=kind,
        id=f"{number:03}",
        title=f"Card {number}",
        link=f"/feedback/{number}",
        seen_by={"manager": manager} if manager else {},
        **told,
    )


def put(*cards: Card) -> None:
    perform(current(), SYSTEM, lambda command: actions.put(command, *cards))


def seen(
    world: World, reader: str, *, limit: int = 10, after: str | None = None, **told: Any
) -> tuple[list[str], str | None]:
    how: dict[str, Any] = {"since": START, "until": START + timedelta(days=30)} | told
    found, further = actions.visible(Reads(world.table), actor(reader), owner(), limit=limit, after=after, **how)
    return [one.id for one in found], further


def test_a_reader_gets_the_cards_that_they_may_see_the_newest_first(world: World) -> None:
    put(card(1), card(2, manager=OTHER), card(3, manager=OTHER))
    assert seen(world, OWNER) == (["003", "002", "001"], None)
    assert seen(world, OTHER) == (["003", "002"], None)
    assert seen(world, "stranger") == ([], None)


def test_a_short_page_tells_nothing_of_cards_that_are_for_others(world: World) -> None:
    put(*(card(number, manager=OTHER if number % 10 == 0 else "") for number in range(1, 91)))
    first, after = seen(world, OTHER, limit=5)
    assert first == ["090", "080", "070", "060", "050"]
    assert seen(world, OTHER, limit=5, after=after) == (["040", "030", "020", "010"], None)
    assert seen(world, OTHER, limit=9)[1] is None


def test_a_card_goes_with_its_cause(world: World) -> None:
    put(card(1), card(2))
    perform(current(), SYSTEM, lambda command: actions.remove(command, card(1)))
    assert seen(world, OWNER) == (["002"], None)


def test_a_stretch_of_the_line_is_one_query(world: World) -> None:
    put(*(card(number) for number in range(50)))
    world.table.calls.clear()
    assert seen(world, OWNER, since=START + timedelta(hours=10), until=START + timedelta(hours=12))[0] == ["011", "010"]
    assert dict(world.table.calls) == {"get": 1, "query": 1}, "beside the company's row, which routes read ahead"


def test_a_reader_gets_those_that_are_wanted(world: World) -> None:
    put(card(1), card(2, kind="reflections.reflection"))
    assert seen(world, OWNER, wanted=lambda one: one.noun == "reflection") == (["002"], None)


def test_what_deciding_needs_is_read_at_once_for_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def key(card: Card, _actor: Actor) -> list[Key]:
        return [Key(f"P#{card.id}")]

    def shows_read(card: Card, actor: Actor, _owner: Person, reads: Reads) -> bool:
        return not reads.fetch(*key(card, actor))

    monkeypatch.setattr(actions, "feature", lambda name: Feature(name, shows_card=shows_read, card_keys=key))
    put(card(1), card(2))
    world.table.calls.clear()
    assert seen(world, "stranger") == (["002", "001"], None)
    assert dict(world.table.calls) == {"get": 2, "query": 1}


def test_what_is_of_one_instant_is_in_the_order_of_ids_whatever_it_is(world: World) -> None:
    put(*(replace(card(number, kind=kind), at=START) for number, kind in ((1, "b.one"), (2, "a.one"), (3, "c.one"))))
    assert seen(world, OWNER)[0] == ["003", "002", "001"]


def test_a_card_follows_its_cause(world: World) -> None:
    def follow(before: Card | None, after: Card | None) -> list[str]:
        perform(current(), SYSTEM, lambda command: actions.follow(command, before, after))
        return [one.title for one in actions.visible(Reads(world.table), actor(OWNER), owner(), **ALL)[0]]

    first, other = card(1), replace(card(1), title="Another name")
    moved = replace(other, at=START + timedelta(hours=9))
    assert follow(None, first) == ["Card 1"]
    assert follow(first, other) == ["Another name"]
    assert follow(other, moved) == ["Another name"]
    world.table.calls.clear()
    assert follow(moved, moved) == ["Another name"]
    assert "commit" not in world.table.calls
    assert follow(moved, None) == []


def test_a_card_of_a_feature_that_is_switched_off_is_not_shown(world: World) -> None:
    put(card(1), card(2, kind="reflections.reflection"))
    perform(current(), SYSTEM, lambda command: command.changes.put(settings(Company(features_off=("feedback",)))))
    assert seen(world, OWNER) == (["002"], None)
    perform(current(), SYSTEM, lambda command: command.changes.put(settings(Company())))
    assert seen(world, OWNER) == (["002", "001"], None)


def test_a_card_has_room_for_first_words_only() -> None:
    stored = store.card_of(store.row(card(1, words="so  much\n" * 1000)))
    assert MOST_OF_WORDS - 10 < len(stored.words) <= MOST_OF_WORDS
    assert stored.words.startswith("so much so much")
    assert len(store.row(card(1)).body) < 1024
    assert MOST_OF_A_TITLE + MOST_OF_WORDS < 1024 // 2
