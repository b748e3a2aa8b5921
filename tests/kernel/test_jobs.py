"""Kinds of job: what they are told is checked by mypy, which also checks this file."""

from datetime import UTC, datetime

import msgspec

from chalicelib.kernel.command import JobContext
from chalicelib.kernel.jobs import Job, JobHandler, PlannedJob, at

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class OpenZone(msgspec.Struct, frozen=True):
    zone: str


class CloseCycle(msgspec.Struct, frozen=True):
    cycle_id: str


OPEN = Job("test.open", OpenZone)


def open_zone(_context: JobContext, _params: OpenZone) -> None:
    """Do nothing."""


def close(_context: JobContext, _params: CloseCycle) -> None:
    """Do nothing."""


def of_another_kind() -> PlannedJob:
    """mypy refuses this: were it to accept it, it would call the comment unused."""
    return at(NOW, OPEN, CloseCycle("c"))  # type: ignore[misc]


def done_by_another() -> JobHandler:
    """… and this."""
    return OPEN.done_by(close)  # type: ignore[arg-type]


def test_a_job_is_planned_with_the_parameters_of_its_kind() -> None:
    planned = at(NOW, OPEN, OpenZone("Europe/Paris"))
    assert (planned.kind, planned.ref, planned.params) == ("test.open", "Europe/Paris", OpenZone("Europe/Paris"))
    assert OPEN.done_by(open_zone).job is OPEN


def test_parameters_of_another_kind_are_found_by_mypy_and_not_later() -> None:
    assert of_another_kind().params == CloseCycle("c")
    assert done_by_another().work is close
