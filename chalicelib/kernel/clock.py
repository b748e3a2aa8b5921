"""The time of the product, in UTC; handed in everywhere, so that a quarter can be tried in a minute."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def instant_text(at: datetime) -> str:
    """`at` as sortable text in UTC with microseconds: "2026-11-23T06:15:26.870075Z" (for sort keys)."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
