"""SCIM 2.0: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import ErasurePlan
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


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasureList, ErasurePlan, Range, drop_own, rename
    from chalicelib.scim.actions.groups import forget_member

    return ErasurePlan(
        ranges=(
            Range("SCIM#USER#{person}", "", drop_own),
            Range("SCIM#TOKENS", "", rename),
            Range("SCIM#MEMBERS#{each}", "", forget_member, "groups"),
        ),
        lists={"groups": ErasureList(None, ("SCIM#GROUPS",), lambda row: [row.key.sk])},
    )


FEATURE = Feature("scim", prefixes=_prefixes, routes=_routes, job=_job, erase=_erase)
