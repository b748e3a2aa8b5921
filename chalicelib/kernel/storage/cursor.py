"""Cursors of lists: opaque to the caller, signed, and bound to the list and the person they were made for."""

import base64
import binascii
import hashlib
import hmac

from chalicelib.kernel.errors import FieldError, Invalid, fault

_MAC = 12


def seal(secret: str, place: str, after: str) -> str:
    """`after` as a cursor for `place` (route, caller and filters)."""
    text = after.encode()
    return base64.urlsafe_b64encode(_mac(secret, place, text) + text).decode().rstrip("=")


def unseal(secret: str, place: str, cursor: str) -> str:
    """Return what `seal` put in; `Invalid` when the cursor is not one of ours for this place."""
    refused = Invalid([FieldError("/cursor", fault("foreign_cursor"))])
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        text = raw[_MAC:].decode()
    except (ValueError, binascii.Error):
        raise refused from None
    if not hmac.compare_digest(raw[:_MAC], _mac(secret, place, raw[_MAC:])):
        raise refused
    return text


def _mac(secret: str, place: str, text: bytes) -> bytes:
    return hmac.digest(secret.encode(), place.encode() + b"\x1f" + text, hashlib.sha256)[:_MAC]
