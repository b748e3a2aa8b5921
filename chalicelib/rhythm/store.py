"""Where it is kept who made a reflection when: `P#{person}` / `H#R`, in home's range."""

from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, KeyShape, Reads, Row
from chalicelib.rhythm.rules import LatestReflections

KEYS = (KeyShape("P#{person}", "H#R", "when did somebody last reflect?", within="home"),)

PLACE = "H#R"


def rhythm_key(person_id: str) -> Key:
    """Return where the last reflections of someone are named."""
    return Key(f"P#{person_id}", PLACE)


def find(reads: Reads, person_id: str) -> Row | None:
    """Return the row of what someone has made."""
    key = rhythm_key(person_id)
    return reads.fetch(key).get(key)


def save(changes: Changes, person_id: str, made: LatestReflections | None, before: Row | None) -> None:
    """Put `made` in place of the row `before`; where there is nothing made any more it goes."""
    key, version = rhythm_key(person_id), before.version if before else 0
    if made is not None:
        changes.put(Row.of(key, made, version=version + 1), version or ABSENT)
    elif before is not None:
        changes.delete(key, version)


def made_of(stored: Row) -> LatestReflections:
    """Return what a stored row says."""
    return decode(stored.body, LatestReflections)
