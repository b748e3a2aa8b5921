"""What an examination says: fit, or why not, in words for the one whose file it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DETAILS: Mapping[str, str] = {
    "empty": "The file is empty; choose it again, or record again.",
    "type_not_allowed": "Files of this kind are not taken; save it as one of the kinds that are offered.",
    "wrong_type": "The file is not what its name says; save it anew in the format of its name, or choose another.",
    "wrong_codec": "Browsers cannot play this video; save it as MP4 with H.264, and upload that.",
    "unreadable": "The file is damaged or not of the kind its name says; save it anew, or choose another.",
    "truncated": "The end of the file is missing; upload it again, from where it plays to its end.",
    "trailing_data": "Something else is attached to the end of the file; save it anew, and upload that.",
    "no_video": "There is no picture in this file; record or choose one with video.",
    "no_frames": "The recording holds nothing that can be played; record it again.",
    "no_key_frame": "The recording holds no frame that a player could begin with; record it again.",
    "too_long": "The recording is longer than your company allows; shorten it, or record two.",
    "too_large": "The file is too large; make it smaller, and upload that.",
    "macros": "The document holds macros; save it without them, and upload that.",
}
"""Why a file is refused, by code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`code` is empty for a good file; the rest is known for a good video only."""

    code: str = ""
    detail: str = ""
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
    return Verdict(code=code, detail=DETAILS[code])
