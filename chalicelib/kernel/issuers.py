"""The sign-in providers that the operator trusts, as `THROUGHLINE_ISSUERS` (and what is added to it) states them.

A JSON list; each entry names a preset, which fills in what is known of that provider, or is `generic`:

    [{"preset": "entra", "tenant": "<guid>", "audience": ["<client id>"], "domains": ["acme.com"]}]

Read strictly and late: what cannot be right is a ValueError that names the entry, and nothing is read at import.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from chalicelib.kernel.addresses import fold_domain

GOOGLE = "https://accounts.google.com"
ADDRESS_CLAIMS = ("email", "preferred_username", "upn")
SCOPE_CLAIMS = ("scope", "scp", "roles")
VARIABLES = ("THROUGHLINE_ISSUERS", "THROUGHLINE_FURTHER_ISSUERS")
"""The second one holds what the operator adds to the stack's own pool."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_MICROSOFT = frozenset(
    {
        "login.microsoftonline.com",
        "login.microsoftonline.us",
        "login.partner.microsoftonline.cn",
        "login.chinacloudapi.cn",
        "login.microsoft.com",
        "login.windows.net",
        "sts.windows.net",
    }
)
_CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
_GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_HOST = r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_NAME = r"[A-Za-z0-9_-]{1,100}"
_POOL = r"([a-z]{2}(?:-[a-z]+)+-\d)_[A-Za-z0-9]+"


class Preset(StrEnum):
    """A provider whose tokens are known."""

    GENERIC = "generic"
    COGNITO = "cognito"
    ENTRA = "entra"
    OKTA = "okta"
    GOOGLE = "google"
    AUTH0 = "auth0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An OIDC issuer the company trusts.

    `audience`: the client ids accepted in `aud` (or `client_id`). `email_claims`: where the address is, the first one
    that holds an address. `trust_unverified`: addresses of `domains` are believed without `email_verified`.
    `scope_claims`: where a machine's scopes are; in `scope` and `scp` they begin with `resource_server` and a slash,
    where that is stated. `second_factor`: an HR role counts only after one.
    """

    issuer: str
    audience: tuple[str, ...]
    jwks_url: str
    preset: Preset = Preset.GENERIC
    email_claims: tuple[str, ...] = ("email",)
    trust_unverified: bool = False
    domains: frozenset[str] = frozenset()
    scope_claims: tuple[str, ...] = ("scope",)
    resource_server: str = ""
    second_factor: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What `iss` may say: Google writes its name in two ways."""
        return (self.issuer, self.issuer.removeprefix("https://")) if self.preset is Preset.GOOGLE else (self.issuer,)

    @property
    def tenant(self) -> str:
        """Of Entra: whose tokens these are."""
        return _first_step(self.issuer)


