"""What a cycle is."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

RatingValue = int | float


class CycleState(StrEnum):
    """draft → launching → scheduled|open → closed → archived, or cancelled."""

    DRAFT = "draft"
    LAUNCHING = "launching"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """The three stages that end at a deadline."""

    SELF = "self"
    MANAGER = "manager"
    SIGN = "sign"


class SelfVisible(StrEnum):
    """When the reviewer may read a shared self-assessment."""

    AT_ONCE = "at_once"
    AFTER_MANAGER = "after_manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """Days after a deadline on which a side can still be written; authors are never told."""

    self_days: int = 0
    manager_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Dates only; a date ends at 24:00 in each person's own zone, or in `time_zone` if it is set."""

    opens_on: date
    self_due_on: date
    manager_due_on: date
    sign_due_on: date
    closes_on: date
    share_from: date | None = None
    time_zone: str | None = None
    grace: Grace = Grace()


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingPoint:
    """One step of the overall rating."""

    value: RatingValue
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """The overall rating, from the lowest step to the highest."""

    scale: tuple[RatingPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The overall position: two labelled axes, each 0…1."""

    x_label: str
    y_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReminders:
    """When reminders go, counted in days from a deadline; `at` is a local time, "HH:MM"."""

    days_before: tuple[int, ...] = (7, 1, 0)
    days_after: tuple[int, ...] = (1,)
    at: str = "09:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleOptions:
    """What the company chose for this cycle.

    `overall_first`: the rating and the chart stand above the questions. `hr_contacts`: ids of the people to ask about
    the process.
    """

    ratings: Ratings | None = None
    chart_2d: Chart | None = None
    overall_first: bool = False
    private_notes: bool = True
    done_box: bool = True
    attachments: bool = False
    self_visible: SelfVisible = SelfVisible.AT_ONCE
    calibration: bool = False
    meeting_prompt: bool = True
    follow_manager: bool = False
    hr_reads_notes: bool = False
    hr_contacts: tuple[str, ...] = ()
    reminders: CycleReminders = CycleReminders()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which people take part: all conditions together, several values of one meaning either."""

    department: str | tuple[str, ...] | None = None
    location: str | tuple[str, ...] | None = None
    employment_type: str | tuple[str, ...] | None = None
    joined_before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Exactly one of everyone, a filter or a list; then single people added or left out."""

    everyone: bool = False
    filter: Filter | None = None
    person_ids: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One round of reviews."""

    id: str
    name: str
    questionnaire_id: str
    participants: Participants
    timeline: Timeline
    options: CycleOptions = CycleOptions()
    instructions: str = ""
    state: CycleState = CycleState.DRAFT
    created_at: datetime
    created_by: str
    copied_from: str | None = None
    launched_at: datetime | None = None
    ended_at: datetime | None = None
    expected: int | None = None
    shards: int = 1
    zones: tuple[str, ...] = ()
    version: int = 1
