"""Where erasures and holds are kept.

| row | keys | question |
|---|---|---|
| erasure | `ERASURES` / person | how far is this person's erasure? which ranges were read at its end? |
| hold | `HOLDS` / person | of whom may nothing be erased? |
"""

from dataclasses import replace

from chalicelib.erasure.rules import Erasure, Hold
from chalicelib.kernel.codec import decode_version
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, KeyShape, Page, Reads, Row

KEYS = (
    KeyShape("ERASURES", "{person}", "how far is somebody's erasure?"),
    KeyShape("HOLDS", "{person}", "of whom may nothing be erased?"),
)


def erasure_key(person_id: str) -> Key:
    """Return where the erasure of somebody is."""
    return Key("ERASURES", person_id)


def hold_key(person_id: str) -> Key:
    """Return where it is said that somebody is on hold."""
    return Key("HOLDS", person_id)


def find_erasure(reads: Reads, person_id: str) -> Erasure | None:
    """Return the erasure of somebody, where there is one."""
    key = erasure_key(person_id)
    row = reads.fetch(key).get(key)
    return decode_version(row.body, Erasure, row.version) if row else None


def find_hold(reads: Reads, person_id: str) -> Hold | None:
    """Return the hold on somebody, where there is one."""
    key = hold_key(person_id)
    row = reads.fetch(key).get(key)
    return hold_of(row) if row else None


def hold_of(row: Row) -> Hold:
    """Return the hold in a row."""
    return decode_version(row.body, Hold, row.version)


def holds(reads: Reads, *, limit: int, after: str | None) -> Page:
    """Return one page of all holds."""
    return reads.query("HOLDS", limit=limit, after=after)


def save_erasure(changes: Changes, erasure: Erasure) -> Erasure:
    """Put an erasure in place of its version before; return it with its new one."""
    saved = replace(erasure, version=erasure.version + 1)
    row = Row.of(erasure_key(saved.person.id), saved, version=saved.version)
    changes.put(row, erasure.version or ABSENT)
    return saved


def save_hold(changes: Changes, hold: Hold) -> Hold:
    """Put a hold in place of its version before; return it with its new one."""
    saved = replace(hold, version=hold.version + 1)
    changes.put(Row.of(hold_key(saved.person.id), saved, version=saved.version), hold.version or ABSENT)
    return saved


def delete_hold(changes: Changes, hold: Hold) -> None:
    """Let a hold be gone."""
    changes.delete(hold_key(hold.person.id), hold.version)
