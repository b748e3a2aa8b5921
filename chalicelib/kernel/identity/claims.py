"""What a token says about its holder, read by what its issuer is known for. Nothing here looks at a signature.

Any JSON can stand in a token. What is of another type than it must be is refused, never an error of ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chalicelib.kernel.addresses import domain_of, fold_address, fold_domain
from chalicelib.kernel.errors import NotAuthenticated
from chalicelib.kernel.ids import digest
from chalicelib.kernel.issuers import Issuer, Preset
from chalicelib.kernel.policy import SCOPES
from chalicelib.kernel.storage.table import Key
from chalicelib.words import Param

LEEWAY = 120
LATEST = 253_402_300_800
"""The end of the year 9999: a later time is milliseconds, or nonsense."""
LONGEST_ADDRESS = 254

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a verified token says. Either a person's (`email`) or a machine client's (`client_id`, `scopes`).

    `strong`: enough for an HR role; False where the issuer has to say how someone signed in, and it was too little.
    """

    issuer: str
    subject: str
    expires: float
    email: str = ""
    email_verified: bool = False
    client_id: str = ""
    scopes: frozenset[str] = frozenset()
    strong: bool = True

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
    """Return the row that says which person this login is bound to."""
    return Key(f"I#{claims.login}")


def refused(case: str, **params: Param) -> NotAuthenticated:
    """Return a token that cannot be trusted."""
    return NotAuthenticated("invalid_token", case=case, **params)


def read_claims(payload: Payload, trusted: Issuer, now: float) -> Claims:
    """Return what `payload`, signed by `trusted`, says; NotAuthenticated where it does not hold now, or not for us."""
    expires = _time(payload, "exp")
    if expires is None or now >= expires + LEEWAY:
        raise refused("expired")
    for name in ("nbf", "iat"):
        begins = _time(payload, name)
        if begins is not None and begins > now + LEEWAY:
            raise refused("too_early")
    _check_audience(payload, trusted)
    subject = _text(payload, "sub")
    if not subject:
        raise refused("no_subject")
    if _is_machine(payload, trusted):
        return Claims(
            issuer=trusted.issuer,
            subject=subject,
            expires=expires,
            client_id=_client_id(payload, trusted) or subject,
            scopes=_scopes(payload, trusted),
        )
    email, is_verified = _address(payload, trusted)
    stable = _STABLE.get(trusted.preset)
    return Claims(
        issuer=trusted.issuer,
        subject=(_text(payload, stable) if stable else "") or subject,
        expires=expires,
        email=email,
        email_verified=is_verified,
        strong=not trusted.second_factor or _is_strong(payload, trusted),
    )


_STABLE: Mapping[Preset, str] = {Preset.ENTRA: "oid", Preset.OKTA: "uid"}
"""Where the subject of a person's tokens differs from client to client: what stays the same."""


def _text(payload: Payload, name: str) -> str:
    """Return a text; "" where it is absent or null."""
    value = payload.get(name)
    if value is not None and not isinstance(value, str):
        raise refused("not_a_text", name=name)
    return value or ""


def _time(payload: Payload, name: str) -> float | None:
    value = payload.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -LATEST < value < LATEST:
        raise refused("not_a_time", name=name)
    return float(value)


def _texts(value: object) -> list[str] | None:
    """Return a list of texts; None where it is something else."""
    return value if isinstance(value, list) and all(isinstance(part, str) for part in value) else None


def _check_audience(payload: Payload, trusted: Issuer) -> None:
    named = payload.get("aud", payload.get("client_id"))
    audience = [named] if isinstance(named, str) else _texts(named) or []
    if set(audience).isdisjoint(trusted.audience):
        raise refused("audience")
    use = payload.get("token_use", "id")
    if not isinstance(use, str) or use not in {"id", "access"}:
        raise refused("kind")


# ---------------------------------------------------------------- machines

PERSONAL = ("email", "preferred_username", "upn", "unique_name", "username", "cognito:username", "nonce")
"""Claims that only a person's token has: one that carries them is never a machine's, whatever else it says."""


def _is_machine(payload: Payload, trusted: Issuer) -> bool:
    """Return whether the issuer made this token for a client itself (client credentials), with no one behind it."""
    if any(payload.get(name) for name in PERSONAL) or payload.get("token_use") == "id":
        return False
    return _MACHINES[trusted.preset](payload)


def _as_cognito(payload: Payload) -> bool:
    return payload.get("token_use") == "access" and payload.get("client_id") == payload.get("sub")


def _as_okta(payload: Payload) -> bool:
    return payload.get("cid") == payload.get("sub") and payload.get("uid") is None


def _as_auth0(payload: Payload) -> bool:
    """With `gty` in Auth0's own profile, without it in that of RFC 9068; people's subjects have a bar in them."""
    subject = str(payload.get("sub"))
    client = payload.get("azp") or payload.get("client_id")
    is_client = payload.get("gty") == "client-credentials" or ("gty" not in payload and subject == f"{client}@clients")
    return is_client and subject.endswith("@clients") and "|" not in subject


