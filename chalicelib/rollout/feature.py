"""The rollout of a cycle: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.http import Routes


def _routes(step: str) -> "Iterable[Routes]":
    match step:
        case "people":
            from chalicelib.rollout.routes import leaving

            return (leaving.routes,)
        case "cycles":
            from chalicelib.rollout.routes import cycles, runs

            return cycles.routes, runs.routes
        case _:
            from chalicelib.rollout.routes import runs

            return (runs.routes,)


FEATURE = Feature("rollout", routes=_routes)
