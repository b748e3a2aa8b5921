"""What the tokens of each provider say, so that the local issuer can speak like one: `make run PRESET=entra`.

The issuer's name, the claims and what the operator states are the provider's own; only the key that signs is ours.
Claims follow the providers' documentation; `docs/providers` says what is trusted of them, and why.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chalicelib.kernel.addresses import domain_of, fold_address

AUDIENCE = "throughline-web"
SERVER = "throughline"
TENANT = "7c0ffee0-0000-4000-8000-00000000cafe"
POOL = "eu-west-1_LocalPool"

Claims = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Provider:
    """How one provider speaks. `issuer` "": the local issuer's own name.

    `person(address, key)` is the token that a client sends, `access(address, key)` the other one; `key` is the same for
    the same person. `client(name, scopes)` is a machine's token; None: this provider has no such thing, and the local
    issuer signs it in its own name. `bearer`: which of a person's two tokens the web client sends.
    """

    stated: Mapping[str, Any] = field(default_factory=dict)
    issuer: str = ""
    person: Callable[[str, str], Claims]
    access: Callable[[str, str], Claims]
    client: Callable[[str, Sequence[str]], Claims] | None = None
    bearer: str = "id_token"
    needs_domains: bool = False

    def trusted(self, local: str, jwks_url: str, domains: Sequence[str]) -> list[dict[str, Any]]:
        """`THROUGHLINE_ISSUERS`, as an operator would state it but for the place of the keys."""
        own = {"audience": [AUDIENCE], "jwks_url": jwks_url}
        listed = {"domains": list(domains)} if self.needs_domains else {}
        found = [{**self.stated, **listed, **own}] if self.issuer else [{"issuer": local, **own}]
        if self.client is None:
            found.append({"issuer": local, **own})
        return found


def key_of(address: str) -> str:
    """What stays the same for the same address, however it is written."""
    try:
        folded = fold_address(address)
    except ValueError:
        folded = address
    return hashlib.sha256(f"local:{folded}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _guid(key: str) -> str:
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:32]}"


def _scopes(scopes: Sequence[str]) -> list[str]:
    """Scopes of our own resource server; one with a slash is asked for as it is."""
    return [scope if "/" in scope else f"{SERVER}/{scope}" for scope in scopes]


# ---------------------------------------------------------------- generic


def _generic(use: str) -> Callable[[str, str], Claims]:
    return lambda address, key: {
        "sub": key,
        "aud": AUDIENCE,
        "email": address,
        "email_verified": True,
        "token_use": use,
    }


def generic_client(name: str, scopes: Sequence[str]) -> Claims:
    """A machine's token in the local issuer's own words."""
    return {
        "sub": name,
        "client_id": name,
        "aud": AUDIENCE,
        "token_use": "access",
        "gty": "client-credentials",
        "scope": " ".join(scopes),
    }


# ---------------------------------------------------------------- Cognito


def _cognito(address: str, key: str) -> Claims:
    return {
        "sub": _guid(key),
        "email_verified": True,
        "cognito:username": _guid(key),
        "aud": AUDIENCE,
        "token_use": "id",
        "email": address,
    }


def _cognito_access(_: str, key: str) -> Claims:
    return {
        "sub": _guid(key),
        "version": 2,
        "client_id": AUDIENCE,
        "token_use": "access",
        "scope": "openid email profile",
        "username": _guid(key),
    }


def _cognito_client(name: str, scopes: Sequence[str]) -> Claims:
    # `aud`: a pool's own client is an audience by its id; here a client may have any name.
    return {
        "sub": name,
        "token_use": "access",
        "scope": " ".join(_scopes(scopes)),
        "version": 2,
        "client_id": name,
        "aud": AUDIENCE,
    }


# ---------------------------------------------------------------- Entra


def _entra(address: str, key: str) -> Claims:
    return {
        "aud": AUDIENCE,
        "name": address.partition("@")[0],
        "oid": _guid(key),
        "preferred_username": address,
        "sub": hashlib.sha256(f"pairwise:{key}".encode()).hexdigest()[:43],
        "tid": TENANT,
        "ver": "2.0",
    }


def _entra_access(address: str, key: str) -> Claims:
    return _entra(address, key) | {"azp": AUDIENCE, "azpacr": "0", "scp": "access_as_user"}


def _entra_client(name: str, scopes: Sequence[str]) -> Claims:
    principal = _guid(key_of(f"client:{name}"))
    return {
        "aud": AUDIENCE,
        "azp": name,
        "azpacr": "1",
        "oid": principal,
        "roles": list(scopes),
        "sub": principal,
        "tid": TENANT,
        "ver": "2.0",
    }


# ---------------------------------------------------------------- Okta


def _okta(address: str, key: str) -> Claims:
    return {
        "sub": f"00u{key[:17]}",
        "email": address,
        "ver": 1,
        "aud": AUDIENCE,
        "amr": ["pwd"],
        "preferred_username": address,
        "email_verified": True,
    }


def _okta_access(address: str, key: str) -> Claims:
    return {
        "ver": 1,
        "aud": AUDIENCE,
        "cid": AUDIENCE,
        "uid": f"00u{key[:17]}",
        "scp": ["openid", "email", "offline_access"],
        "sub": address,
    }


def _okta_client(name: str, scopes: Sequence[str]) -> Claims:
    return {"ver": 1, "aud": AUDIENCE, "cid": name, "scp": _scopes(scopes), "sub": name}


# ---------------------------------------------------------------- Google


def _google(address: str, key: str) -> Claims:
    domain = domain_of(address)
    hosted = {} if domain.lower() == "gmail.com" else {"hd": domain}
    return {
        "azp": AUDIENCE,
        "aud": AUDIENCE,
        "sub": str(int(key, 16))[:21],
        "email": address,
        "email_verified": True,
        **hosted,
    }


# ---------------------------------------------------------------- Auth0


def _auth0(address: str, key: str) -> Claims:
    return {
        "nickname": address.partition("@")[0],
        "name": address,
        "email": address,
        "email_verified": True,
        "aud": AUDIENCE,
        "sub": f"auth0|{key[:24]}",
    }


def _auth0_access(_: str, key: str) -> Claims:
    return {"sub": f"auth0|{key[:24]}", "aud": [AUDIENCE], "azp": AUDIENCE, "scope": "openid email offline_access"}


def _auth0_client(name: str, scopes: Sequence[str]) -> Claims:
    return {
        "sub": f"{name}@clients",
        "aud": AUDIENCE,
        "azp": name,
        "scope": " ".join(scopes),
        "gty": "client-credentials",
    }


PROVIDERS: Mapping[str, Provider] = {
    "generic": Provider(person=_generic("access"), access=_generic("id"), client=generic_client, bearer="access_token"),
    "cognito": Provider(
        stated={"preset": "cognito", "pool": POOL, "resource_server": SERVER},
        issuer=f"https://cognito-idp.eu-west-1.amazonaws.com/{POOL}",
        person=_cognito,
        access=_cognito_access,
        client=_cognito_client,
    ),
    "entra": Provider(
        stated={"preset": "entra", "tenant": TENANT},
        issuer=f"https://login.microsoftonline.com/{TENANT}/v2.0",
        person=_entra,
        access=_entra_access,
        client=_entra_client,
        needs_domains=True,
    ),
    "okta": Provider(
        stated={"preset": "okta", "domain": "example.okta.com", "server": "default", "resource_server": SERVER},
        issuer="https://example.okta.com/oauth2/default",
        person=_okta,
        access=_okta_access,
        client=_okta_client,
    ),
    "google": Provider(
        stated={"preset": "google"}, issuer="https://accounts.google.com", person=_google, access=_google
    ),
    "auth0": Provider(
        stated={"preset": "auth0", "domain": "example.eu.auth0.com"},
        issuer="https://example.eu.auth0.com/",
        person=_auth0,
        access=_auth0_access,
        client=_auth0_client,
    ),
}
"""How each speaks, by the name of its preset."""
