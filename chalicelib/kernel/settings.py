"""What a deployment sets; read once, when first asked, never at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.kernel.issuers import Issuer, read_issuers

__all__ = ["Issuer", "Settings"]

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
        """Read `THROUGHLINE_*`; a KeyError names what is missing and has no default, a ValueError what is wrong."""
        env = os.environ if env is None else env
        given = {name: env[variable] for name, variable in _OPTIONAL.items() if env.get(variable)}
        return cls(
            company=env["THROUGHLINE_COMPANY"],
            table=env["THROUGHLINE_TABLE"],
            cursor_secret=env["THROUGHLINE_CURSOR_SECRET"],
            transcribe=env.get("THROUGHLINE_TRANSCRIBE") == "true",
            issuers=read_issuers(env),
            **given,
        )
