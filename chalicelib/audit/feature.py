"""The audit trail: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.export import ExportContext, ExportPage
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.storage.table import KeyShape


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.audit.routes import routes

    return (routes,)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.audit.store import KEYS

    return KEYS


def _export(context: "ExportContext", cursor: str | None) -> "ExportPage":
    from chalicelib.audit.actions import export_page

    return export_page(context, cursor)


def _erase() -> "ErasurePlan":
    from chalicelib.audit.actions import forget
    from chalicelib.kernel.erasure import ErasurePlan, Range

    subjects = (Range("U#{each}", "", forget, each) for each in ("people", "cycles", "questionnaires"))
    return ErasurePlan(ranges=(*subjects, Range("UA#{person}", "", forget, of_index=1)))


FEATURE = Feature("audit", prefixes=_prefixes, routes=_routes, export=_export, erase=_erase)
