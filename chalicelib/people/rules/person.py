"""What a person of the directory is, and what may be said of one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalicelib.kernel.addresses import fold_address
from chalicelib.kernel.policy import HR_ASSISTANT, Actor

DEFAULT_TIME_ZONE = "UTC"
MAX_LEVELS = 30
"""Managers above one person: their ids are a sort key together, which has 1,024 bytes."""

# Letters that do not come apart into a base letter and a mark.
_FOLDS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"})


class PersonStatus(StrEnum):
    """Whether someone still works here."""

    ACTIVE = "active"
    LEFT = "left"


class MailProblem(StrEnum):
    """What the email provider last told us about the address."""

    NONE = "none"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


class ZoneFrom(StrEnum):
    """Where someone's time zone came from: one that was given is never overridden by what HR maps."""

    UNSET = "unset"
    GIVEN = "given"
    LOCATION = "location"
    DEPARTMENT = "department"
    COMPANY = "company"


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """One account at one issuer, bound to a person; the digest names it without telling the subject.

    `email`: the address through which it was bound; anyone who had it hears when the login is forgotten.
    """

    issuer: str
    digest: str
    email: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Someone in the directory.

    `email` is normalised, "" where there is none. `chain` holds the ids of the managers above,
    the top first and the own manager last; `manager_name` is a copy. `manager_term` counts the managers so far: who
    comes back as a manager begins a new term. `version` counts the stored row's changes.

    `unconfirmed` are those of `roles` that a second HR admin has yet to confirm, `roles_by` who gave them.
    `manager_set_alone`: as the only HR admin this person has set their own manager, which they may do once. `user_name`
    and `scim_id` are a provider's keys (SCIM `userName`, where that is not the address, and `externalId`).

    `reminders_off`, `mails_off` and `display_zone` are the person's own settings: topics of emails that they do not
    want, and the time zone in which they read times, where that is not theirs; nothing is decided by it.
    """

    id: str
    name: str
    email: str = ""
    manager_id: str | None = None
    manager_name: str = ""
    manager_term: int = 0
    chain: tuple[str, ...] = ()
    title: str = ""
    department: str = ""
    location: str = ""
    time_zone: str = DEFAULT_TIME_ZONE
    zone_from: ZoneFrom = ZoneFrom.UNSET
    employment_type: str = ""
    start_date: date | None = None
    roles: frozenset[str] = frozenset()
    unconfirmed: frozenset[str] = frozenset()
    roles_by: str = ""
    external_id: str = ""
    user_name: str = ""
    scim_id: str = ""
    scim_deleted: bool = False
    manager_set_alone: bool = False
    status: PersonStatus = PersonStatus.ACTIVE
    left_at: datetime | None = None
    logins: tuple[Login, ...] = ()
    login_forgotten: bool = False
    mail_trouble: MailProblem = MailProblem.NONE
    reminders_off: bool = False
    mails_off: frozenset[str] = frozenset()
    display_zone: str = ""
    version: int = 0

    @property
    def active(self) -> bool:
        """Whether this person still works here."""
        return self.status is PersonStatus.ACTIVE

    @property
    def effective_roles(self) -> frozenset[str]:
        """What the person may do now: an HR admin whom no one has confirmed yet sees as much as an assistant."""
        waiting = self.unconfirmed & self.roles
        return self.roles - waiting | {HR_ASSISTANT} if waiting else self.roles

    @property
    def above(self) -> tuple[str, ...]:
        """What `chain` is for someone who reports to this person."""
        return (*self.chain, self.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ref:
    """Someone by name, as it is kept beside what they did: the name is a copy of the day it was written."""

    id: str
    name: str


def ref(who: Person | Actor) -> Ref:
    """Return someone by name."""
    return Ref(id=who.id, name=who.name)


def chain_under(manager: Person | None) -> tuple[str, ...]:
    """Return the chain of someone who reports to `manager`, or to no one."""
    return manager.above if manager else ()


def path_of(person: Person) -> str:
    """Return where a person stands in the tree, as text: anyone who is below has a path that begins with it."""
    return f"/{'/'.join(person.above)}/"


def name_order(person: Person | Ref) -> str:
    """By what lists of people are sorted: as a reader looks for a name, `Ä` with `A`, and everyone in one place."""
    return f"{fold(person.name)}#{person.id}"


def fold(text: str) -> str:
    """Lower case without accents, so that `Zoë` and `zoe` are found alike."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLDS)


def normal_email(text: str) -> str:
    """Return the spelling under which an address is looked up; what can be no address is found nowhere."""
    try:
        return fold_address(text)
    except ValueError:
        return text.strip()
