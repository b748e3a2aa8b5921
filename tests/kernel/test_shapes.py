"""Values that a newer version of the code wrote, read and written over by this one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Literal

import msgspec
import pytest

from chalicelib.kernel.codec import decode, decode_sent, encode
from chalicelib.kernel.shapes import with_unknown


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Level(IntEnum):
    LOW = 1


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True)
class Inner:
    name: str = ""


class Sent(msgspec.Struct, frozen=True):
    colours: tuple[Colour, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    colour: Colour
    at: datetime | None = None
    level: Level = Level.LOW
    how: Literal["fast", "slow"] = "fast"
    maybe: Colour | None = None
    inner: Inner | None = None
    parts: tuple[Part, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    by_colour: dict[Colour, Inner] = field(default_factory=dict)
    colours: frozenset[Colour] = frozenset()
    pair: tuple[int, Colour] = (1, Colour.RED)
    sent: Sent = field(default_factory=Sent)


NEWER = {
    "colour": "green",
    "at": "2026-03-01T09:00:00Z",
    "level": 7,
    "how": "sideways",
    "maybe": "black",
    "inner": {"name": "n"},
    "parts": [{"id": "1", "colour": "green"}, {"id": "2", "colour": "blue"}],
    "answers": {"a": "b"},
    "by_colour": {"green": {"name": "g"}},
    "colours": ["green", "red"],
    "pair": [2, "green"],
    "sent": {"colours": ["green"]},
}


def test_a_value_that_a_closed_set_does_not_have_yet_is_read_and_written_back() -> None:
    found = decode(encode(NEWER), Whole)
    assert found.colour not in set(Colour)
    assert found.colour == "green"
    assert found.parts[1].colour is Colour.BLUE
    assert (found.level, found.how, found.maybe, found.pair[1]) == (7, "sideways", "black", "green")
    assert found.at is not None
    assert found.at.year == 2026
    written = decode(encode(replace(found, answers={})), dict[str, Any])
    assert set(written.pop("colours")) == {"green", "red"}
    assert written == {name: value for name, value in NEWER.items() if name != "colours"} | {"answers": {}}


def test_the_same_unknown_value_is_the_same_member() -> None:
    first, second = (decode(encode(NEWER), Whole).colour for _ in range(2))
    assert first is second


@pytest.mark.parametrize(
    "told",
    [
        {"colour": ["green"]},
        {"colour": "red", "at": "yesterday"},
        {"at": None},
        {"colour": "red", "parts": [{"colour": "green"}]},
        {"colour": "red", "pair": ["x", "green"]},
        [],
        "green",
    ],
)
def test_what_is_something_else_altogether_is_still_an_error(told: Any) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(encode(told), Whole)


def test_what_somebody_sends_is_not_tolerated() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_sent(encode({"colours": ["green"]}), Sent)


def test_unknown_fields_are_kept_wherever_they_are() -> None:
    before = {
        "colour": "red",
        "new": 1,
        "inner": {"name": "a", "new": 2},
        "parts": [{"id": "1", "new": 3}, {"id": "2", "new": 4}, {"id": "3", "new": 5}],
        "by_colour": {"red": {"name": "r", "new": 6}},
        "sent": {"colours": [], "new": 7},
    }
    now = {
        "colour": "blue",
        "inner": {"name": "b"},
        "parts": [{"id": "3"}, {"id": "1"}, {"id": "9"}],
        "by_colour": {"red": {"name": "s"}},
        "sent": {"colours": ["red"]},
    }
    assert with_unknown(before, now, Whole) == {
        "colour": "blue",
        "new": 1,
        "inner": {"name": "b", "new": 2},
        "parts": [{"id": "3", "new": 5}, {"id": "1", "new": 3}, {"id": "9"}],
        "by_colour": {"red": {"name": "s", "new": 6}},
        "sent": {"colours": ["red"], "new": 7},
    }


def test_what_was_removed_from_a_mapping_stays_removed() -> None:
    before = {"colour": "red", "answers": {"a": "x", "b": "y"}}
    now = {"colour": "red", "answers": {"b": "z"}}
    assert with_unknown(before, now, Whole) == now


def test_a_part_that_is_gone_takes_its_unknown_fields_with_it() -> None:
    now: dict[str, Any] = {"colour": "red", "inner": None, "parts": []}
    assert with_unknown({"colour": "red", "inner": {"new": 1}, "parts": [{"id": "1", "new": 2}]}, now, Whole) == now


def test_elements_without_an_id_are_known_by_their_place_while_there_are_as_many() -> None:
    kind = tuple[Inner, ...]
    assert with_unknown([{"name": "a", "new": 1}], [{"name": "b"}], kind) == [{"name": "b", "new": 1}]
    assert with_unknown([{"name": "a", "new": 1}], [{"name": "b"}, {"name": "c"}], kind) == [
        {"name": "b"},
        {"name": "c"},
    ]
