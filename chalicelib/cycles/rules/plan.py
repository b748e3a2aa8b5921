"""The plan of a cycle: who reviews whom, what stands in the way, and what goes out when.

The rehearsal shows it and the launch carries it out, both from here, so that the two cannot differ.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.cycles.rules.instants import closes_at, deadline, due_on, opens_at
from chalicelib.cycles.rules.model import Cycle, Filter, Participants, Stage
from chalicelib.kernel.days import known_zone, local_time
from chalicelib.people.rules import Person
from chalicelib.words import Param, sentence


class PlanProblemCode(StrEnum):
    """Why someone cannot take part."""

    NO_MANAGER = "no_manager"
    MANAGER_LOOP = "manager_loop"
    LEFT = "left"
    IN_OPEN_CYCLE = "in_open_cycle"
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    NO_EMAIL = "no_email"


class DueKind(StrEnum):
    """What falls due in a cycle at its instants."""

    OPEN = "open"
    REMIND = "remind"
    DIGEST = "digest"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One review to be: whom it is about, and who writes it."""

    reviewee: Person
    reviewer: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """Why there is no review of a person."""

    code: PlanProblemCode
    person: Person
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The English sentence."""
        return sentence("plan", self.code, self.params)


class PlannedMailKind(StrEnum):
    """What an email is about that can be told before a launch."""

    KICKOFF_SELF = "kickoff_self"
    KICKOFF_MANAGER = "kickoff_manager"
    REMINDER = "reminder"
    DIGEST = "digest"
    LAUNCH_FINISHED = "launch_finished"
    CYCLE_CLOSED = "cycle_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMail:
    """An email that will go out at an instant, unless its task is done by then."""

    to: Person
    kind: PlannedMailKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something of a cycle that fires at an instant. `on` is the date it was planned from: moved since, it is void."""

    kind: DueKind
    at: datetime
    on: date
    zone: str = ""
    stage: Stage | None = None
    days: int = 0


_OF_REVIEWEE, _OF_REVIEWER = (Stage.SELF, Stage.SIGN), (Stage.MANAGER, Stage.SIGN)


def takes_part(participants: Participants, person: Person) -> bool:
    """Return whether someone is among the participants, whatever stands in the way."""
    if person.id in participants.without:
        return False
    if person.id in participants.also or person.id in participants.person_ids:
        return True
    if not person.active:
        return False
    return participants.everyone or (participants.filter is not None and _matches(participants.filter, person))


def _matches(wanted: Filter, person: Person) -> bool:
    if wanted.joined_before is not None and not (person.start_date and person.start_date < wanted.joined_before):
        return False
    return (
        _is_one_of(person.department, wanted.department)
        and _is_one_of(person.location, wanted.location)
        and _is_one_of(person.employment_type, wanted.employment_type)
    )


def _is_one_of(value: str, wanted: str | tuple[str, ...] | None) -> bool:
    if not wanted:
        return True
    allowed = (wanted,) if isinstance(wanted, str) else wanted
    return value.casefold() in {one.casefold() for one in allowed}


def named_ids(participants: Participants) -> tuple[str, ...]:
    """Return the people who are named one by one; they are looked up, not searched for."""
    named = dict.fromkeys((*participants.person_ids, *participants.also))
    return tuple(one for one in named if one not in participants.without)


def whole_directory(participants: Participants) -> bool:
    """Return whether the directory has to be gone through."""
    return participants.everyone or participants.filter is not None


def pair_of(person: Person, people: Mapping[str, Person], busy: Collection[str]) -> Pair | list[PlanProblem]:
    """Pair someone with their manager, or say all that stands in the way.

    `people` holds at least the managers; `busy` are those with an unfinished review in another running cycle.
    """
    manager = people.get(person.manager_id or "")
    found = [*_own_problems(person), *_manager_problems(person, manager, people)]
    if person.id in busy:
        found.append(PlanProblem(code=PlanProblemCode.IN_OPEN_CYCLE, person=person))
    if found or manager is None:
        return found
    return Pair(reviewee=person, reviewer=manager)


def _own_problems(person: Person) -> Iterator[PlanProblem]:
    if not person.active:
        yield PlanProblem(code=PlanProblemCode.LEFT, person=person)
    if not person.email:
        yield PlanProblem(code=PlanProblemCode.NO_EMAIL, person=person)
    if not known_zone(person.time_zone):
        yield PlanProblem(code=PlanProblemCode.UNKNOWN_TIME_ZONE, person=person, params={"zone": person.time_zone})


def _manager_problems(person: Person, manager: Person | None, people: Mapping[str, Person]) -> Iterator[PlanProblem]:
    if _in_a_loop(person, people):
        yield PlanProblem(code=PlanProblemCode.MANAGER_LOOP, person=person)
    elif manager is None:
        yield PlanProblem(code=PlanProblemCode.NO_MANAGER, person=person)
    elif not manager.active:
        yield PlanProblem(
            code=PlanProblemCode.NO_MANAGER, person=person, params={"case": "left", "manager": manager.name}
        )
    else:
        for problem in _own_problems(manager):
            params = {**problem.params, "case": "of_manager", "manager": manager.name}
            yield PlanProblem(code=problem.code, person=person, params=params)


