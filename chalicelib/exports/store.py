"""Where it is kept which exports somebody asked for, in the partition of whoever did.

| row | keys | question |
|---|---|---|
| export | `P#{asker}` / `EX#{export}` | which exports did I ask for? |
| note of one that HR asked for | `P#{person}` / `EXO#{export}` | which exports about somebody are there? |
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.exports.rules import LISTED, Export
from chalicelib.kernel.codec import decode_version
from chalicelib.kernel.ids import LENGTH, is_id
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, KeyShape, Page, Reads, Row

KEYS = (
    KeyShape("P#{asker}", "EX#{export}", "which exports did somebody ask for?"),
    KeyShape("P#{person}", "EXO#{export}", "which exports about somebody did HR ask for?"),
)


def is_export_id(export_id: str) -> bool:
    """Return whether this can be the id of an export: one of its own, and that of whoever asked for it."""
    return is_id(export_id[:LENGTH]) and is_id(export_id[LENGTH:])


def export_key(export_id: str) -> Key:
    """Return where an export is."""
    return Key(f"P#{export_id[LENGTH:]}", f"EX#{export_id}")


def about_key(person_id: str, export_id: str) -> Key:
    """Return where it is noted that there is an export about somebody that HR asked for."""
    return Key(f"P#{person_id}", f"EXO#{export_id}")


def exported(row: Row) -> str:
    """Return the id of the export that such a note names."""
    return row.key.sk.removeprefix("EXO#")


def export_of(row: Row) -> Export:
    """Return the export in a row."""
    return decode_version(row.body, Export, row.version)


def find(reads: Reads, export_id: str) -> Export | None:
    """Return the export of this id, if there is one."""
    if not is_export_id(export_id):
        return None
    key = export_key(export_id)
    row = reads.fetch(key).get(key)
    return export_of(row) if row else None


def save(changes: Changes, export: Export) -> Export:
    """Put an export, new or changed; return it with its new version."""
    saved = replace(export, version=export.version + 1)
    expires = int((export.asked_at + LISTED).timestamp())
    if not export.own and not export.version:
        changes.put(Row(key=about_key(export.person.id, export.id), body="{}", expires=expires))
    row = Row.of(export_key(saved.id), saved, version=saved.version, expires=expires)
    changes.put(row, export.version or ABSENT)
    return saved


def listed(reads: Reads, asker_id: str, *, limit: int, after: str | None = None) -> Page:
    """Return one page of the exports that somebody asked for, the newest first."""
    return reads.query(f"P#{asker_id}", prefix="EX#", limit=limit, after=after, newest_first=True)


def delete(changes: Changes, export: Export) -> None:
    """Delete an export."""
    changes.delete(export_key(export.id), export.version)
    if not export.own:
        changes.delete(about_key(export.person.id, export.id))


def about(reads: Reads, person_id: str, *, limit: int) -> Page:
    """Return the notes of the newest exports about somebody that HR asked for."""
    return reads.query(f"P#{person_id}", prefix="EXO#", limit=limit, newest_first=True)
