"""From one state of a cycle to the next, and what may still be changed in each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Literal

from chalicelib.cycles.rules.checks import check
from chalicelib.cycles.rules.instants import opens_at
from chalicelib.cycles.rules.model import Cycle, CycleOptions, CycleState, Participants, Stage, Timeline
from chalicelib.kernel.days import end_of_day
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, fault

RUNNING = frozenset({CycleState.LAUNCHING, CycleState.SCHEDULED, CycleState.OPEN})
ENDED = frozenset({CycleState.CLOSED, CycleState.ARCHIVED, CycleState.CANCELLED})

# After launch people rely on what they were told: how answers are seen, rated and read stays as it was.
_FIXED_OPTIONS = frozenset({"ratings", "chart_2d", "private_notes", "self_visible", "calibration", "hr_reads_notes"})
ONE_KEY = 400
"""Up to here a cycle's list is one query; and no key takes more writes than a small cycle has."""
SHARDS = 20
"""Over so many keys the list of a larger cycle is spread: the fullest of 20 stays under a sixteenth of the writes."""
_DATES = ("opens_on", "self_due_on", "manager_due_on", "share_from", "sign_due_on", "closes_on")


CycleAction = Literal[
    "patch", "rehearse", "launch", "add_participants", "remove_participant", "extend", "nudge", "share", "close",
    "cancel", "archive", "copy",
]  # fmt: skip
"""What can be done with a cycle, as its list of actions names it."""
_SETTING_UP: tuple[CycleAction, ...] = (
    "patch",
    "rehearse",
    "launch",
    "add_participants",
    "remove_participant",
    "cancel",
    "copy",
)
_GOING_ON: tuple[CycleAction, ...] = (
    "patch",
    "add_participants",
    "remove_participant",
    "extend",
    "nudge",
    "share",
    "close",
    "cancel",
    "copy",
)
ACTIONS: Mapping[CycleState, tuple[CycleAction, ...]] = {
    CycleState.DRAFT: _SETTING_UP,
    CycleState.LAUNCHING: ("cancel", "copy"),
    CycleState.SCHEDULED: _GOING_ON,
    CycleState.OPEN: _GOING_ON,
    CycleState.CLOSED: ("archive", "copy"),
    CycleState.CANCELLED: ("archive", "copy"),
    CycleState.ARCHIVED: ("copy",),
}


def actions_of(cycle: Cycle, *, hr_admin: bool, hr: bool, writes: bool) -> tuple[CycleAction, ...]:
    """Name what can be done with the cycle now; deadlines are extended by HR admins, sides are shared by HR people."""
    hidden = set() if hr_admin else {"extend"}
    hidden |= set() if hr else {"share"}
    return tuple(name for name in ACTIONS[cycle.state] if name not in hidden) if writes else ()


def running(cycle: Cycle) -> bool:
    """Return whether the cycle was launched and has not ended."""
    return cycle.state in RUNNING


def state_at(cycle: Cycle, now: datetime) -> CycleState:
    """Return the state as people see it: a scheduled cycle is open once the day has begun in its first zone."""
    if cycle.state is CycleState.SCHEDULED and first_opening(cycle) <= now:
        return CycleState.OPEN
    return cycle.state


def first_opening(cycle: Cycle) -> datetime:
    """Return the earliest instant at which the cycle opens for anybody in it."""
    return min(opens_at(cycle.timeline, zone) for zone in cycle.zones or ("UTC",))


def launch(cycle: Cycle, now: datetime, by: str | None = None) -> Cycle:
    """Begin the launch of a draft. `by`: the person who launches it, its HR contact where none was chosen."""
    if cycle.state is not CycleState.DRAFT:
        raise Conflict("cycle_not_draft", state=[cycle.state.value])
    if cycle.timeline.closes_on < now.date():
        raise Conflict("cycle_is_past")
    contacts = cycle.options.hr_contacts or ((by,) if by else ())
    return _next(
        cycle, state=CycleState.LAUNCHING, launched_at=now, options=replace(cycle.options, hr_contacts=contacts)
    )


def counted(cycle: Cycle, expected: int) -> Cycle:
    """Return the cycle when it is known how many take part, and so over how many keys its list is spread."""
    return _next(cycle, expected=expected, shards=1 if expected <= ONE_KEY else SHARDS)


def launched(cycle: Cycle, now: datetime, zones: Iterable[str], expected: int) -> Cycle:
    """Finish the launch: all pages are done."""
    ready = replace(cycle, zones=tuple(sorted({*cycle.zones, *zones})), expected=expected)
    state = CycleState.OPEN if first_opening(ready) <= now else CycleState.SCHEDULED
    return _next(ready, state=state)


def with_zones(cycle: Cycle, zones: Iterable[str]) -> Cycle:
    """Return the cycle with the zones of people who joined late."""
    return _next(cycle, zones=tuple(sorted({*cycle.zones, *zones})))


def end(cycle: Cycle, to: CycleState, now: datetime) -> Cycle:
    """Close, cancel or archive; raises `Conflict` where the state does not allow it."""
    allowed = {
        CycleState.CLOSED: frozenset({CycleState.SCHEDULED, CycleState.OPEN}),
        CycleState.CANCELLED: RUNNING | {CycleState.DRAFT},
        CycleState.ARCHIVED: frozenset({CycleState.CLOSED, CycleState.CANCELLED}),
    }[to]
    if cycle.state not in allowed:
        raise Conflict("cycle_state", state=[cycle.state.value], to=[to.value])
    return _next(cycle, state=to, ended_at=cycle.ended_at or now)


