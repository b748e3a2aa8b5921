"""When a cycle's dates begin and end for a person."""

from dataclasses import replace
from datetime import UTC, date, datetime

from chalicelib.cycles import rules
from chalicelib.cycles.rules import Grace, Stage, Timeline

TIMELINE = Timeline(
    opens_on=date(2026, 3, 2),
    self_due_on=date(2026, 3, 20),
    manager_due_on=date(2026, 3, 27),
    share_from=date(2026, 3, 30),
    sign_due_on=date(2026, 4, 3),
    closes_on=date(2026, 4, 10),
    grace=Grace(self_days=2, manager_days=1),
)


def test_a_deadline_ends_at_24_in_the_persons_own_zone() -> None:
    assert rules.deadline(TIMELINE, Stage.SELF, "Europe/Berlin") == datetime(2026, 3, 20, 23, tzinfo=UTC)
    assert rules.deadline(TIMELINE, Stage.MANAGER, "Asia/Tokyo") == datetime(2026, 3, 27, 15, tzinfo=UTC)
    assert rules.deadline(TIMELINE, Stage.SIGN, "UTC") == datetime(2026, 4, 4, tzinfo=UTC)


def test_or_in_one_zone_if_the_cycle_says_so() -> None:
    fixed = replace(TIMELINE, time_zone="UTC")
    assert rules.deadline(fixed, Stage.SELF, "Asia/Tokyo") == datetime(2026, 3, 21, tzinfo=UTC)
    assert rules.zone_for(fixed, "Asia/Tokyo") == "UTC"


def test_grace_is_added_to_the_lock_and_not_to_the_deadline() -> None:
    assert rules.locks_at(TIMELINE, Stage.SELF, "UTC") == datetime(2026, 3, 23, tzinfo=UTC)
    assert rules.locks_at(TIMELINE, Stage.MANAGER, "UTC") == datetime(2026, 3, 29, tzinfo=UTC)
    assert rules.locks_at(TIMELINE, Stage.SIGN, "UTC") == datetime(2026, 4, 4, tzinfo=UTC)


def test_an_extension_adds_and_never_takes_away() -> None:
    late, early = date(2026, 3, 25), date(2026, 3, 1)
    assert rules.deadline(TIMELINE, Stage.SELF, "UTC", late) == datetime(2026, 3, 26, tzinfo=UTC)
    assert rules.locks_at(TIMELINE, Stage.SELF, "UTC", late) == datetime(2026, 3, 26, tzinfo=UTC)
    assert rules.deadline(TIMELINE, Stage.SELF, "UTC", early) == datetime(2026, 3, 21, tzinfo=UTC)


def test_a_cycle_opens_and_closes_and_lets_share() -> None:
    assert rules.opens_at(TIMELINE, "Asia/Tokyo") == datetime(2026, 3, 1, 15, tzinfo=UTC)
    assert rules.closes_at(TIMELINE, "UTC") == datetime(2026, 4, 11, tzinfo=UTC)
    assert rules.may_share_from(TIMELINE, "UTC") == datetime(2026, 3, 30, tzinfo=UTC)
    assert rules.may_share_from(replace(TIMELINE, share_from=None), "UTC") is None
