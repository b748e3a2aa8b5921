"""What a deployment sets; read once, when first asked, never at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.kernel.codec import decode

_OPTIONAL = {
    "work_queue_url": "THROUGHLINE_WORK_QUEUE_URL",
    "base_url": "THROUGHLINE_BASE_URL",
    "mail_from": "THROUGHLINE_MAIL_FROM",
    "mail_configuration_set": "THROUGHLINE_MAIL_CONFIGURATION_SET",
    "stage": "THROUGHLINE_STAGE",
    "company_name": "THROUGHLINE_COMPANY_NAME",
    "media_bucket": "THROUGHLINE_MEDIA_BUCKET",
    "user_pool": "THROUGHLINE_USER_POOL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An OIDC issuer the company trusts. `audience`: the client ids accepted in `aud` (or `client_id`)."""

    issuer: str
    audience: tuple[str, ...]
    jwks_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One stack serves one company; `company` is the first part of every key.

    `user_pool`: the Cognito pool in which people have their accounts; "" where they have them elsewhere.
    """

    company: str
    table: str
    work_queue_url: str = ""
    base_url: str = "http://localhost:8000"
    mail_from: str = "reviews@example.test"
    mail_configuration_set: str = ""
    issuers: tuple[Issuer, ...] = ()
    cursor_secret: str = ""
    stage: str = "dev"
    company_name: str = "Example"
    media_bucket: str = ""
    transcribe: bool = False
    user_pool: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read `THROUGHLINE_*`; a missing one that has no default is a KeyError that names it."""
        env = os.environ if env is None else env
        given = {name: env[variable] for name, variable in _OPTIONAL.items() if env.get(variable)}
        return cls(
            company=env["THROUGHLINE_COMPANY"],
            table=env["THROUGHLINE_TABLE"],
            cursor_secret=env["THROUGHLINE_CURSOR_SECRET"],
            transcribe=env.get("THROUGHLINE_TRANSCRIBE") == "true",
            issuers=(*_issuers(env, "THROUGHLINE_ISSUERS"), *_issuers(env, "THROUGHLINE_FURTHER_ISSUERS")),
            **given,
        )


def _issuers(env: Mapping[str, str], variable: str) -> tuple[Issuer, ...]:
    return decode(env.get(variable) or "[]", tuple[Issuer, ...])
