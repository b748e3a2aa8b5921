"""When somebody last made a reflection: a row right behind those of the desk, so that home reads both at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.table import ANY, Changes, Key, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The newest reflection of somebody."""

    reflection_id: str
    last_at: datetime


def last_key(person_id: str) -> Key:
    """Where it is noted."""
    return Key(f"P#{person_id}", "E#RHYTHM")


def last_of(row: Row) -> Last:
    """What is noted in a row."""
    return decode(row.body, Last)


def note(changes: Changes, owner_id: str, reflection_id: str, at: datetime) -> None:
    """This person begins a reflection now."""
    changes.put(Row(key=last_key(owner_id), body=encode(Last(reflection_id=reflection_id, last_at=at))), ANY)
