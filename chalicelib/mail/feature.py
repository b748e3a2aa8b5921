"""Mail: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from types import ModuleType

    from chalice.app import Blueprint

    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.storage.table import KeyShape


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.mail.routes import routes

    return (routes,)


def _events() -> "Iterable[Blueprint]":
    from chalicelib.mail.events import blueprint

    return (blueprint,)


def _job(kind: str) -> "JobHandler":
    match kind:
        case "mail.sweep":
            from chalicelib.mail.events import sweep
            from chalicelib.mail.jobs import SWEEP

            return SWEEP.done_by(sweep)
        case _:
            raise KeyError(kind)


def _mails() -> "ModuleType":
    from chalicelib.mail import mails

    return mails


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.mail.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasurePlan, Range
    from chalicelib.mail.actions.erasure import forget

    return ErasurePlan(ranges=(Range("MAILS#{each}", "", forget, "people", of_index=2),))


FEATURE = Feature("mail", prefixes=_prefixes, routes=_routes, events=_events, job=_job, mails=_mails, erase=_erase)
