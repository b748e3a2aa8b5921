"""Where it is kept which exports somebody asked for, in the partition of whoever did.

| row | keys | question |
|---|---|---|
| export | `P#{asker}` / `EX#{export}` | which exports did I ask for? |
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.exports.rules import LISTED, Export
from chalicelib.kernel.codec import decode_version
from chalicelib.kernel.ids import LENGTH, is_id
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, KeyShape, Page, Reads, Row

KEYS = (KeyShape("P#{asker}", "EX#{export}", "which exports did somebody ask for?"),)


def is_export_id(export_id: str) -> bool:
    """Return whether this can be the id of an export: one of its own, and that of whoever asked for it."""
    return is_id(export_id[:LENGTH]) and is_id(export_id[LENGTH:])


def export_key(export_id: str) -> Key:
    """Return where an export is."""
    return Key(f"P#{export_id[LENGTH:]}", f"EX#{export_id}")


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
    row = Row.of(export_key(saved.id), saved, version=saved.version, expires=expires)
    changes.put(row, export.version or ABSENT)
    return saved


def listed(reads: Reads, asker_id: str, *, limit: int, after: str | None = None) -> Page:
    """Return one page of the exports that somebody asked for, the newest first."""
    return reads.query(f"P#{asker_id}", prefix="EX#", limit=limit, after=after, newest_first=True)
