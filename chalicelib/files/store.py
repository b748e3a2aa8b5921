"""Where it is kept which files lie beside what: a row a list, in the partition of the thing's owner.

| row | keys | question |
|---|---|---|
| list | `P#{owner}` / `X#{thing}#{part}` | which files are beside this? |
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.files.rules import AttachmentList, AttachmentPlace
from chalicelib.kernel.codec import decode_version
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, KeyShape, Reads, Row

KEYS = (KeyShape("P#{owner}", "X#{subject}#{part}", "which files are beside this?"),)


def attachments_key(place: AttachmentPlace) -> Key:
    """Return where a list is."""
    return Key(f"P#{place.owner_id}", f"X#{place.subject_id}#{place.part}")


def attachments_of(row: Row) -> AttachmentList:
    """Return the list in a row."""
    return decode_version(row.body, AttachmentList, row.version)


def find(reads: Reads, place: AttachmentPlace) -> AttachmentList | None:
    """Return the list of this place, if anything lies there."""
    key = attachments_key(place)
    row = reads.fetch(key).get(key)
    return attachments_of(row) if row else None


def save(changes: Changes, attachment_list: AttachmentList) -> AttachmentList:
    """Put a list; one on which nothing is left goes. Return it with its new version."""
    key = attachments_key(attachment_list.place)
    if not attachment_list.files:
        if attachment_list.version:
            changes.delete(key, attachment_list.version)
        return replace(attachment_list, version=0)
    saved = replace(attachment_list, version=attachment_list.version + 1)
    changes.put(Row.of(key, saved, version=saved.version), attachment_list.version or ABSENT)
    return saved


def rows_of(reads: Reads, owner_id: str, subject_id: str) -> list[Row]:
    """Return the rows of all lists of one thing: one a person who adds to it, or one a side."""
    found: list[Row] = []
    after, more = None, True
    while more:
        page = reads.query(f"P#{owner_id}", prefix=f"X#{subject_id}#", limit=100, after=after)
        found += page.rows
        after, more = page.after, page.after is not None
    return found
