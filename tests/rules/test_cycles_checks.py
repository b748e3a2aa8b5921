"""What is refused of a cycle: each problem with the pointer of its field."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.cycles import rules
from chalicelib.cycles.rules import (
    Chart,
    Cycle,
    CycleOptions,
    CycleReminders,
    Filter,
    Grace,
    Participants,
    RatingPoint,
    Ratings,
    Timeline,
)
from chalicelib.kernel.errors import Invalid

TIMELINE = Timeline(
    opens_on=date(2026, 3, 2),
    self_due_on=date(2026, 3, 20),
    manager_due_on=date(2026, 3, 27),
    sign_due_on=date(2026, 4, 3),
    closes_on=date(2026, 4, 10),
)
GOOD = Cycle(
    id="c",
    name="Spring",
    questionnaire_id="q",
    participants=Participants(everyone=True),
    timeline=TIMELINE,
    created_at=datetime(2026, 2, 1, tzinfo=UTC),
    created_by="hana",
)


LABEL = "/options/ratings/scale/0/label"


def pointers(cycle: Cycle) -> set[str]:
    with pytest.raises(Invalid) as refused:
        rules.check(cycle)
    return {error.pointer for error in refused.value.errors}


def timeline(**changed: Any) -> Cycle:
    return replace(GOOD, timeline=replace(TIMELINE, **changed))


def options(**changed: Any) -> Cycle:
    return replace(GOOD, options=CycleOptions(**changed))


def participants(**given: Any) -> Cycle:
    return replace(GOOD, participants=Participants(**given))


def steps(*values: int | float) -> Ratings:
    return Ratings(scale=tuple(RatingPoint(value=value, label="x") for value in values))


def test_a_sound_cycle_is_taken() -> None:
    rules.check(GOOD)
    rules.check(timeline(self_due_on=date(2026, 3, 2)))
    full = replace(
        GOOD,
        timeline=replace(TIMELINE, share_from=date(2026, 3, 30), time_zone="Asia/Tokyo"),
        options=CycleOptions(calibration=True, ratings=steps(1, 2), chart_2d=Chart(x_label="a", y_label="b")),
        participants=Participants(filter=Filter(department="Tech")),
    )
    rules.check(full)


@pytest.mark.parametrize(
    ("cycle", "pointer"),
    [
        (replace(GOOD, name=" "), "/name"),
        (replace(GOOD, name="x" * 201), "/name"),
        (replace(GOOD, name="a\nBcc: b"), "/name"),
        (replace(GOOD, instructions="x" * 20_001), "/instructions"),
        (timeline(self_due_on=date(2026, 3, 1)), "/timeline/self_due_on"),
        (timeline(manager_due_on=date(2026, 3, 19)), "/timeline/manager_due_on"),
        (timeline(sign_due_on=date(2026, 3, 26)), "/timeline/sign_due_on"),
        (timeline(closes_on=date(2026, 4, 2)), "/timeline/closes_on"),
        (timeline(closes_on=date(9999, 12, 31)), "/timeline/closes_on"),
        (timeline(opens_on=date(1, 1, 1)), "/timeline/opens_on"),
        (timeline(time_zone="Mars/Base"), "/timeline/time_zone"),
        (timeline(grace=Grace(self_days=-1)), "/timeline/grace_days"),
        (timeline(grace=Grace(manager_days=61)), "/timeline/grace_days"),
        (options(ratings=steps(1)), "/options/ratings/scale"),
        (options(ratings=steps(*range(21))), "/options/ratings/scale"),
        (options(ratings=steps(1, 1)), "/options/ratings/scale/1/value"),
        (options(ratings=Ratings(scale=(RatingPoint(value=1, label=" "), RatingPoint(value=2, label="b")))), LABEL),
        (options(chart_2d=Chart(x_label="", y_label="b")), "/options/chart_2d/x_label"),
        (options(chart_2d=Chart(x_label="a", y_label="b" * 101)), "/options/chart_2d/y_label"),
        (options(hr_contacts=tuple("abcdefghijk")), "/options/hr_contacts"),
        (options(reminders=CycleReminders(days_before=(91,))), "/options/reminders/days_before/0"),
        (options(reminders=CycleReminders(days_before=(1, 1))), "/options/reminders/days_before"),
        (options(reminders=CycleReminders(days_before=tuple(range(11)))), "/options/reminders/days_before"),
        (options(reminders=CycleReminders(days_after=(0,))), "/options/reminders/days_after/0"),
        (options(reminders=CycleReminders(at="25:00")), "/options/reminders/at"),
        (participants(), "/participants"),
        (participants(everyone=True, person_ids=("a",)), "/participants"),
        (participants(filter=Filter()), "/participants/filter"),
        (participants(filter=Filter(department=())), "/participants/filter"),
    ],
)
def test_a_problem_names_its_field(cycle: Cycle, pointer: str) -> None:
    """[106] HR configures dates and deadlines; what makes no sense is refused with the field that does not."""
    assert pointers(cycle) == {pointer}


@pytest.mark.parametrize("calibration", [True, False])
def test_share_from_lies_between_opening_and_signing(calibration: bool) -> None:
    """Without calibration it holds no one up, and waits for the option to be switched on."""
    of = replace(GOOD, options=CycleOptions(calibration=calibration))
    rules.check(replace(of, timeline=replace(TIMELINE, share_from=date(2026, 3, 30))))
    assert pointers(replace(of, timeline=replace(TIMELINE, share_from=date(2026, 4, 4)))) == {"/timeline/share_from"}


def test_all_problems_are_named_at_once() -> None:
    bad = replace(timeline(closes_on=date(2026, 1, 1), time_zone="X"), name="")
    assert pointers(bad) == {"/name", "/timeline/closes_on", "/timeline/time_zone"}


def test_unknown_ids_are_named_by_their_place() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_known("/person_ids", ["a", "b", "c"], {"a", "c"}.__contains__)
    assert [error.pointer for error in refused.value.errors] == ["/person_ids/1"]
    rules.check_known("/person_ids", ["a"], {"a"}.__contains__)
