"""What makes a cycle one that can be run: every problem names its field by a JSON pointer into the request."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from chalicelib.cycles.rules.model import Chart, Cycle, CycleOptions, CycleReminders, Participants, Ratings, Timeline
from chalicelib.kernel.days import known_zone
from chalicelib.kernel.errors import FieldError, Invalid, fault

LONGEST_NAME = 200
LONGEST_INSTRUCTIONS = 20_000
LONGEST_LABEL = 100
MOST_GRACE = 60
MOST_STEPS = 20
MOST_CONTACTS = 10
FARTHEST_REMINDER = 90
MOST_REMINDERS = 10
YEARS = range(2000, 2201)

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ORDER = ("opens_on", "self_due_on", "manager_due_on", "sign_due_on", "closes_on")

Problems = Iterator[FieldError]


def check(cycle: Cycle) -> None:
    """Raise `Invalid` with all that is wrong with a cycle's own fields."""
    found = [
        *_text(cycle),
        *timeline_problems(cycle.timeline),
        *option_problems(cycle.options),
        *participant_problems(cycle.participants),
    ]
    if found:
        raise Invalid(found)


def _text(cycle: Cycle) -> Problems:
    if not cycle.name.strip():
        yield FieldError("/name", fault("required"))
    if len(cycle.name) > LONGEST_NAME:
        yield FieldError("/name", fault("too_long", most=LONGEST_NAME))
    if any(character < " " for character in cycle.name):
        yield FieldError("/name", fault("control_characters"))
    if len(cycle.instructions) > LONGEST_INSTRUCTIONS:
        yield FieldError("/instructions", fault("too_long", most=LONGEST_INSTRUCTIONS))


def timeline_problems(timeline: Timeline) -> Problems:
    """Dates in their order, a zone that exists, grace that is a few days."""
    days: list[tuple[str, date]] = [(name, getattr(timeline, name)) for name in _ORDER]
    for name, day in [*days, ("share_from", timeline.share_from)]:
        if day is not None and day.year not in YEARS:
            yield FieldError(f"/timeline/{name}", fault("not_a_year", least=str(YEARS.start), most=str(YEARS.stop - 1)))
    for (earlier_name, earlier), (name, day) in pairwise(days):
        if day < earlier:
            yield FieldError(f"/timeline/{name}", fault("before", earlier=[earlier_name], day=earlier.isoformat()))
    if timeline.share_from and not timeline.opens_on <= timeline.share_from <= timeline.sign_due_on:
        yield FieldError("/timeline/share_from", fault("not_between", first=["opens_on"], last=["sign_due_on"]))
    if timeline.time_zone is not None and not known_zone(timeline.time_zone):
        yield FieldError("/timeline/time_zone", fault("unknown_time_zone", value=timeline.time_zone))
    for days_given in {timeline.grace.self_days, timeline.grace.manager_days}:
        if not 0 <= days_given <= MOST_GRACE:
            yield FieldError("/timeline/grace_days", fault("days", least=0, most=MOST_GRACE))


def option_problems(options: CycleOptions) -> Problems:
    """Scales, labels and reminders that make sense."""
    if options.ratings is not None:
        yield from _ratings(options.ratings)
    if options.chart_2d is not None:
        yield from _chart(options.chart_2d)
    if len(options.hr_contacts) > MOST_CONTACTS:
        yield FieldError("/options/hr_contacts", fault("too_many", most=MOST_CONTACTS))
    yield from _reminders(options.reminders)


def _ratings(ratings: Ratings) -> Problems:
    where = "/options/ratings/scale"
    if not 2 <= len(ratings.scale) <= MOST_STEPS:
        yield FieldError(where, fault("steps", least=2, most=MOST_STEPS))
    seen: set[int | float] = set()
    for at, point in enumerate(ratings.scale):
        if point.value in seen:
            yield FieldError(f"{where}/{at}/value", fault("value_twice", value=point.value))
        seen.add(point.value)
        if not 0 < len(point.label.strip()) <= LONGEST_LABEL:
            yield FieldError(f"{where}/{at}/label", fault("length", least=1, most=LONGEST_LABEL))


def _chart(chart: Chart) -> Problems:
    for name, label in (("x_label", chart.x_label), ("y_label", chart.y_label)):
        if not 0 < len(label.strip()) <= LONGEST_LABEL:
            yield FieldError(f"/options/chart_2d/{name}", fault("length", least=1, most=LONGEST_LABEL))


def _reminders(reminders: CycleReminders) -> Problems:
    for name, given, least in (
        ("days_before", reminders.days_before, 0),
        ("days_after", reminders.days_after, 1),
    ):
        yield from _days(f"/options/reminders/{name}", given, least)
    if not _CLOCK.fullmatch(reminders.at):
        yield FieldError("/options/reminders/at", fault("not_a_time"))


def _days(where: str, given: Sequence[int], least: int) -> Problems:
    if len(given) > MOST_REMINDERS:
        yield FieldError(where, fault("too_many", most=MOST_REMINDERS))
    if len(set(given)) < len(given):
        yield FieldError(where, fault("repeated_number"))
    for at, number in enumerate(given):
        if not least <= number <= FARTHEST_REMINDER:
            yield FieldError(f"{where}/{at}", fault("days", least=least, most=FARTHEST_REMINDER))


def participant_problems(participants: Participants) -> Problems:
    """Exactly one way of saying who takes part, and one that says something."""
    ways = (participants.everyone, participants.filter is not None, bool(participants.person_ids))
    if sum(ways) != 1:
        yield FieldError("/participants", fault("participants"))
    wanted = participants.filter
    if wanted is None:
        return
    conditions = (wanted.department, wanted.location, wanted.employment_type, wanted.joined_before)
    if not any(conditions):
        yield FieldError("/participants/filter", fault("no_condition"))


def check_known(pointer: str, ids: Sequence[str], known: Callable[[str], bool]) -> None:
    """Raise `Invalid` naming each of `ids` that is not known."""
    missing = [FieldError(f"{pointer}/{at}", fault("unknown_person")) for at, one in enumerate(ids) if not known(one)]
    if missing:
        raise Invalid(missing)
