"""Whether a stored object is the recording it is said to be: of its type, whole, playable, and not too long."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.files.rules.source import BlockReader, Source
from chalicelib.files.rules.types import VIDEOS, WEBM, base_of
from chalicelib.files.rules.verdicts import Notice, RecordingFacts, RejectedFile, Verdict, refused

GRACE_MS = 2_000
"""A recorder that is told to stop at the limit writes its last frames a little later."""


EARLY_MS = 5_000
"""So much earlier may the picture end than the sound, or the sound than the picture, before it is said."""


def examine_video(source: Source, declared: str, *, most_ms: int) -> Verdict:
    """Return the verdict on a recording; never an exception but what `source` raises itself.

    `declared` is what the recorder or the file's owner called it, with or without codecs. The middle of a
    long recording is not looked at (see `Blocks.tired`), and a box may hold anything: that no bytes of it can act is
    up to how it is served, as its declared type, with `nosniff`, from an origin of its own.

    What a killed recorder leaves ends in the middle of a fragment or a cluster. That is playable where anything before
    it is complete, and the duration is that of the complete part; an MP4 has to end there (`Verdict.until`), since
    browsers stop with an error at the rest. A finished file without its end is refused: the owner has the whole of
    it. One that is too long is fit once it ends at `Verdict.until`, where that is known.
    """
    base = base_of(declared)
    if base not in VIDEOS:
        return refused("type_not_allowed")
    if source.size <= 0:
        return refused("empty")
    # What is inside of a recording is loaded by anyone who examines one: few functions do.
    from chalicelib.files.rules import mp4, webm

    blocks = BlockReader(source)
    try:
        most = most_ms + GRACE_MS
        found = webm.measure(blocks, most) if base == WEBM else mp4.measure(blocks, most)
    except RejectedFile as unfit:
        return refused(unfit.code)
    long = found.duration_ms > most
    if long and found.until is None:
        return refused("too_long", limit_ms=most_ms, duration_ms=found.duration_ms)
    notices = [*found.notices]
    if not long:
        notices += _early(found)
    else:
        notices.append(Notice(code="cut_at_limit", params={"limit_ms": most_ms, "recorded_ms": found.duration_ms}))
    if found.patches:
        notices.append(Notice(code="location_removed"))
    return Verdict(
        duration_ms=found.duration_ms,
        has_video=True,
        has_audio=found.has_audio,
        notices=tuple(notices),
        until=found.until,
        patches=found.patches,
    )


def _early(found: RecordingFacts) -> Iterator[Notice]:
    """Whether one of the two ends much before the other: a device that gave nothing any more, or a mistake."""
    missing = found.sound_ms - found.picture_ms
    if found.has_audio and abs(missing) > EARLY_MS:
        code = "picture_ends_early" if missing > 0 else "sound_ends_early"
        yield Notice(code=code, params={"seconds": abs(missing) // 1000})
