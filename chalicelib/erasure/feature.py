"""Erasure and holds: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from types import ModuleType

    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.storage.table import KeyShape


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.erasure.routes import routes

    return (routes,)


def _job(kind: str) -> "JobHandler":
    if kind == "erasure.erase":
        from chalicelib.erasure.actions.erase import erase
        from chalicelib.erasure.jobs import ERASE

        return ERASE.done_by(erase)
    raise KeyError(kind)


def _mails() -> "ModuleType":
    from chalicelib.erasure import mails

    return mails


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.erasure.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.erasure.actions.erase import forget_in_erasure
    from chalicelib.kernel.erasure import ErasurePlan, Range

    return ErasurePlan(ranges=(Range("ERASURES", "", forget_in_erasure), Range("HOLDS", "", forget_in_erasure)))


FEATURE = Feature("erasure", prefixes=_prefixes, routes=_routes, job=_job, mails=_mails, erase=_erase)