def must_run(cycle: Cycle) -> None:
    """Refuse what is only done to a running cycle."""
    if not running(cycle):
        raise Conflict("cycle_not_running", state=[cycle.state.value])


def patch(old: Cycle, new: Cycle, now: datetime, *, confirm_past: bool = False) -> Cycle:
    """Return `new` as the next version of `old`, if `old` may still be changed so.

    `confirm_past`: a date may be moved to one that is over; nothing can be done by it any more then.
    """
    if old.state in ENDED or old.state is CycleState.LAUNCHING:
        raise Conflict("cycle_state", case="fixed", state=[old.state.value])
    check(new)
    if old.state is not CycleState.DRAFT:
        _check_launched(old, new, now)
        if not confirm_past:
            _check_past(old, new, now)
    return _next(new)


def _check_launched(old: Cycle, new: Cycle, now: datetime) -> None:
    frozen = [*_frozen_fields(old, new, now)]
    if frozen:
        raise Conflict("cycle_launched", fields=frozen)


def _check_past(old: Cycle, new: Cycle, now: datetime) -> None:
    """A day is past once it is over for everyone in the cycle."""
    zones = (new.timeline.time_zone,) if new.timeline.time_zone else new.zones or ("UTC",)
    past = [
        FieldError(f"/timeline/{name}", fault("in_the_past"))
        for name in moved_dates(old.timeline, new.timeline)
        if (day := getattr(new.timeline, name)) is not None and all(end_of_day(day, zone) <= now for zone in zones)
    ]
    if past:
        raise Invalid(past, code="date_in_past")


def _frozen_fields(old: Cycle, new: Cycle, now: datetime) -> Iterable[str]:
    if old.questionnaire_id != new.questionnaire_id:
        yield "questionnaire_id"
    if old.participants != new.participants:
        yield "participants"
    if old.timeline.time_zone != new.timeline.time_zone:
        yield "timeline.time_zone"
    if old.timeline.opens_on != new.timeline.opens_on and state_at(old, now) is CycleState.OPEN:
        yield "timeline.opens_on"
    for name in sorted(_differing(old.options, new.options) & _FIXED_OPTIONS):
        yield f"options.{name}"


def _differing(old: CycleOptions, new: CycleOptions) -> set[str]:
    return {field.name for field in fields(CycleOptions) if getattr(old, field.name) != getattr(new, field.name)}


def moved_dates(old: Timeline, new: Timeline) -> tuple[str, ...]:
    """Name the dates that differ."""
    return tuple(name for name in _DATES if getattr(old, name) != getattr(new, name))


def moved_stages(old: Timeline, new: Timeline) -> tuple[Stage, ...]:
    """Name the stages whose deadline, as people were told it, differs."""
    moved = moved_dates(old, new)
    return tuple(stage for stage in Stage if f"{stage}_due_on" in moved)


def reschedules(old: Cycle, new: Cycle) -> bool:
    """Return whether anything that fires at an instant fires at another one now, or hangs on it in a review."""
    return old.timeline != new.timeline or old.options.reminders != new.options.reminders


def add(participants: Participants, ids: Sequence[str]) -> Participants:
    """Return the participants of a draft with single people more."""
    without = tuple(one for one in participants.without if one not in ids)
    if participants.person_ids:
        return replace(participants, person_ids=_joined(participants.person_ids, ids), without=without)
    return replace(participants, also=_joined(participants.also, ids), without=without)


def remove(participants: Participants, person_id: str) -> Participants:
    """Return the participants of a draft with one person less."""
    left = tuple(one for one in participants.person_ids if one != person_id)
    if participants.person_ids and not left:
        raise Conflict("last_participant")
    return replace(
        participants,
        person_ids=left,
        also=tuple(one for one in participants.also if one != person_id),
        without=() if participants.person_ids else _joined(participants.without, (person_id,)),
    )


def _joined(have: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*have, *more)))


def copy_of(cycle: Cycle, *, new_id: str, now: datetime, by: str, name: str | None) -> Cycle:
    """Return a draft of the next round: the same, opening when this one has closed and not in the past."""
    length = (cycle.timeline.closes_on - cycle.timeline.opens_on).days + 1
    shift = max(length, (now.date() - cycle.timeline.opens_on).days)
    return Cycle(
        id=new_id,
        name=name or f"{cycle.name} (copy)"[:200],
        questionnaire_id=cycle.questionnaire_id,
        participants=cycle.participants,
        timeline=_shifted(cycle.timeline, lambda day: day + timedelta(days=shift)),
        options=cycle.options,
        instructions=cycle.instructions,
        created_at=now,
        created_by=by,
        copied_from=cycle.id,
    )


def _shifted(timeline: Timeline, moved: Callable[[date], date]) -> Timeline:
    return replace(
        timeline,
        opens_on=moved(timeline.opens_on),
        self_due_on=moved(timeline.self_due_on),
        manager_due_on=moved(timeline.manager_due_on),
        share_from=None if timeline.share_from is None else moved(timeline.share_from),
        sign_due_on=moved(timeline.sign_due_on),
        closes_on=moved(timeline.closes_on),
    )


def _next(cycle: Cycle, **changes: object) -> Cycle:
    return replace(cycle, version=cycle.version + 1, **changes)  # type: ignore[arg-type]
