"""What clients send about a cycle, closed to unknown fields, and how it becomes the rules' objects."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.cycles.rules import Cycle, CycleOptions, CycleReminders, Filter, Grace, Participants, Timeline
from chalicelib.kernel.codec import convert

T = TypeVar("T")
PersonIds = Annotated[list[Annotated[str, Meta(min_length=1, max_length=64)]], Meta(max_length=10_000)]
Contacts = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=64)]],
    Meta(max_length=10, description="People to ask about the process; not set, the person who launches the cycle."),
]
Texts = str | list[str] | None
Days = Annotated[int, Meta(ge=0, le=60)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Instructions = Annotated[str, Meta(max_length=20_000, description="Rich text; sanitised.")]


class FilterBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """Who takes part: all conditions together; a list of values means any of them."""

    department: Texts = None
    location: Texts = None
    employment_type: Texts = None
    joined_before: date | None = None


class ParticipantsBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """Exactly one of the three."""

    everyone: bool = False
    filter: FilterBody | None = None
    person_ids: PersonIds | None = None


class GraceBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """Days of grace, side by side."""

    self: Days = 0
    manager: Days = 0


class TimelineBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """Dates; each ends at 24:00 in each person's own zone, or in `time_zone`. `share_from` is for calibration only."""

    opens_on: date
    self_due_on: date
    manager_due_on: date
    share_from: date | None = None
    sign_due_on: date
    closes_on: date
    time_zone: Annotated[str, Meta(max_length=64)] | None = None
    grace_days: Days | GraceBody | None = None


class TimelinePatch(Struct, forbid_unknown_fields=True, kw_only=True):
    """The dates that change."""

    opens_on: date | UnsetType = UNSET
    self_due_on: date | UnsetType = UNSET
    manager_due_on: date | UnsetType = UNSET
    share_from: date | UnsetType | None = UNSET
    sign_due_on: date | UnsetType = UNSET
    closes_on: date | UnsetType = UNSET
    time_zone: Annotated[str, Meta(max_length=64)] | UnsetType | None = UNSET
    grace_days: Days | GraceBody | UnsetType | None = UNSET


class RatingPointBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """One step of the overall rating."""

    value: int | float
    label: Annotated[str, Meta(max_length=100)]


class RatingsBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """The overall rating, from the lowest step to the highest."""

    scale: Annotated[list[RatingPointBody], Meta(max_length=20)]


class ChartBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """The overall position on two labelled axes."""

    x_label: Annotated[str, Meta(max_length=100)]
    y_label: Annotated[str, Meta(max_length=100)]


class RemindersBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """When reminders go."""

    days_before: list[int] | UnsetType = UNSET
    days_after: list[int] | UnsetType = UNSET
    at: Annotated[str, Meta(max_length=5)] | UnsetType = UNSET


class OptionsBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """What the company chooses for a cycle; what is not sent keeps its value, at first the default."""

    ratings: RatingsBody | UnsetType | None = UNSET
    chart_2d: ChartBody | UnsetType | None = UNSET
    overall_first: bool | UnsetType = UNSET
    private_notes: bool | UnsetType = UNSET
    done_box: bool | UnsetType = UNSET
    attachments: bool | UnsetType = UNSET
    self_visible: Literal["at_once", "after_manager"] | UnsetType = UNSET
    calibration: bool | UnsetType = UNSET
    meeting_prompt: bool | UnsetType = UNSET
    follow_manager: bool | UnsetType = UNSET
    hr_reads_notes: bool | UnsetType = UNSET
    hr_contacts: Contacts | UnsetType = UNSET
    reminders: RemindersBody | UnsetType = UNSET


class CycleBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """A new cycle."""

    name: Name
    questionnaire_id: Annotated[str, Meta(max_length=64)]
    participants: ParticipantsBody
    timeline: TimelineBody
    options: OptionsBody = msgspec.field(default_factory=OptionsBody)
    instructions: Instructions = ""


