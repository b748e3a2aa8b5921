"""An import on its way: what was asked, how far it has got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.kernel.policy import Actor, ActorKind, Maker
from chalicelib.people.rules.person import Person, Ref

PAGE = 50
"""People that one step of an import writes."""
INLINE = 500
"""Changes up to which who imports waits for the end."""
MAX_BYTES = 5_000_000
"""Of one file: what a request can carry."""
LOCKED_FOR = timedelta(hours=1)


class ImportState(StrEnum):
    """Whether all of the file has arrived."""

    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """One person before (None: new) and after."""

    old: Person | None
    new: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRun:
    """An import whose plan is stored, to be written page by page. `failed`: whom it could not change after all.

    `accounts`: people have their accounts in the stack's own pool, which hears of the changes.
    """

    id: str
    actor_id: str
    actor_name: str
    actor_kind: ActorKind
    begun_at: datetime
    created: int
    updated: int
    unchanged: int
    left: int
    pages: int
    zones: Mapping[str, int] = field(default_factory=dict)
    queued: bool = False
    maker: Maker | None = None
    accounts: bool = False
    state: ImportState = ImportState.RUNNING
    failed: tuple[Ref, ...] = ()
    version: int = 1

    @property
    def actor(self) -> Actor:
        """Who imports, as the trail names them."""
        return Actor(id=self.actor_id, name=self.actor_name, kind=self.actor_kind, maker=self.maker)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lock:
    """Who imports now; while it holds nobody else moves people about."""

    import_id: str
    begun_at: datetime
    state: ImportState = ImportState.RUNNING
    version: int = 1

    def holds(self, now: datetime) -> bool:
        """Whether the import is still going on, as far as one may believe it."""
        return self.state is ImportState.RUNNING and now < self.begun_at + LOCKED_FOR


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Why a row cannot be taken, or what is noted about it. `row` counts as a spreadsheet does; `code` is stable."""

    row: int
    pointer: str
    detail: str
    code: str = "invalid"


class Reason(StrEnum):
    """Why a column is read, or passed over."""

    READ = "read"
    CHOSEN = "chosen"
    ANOTHER_COLUMN = "another_column"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of the file, counted from 1, and what it was read as. `instead`: the heading that was read for it."""

    column: int
    heading: str
    field: str | None
    reason: Reason
    instead: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldLine:
    """What an import says of a change that it held: the row, who it is about, the field and why."""

    id: str
    row: int
    person: Ref
    field: str
    code: str
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What an import says of its file: what was held, who is missing, and rows that change nothing, or more.

    `columns`: what each was read as. `zones`: how many got their time zone from where.
    """

    held: tuple[HeldLine, ...] = ()
    missing: tuple[Ref, ...] = ()
    notes: tuple[Problem, ...] = ()
    columns: tuple[Column, ...] = ()
    zones: Mapping[str, int] = field(default_factory=dict)
