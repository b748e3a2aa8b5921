"""Real RS256 tokens of a test issuer, and everything that is needed to forge them badly."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.kernel.settings import Issuer

ISSUER = Issuer(
    issuer="https://issuer.test",
    audience=("throughline",),
    jwks_url="https://issuer.test/jwks",
    resource_server="throughline",
)
KID = "key-1"


@cache
def private_key(name: str = KID) -> RSAPrivateKey:
    """One key a name and process; making them is what costs."""
    return generate_private_key(65537, 2048)


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _number(value: int) -> str:
    return encoded(value.to_bytes((value.bit_length() + 7) // 8))


def jwks(*names: str) -> dict[str, Any]:
    """The published keys, by name."""
    keys = []
    for name in names or (KID,):
        numbers = private_key(name).public_key().public_numbers()
        keys.append({"kty": "RSA", "kid": name, "use": "sig", "n": _number(numbers.n), "e": _number(numbers.e)})
    return {"keys": keys}


def claims(email: str, **changed: Any) -> dict[str, Any]:
    """What an id token of `email` says; a None takes the claim away."""
    now = int(time.time())
    told = {
        "iss": ISSUER.issuer,
        "aud": "throughline",
        "sub": f"sub-{email}",
        "email": email,
        "email_verified": True,
        "token_use": "id",
        "iat": now,
        "exp": now + 3600,
    } | changed
    return {name: value for name, value in told.items() if value is not None}


def client_claims(client: str, *scopes: str, **changed: Any) -> dict[str, Any]:
    """What an access token of a machine client says."""
    now = int(time.time())
    return {
        "iss": ISSUER.issuer,
        "client_id": "throughline",
        "aud": "throughline",
        "sub": client,
        "token_use": "access",
        "scope": " ".join(f"throughline/{scope}" for scope in scopes),
        "iat": now,
        "exp": now + 3600,
    } | {"client_id": client, **changed}


def signed(payload: Mapping[str, Any], key: str = KID, **header: Any) -> str:
    """A compact RS256 token."""
    head = {"alg": "RS256", "typ": "JWT", "kid": key} | header
    text = f"{encoded(json.dumps(head).encode())}.{encoded(json.dumps(payload).encode())}"
    return f"{text}.{encoded(private_key(key).sign(text.encode(), PKCS1v15(), SHA256()))}"


def confused(payload: Mapping[str, Any]) -> str:
    """HS256 with the public key as the secret."""
    secret = private_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = {"alg": "HS256", "typ": "JWT", "kid": KID}
    text = f"{encoded(json.dumps(head).encode())}.{encoded(json.dumps(payload).encode())}"
    return f"{text}.{encoded(hmac.digest(secret, text.encode(), hashlib.sha256))}"
