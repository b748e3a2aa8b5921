"""An import on its way: what was asked, how far it has got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.kernel.policy import Actor, ActorKind, Maker
from chalicelib.people.rules.person import Person, Ref
from chalicelib.words import Param, sentence

PAGE = 50
"""People that one step of an import writes."""
INLINE = 500
"""Changes up to which who imports waits for the end."""
MAX_BYTES = 5_000_000
"""Of one file: what a request can carry."""
LOCKED_FOR = timedelta(hours=1)


MAX_UPLOAD_BYTES = 100_000_000
MAX_UPLOAD_ROWS = 200_000
"""Of a file that was uploaded: what one run of a worker reads and plans."""
UPLOAD_LIVES = timedelta(hours=23)
"""An uploaded file is gone after a day, whatever became of it."""
FORM_LIVES = timedelta(hours=1)


class ImportState(StrEnum):
    """How far a file is. Only an uploaded one is read later than it is asked for: it may still be refused.

    `previewed`: it was to be read only.
    """

    READING = "reading"
    REFUSED = "refused"
    PREVIEWED = "previewed"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file on its way to us, of exactly `size` bytes; `by` is who announced it."""

    id: str
    by: str
    size: int
    begun_at: datetime

    def form_ends(self) -> datetime:
        """Return until when the file can be sent."""
        return self.begun_at + FORM_LIVES


@dataclass(frozen=True, kw_only=True, slots=True)
class FileImport:
    """What is to be done with an uploaded file."""

    upload_id: str
    dry_run: bool = False
    deactivate_missing: bool = False
    reuse_addresses: bool = False
    confirm_leaving: int | None = None
    charset: str = ""
    dates: str = ""
    columns: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRevision:
    """One person before (None: new) and after."""

    old: Person | None
    new: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRun:
    """An import whose plan is stored, to be written page by page. `failed`: whom it could not change after all.

    `asked`: of an uploaded file, which a worker reads first. `in_order`: pages at the beginning that are written one
    after the other, because someone gives up there what someone else takes. `asks`: how many would leave, where that
    has to be said again. `plan`: where the plan is kept; each worker that reads the file keeps one of its own, and the
    run says which holds. `held_pages`: so many hold what a second HR admin has to confirm.
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
    state: ImportState = ImportState.RUNNING
    failed: tuple[Ref, ...] = ()
    asked: FileImport | None = None
    rows: int = 0
    missing: int = 0
    pages_done: int = 0
    in_order: int = 0
    asks: int = 0
    plan: str = ""
    held_pages: int = 0
    version: int = 1

    @property
    def kept(self) -> str:
        """Under which key the plan is, and what was said of the file."""
        return self.plan or self.id

    @property
    def actor(self) -> Actor:
        """Who imports, as the trail names them."""
        return Actor(id=self.actor_id, name=self.actor_name, kind=self.actor_kind, maker=self.maker)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportLock:
    """Who imports now; while it holds no one else moves people about. `begun_at`: of its latest turn of work."""

    import_id: str
    begun_at: datetime
    state: ImportState = ImportState.RUNNING
    version: int = 1

    def holds(self, now: datetime) -> bool:
        """Return whether the import is still going on, as far as one may believe it."""
        return self.state is ImportState.RUNNING and now < self.begun_at + LOCKED_FOR


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportProblem:
    """Why a row cannot be taken, or what is noted about it. `row` counts as a spreadsheet does; `code` is stable."""

    row: int
    pointer: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The English sentence."""
        return sentence("field", self.code, self.params)


class ColumnReason(StrEnum):
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
    reason: ColumnReason
    instead: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldLine:
    """What an import says of a change that it held: the row, who it is about, the field and why."""

    id: str
    row: int
    person: Ref
    field: str
    code: str

    @property
    def detail(self) -> str:
        """The English sentence."""
        return sentence("problem", self.code, {})


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportSummary:
    """What an import says of its file: what was held, who is missing, and rows that change nothing, or more.

    `columns`: what each was read as. `zones`: how many got their time zone from where.
    """

    held: tuple[HeldLine, ...] = ()
    missing: tuple[Ref, ...] = ()
    missing_count: int = 0
    notes: tuple[ImportProblem, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    columns: tuple[Column, ...] = ()
    zones: Mapping[str, int] = field(default_factory=dict)