def read_issuers(env: Mapping[str, str]) -> tuple[Issuer, ...]:
    """Return what the variables of `env` state; ValueError names the entry and what is wrong with it."""
    found = [issuer for variable in VARIABLES for issuer in _read(variable, env.get(variable) or "[]")]
    names = [one.issuer for one in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{VARIABLES[0]}: {twice[0]} is stated twice; give it several audiences instead")
    return tuple(found)


def _read(variable: str, text: str) -> list[Issuer]:
    try:
        stated = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{variable} is not JSON: {error}") from None
    if not isinstance(stated, list):
        raise ValueError(f"{variable} must be a list of issuers")
    found = []
    for number, entry in enumerate(stated, 1):
        try:
            found.append(_issuer(entry))
        except ValueError as error:
            raise ValueError(f"{variable}: entry {number}: {error}") from None
    return found


_TEXTS = ("preset", "issuer", "jwks_url", "resource_server", "tenant", "domain", "server", "pool")
_LISTS = ("audience", "domains", "scope_claims")
_KNOWN = {*_TEXTS, *_LISTS, "email_claim", "trust_unverified", "second_factor"}
_OWN = {"tenant": Preset.ENTRA, "server": Preset.OKTA, "pool": Preset.COGNITO}


def _issuer(stated: object) -> Issuer:
    if not isinstance(stated, dict):
        raise ValueError("must be an object")
    if unknown := sorted(stated.keys() - _KNOWN):
        raise ValueError(f"{unknown[0]!r} is not known; known are {', '.join(sorted(_KNOWN))}")
    given = {name: _text(stated, name) for name in _TEXTS}
    preset = _preset(given)
    for name, owner in _OWN.items():
        if given[name] and preset is not owner:
            raise ValueError(f"{name!r} belongs to the preset {owner.value}")
    if given["domain"] and preset not in {Preset.OKTA, Preset.AUTH0}:
        raise ValueError("'domain' belongs to the presets okta and auth0 ('domains' are those of addresses)")
    issuer, jwks_url = _PLACES[preset](given)
    _check_url("issuer", issuer)
    _check_url("jwks_url", jwks_url)
    _check_tenant(issuer)
    domains = frozenset(_domain(text) for text in _list(stated, "domains"))
    return Issuer(
        issuer=issuer,
        audience=_audience(stated),
        jwks_url=jwks_url,
        preset=preset,
        email_claims=_email_claims(stated, preset),
        trust_unverified=_trust(stated, preset, domains),
        domains=domains,
        scope_claims=_scope_claims(stated, preset),
        resource_server=given["resource_server"].removesuffix("/"),
        second_factor=_truth(stated, "second_factor", default=False),
    )


def _text(stated: Mapping[str, Any], name: str) -> str:
    value = stated.get(name, "")
    if not isinstance(value, str) or value != value.strip():
        raise ValueError(f"{name!r} must be a text without blanks around it")
    return value


def _list(stated: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of texts; empty ones are parameters of a template that no one filled in."""
    value = stated.get(name, [])
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise ValueError(f"{name!r} must be a list of texts")
    return tuple(part.strip() for part in value if part.strip())


def _truth(stated: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = stated.get(name, default)
    if not isinstance(value, bool):
        raise ValueError(f"{name!r} must be true or false")
    return value


def _preset(given: Mapping[str, str]) -> Preset:
    if not given["preset"]:
        return Preset.GOOGLE if given["issuer"] == GOOGLE else Preset.GENERIC
    try:
        return Preset(given["preset"])
    except ValueError:
        raise ValueError(f"preset {given['preset']!r} is none of {', '.join(Preset)}") from None


def _audience(stated: Mapping[str, Any]) -> tuple[str, ...]:
    audience = _list(stated, "audience")
    if not audience:
        raise ValueError("'audience' must name at least one client id")
    return audience


def _domain(text: str) -> str:
    try:
        return fold_domain(text)
    except ValueError:
        raise ValueError(f"domain {text!r} cannot exist") from None


def _email_claims(stated: Mapping[str, Any], preset: Preset) -> tuple[str, ...]:
    value = stated.get("email_claim") or []
    claims = _list({"email_claim": [value] if isinstance(value, str) else value}, "email_claim")
    if unknown := [claim for claim in claims if claim not in ADDRESS_CLAIMS]:
        raise ValueError(f"email_claim {unknown[0]!r} is none of {', '.join(ADDRESS_CLAIMS)}")
    if preset is Preset.ENTRA and "email" in claims:
        raise ValueError("Entra's 'email' holds what users and guests wrote; use preferred_username or upn")
    return claims or (("preferred_username", "upn") if preset is Preset.ENTRA else ("email",))


def _trust(stated: Mapping[str, Any], preset: Preset, domains: frozenset[str]) -> bool:
    trust = _truth(stated, "trust_unverified", default=preset is Preset.ENTRA)
    if trust and not domains:
        raise ValueError("'domains' must list the domains whose addresses are trusted without email_verified")
    if domains and not trust:
        raise ValueError("'domains' are those trusted without email_verified; state 'trust_unverified' with them")
    if trust and preset is Preset.GOOGLE:
        raise ValueError("Google says which addresses are verified; 'trust_unverified' is not for it")
    return trust


def _scope_claims(stated: Mapping[str, Any], preset: Preset) -> tuple[str, ...]:
    claims = _list(stated, "scope_claims")
    if unknown := [claim for claim in claims if claim not in SCOPE_CLAIMS]:
        raise ValueError(f"scope claim {unknown[0]!r} is none of {', '.join(SCOPE_CLAIMS)}")
    return claims or {Preset.ENTRA: ("roles",), Preset.OKTA: ("scp",)}.get(preset, ("scope",))


def _check_url(name: str, url: str) -> None:
    if not url:
        raise ValueError(f"{name!r} is missing")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError(f"{name} {url!r} is not a URL") from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not is_safe or not host or parts.username or parts.fragment or parts.query:
        raise ValueError(f"{name} {url!r} must be an https URL")


def _check_tenant(issuer: str) -> None:
    """Refuse what stands for every tenant: there anybody's directory may claim any address."""
    parts = urlsplit(issuer)
    if (parts.hostname or "").rstrip(".") in _MICROSOFT:
        _tenant(_first_step(issuer))


def _first_step(url: str) -> str:
    return [*urlsplit(url).path.split("/"), ""][1]


def _tenant(text: str) -> str:
    if not re.fullmatch(_GUID, text) or text == _CONSUMERS:
        raise ValueError(
            f"{text!r} is not one tenant of Entra: give your tenant's own id (a GUID), "
            "never common, organizations or consumers"
        )
    return text


def _stated(given: Mapping[str, str]) -> tuple[str, str]:
    return given["issuer"], given["jwks_url"]


def _or(given: Mapping[str, str], issuer: str, jwks_url: str) -> tuple[str, str]:
    """Return what follows from the preset, where the operator does not say otherwise."""
    return given["issuer"] or issuer, given["jwks_url"] or jwks_url


def _entra(given: Mapping[str, str]) -> tuple[str, str]:
    stated = given["issuer"]
    tenant = _tenant(given["tenant"].lower() or _first_step(stated))
    own = f"https://login.microsoftonline.com/{tenant}/v2.0"
    if stated not in {"", own, f"https://sts.windows.net/{tenant}/"}:
        raise ValueError(f"issuer {stated!r} is not that of the tenant: {own}")
    return _or(given, own, f"https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys")


def _okta(given: Mapping[str, str]) -> tuple[str, str]:
    if given["issuer"]:
        return _or(given, "", f"{given['issuer']}/v1/keys")
    server = given["server"] or "default"
    if not re.fullmatch(_NAME, server):
        raise ValueError("'server' is the id of an authorization server, for example default")
    issuer = f"https://{_host(given)}/oauth2/{server}"
    return _or(given, issuer, f"{issuer}/v1/keys")


def _google(given: Mapping[str, str]) -> tuple[str, str]:
    if given["issuer"] not in {"", GOOGLE}:
        raise ValueError(f"issuer must be {GOOGLE}, or left out")
    return _or(given, GOOGLE, "https://www.googleapis.com/oauth2/v3/certs")


def _auth0(given: Mapping[str, str]) -> tuple[str, str]:
    issuer = given["issuer"] or f"https://{_host(given)}/"
    if not issuer.endswith("/"):
        raise ValueError(f"issuer {issuer!r} must end with a slash: Auth0's tokens say it so")
    return _or(given, issuer, f"{issuer}.well-known/jwks.json")


def _cognito(given: Mapping[str, str]) -> tuple[str, str]:
    issuer = given["issuer"]
    if not issuer:
        pool = re.fullmatch(_POOL, given["pool"])
        if pool is None:
            raise ValueError("'pool' must be the id of a user pool, for example eu-west-1_AbCdEf123")
        issuer = f"https://cognito-idp.{pool[1]}.amazonaws.com/{given['pool']}"
    return _or(given, issuer, f"{issuer}/.well-known/jwks.json")


def _host(given: Mapping[str, str]) -> str:
    if not re.fullmatch(_HOST, given["domain"]):
        raise ValueError("'domain' must be the host name of your organisation, for example acme.okta.com")
    return given["domain"]


_PLACES: Mapping[Preset, Callable[[Mapping[str, str]], tuple[str, str]]] = {
    Preset.GENERIC: _stated,
    Preset.COGNITO: _cognito,
    Preset.ENTRA: _entra,
    Preset.OKTA: _okta,
    Preset.GOOGLE: _google,
    Preset.AUTH0: _auth0,
}
