"""Questionnaires: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.storage.table import KeyShape


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.questionnaires.routes import routes

    return (routes,)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.questionnaires.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasureList, ErasurePlan

    every = ErasureList(1, ("QUESTIONNAIRES",), lambda row: [row.key.pk.removeprefix("Q#")])
    return ErasurePlan(lists={"questionnaires": every})


FEATURE = Feature("questionnaires", prefixes=_prefixes, routes=_routes, erase=_erase)
