"""Who holds a token: RS256 tokens of the issuers that the company trusts, verified against their published keys.

The signature is checked by `cryptography`'s RSA primitives; the header names a key, never an algorithm of its
choice. JWT libraries bring the whole of X.509 with them, which every cold start would pay for.
"""

import base64
import binascii
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from chalicelib.kernel.errors import NotAuthenticated, Unavailable
from chalicelib.kernel.ids import digest
from chalicelib.kernel.policy import SCOPES
from chalicelib.kernel.settings import Issuer
from chalicelib.kernel.table import Key

LEEWAY = 60
KEYS_LIVE = 3600
KEYS_REST = 30
MAX_TOKEN = 8192
MIN_KEY_BITS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a verified token says. Either a person's (`email`) or a machine client's (`client_id`, `scopes`)."""

    issuer: str
    subject: str
    expires: float
    email: str = ""
    email_verified: bool = False
    client_id: str = ""
    scopes: frozenset[str] = frozenset()

    @property
    def is_client(self) -> bool:
        return bool(self.client_id)

    @property
    def login(self) -> str:
        """The digest that binds issuer and subject to a person."""
        return _login(self.issuer, self.subject)


@lru_cache(maxsize=1000)
def _login(issuer: str, subject: str) -> str:
    return digest(issuer, subject)


def identity_key(claims: Claims) -> Key:
    """The row that says which person this login is bound to."""
    return Key(f"I#{claims.login}")


Fetch = Callable[[str], Mapping[str, Any]]


@dataclass(slots=True)
class _Keys:
    read_at: float
    by_id: dict[str, RSAPublicKey]


@dataclass(slots=True)
class Verifier:
    """Verifies tokens of `issuers`. `fetch` reads a JWKS by its URL; `now` is wall time in epoch seconds."""

    issuers: tuple[Issuer, ...]
    fetch: Fetch
    now: Callable[[], float] = time.time
    _keys: dict[str, _Keys] = field(default_factory=dict)
    _verified: dict[str, Claims] = field(default_factory=dict)

    def verify(self, token: str) -> Claims:
        """The claims of `token`, or NotAuthenticated; a verified token is remembered until it expires."""
        remembered = self._verified.get(token)
        if remembered is not None and self.now() < remembered.expires + LEEWAY:
            return remembered
        claims = self._read(token)
        if len(self._verified) > 1000:
            self._verified.clear()
        self._verified[token] = claims
        return claims

    def _read(self, token: str) -> Claims:
        header, payload, signature, signed = _split(token)
        if header.get("alg") != "RS256" or header.get("typ", "JWT") not in {"JWT", "at+jwt"} or "crit" in header:
            raise _refused("The token is signed in a way that is not accepted.")
        trusted = next((i for i in self.issuers if i.issuer == payload.get("iss")), None)
        if trusted is None:
            raise _refused("The token comes from somebody we do not trust.")
        key = self._key(trusted, header.get("kid"))
        try:
            key.verify(signature, signed, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise _refused("The token's signature does not hold.") from None
        return _claims(payload, trusted, self.now())

    def _key(self, issuer: Issuer, kid: object) -> RSAPublicKey:
        if not isinstance(kid, str):
            raise _refused("The token does not say which key signed it.")
        known = self._keys.get(issuer.issuer)
        age = self.now() - known.read_at if known else KEYS_LIVE
        # A key we do not know may be a new one; ask again, but not at every forged token.
        if known is None or age >= KEYS_LIVE or (kid not in known.by_id and age >= KEYS_REST):
            known = self._refresh(issuer, known)
        if kid not in known.by_id:
            raise _refused("The token names a key that its issuer does not have.")
        return known.by_id[kid]

    def _refresh(self, issuer: Issuer, known: _Keys | None) -> _Keys:
        try:
            published = self.fetch(issuer.jwks_url)
            fresh = _Keys(self.now(), _public_keys(published))
        except (OSError, ValueError, TypeError, KeyError) as error:
            if known is None:
                raise Unavailable("The sign-in service does not answer.") from error
            fresh = _Keys(self.now(), known.by_id)
        self._keys[issuer.issuer] = fresh
        return fresh


def _refused(detail: str) -> NotAuthenticated:
    return NotAuthenticated("invalid_token", detail)


def _split(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    parts = token.split(".")
    if len(token) > MAX_TOKEN or len(parts) != 3 or not token.isascii():
        raise _refused("This is not a token.")
    try:
        header, payload = (json.loads(_bytes(part)) for part in parts[:2])
        signature = _bytes(parts[2])
    except (ValueError, binascii.Error, RecursionError):
        raise _refused("This is not a token.") from None
    if not isinstance(header, dict) or not isinstance(payload, dict):
        raise _refused("This is not a token.")
    return header, payload, signature, f"{parts[0]}.{parts[1]}".encode()


def _bytes(text: str) -> bytes:
    if "=" in text or not set(text).isdisjoint("+/ \n\r\t"):
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _public_keys(published: Mapping[str, Any]) -> dict[str, RSAPublicKey]:
    found = {}
    for key in published["keys"]:
        if key.get("kty") != "RSA" or key.get("use", "sig") != "sig" or not isinstance(key.get("kid"), str):
            continue
        numbers = RSAPublicNumbers(e=int.from_bytes(_bytes(key["e"])), n=int.from_bytes(_bytes(key["n"])))
        public = numbers.public_key()
        if public.key_size >= MIN_KEY_BITS:
            found[key["kid"]] = public
    return found


def _claims(payload: Mapping[str, Any], trusted: Issuer, now: float) -> Claims:
    expires = _number(payload, "exp")
    if expires is None or now >= expires + LEEWAY:
        raise _refused("The token has expired. Sign in again.")
    for name in ("nbf", "iat"):
        begins = _number(payload, name)
        if begins is not None and begins > now + LEEWAY:
            raise _refused("The token is not valid yet.")
    _check_audience(payload, trusted)
    subject = payload.get("sub")
    if not isinstance(subject, str) or not subject:
        raise _refused("The token does not say whose it is.")
    return _who(payload, trusted, subject, expires)


def _who(payload: Mapping[str, Any], trusted: Issuer, subject: str, expires: float) -> Claims:
    email, scope = payload.get("email"), payload.get("scope")
    if isinstance(email, str) and email:
        return Claims(
            issuer=trusted.issuer,
            subject=subject,
            expires=expires,
            email=email,
            email_verified=payload.get("email_verified") in (True, "true"),
        )
    # An access token of a person carries no address: it is matched by the login bound earlier.
    granted = {part.rsplit("/", 1)[-1] for part in scope.split()} & SCOPES if isinstance(scope, str) else set()
    is_client = payload.get("client_id") == subject or payload.get("gty") == "client-credentials"
    return Claims(
        issuer=trusted.issuer,
        subject=subject,
        expires=expires,
        client_id=subject if is_client else "",
        scopes=frozenset(granted) if is_client else frozenset(),
    )


def _check_audience(payload: Mapping[str, Any], trusted: Issuer) -> None:
    named = payload.get("aud", payload.get("client_id"))
    audience = {named} if isinstance(named, str) else set(named) if _is_texts(named) else set()
    if audience.isdisjoint(trusted.audience):
        raise _refused("The token was made for somebody else.")
    if payload.get("token_use", "id") not in {"id", "access"}:
        raise _refused("This kind of token does not sign anybody in.")


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _number(payload: Mapping[str, Any], name: str) -> float | None:
    value = payload.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused(f"The token's {name} is not a time.")
    return float(value)


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