def _in_a_loop(person: Person, people: Mapping[str, Person]) -> bool:
    if person.id in person.chain:
        return True
    seen, above = {person.id}, person.manager_id
    while above is not None and above in people:
        if above in seen:
            return above == person.id
        seen.add(above)
        above = people[above].manager_id
    return above == person.id


def plan(
    participants: Iterable[Person], people: Mapping[str, Person], busy: Collection[str]
) -> tuple[list[Pair], list[PlanProblem]]:
    """Pair everyone who can take part, and name everyone who cannot."""
    pairs: list[Pair] = []
    problems: list[PlanProblem] = []
    for person in participants:
        outcome = pair_of(person, people, busy)
        if isinstance(outcome, Pair):
            pairs.append(outcome)
        else:
            problems.extend(outcome)
    return pairs, problems


def mails_of(cycle: Cycle, pairs: Sequence[Pair], part: slice, now: datetime) -> Iterator[PlannedMail]:
    """Say what would be sent for a part of the pairs; someone who is in several has their emails with the first.

    No one gets more than one reminder a day, however much is due.
    """
    stages: dict[str, set[Stage]] = {}
    reviewing: dict[str, int] = {}
    first: dict[str, int] = {}
    for at, pair in enumerate(pairs):
        reviewing.setdefault(pair.reviewer.id, at)
        for person, asked in ((pair.reviewee, _OF_REVIEWEE), (pair.reviewer, _OF_REVIEWER)):
            first.setdefault(person.id, at)
            stages.setdefault(person.id, set()).update(asked)
    begin, closing = part.start or 0, last_close(cycle, zones_of(pairs))
    for at, pair in enumerate(pairs[part], begin):
        reviewee, reviewer = pair.reviewee, pair.reviewer
        yield PlannedMail(
            to=reviewee, kind=PlannedMailKind.KICKOFF_SELF, at=kick_off_at(cycle, reviewee.time_zone, now)
        )
        if reviewing[reviewer.id] == at:
            yield PlannedMail(
                to=reviewer, kind=PlannedMailKind.KICKOFF_MANAGER, at=kick_off_at(cycle, reviewer.time_zone, now)
            )
        for person in (reviewee, reviewer):
            if first[person.id] == at:
                yield from _reminders(cycle, person, stages[person.id], now)
                yield PlannedMail(to=person, kind=PlannedMailKind.CYCLE_CLOSED, at=max(closing, now))


def digests_of(cycle: Cycle, pairs: Sequence[Pair], hr: Iterable[Person], now: datetime) -> Iterator[PlannedMail]:
    """Say what HR would be told at the deadlines."""
    at = [due.at for due in schedule(cycle, zones_of(pairs), now) if due.kind is DueKind.DIGEST]
    for person in hr if pairs else ():
        yield from (PlannedMail(to=person, kind=PlannedMailKind.DIGEST, at=instant) for instant in at)


def _reminders(cycle: Cycle, person: Person, stages: Iterable[Stage], now: datetime) -> Iterator[PlannedMail]:
    """At one hour of the day, so that the same day is the same instant."""
    instants = {due.at for stage in stages for due in reminders_of(cycle, stage, person.time_zone)}
    yield from (PlannedMail(to=person, kind=PlannedMailKind.REMINDER, at=at) for at in sorted(instants) if at >= now)


def zones_of(pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Name the zones in which anything of these reviews can fall due."""
    return tuple(sorted({zone for pair in pairs for zone in (pair.reviewee.time_zone, pair.reviewer.time_zone)}))


def kick_off_at(cycle: Cycle, zone: str, now: datetime) -> datetime:
    """Return when a review opens for someone and the email goes: on its day, at once where that is past."""
    return max(opens_at(cycle.timeline, zone), now)


def reminders_of(cycle: Cycle, stage: Stage, zone: str, extended_to: date | None = None) -> Iterator[Due]:
    """Return the reminders of one stage in one zone: a local time of day, some days before and after the deadline."""
    wanted = cycle.options.reminders
    last = due_on(cycle.timeline, stage)
    last = max(last, extended_to or last)
    for days in (*(-days for days in wanted.days_before), *wanted.days_after):
        at = local_time(last + timedelta(days=days), wanted.at, zone)
        yield Due(kind=DueKind.REMIND, at=at, on=last, zone=zone, stage=stage, days=days)


def schedule(cycle: Cycle, zones: Collection[str], now: datetime) -> Iterator[Due]:
    """Return all of a cycle that is still to come after `now`; what opened before opens now."""
    timeline = cycle.timeline
    for zone in zones:
        yield Due(kind=DueKind.OPEN, at=kick_off_at(cycle, zone, now), on=timeline.opens_on, zone=zone)
        for stage in Stage:
            yield from (due for due in reminders_of(cycle, stage, zone) if due.at >= now)
    for stage in Stage:
        at = max((deadline(timeline, stage, zone) for zone in zones), default=now)
        if at > now:
            yield Due(kind=DueKind.DIGEST, at=at, on=due_on(timeline, stage), stage=stage)
    end = last_close(cycle, zones)
    yield Due(kind=DueKind.CLOSE, at=max(end, now), on=timeline.closes_on)


def last_close(cycle: Cycle, zones: Collection[str]) -> datetime:
    """Return when the last day is over in the last of these zones; in UTC where no one takes part."""
    return max(closes_at(cycle.timeline, zone) for zone in zones or ("UTC",))
