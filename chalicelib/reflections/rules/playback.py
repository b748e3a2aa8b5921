"""What goes out to the browser: where parts are put, and what a player plays, each for a few minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.reflections.rules.model import Chapter, Span, Track, TrackKind
from chalicelib.reflections.rules.pieces import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPart:
    """Where a browser puts one part of exactly `size` bytes, until when; None where the client stated no size."""

    number: int
    size: int | None
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPiece:
    """Where a browser puts one piece of a part, until when."""

    piece: Piece
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPlayback:
    """One recording to be played, when it began on the clock that it shares with the others, and when it was off."""

    track_id: str
    kind: TrackKind
    content_type: str
    duration_ms: int | None
    offset_ms: int
    off: tuple[Span, ...]
    has_audio: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFile:
    """A file to be saved under a name."""

    name: str
    url: str
    content_type: str
    track: Track | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Playback:
    """What a player needs; every address in it ends at `expires_at`. The first track leads: all times are its own."""

    tracks: tuple[TrackPlayback, ...]
    expires_at: datetime
    chapters: tuple[Chapter, ...]
    captions_url: str | None = None
    poster_url: str | None = None
