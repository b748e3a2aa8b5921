"""What an export is, who may ask for one, and how long it is there. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.kernel.errors import Conflict, NotAllowed, NotFound
from chalicelib.kernel.policy import Actor
from chalicelib.people.rules import Person, Ref

LIVES = timedelta(days=7)
"""So long the files of an export are there."""
LISTED = timedelta(days=90)
"""So long an export is in the list."""
MOST_A_DAY = 3
EXPORTS = "exports"
"""What a day's exports are counted as."""
MOST_ATTEMPTS = 6
"""So often a part is begun before the export is given up."""


class ExportKind(StrEnum):
    """What is exported. PERSON: everything of one person."""

    PERSON = "person"


class ExportState(StrEnum):
    """How far an export is. EXPIRED is never stored: it is a ready one whose files are gone."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPart:
    """One file of an export. `version` pins the stored object; `sha256`: of its bytes, in hex."""

    name: str
    key: str
    version: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What somebody (`asker`) asked for: everything of `person`. `ended_at`: when it became ready, or failed."""

    id: str
    kind: ExportKind
    asker: Ref
    person: Ref
    asked_at: datetime
    state: ExportState = ExportState.QUEUED
    parts: tuple[ExportPart, ...] = ()
    ended_at: datetime | None = None
    version: int = 0

    @property
    def own(self) -> bool:
        """Whether people ask for their own data."""
        return self.asker.id == self.person.id

    @property
    def under_way(self) -> bool:
        """Whether it is still being made."""
        return self.state in {ExportState.QUEUED, ExportState.RUNNING}

    @property
    def expires_at(self) -> datetime | None:
        """When its files go; None as long as there are none."""
        return self.ended_at + LIVES if self.ended_at and self.state is ExportState.READY else None

    def state_at(self, now: datetime) -> ExportState:
        """Return the state as the API shows it."""
        return ExportState.EXPIRED if self.expires_at and now >= self.expires_at else self.state


def may_ask(actor: Actor, person: Person) -> bool:
    """Return whether someone's data may be exported: by themselves, and by HR admins once they have left.

    Not by an HR admin who reports to them, directly or not.
    """
    return actor.id == person.id or (actor.is_hr_admin and not person.active and person.id not in actor.chain)


def check_asker(actor: Actor, person: Person) -> None:
    """Refuse an export that the actor may not ask for; whether there is such a person, only HR admins learn."""
    if may_ask(actor, person):
        return
    if actor.is_hr_admin and person.active and person.id not in actor.chain:
        raise NotAllowed(case="export")
    raise NotFound


def check_alone(exports: Iterable[Export], person_id: str) -> None:
    """Refuse a second export of the same person while one is being made."""
    if any(one.under_way and one.person.id == person_id for one in exports):
        raise Conflict("export_under_way")
