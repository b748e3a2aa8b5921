"""The published keys of the issuers: read by URL, kept for an hour, asked for again when a new one appears."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.issuers import Issuer

KEYS_LIVE = 3600
KEYS_REST = 30
MIN_KEY_BITS = 2048

Fetch = Callable[[str], Mapping[str, Any]]


@dataclass(slots=True)
class _Published:
    read_at: float
    by_id: dict[str, RSAPublicKey]


@dataclass(slots=True)
class Keys:
    """The keys of every issuer. `fetch` reads a JWKS by its URL; `now` is wall time in epoch seconds."""

    fetch: Fetch
    now: Callable[[], float]
    _known: dict[str, _Published] = field(default_factory=dict)

    def find(self, issuer: Issuer, kid: str) -> RSAPublicKey | None:
        """Return the key that `issuer` publishes under `kid`. Unavailable where its keys were never read."""
        known = self._known.get(issuer.issuer)
        age = self.now() - known.read_at if known else KEYS_LIVE
        # A key we do not know may be a new one; ask again, but not at every forged token.
        if known is None or age >= KEYS_LIVE or (kid not in known.by_id and age >= KEYS_REST):
            known = self._refresh(issuer, known)
        return known.by_id.get(kid)

    def _refresh(self, issuer: Issuer, known: _Published | None) -> _Published:
        try:
            fresh = _Published(self.now(), _public_keys(self.fetch(issuer.jwks_url)))
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            if known is None:
                raise Unavailable(case="sign_in") from error
            fresh = _Published(self.now(), known.by_id)
        self._known[issuer.issuer] = fresh
        return fresh


def decoded(text: str) -> bytes:
    """Return the bytes of base64url without padding, or ValueError."""
    if "=" in text or not set(text).isdisjoint("+/ \n\r\t"):
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _public_keys(published: Mapping[str, Any]) -> dict[str, RSAPublicKey]:
    found = {}
    for key in published["keys"]:
        if key.get("kty") != "RSA" or key.get("use", "sig") != "sig" or key.get("alg", "RS256") != "RS256":
            continue
        if not isinstance(key.get("kid"), str):
            continue
        numbers = RSAPublicNumbers(e=int.from_bytes(decoded(key["e"])), n=int.from_bytes(decoded(key["n"])))
        public = numbers.public_key()
        if public.key_size >= MIN_KEY_BITS:
            found[key["kid"]] = public
    return found


def fetch_json(url: str) -> Mapping[str, Any]:
    """Read a JWKS document over HTTPS (or plain HTTP from this machine)."""
    import urllib3
    from botocore.httpsession import get_cert_path

    # Cognito's certificate chains to Amazon, whose roots the package keeps; the system's would cost a cold start.
    is_amazon = (urllib3.util.parse_url(url).host or "").endswith(".amazonaws.com")
    pool = urllib3.PoolManager(ca_certs=get_cert_path(verify=True) if is_amazon else None)
    try:
        answer = pool.request("GET", url, timeout=3.0, retries=2)
    except urllib3.exceptions.HTTPError as error:
        raise OSError(f"{url} does not answer") from error
    if answer.status != 200:
        raise OSError(f"{url} answered {answer.status}")
    document: Mapping[str, Any] = answer.json()
    return document
