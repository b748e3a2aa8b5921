"""SCIM 2.0: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.storage.table import KeyShape


def _routes(step: str) -> "Iterable[Routes]":
    if step == "company":
        from chalicelib.scim.routes import tokens

        return (tokens.routes,)
    from chalicelib.scim.routes.resources import routes

    return (routes,)


def _job(kind: str) -> "JobHandler":
    if kind == "scim.regroup":
        from chalicelib.company.jobs import REGROUP
        from chalicelib.scim.actions.assistants import regroup

        return REGROUP.done_by(regroup)
    raise KeyError(kind)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.scim.store import KEYS

    return KEYS


FEATURE = Feature("scim", prefixes=_prefixes, routes=_routes, job=_job)
