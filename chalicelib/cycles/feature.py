"""Cycles: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.storage.table import KeyShape


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.cycles.routes import routes

    return (routes,)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.cycles.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.cycles.actions import forget
    from chalicelib.kernel.erasure import ErasureList, ErasurePlan, Range

    lists = {
        "cycles": ErasureList(1, ("CYCLES",), lambda row: [row.key.pk.removeprefix("C#")]),
        "runs": ErasureList(1, ("RUNS",), lambda row: [row.key.pk.removeprefix("RUN#")]),
    }
    return ErasurePlan(
        ranges=(Range("C#{each}", "A", forget, "cycles"), Range("C#{each}", "B", forget, "cycles")), lists=lists
    )


FEATURE = Feature("cycles", prefixes=_prefixes, routes=_routes, erase=_erase)
