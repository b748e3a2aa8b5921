"""Exports: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from types import ModuleType

    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.runtime import Runtime
    from chalicelib.kernel.storage.table import KeyShape


def _routes(step: str) -> "Iterable[Routes]":
    from chalicelib.exports.routes import of_people, routes

    return (of_people,) if step == "people" else (routes,)


def _job(kind: str) -> "JobHandler":
    if kind == "exports.make":
        from chalicelib.exports.actions import make
        from chalicelib.exports.jobs import MAKE

        return MAKE.done_by(make)
    if kind == "exports.withdraw":
        from chalicelib.exports.actions.erasure import withdraw_rest
        from chalicelib.exports.jobs import WITHDRAW

        return WITHDRAW.done_by(withdraw_rest)
    raise KeyError(kind)


def _mails() -> "ModuleType":
    from chalicelib.exports import mails

    return mails


def _stored(_runtime: "Runtime", _key: str, _version: str, _size: int) -> None:
    """Nothing follows: what lies in our area of the bucket was put there by our own job."""


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.exports.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.exports.actions.erasure import forget, forget_note, withdraw
    from chalicelib.kernel.erasure import ErasurePlan, Range

    return ErasurePlan(
        ranges=(
            Range("P#{each}", "EX#", forget, "people", at_once=10),
            Range("P#{each}", "EXO#", forget_note, "people"),
        ),
        approved=withdraw,
    )


FEATURE = Feature("exports", routes=_routes, job=_job, mails=_mails, stored=_stored, prefixes=_prefixes, erase=_erase)
