"""The names of stored objects: company, area, owner, reflection; then what it is; then what no one can guess.

Everything of one reflection lies below one prefix, so that deleting it leaves nothing behind.
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

AREA = "reflections"
CAPTIONS = "captions-"
"""The part in which the captions of one recording lie begins so, and goes on with the recording."""

PIECES = "pieces"
POSTER = "poster"


class ObjectPlace(NamedTuple):
    """What a key says: whose, of which reflection, and which recording (or "poster", or the captions of one)."""

    owner_id: str
    reflection_id: str
    part: str


def folder(company: str, owner_id: str, reflection_id: str, part: str = "") -> str:
    """Return the prefix of a reflection, or of one part of it."""
    return f"{company}/{AREA}/{owner_id}/{reflection_id}/{f'{part}/' if part else ''}"


def new_key(company: str, owner_id: str, reflection_id: str, part: str, extension: str) -> str:
    """Return a fresh name for one object: 128 random bits, never used again."""
    return f"{folder(company, owner_id, reflection_id, part)}{secrets.token_hex(16)}.{extension}"


def poster_key(company: str, owner_id: str, reflection_id: str, poster_id: str, extension: str) -> str:
    """Return a fresh name for a picture; it sorts as `poster_id` does, so one that is begun later after it."""
    return f"{folder(company, owner_id, reflection_id, POSTER)}{poster_id}{secrets.token_hex(8)}.{extension}"


def captions_of(track_id: str) -> str:
    """Return the part in which the captions of this recording lie."""
    return CAPTIONS + track_id


def pieces_of(track_id: str) -> str:
    """Return the part, below that of the recording, in which its pieces lie."""
    return f"{track_id}/{PIECES}"


def is_piece(key: str) -> bool:
    """Return whether this is the key of a piece: nothing of its own, and gone with its recording."""
    parts = key.split("/")
    return len(parts) == 7 and parts[1] == AREA and parts[5] == PIECES


def place_of(key: str) -> ObjectPlace | None:
    """Return what a key of ours says, or None where it is no key of a reflection."""
    parts = key.split("/")
    if len(parts) != 6 or parts[1] != AREA or not all(parts):
        return None
    return ObjectPlace(parts[2], parts[3], parts[4])
