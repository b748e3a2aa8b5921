"""Whether the two recordings of a reflection can be played in step: each says when it began, on one clock."""

from __future__ import annotations

from chalicelib.files.rules.verdicts import Notice
from chalicelib.reflections.rules.model import Reflection, Track, TrackState

UNEQUAL_MS = 5_000
"""So much of one recording may be missing in the other before it is said."""
LEADING = {"screen": 0, "camera": 1}


def in_order(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
    """Return the one first that leads: all times of a reflection are times of the screen, where there is one."""
    return tuple(sorted(tracks, key=lambda track: LEADING[track.kind.value]))


def notices_of(reflection: Reflection, track: Track) -> tuple[Notice, ...]:
    """Return what its author should know of a track: what was found in it, and what it lacks beside the other one."""
    others = (one for one in _beside(reflection, track) if one.kind is not track.kind)
    lacks = (notice for other in others if (notice := _lacks(track, other)))
    return (*track.notices, *lacks)


def _beside(reflection: Reflection, track: Track) -> tuple[Track, ...]:
    """Among which recordings it has its place: the reflection's, or those of one reply."""
    reply = reflection.reply(track.id)
    if reply is None:
        return reflection.tracks
    together = (one for one in reflection.replies if (one.author, one.comment_id) == (reply.author, reply.comment_id))
    return tuple(one.track for one in together if one.comment_id or (track.take and one.track.take == track.take))


def unequal(reflection: Reflection) -> bool:
    """Return whether one of what can be played lacks much of what the other one has."""
    tracks = reflection.playable
    return any(_lacks(one, other) for one in tracks for other in tracks if one.kind is not other.kind)


def _lacks(track: Track, other: Track) -> Notice | None:
    if track.duration_ms is None or other.duration_ms is None or not _belong(track, other):
        return None
    later = _began(track, other) or 0
    earlier = other.duration_ms - track.duration_ms - later
    if max(later, earlier) <= UNEQUAL_MS:
        return None
    params: dict[str, int | str] = {
        "other_kind": other.kind.value,
        "begins_later_ms": max(0, later),
        "ends_earlier_ms": max(0, earlier),
    }
    return Notice(code="unequal_tracks", params=params)


def _belong(track: Track, other: Track) -> bool:
    """Return whether they are played together: both can be, or both are there and of one recording."""
    states = {track.state, other.state}
    together = states <= {TrackState.CHECKING, TrackState.PLAYABLE} and bool(track.take) and track.take == other.take
    return together or states == {TrackState.PLAYABLE}


def _began(track: Track, other: Track) -> int | None:
    """Return how much later it began; None where the two tell times of different clocks, or none."""
    if track.offset_ms is None or other.offset_ms is None or track.take != other.take:
        return None
    return track.offset_ms - other.offset_ms
