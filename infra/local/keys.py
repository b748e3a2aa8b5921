"""The local issuer's tokens: real RS256 JWTs, signed by a key that lives in the data directory."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

AUDIENCE = "throughline-web"
LIFETIME = 12 * 3600


class Signer:
    """Signs tokens in the name of `issuer`. Times in tokens are wall time: a sign-in does not age in a moved clock."""

    def __init__(self, issuer: str, file: Path) -> None:
        self.issuer = issuer
        self._key = _key_in(file)
        numbers = self._key.public_key().public_numbers()
        self._public = {"kty": "RSA", "e": _number(numbers.e), "n": _number(numbers.n)}
        self._kid = _base64(hashlib.sha256(json.dumps(self._public, sort_keys=True).encode()).digest())[:16]

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public key, as the API fetches it."""
        return {"keys": [self._public | {"kid": self._kid, "use": "sig", "alg": "RS256"}]}

    def person(self, email: str, use: str = "access", **more: str) -> str:
        """A token of the person with `email`; the same address always has the same subject."""
        address = email.strip().lower()
        claims = {
            "sub": hashlib.sha256(f"local:{address}".encode()).hexdigest()[:32],
            "aud": AUDIENCE,
            "email": address,
            "email_verified": True,
            "token_use": use,
        }
        return self._sign(claims | more)

    def client(self, name: str, scopes: Sequence[str]) -> str:
        """A token of the machine client `name`."""
        return self._sign(
            {
                "sub": name,
                "client_id": name,
                "aud": AUDIENCE,
                "token_use": "access",
                "gty": "client-credentials",
                "scope": " ".join(scopes),
            }
        )

    def _sign(self, claims: Mapping[str, object]) -> str:
        now = int(time.time())
        # `jti`: two tokens of the same second still differ.
        whole = {"iss": self.issuer, "iat": now, "exp": now + LIFETIME, "jti": secrets.token_hex(8)} | dict(claims)
        head = {"alg": "RS256", "typ": "JWT", "kid": self._kid}
        signed = f"{_part(head)}.{_part(whole)}"
        return f"{signed}.{_base64(self._key.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _key_in(file: Path) -> rsa.RSAPrivateKey:
    if file.exists():
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(f"{file} is not an RSA key")
        return key
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    scratch = file.with_suffix(".new")
    scratch.touch(mode=0o600)
    scratch.write_bytes(pem)
    scratch.replace(file)
    return key


def _part(content: Mapping[str, object]) -> str:
    return _base64(json.dumps(content, separators=(",", ":")).encode())


def _number(value: int) -> str:
    return _base64(value.to_bytes((value.bit_length() + 7) // 8))


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
