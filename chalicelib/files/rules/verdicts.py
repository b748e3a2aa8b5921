"""What an examination says: fit, or why not, by code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`code` is empty for a good file; the rest is known for a good video only."""

    code: str = ""
    duration_ms: int | None = None
    has_video: bool = False
    has_audio: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What reading a playable recording brings."""

    duration_ms: int
    has_audio: bool


class Unfit(Exception):
    """Ends an examination; never leaves this package."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refused(code: str) -> Verdict:
    """The verdict on an unfit file."""
    return Verdict(code=code)
