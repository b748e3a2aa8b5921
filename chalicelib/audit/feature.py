"""The audit trail: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.http import Routes


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.audit.routes import routes

    return (routes,)


FEATURE = Feature("audit", routes=_routes)
