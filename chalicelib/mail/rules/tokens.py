"""The token in a reminder: it stops reminders for one person, and can do nothing else."""

import base64
import binascii
import hashlib
import hmac

_MAC = 16
_PURPOSE = b"throughline mail reminders off\x1f"


def seal(secret: str, company: str, person_id: str) -> str:
    """Return the token of `person_id`; it does not expire, as an old reminder may be opened late."""
    text = person_id.encode()
    return base64.urlsafe_b64encode(_mac(secret, company, text) + text).decode().rstrip("=")


def unseal(secret: str, company: str, token: str) -> str | None:
    """Return whose token this is, or None where it is not one of ours."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        person_id = raw[_MAC:].decode()
    except (ValueError, binascii.Error):
        return None
    genuine = hmac.compare_digest(raw[:_MAC], _mac(secret, company, raw[_MAC:]))
    return person_id if genuine and person_id else None


def _mac(secret: str, company: str, text: bytes) -> bytes:
    key = hmac.digest(secret.encode(), _PURPOSE + company.encode(), hashlib.sha256)
    return hmac.digest(key, text, hashlib.sha256)[:_MAC]
