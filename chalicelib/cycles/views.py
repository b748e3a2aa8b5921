"""What HR and its systems see of a cycle."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from chalicelib.cycles import rules
from chalicelib.cycles.bodies import FilterBody, GraceBody
from chalicelib.cycles.rules import Cycle, CycleAction, CycleOptions, CycleState, Participants, Timeline
from chalicelib.kernel.policy import CYCLES_WRITE, Actor
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.people.rules import Person

NAMED = 12
"""So many people of a choice are named in its preview."""


class ParticipantsView(Struct, frozen=True, kw_only=True):
    """Who takes part, as it was asked for; `added` and `left_out` are single people since."""

    everyone: bool | UnsetType = UNSET
    filter: FilterBody | UnsetType = UNSET
    person_ids: tuple[str, ...] | UnsetType = UNSET
    added: tuple[str, ...] | UnsetType = UNSET
    left_out: tuple[str, ...] | UnsetType = UNSET


class TimelineView(Struct, frozen=True, kw_only=True):
    """The dates."""

    opens_on: date
    self_due_on: date
    manager_due_on: date
    share_from: date | None
    sign_due_on: date
    closes_on: date
    time_zone: str | None
    grace_days: int | GraceBody


class ValueCount(Struct, frozen=True, kw_only=True):
    """A value that people in the directory have, and how many of them."""

    value: str
    count: int


class PreviewView(Struct, frozen=True, kw_only=True):
    """How many people a choice means, the first of them by name, and by which values the directory can be filtered."""

    count: int
    people: list[PersonRef]
    departments: list[ValueCount]
    locations: list[ValueCount]
    employment_types: list[ValueCount]


class CycleItem(Struct, frozen=True, kw_only=True):
    """A cycle in the list."""

    id: str
    name: str
    state: CycleState
    questionnaire_id: str
    timeline: TimelineView
    created_at: datetime
    launched_at: datetime | None


class CycleView(CycleItem, frozen=True, kw_only=True):
    """A cycle with all that HR set, and what the caller may do with it now.

    `run_id`: where its dates were just moved, the run that carries them into the reviews.
    """

    participants: ParticipantsView
    options: CycleOptions
    instructions: str
    copied_from: str | None
    actions: tuple[CycleAction, ...]
    run_id: str | UnsetType = UNSET


def item(cycle: Cycle, now: datetime) -> CycleItem:
    """Return a cycle as a line of the list."""
    return CycleItem(**_common(cycle, now))


def view(cycle: Cycle, actor: Actor, now: datetime) -> CycleView:
    """Return a cycle as its page shows it."""
    actions = rules.actions_of(
        cycle,
        hr_admin=actor.is_hr_admin,
        hr=actor.is_hr,
        writes=actor.is_hr or CYCLES_WRITE in actor.scopes,
    )
    return CycleView(
        **_common(cycle, now),
        participants=participants(cycle.participants),
        options=cycle.options,
        instructions=cycle.instructions,
        copied_from=cycle.copied_from,
        actions=actions,
    )


def _common(cycle: Cycle, now: datetime) -> dict[str, Any]:
    return {
        "id": cycle.id,
        "name": cycle.name,
        "state": rules.state_at(cycle, now),
        "questionnaire_id": cycle.questionnaire_id,
        "timeline": timeline(cycle.timeline),
        "created_at": cycle.created_at,
        "launched_at": cycle.launched_at,
    }


def participants(given: Participants) -> ParticipantsView:
    """Return who takes part."""
    wanted = given.filter
    return ParticipantsView(
        everyone=given.everyone or UNSET,
        filter=UNSET if wanted is None else _filter(wanted),
        person_ids=given.person_ids or UNSET,
        added=given.also or UNSET,
        left_out=given.without or UNSET,
    )


def _filter(wanted: rules.Filter) -> FilterBody:
    def shown(value: str | tuple[str, ...] | None) -> str | list[str] | None:
        return list(value) if isinstance(value, tuple) else value

    return FilterBody(
        department=shown(wanted.department),
        location=shown(wanted.location),
        employment_type=shown(wanted.employment_type),
        joined_before=wanted.joined_before,
    )


def timeline(given: Timeline) -> TimelineView:
    """Return the dates, grace included: for HR only."""
    grace = given.grace
    same = grace.self_days == grace.manager_days
    return TimelineView(
        opens_on=given.opens_on,
        self_due_on=given.self_due_on,
        manager_due_on=given.manager_due_on,
        share_from=given.share_from,
        sign_due_on=given.sign_due_on,
        closes_on=given.closes_on,
        time_zone=given.time_zone,
        grace_days=grace.self_days if same else GraceBody(self=grace.self_days, manager=grace.manager_days),
    )


def preview(chosen: Sequence[Person], everybody: Iterable[Person]) -> PreviewView:
    """Return whom a choice means, and by what people could be chosen."""
    listed = list(everybody)
    return PreviewView(
        count=len(chosen),
        people=[person_ref(one) for one in chosen[:NAMED]],
        departments=_buckets(one.department for one in listed),
        locations=_buckets(one.location for one in listed),
        employment_types=_buckets(one.employment_type for one in listed),
    )


def _buckets(values: Iterable[str]) -> list[ValueCount]:
    return [ValueCount(value=value, count=count) for value, count in sorted(Counter(values).items()) if value]
