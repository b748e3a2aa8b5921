"""What the tokens of five providers say, after their own documentation; only the audience is ours.

Cognito: "Understanding the ID token", "… the access token" (developer guide). Entra: "ID token claims reference",
"Access token claims reference" (identity platform). Okta: tokens of a custom authorization server, as its API
reference shows them. Auth0: "Access token profiles". Google: "OpenID Connect".
"""

import json
import time
from typing import Any

from chalicelib.kernel.issuers import Issuer, Preset, read_issuers

TENANT = "4f2a9c1e-7b3d-4e8a-9c55-0d1e2f3a4b5c"
OTHER_TENANT = "11111111-2222-3333-4444-555555555555"
ADA = "ada@acme.com"

STATED: dict[str, dict[str, Any]] = {
    "cognito": {
        "preset": "cognito",
        "pool": "eu-west-1_AbCdEf123",
        "audience": ["1example23456789", "machine1"],
        "resource_server": "throughline",
    },
    "entra": {"preset": "entra", "tenant": TENANT, "audience": ["api-app"], "domains": ["acme.com"]},
    "okta": {
        "preset": "okta",
        "domain": "acme.okta.com",
        "server": "default",
        "audience": ["api://default", "0oaweb"],
        "resource_server": "throughline",
    },
    "google": {"preset": "google", "audience": ["1234.apps.googleusercontent.com"]},
    "auth0": {
        "preset": "auth0",
        "domain": "acme.eu.auth0.com",
        "audience": ["https://throughline.acme.com/api", "webclient"],
    },
    "generic": {
        "issuer": "https://id.acme.com",
        "audience": ["throughline"],
        "jwks_url": "https://id.acme.com/keys",
        "resource_server": "throughline",
    },
}


def issuer_of(preset: str, **changed: Any) -> Issuer:
    """What the operator states for this provider, read as a deployment reads it."""
    (issuer,) = read_issuers({"THROUGHLINE_ISSUERS": json.dumps([STATED[preset] | changed])})
    return issuer


def _times() -> dict[str, int]:
    now = int(time.time())
    return {"iat": now, "exp": now + 3600}


def cognito_id() -> dict[str, Any]:
    return _times() | {
        "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
        "cognito:groups": ["staff"],
        "email_verified": True,
        "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
        "cognito:username": "ada",
        "origin_jti": "o",
        "aud": "1example23456789",
        "event_id": "e",
        "token_use": "id",
        "auth_time": 1,
        "jti": "j",
        "email": ADA,
    }


def cognito_access() -> dict[str, Any]:
    return _times() | {
        "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
        "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
        "version": 2,
        "client_id": "1example23456789",
        "token_use": "access",
        "scope": "openid throughline/people:write",
        "auth_time": 1,
        "jti": "j",
        "username": "ada",
    }


def cognito_client() -> dict[str, Any]:
    return _times() | {
        "sub": "machine1",
        "token_use": "access",
        "scope": "throughline/people:write",
        "auth_time": 1,
        "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
        "version": 2,
        "jti": "j",
        "client_id": "machine1",
    }


def entra_id() -> dict[str, Any]:
    return _times() | {
        "aud": "api-app",
        "iss": f"https://login.microsoftonline.com/{TENANT}/v2.0",
        "nbf": int(time.time()),
        "name": "Ada Adams",
        "nonce": "n",
        "oid": "00000000-0000-0000-0000-00000000ada0",
        "preferred_username": "Ada@Acme.com",
        "rh": "0.AX",
        "roles": ["people:write"],
        "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
        "tid": TENANT,
        "uti": "u",
        "ver": "2.0",
    }


def entra_delegated() -> dict[str, Any]:
    told = entra_id()
    del told["nonce"]
    return told | {
        "azp": "web-app",
        "azpacr": "0",
        "scp": "access_as_user people:write",
        "sub": "another-pairwise-subject",
    }


def entra_client() -> dict[str, Any]:
    return _times() | {
        "aud": "api-app",
        "iss": f"https://login.microsoftonline.com/{TENANT}/v2.0",
        "nbf": int(time.time()),
        "aio": "a",
        "azp": "sync-app",
        "azpacr": "1",
        "oid": "00000000-0000-0000-0000-0000000000c1",
        "rh": "0.AX",
        "roles": ["people:write", "Something.Else"],
        "sub": "00000000-0000-0000-0000-0000000000c1",
        "tid": TENANT,
        "uti": "u",
        "ver": "2.0",
    }


