"""The names of stored attachments: company, area, owner, thing and part, file; then what no one can guess.

Everything beside one thing lies below one prefix, so that nothing is left behind when it goes.
"""

from __future__ import annotations

import secrets

from chalicelib.files.rules import AttachmentPlace

AREA = "files"


def subject_folder(company: str, owner_id: str, subject_id: str) -> str:
    """Return the prefix of everything beside one thing, whatever its part."""
    return f"{company}/{AREA}/{owner_id}/{subject_id}-"


def new_key(company: str, place: AttachmentPlace, file_id: str, extension: str) -> str:
    """Return a fresh name for one object: 128 random bits, never used again."""
    attachment_list = f"{subject_folder(company, place.owner_id, place.subject_id)}{place.part}"
    return f"{attachment_list}/{file_id}/{secrets.token_hex(16)}.{extension}"


def folder_of(key: str) -> str:
    """Return the prefix of everything that was ever stored for the file of this key."""
    return f"{key.rpartition('/')[0]}/"


def place_of(key: str) -> tuple[AttachmentPlace, str] | None:
    """Return where a key of ours says that a file lies, and the file's id; None where it is no key of an attachment."""
    parts = key.split("/")
    if len(parts) != 6 or parts[1] != AREA or not all(parts):
        return None
    subject_id, dash, part = parts[3].partition("-")
    return (AttachmentPlace(owner_id=parts[2], subject_id=subject_id, part=part), parts[4]) if dash and part else None
