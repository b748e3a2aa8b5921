"""The rhythm of reflections: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.storage.table import KeyShape


def _job(kind: str) -> "JobHandler":
    match kind:
        case "rhythm.gather":
            from chalicelib.company.jobs import GATHER_RHYTHM
            from chalicelib.rhythm.actions.reminders import gather

            return GATHER_RHYTHM.done_by(gather)
        case "rhythm.remind":
            from chalicelib.rhythm.actions.reminders import remind
            from chalicelib.rhythm.jobs import REMIND

            return REMIND.done_by(remind)
        case _:
            raise KeyError(kind)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.rhythm.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasurePlan, Range, drop_own

    return ErasurePlan(ranges=(Range("P#{person}", "H#R", drop_own),))


FEATURE = Feature("rhythm", prefixes=_prefixes, job=_job, erase=_erase)