def okta_id() -> dict[str, Any]:
    return _times() | {
        "sub": "00uada",
        "name": "Ada Adams",
        "email": ADA,
        "ver": 1,
        "iss": "https://acme.okta.com/oauth2/default",
        "aud": "0oaweb",
        "jti": "ID.1",
        "amr": ["pwd"],
        "idp": "00oidp",
        "preferred_username": ADA,
        "email_verified": True,
        "auth_time": 1,
        "at_hash": "h",
    }


def okta_access() -> dict[str, Any]:
    return _times() | {
        "ver": 1,
        "jti": "AT.1",
        "iss": "https://acme.okta.com/oauth2/default",
        "aud": "api://default",
        "cid": "0oaweb",
        "uid": "00uada",
        "scp": ["openid", "throughline/people:write"],
        "auth_time": 1,
        "sub": ADA,
    }


def okta_client() -> dict[str, Any]:
    return _times() | {
        "ver": 1,
        "jti": "AT.2",
        "iss": "https://acme.okta.com/oauth2/default",
        "aud": "api://default",
        "cid": "0oamachine",
        "scp": ["throughline/people:write", "other/cycles:write"],
        "sub": "0oamachine",
    }


def google_id() -> dict[str, Any]:
    return _times() | {
        "iss": "https://accounts.google.com",
        "azp": "1234.apps.googleusercontent.com",
        "aud": "1234.apps.googleusercontent.com",
        "sub": "10769150350006150715113082367",
        "at_hash": "h",
        "hd": "acme.com",
        "email": ADA,
        "email_verified": True,
        "nonce": "n",
    }


def auth0_id() -> dict[str, Any]:
    return _times() | {
        "nickname": "ada",
        "name": ADA,
        "email": ADA,
        "email_verified": True,
        "iss": "https://acme.eu.auth0.com/",
        "aud": "webclient",
        "sub": "auth0|6553da60a54af58e29493993",
        "sid": "s",
        "nonce": "n",
    }


def auth0_access() -> dict[str, Any]:
    return _times() | {
        "iss": "https://acme.eu.auth0.com/",
        "sub": "auth0|6553da60a54af58e29493993",
        "aud": ["https://throughline.acme.com/api", "https://acme.eu.auth0.com/userinfo"],
        "azp": "webclient",
        "scope": "openid people:write",
    }


def auth0_client() -> dict[str, Any]:
    return _times() | {
        "iss": "https://acme.eu.auth0.com/",
        "sub": "awZfdIir8YFdGZWk@clients",
        "aud": "https://throughline.acme.com/api",
        "azp": "awZfdIir8YFdGZWk",
        "scope": "people:write",
        "gty": "client-credentials",
    }


def auth0_client_rfc9068() -> dict[str, Any]:
    told = auth0_client()
    del told["azp"], told["gty"]
    return told | {"client_id": "awZfdIir8YFdGZWk", "jti": "j"}


def generic_client() -> dict[str, Any]:
    return _times() | {
        "iss": "https://id.acme.com",
        "sub": "sync",
        "client_id": "sync",
        "aud": "throughline",
        "scope": "throughline/people:write",
    }


PEOPLE = {
    "cognito": cognito_id,
    "entra": entra_id,
    "entra, delegated": entra_delegated,
    "okta": okta_id,
    "google": google_id,
    "auth0": auth0_id,
}
"""Tokens of people that name a verified address, by provider."""

WITHOUT_ADDRESS = {"cognito": cognito_access, "okta": okta_access, "auth0": auth0_access}
"""Access tokens of people with a scope of ours, and no address."""

CLIENTS = {
    "cognito": cognito_client,
    "entra": entra_client,
    "okta": okta_client,
    "auth0": auth0_client,
    "auth0, rfc 9068": auth0_client_rfc9068,
    "generic": generic_client,
}
"""Tokens of machine clients that were granted `people:write`."""


def preset_of(name: str) -> str:
    """The provider that a token of the tables above belongs to."""
    return Preset(name.partition(",")[0]).value
