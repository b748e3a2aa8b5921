"""Ids: opaque, 26 characters, sortable by creation (the ULID layout: 48 bits of milliseconds, 80 random bits)."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_MEMBERS = frozenset(_ALPHABET)


def _spell(value: int) -> str:
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -5, -5))


def new_id(now: datetime) -> str:
    """Return a fresh id created at `now`."""
    return _spell((int(now.timestamp() * 1000) << 80) | secrets.randbits(80))


def digest_id(now: datetime, *parts: str) -> str:
    """Return the same id for the same `now` and `parts`, on every retry."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return _spell((int(now.timestamp() * 1000) << 80) | int.from_bytes(digest[:10]))


def created_at(text: str) -> datetime:
    """Return when an id was made, to the millisecond."""
    value = 0
    for letter in text[:10]:
        value = value << 5 | _ALPHABET.index(letter)
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=value)


def digest(*parts: str) -> str:
    """Return a key part that does not tell what it was made of (hex, 40 characters)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def is_id(text: str) -> bool:
    """Return whether `text` has the form of an id."""
    return len(text) == LENGTH and _MEMBERS.issuperset(text)
