"""Stored files: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalice.app import Blueprint


def _events() -> "Iterable[Blueprint]":
    from chalicelib.files.events import blueprint

    return (blueprint,)


FEATURE = Feature("files", events=_events)
