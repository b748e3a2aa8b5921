"""The signature of a token, and everything that has to be right before it is looked at.

The signature is checked by `cryptography`'s RSA primitives; the header names a key, never an algorithm of its
choice. JWT libraries bring the whole of X.509 with them, which every cold start would pay for.
"""

import binascii
import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from chalicelib.kernel.errors import NotAuthenticated
from chalicelib.kernel.identity.claims import LEEWAY, Claims, read_claims, refused
from chalicelib.kernel.identity.foreign import ForeignIssuers
from chalicelib.kernel.identity.keys import Fetch, Keys, decoded
from chalicelib.kernel.issuers import Issuer

MAX_TOKEN = 8192
REMEMBERED = 1000
TYPES = frozenset({"JWT", "at+jwt", "application/at+jwt"})


@dataclass(slots=True)
class Verifier:
    """Verifies tokens of `issuers`. `fetch` reads a JWKS by its URL; `now` is wall time in epoch seconds."""

    issuers: tuple[Issuer, ...]
    fetch: Fetch
    now: Callable[[], float] = time.time
    foreign: ForeignIssuers = field(default_factory=ForeignIssuers)
    _keys: Keys = field(init=False)
    _by_name: dict[str, Issuer] = field(init=False)
    _verified: dict[str, Claims] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keys = Keys(self.fetch, self.now)
        self._by_name = {name: issuer for issuer in self.issuers for name in issuer.names}

    def verify(self, token: str) -> Claims:
        """Return the claims of `token`, or NotAuthenticated; a verified token is remembered until it expires."""
        remembered = self._verified.get(token)
        if remembered is not None and self.now() < remembered.expires + LEEWAY:
            return remembered
        claims = self._read(token)
        if len(self._verified) > REMEMBERED:
            self._verified.clear()
        self._verified[token] = claims
        return claims

    def _read(self, token: str) -> Claims:
        header, payload, signature, signed = _split(token)
        kind = header.get("typ", "JWT")
        is_known = isinstance(kind, str) and kind in TYPES
        if header.get("alg") != "RS256" or not is_known or "crit" in header:
            raise refused("algorithm")
        trusted = self._issuer(payload.get("iss"))
        kid = header.get("kid")
        if not isinstance(kid, str):
            raise refused("no_key_id")
        key = self._keys.find(trusted, kid)
        if key is None:
            raise refused("unknown_key")
        try:
            key.verify(signature, signed, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise refused("signature") from None
        return read_claims(payload, trusted, self.now())

    def _issuer(self, name: object) -> Issuer:
        if not isinstance(name, str) or not name:
            raise refused("no_issuer")
        trusted = self._by_name.get(name)
        if trusted is None:
            self.foreign.note(name, self.now())
            raise NotAuthenticated("issuer_not_allowed")
        return trusted


def _split(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    parts = token.split(".")
    if len(token) > MAX_TOKEN or len(parts) != 3 or not token.isascii():
        raise refused("form")
    try:
        header, payload = (_object(decoded(part)) for part in parts[:2])
        signature = decoded(parts[2])
    except (ValueError, binascii.Error, RecursionError):
        raise refused("form") from None
    return header, payload, signature, f"{parts[0]}.{parts[1]}".encode()


def _object(raw: bytes) -> dict[str, Any]:
    """Return a JSON object in UTF-8. NaN and Infinity are no numbers, half a surrogate pair is no text."""
    text = raw.decode()
    found = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    if "\\u" in text:
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _no_number(name: str) -> Mapping[str, Any]:
    raise ValueError(f"{name} is not JSON")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no number that can be kept")
    return value
