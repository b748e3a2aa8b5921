"""Tasks: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.storage.table import KeyShape


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.tasks.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasurePlan, Range, drop_or_retell

    return ErasurePlan(ranges=(Range("P#{each}", "H#T#", drop_or_retell, "people"),))


FEATURE = Feature(
    "tasks",
    prefixes=_prefixes,
    erase=_erase,
)
