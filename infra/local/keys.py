"""The local issuer's tokens: real RS256 JWTs, signed by a key that lives in the data directory."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from infra.local.providers import PROVIDERS, Provider, generic_client, key_of

LIFETIME = 12 * 3600


class Signer:
    """Signs tokens as `provider` would; `issuer` is where the sign-in is, and the name of a provider without its own.

    Times in tokens are wall time: a sign-in does not age in a moved clock.
    """

    def __init__(self, issuer: str, file: Path, provider: Provider = PROVIDERS["generic"]) -> None:
        self.issuer = issuer
        self.provider = provider
        self._key = _key_in(file)
        numbers = self._key.public_key().public_numbers()
        self._public = {"kty": "RSA", "e": _number(numbers.e), "n": _number(numbers.n)}
        self._kid = _base64(hashlib.sha256(json.dumps(self._public, sort_keys=True).encode()).digest())[:16]

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public key, as the API fetches it."""
        return {"keys": [self._public | {"kid": self._kid, "use": "sig", "alg": "RS256"}]}

    def person(self, email: str) -> str:
        """The token that the client of the person with `email` sends; the same address has the same subject."""
        return self._as_provider(self.provider.person, email)

    def tokens(self, email: str, **more: str) -> dict[str, str]:
        """Access token and id token, as the token endpoint answers them; `more` claims for the id token."""
        sent = {"access_token": {}, "id_token": more}
        other = "id_token" if self.provider.bearer == "access_token" else "access_token"
        return {
            self.provider.bearer: self._as_provider(self.provider.person, email, sent[self.provider.bearer]),
            other: self._as_provider(self.provider.access, email, sent[other]),
        }

    def client(self, name: str, scopes: Sequence[str]) -> str:
        """A token of the machine client `name`."""
        speaks = self.provider.client
        if speaks is None:
            return self._sign(self.issuer, generic_client(name, scopes))
        return self._sign(self.provider.issuer or self.issuer, speaks(name, scopes))

    def _as_provider(
        self, speaks: Callable[[str, str], Mapping[str, object]], email: str, more: Mapping[str, str] | None = None
    ) -> str:
        address = email.strip()
        claims = {**speaks(address, key_of(address)), **(more or {})}
        return self._sign(self.provider.issuer or self.issuer, claims)

    def _sign(self, issuer: str, claims: Mapping[str, object]) -> str:
        now = int(time.time())
        # `jti`: two tokens of the same second still differ.
        whole = {"iss": issuer, "iat": now, "exp": now + LIFETIME, "jti": secrets.token_hex(8)} | dict(claims)
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
