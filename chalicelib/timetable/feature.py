"""The timetable: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalice.app import Blueprint

    from chalicelib.kernel.erasure import ErasurePlan


def _events() -> "Iterable[Blueprint]":
    from chalicelib.timetable.events import blueprint

    return (blueprint,)


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasurePlan, Range
    from chalicelib.timetable.actions import forget

    return ErasurePlan(ranges=(Range("T", "", forget), Range("T-PARKED", "", forget)))


FEATURE = Feature("timetable", events=_events, erase=_erase)