class CyclePatch(Struct, forbid_unknown_fields=True, kw_only=True):
    """What changes of a cycle; parts of `timeline` and `options` may be sent alone, `participants` are replaced.

    `confirm_past`: a date that has passed is meant.
    """

    name: Name | UnsetType = UNSET
    questionnaire_id: Annotated[str, Meta(max_length=64)] | UnsetType = UNSET
    participants: ParticipantsBody | UnsetType = UNSET
    timeline: TimelinePatch | UnsetType = UNSET
    options: OptionsBody | UnsetType = UNSET
    instructions: Instructions | UnsetType = UNSET
    confirm_past: bool = False


class PreviewBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """A choice to be counted; without a filter everyone."""

    filter: Annotated[FilterBody, Meta(description="As in a cycle's participants.")] | None = None


class CopyBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """What is different in the copy."""

    name: Name | None = None
    timeline: TimelinePatch | UnsetType = UNSET


def draft_of(body: CycleBody, *, cycle_id: str, now: datetime, by: str) -> Cycle:
    """Return the draft that a client asks for."""
    return Cycle(
        id=cycle_id,
        name=body.name,
        questionnaire_id=body.questionnaire_id,
        participants=_participants(body.participants),
        timeline=_converted(_timeline(msgspec.to_builtins(body.timeline)), Timeline),
        options=_options(CycleOptions(), body.options),
        instructions=body.instructions,
        created_at=now,
        created_by=by,
    )


def chosen(body: PreviewBody) -> Participants:
    """Return the choice that is to be counted."""
    if body.filter is None:
        return Participants(everyone=True)
    return Participants(filter=_converted(msgspec.to_builtins(body.filter), Filter))


def patched(cycle: Cycle, body: CyclePatch) -> Cycle:
    """Return the cycle that a client wants instead."""
    changes: dict[str, Any] = {}
    for name in ("name", "questionnaire_id", "instructions"):
        value = getattr(body, name)
        if value is not UNSET:
            changes[name] = value
    if body.participants is not UNSET:
        changes["participants"] = _participants(body.participants)
    if body.timeline is not UNSET:
        changes["timeline"] = retimed(cycle.timeline, body.timeline)
    if body.options is not UNSET:
        changes["options"] = _options(cycle.options, body.options)
    return replace(cycle, **changes)


def retimed(timeline: Timeline, body: TimelinePatch) -> Timeline:
    """Return a timeline with other dates."""
    return _converted(msgspec.to_builtins(timeline) | _timeline(msgspec.to_builtins(body)), Timeline)


def _participants(body: ParticipantsBody) -> Participants:
    given = {name: value for name, value in msgspec.to_builtins(body).items() if value is not None}
    given["person_ids"] = list(dict.fromkeys(given.get("person_ids", ())))
    return _converted(given, Participants)


def _timeline(given: dict[str, Any]) -> dict[str, Any]:
    if "grace_days" in given:
        days = given.pop("grace_days") or 0
        sides = {"self": days, "manager": days} if isinstance(days, int) else days
        given["grace"] = msgspec.to_builtins(Grace(self_days=sides["self"], manager_days=sides["manager"]))
    return given


def _options(options: CycleOptions, body: OptionsBody) -> CycleOptions:
    given = msgspec.to_builtins(body)
    if "hr_contacts" in given:
        given["hr_contacts"] = list(dict.fromkeys(given["hr_contacts"]))
    if "reminders" in given:
        given["reminders"] = _merged(options.reminders, given["reminders"], CycleReminders)
    return _merged(options, given, CycleOptions)


def _merged(base: object, given: Mapping[str, Any], kind: type[T]) -> T:
    return _converted(
        msgspec.to_builtins(base) | {name: msgspec.to_builtins(value) for name, value in given.items()}, kind
    )


def _converted(given: object, kind: type[T]) -> T:
    return convert(given, kind)
