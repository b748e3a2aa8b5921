"""What an examination says: fit, or why not, by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Params = Mapping[str, int | str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something about a good file that its owner should know: a code, and what a sentence about it needs."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Patch:
    """Bytes to be put in place of as many others, from `at` on."""

    at: int
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`code` is empty for a good file; the rest is known for a good video only, but for `patches`.

    `params`: what a sentence about `code` needs. `until`: the recording is longer than it may be, or broken off, and
    fit once it ends at this byte. `patches`: fit once these bytes, which say where it was made, are replaced.
    """

    code: str = ""
    params: Params = field(default_factory=dict)
    duration_ms: int | None = None
    has_video: bool = False
    has_audio: bool = False
    notices: tuple[Notice, ...] = ()
    until: int | None = None
    patches: tuple[Patch, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether a good file may stay as it is."""
        return self.until is None and not self.patches


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordingFacts:
    """What reading a playable recording brings. `until`: where it is to end, within the limit of what is whole."""

    duration_ms: int
    has_audio: bool
    picture_ms: int = 0
    sound_ms: int = 0  # of what is heard
    notices: tuple[Notice, ...] = ()
    until: int | None = None
    patches: tuple[Patch, ...] = ()


class RejectedFile(Exception):
    """Ends an examination; never leaves this package."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refused(code: str, **params: int | str) -> Verdict:
    """Return the verdict on an unfit file."""
    return Verdict(code=code, params=params)


def patched(data: bytes, patches: Iterable[Patch], at: int = 0) -> bytes:
    """Return a stretch of a file that begins at `at`, with what the patches put into it."""
    held = bytearray(data)
    for patch in patches:
        first, last = max(at, patch.at), min(at + len(data), patch.at + len(patch.data))
        if first < last:
            held[first - at : last - at] = patch.data[first - patch.at : last - patch.at]
    return bytes(held)
