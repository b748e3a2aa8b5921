"""[76] People are found from the first two letters of a name or an address."""

from __future__ import annotations

import pytest

from chalicelib.people.rules import Person
from chalicelib.people.rules.search import PersonCard, card_of, first_match, is_named, query_words, tokens


def card(name: str, email: str = "") -> PersonCard:
    return PersonCard(id="P", name=name, email=email)


def test_names_and_addresses_are_cut_into_words() -> None:
    assert tokens(card("Zoë O'Brien-Łukasz", "z.obrien@x.test")) == ("zoe", "obrien", "lukasz", "z.obrien@x.test")
    assert tokens(card("J. R. Lee")) == ("lee",)
    assert tokens(card("Anna Anders", "anna.anders@x.test")) == ("anders", "anna.anders@x.test")
    assert tokens(card("李 明")) == ()
    assert tokens(card("李明")) == ("李明",)


def test_a_person_with_many_names_is_found_by_the_first_eight() -> None:
    assert len(tokens(card(" ".join(f"{n:02}name" for n in range(20))))) == 8


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("an", ["an"]),
        ("  ANNA  sch ", ["anna", "sch"]),
        ("müller-lü", ["muller", "lu"]),
        ("anna.sch", ["anna.sch"]),
        ("Anna.Schmidt@Ex", ["anna.schmidt@ex"]),
        ("O'Bri", ["obri"]),
        ("Lee, J.", ["lee", "j"]),
        ("a", []),
        ("a b", []),
        ("", []),
        ("?!", []),
    ],
)
def test_what_is_looked_for(query: str, words: list[str]) -> None:
    assert query_words(query) == words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("an", "anna.schmidt@example.test"),
        ("schm an", "schmidt"),
        ("anna sch", "anna.schmidt@example.test"),
        ("anna.schmidt@example", "anna.schmidt@example.test"),
        ("anna example", None),
        ("anna zed", None),
        ("bob", None),
        ("annas", None),
    ],
)
def test_all_words_must_fit(query: str, found: str | None) -> None:
    assert first_match(card("Anna Schmidt", "anna.schmidt@example.test"), query_words(query)) == found


def test_nobody_is_shown_twice() -> None:
    twice = card("Anna Anders", "an@x.test")
    shown = [token for token in tokens(twice) if first_match(twice, ["an"]) == token]
    assert len(shown) == 1


def test_a_card_shows_where_somebody_works() -> None:
    person = Person(id="P", name="Ann", email="a@x.test", title="Dev", department="R", location="Rome",
                    manager_id="M", manager_name="Mo")  # fmt: skip
    assert card_of(person) == PersonCard(id="P", name="Ann", email="a@x.test", title="Dev", department="R",
                                         location="Rome", manager_id="M", manager_name="Mo")  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [("", True), ("lu", True), ("WÓJ lu", True), ("kasz", False), ("lukas abel", False), ("l", True)],
)
def test_a_list_is_searched_by_the_beginnings_of_names(query: str, found: bool) -> None:
    assert is_named("Łukasz Wójcik", query) is found
