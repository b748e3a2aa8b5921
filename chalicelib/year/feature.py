"""My year: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.http import Routes


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.year.routes import routes

    return (routes,)


FEATURE = Feature("year", routes=_routes)