def _as_entra(payload: Payload) -> bool:
    """App-only: without delegated scopes; the subject is the application's own object."""
    if payload.get("scp"):
        return False
    if payload.get("idtyp") is not None:
        return bool(payload["idtyp"] == "app")
    return payload.get("oid") == payload.get("sub")


def _as_generic(payload: Payload) -> bool:
    return payload.get("client_id") == payload.get("sub") or payload.get("gty") == "client-credentials"


def _as_google(_: Payload) -> bool:
    return False


_MACHINES: Mapping[Preset, Callable[[Payload], bool]] = {
    Preset.GENERIC: _as_generic,
    Preset.COGNITO: _as_cognito,
    Preset.ENTRA: _as_entra,
    Preset.OKTA: _as_okta,
    Preset.GOOGLE: _as_google,
    Preset.AUTH0: _as_auth0,
}


def _client_id(payload: Payload, trusted: Issuer) -> str:
    """Entra's subject is an object's id, which no one knows; `azp` is the client's, as it is shown everywhere."""
    return _text(payload, "azp") or _text(payload, "appid") if trusted.preset is Preset.ENTRA else ""


def _scopes(payload: Payload, trusted: Issuer) -> frozenset[str]:
    """Return what of ours was granted: under the resource server's own prefix, or exactly bare where it has none."""
    granted: set[str] = set()
    for name in trusted.scope_claims:
        value = payload.get(name)
        words = value.split() if isinstance(value, str) else _texts(value if value is not None else [])
        if words is None:
            raise refused("scopes", name=name)
        # A role belongs to the application that the token is for, so it has no prefix.
        prefix = f"{trusted.resource_server}/" if trusted.resource_server and name != "roles" else ""
        granted |= {scope for scope in SCOPES if f"{prefix}{scope}" in words}
    return frozenset(granted)


# ---------------------------------------------------------------- people


def _address(payload: Payload, trusted: Issuer) -> tuple[str, bool]:
    """(the address as it is compared, whether it may be believed); what is no address is told as it stands."""
    unread = ""
    for name in trusted.email_claims:
        said = _text(payload, name)
        folded = _folded(said)
        unread = unread or said[:LONGEST_ADDRESS]
        if folded:
            return folded, _is_believed(payload, trusted, name, domain_of(folded))
    return unread, False


def _folded(said: str) -> str:
    """Return the address as it is compared; "" for what can be none."""
    try:
        return fold_address(said) if len(said) <= LONGEST_ADDRESS else ""
    except ValueError:
        return ""


def _is_believed(payload: Payload, trusted: Issuer, name: str, domain: str) -> bool:
    said = payload.get("email_verified") if name == "email" else None
    is_verified = said is True or (isinstance(said, str) and said == "true")
    if trusted.preset is Preset.GOOGLE:
        return is_verified and (domain == "gmail.com" or _hosted(payload) == domain)
    if is_verified:
        return True
    if said is not None and not _is_federated(payload, trusted):
        return False
    return trusted.trust_unverified and domain in trusted.domains and _is_vouched_for(payload, trusted)


def _is_federated(payload: Payload, trusted: Issuer) -> bool:
    """Whether someone came into a Cognito pool by the company's provider: the pool calls all of those unverified."""
    return trusted.preset is Preset.COGNITO and bool(payload.get("identities"))


def _is_vouched_for(payload: Payload, trusted: Issuer) -> bool:
    """Return whether the address is the company's word. Of a pool's own account it is what its owner wrote."""
    if trusted.preset is Preset.COGNITO:
        return bool(payload.get("identities"))
    return not _is_guest(payload, trusted)


_SECOND = frozenset({"mfa", "hwk", "swk", "fed"})
"""What `amr` says after two factors, a passkey, or the company's own provider, which asks as it sees fit (RFC 8176)."""


def _is_strong(payload: Payload, trusted: Issuer) -> bool:
    """Whether someone proved more than a password. A pool says nothing of how its provider's people signed in."""
    methods = _texts(payload.get("amr")) or []
    return not _SECOND.isdisjoint(methods) or (_is_federated(payload, trusted) and not methods)


def _hosted(payload: Payload) -> str:
    """The Workspace domain that Google vouches for. Other addresses it only checked once, when they were entered."""
    said = payload.get("hd")
    try:
        return fold_domain(said) if isinstance(said, str) and said else ""
    except ValueError:
        return ""


def _is_guest(payload: Payload, trusted: Issuer) -> bool:
    """Whether Entra says that another tenant, or none, signed this person in: their name there proves nothing."""
    if trusted.preset is not Preset.ENTRA:
        return False
    provider, tenant = payload.get("idp"), trusted.tenant
    is_ours = provider is None or (isinstance(provider, str) and tenant in provider.split("/"))
    return not is_ours or payload.get("acct") == 1 or payload.get("tid", tenant) != tenant
