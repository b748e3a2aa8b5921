"""What a person of the directory is, and what may be said of one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

DEFAULT_TIME_ZONE = "UTC"

# Letters that do not come apart into a base letter and a mark.
_FOLDS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"})


class Status(StrEnum):
    """Whether somebody still works here."""

    ACTIVE = "active"
    LEFT = "left"


class MailTrouble(StrEnum):
    """What the mail provider last told us about the address."""

    NONE = "none"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """One account at one issuer, bound to a person; the digest names it without telling the subject."""

    issuer: str
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody in the directory.

    `email` is normalised, "" where there is none. `chain` holds the ids of the managers above,
    the top first and the own manager last. `version` counts the stored row's changes.
    """

    id: str
    name: str
    email: str = ""
    manager_id: str | None = None
    chain: tuple[str, ...] = ()
    title: str = ""
    department: str = ""
    location: str = ""
    time_zone: str = DEFAULT_TIME_ZONE
    employment_type: str = ""
    start_date: date | None = None
    roles: frozenset[str] = frozenset()
    external_id: str = ""
    status: Status = Status.ACTIVE
    left_at: datetime | None = None
    logins: tuple[Login, ...] = ()
    mail_trouble: MailTrouble = MailTrouble.NONE
    version: int = 0

    @property
    def active(self) -> bool:
        """Whether this person still works here."""
        return self.status is Status.ACTIVE


def fold(text: str) -> str:
    """Lower case without accents, so that `Zoë` and `zoe` are found alike."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLDS)


def normal_email(text: str) -> str:
    """The one spelling under which an address is kept and compared."""
    return unicodedata.normalize("NFC", text.strip()).lower()
