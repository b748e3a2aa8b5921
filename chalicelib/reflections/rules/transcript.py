"""What was said, second by second, read from the WebVTT that the transcription writes; and the words that find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape

from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.people.rules import fold

MOST_CAPTIONS = 2_000_000
"""Bytes of a WebVTT that are read at all."""
MOST_CUES = 4_000
MOST_TEXT = 150_000
"""Characters that are kept, well under what one row may hold: an hour has some fifty thousand."""
MOST_WORDS = 2_000
MOST_HEARD = 500
"""Words of a recorded reply by which it is found: it lasts three minutes at most."""
MOST_EDITIONS = 20
"""So many earlier transcripts are kept."""
MACHINE, OWNER = "machine", "owner"
LONGEST_MS = 4 * 3_600_000
SHORTEST = 2
LONGEST = 40

_TIMES = re.compile(r"(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})")
_TAG = re.compile(r"<[^>]*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line that is said from `at_ms` until `until_ms`."""

    at_ms: int
    until_ms: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """All cues of a reflection, or of a reply's track. `edition` counts how often it was written; `source`: by whom."""

    reflection_id: str
    language: str
    cues: tuple[Cue, ...]
    track_id: str = ""
    edition: int = 1
    source: str = MACHINE
    at: datetime | None = None


def corrected(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Cues as an owner writes them, in the order of their times; Invalid where one cannot be taken."""
    errors = [problem for at, cue in enumerate(cues) if (problem := _unfit(f"/cues/{at}", cue))]
    if len(cues) > MOST_CUES:
        errors = [FieldError("/cues", fault("too_many", most=MOST_CUES))]
    elif sum(len(cue.text) for cue in cues) > MOST_TEXT:
        errors = [FieldError("/cues", fault("too_long", most=MOST_TEXT))]
    if errors:
        raise Invalid(errors)
    said = (Cue(at_ms=cue.at_ms, until_ms=cue.until_ms, text=" ".join(cue.text.split())) for cue in cues)
    return tuple(sorted(said, key=lambda cue: (cue.at_ms, cue.until_ms)))


def _unfit(pointer: str, cue: Cue) -> FieldError | None:
    if not 0 <= cue.at_ms <= cue.until_ms <= LONGEST_MS:
        return FieldError(f"{pointer}/until_ms", fault("past_the_end"))
    if not cue.text.strip():
        return FieldError(f"{pointer}/text", fault("required"))
    if _CONTROL.search(cue.text):
        return FieldError(f"{pointer}/text", fault("control_characters"))
    return None


def write_cues(cues: Iterable[Cue]) -> str:
    """WebVTT of these cues."""
    blocks = (f"{_stamp(cue.at_ms)} --> {_stamp(cue.until_ms)}\n{escape(cue.text, quote=False)}" for cue in cues)
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def read_cues(text: str) -> tuple[Cue, ...]:
    """Return the cues of a WebVTT text; what is no cue is passed over, and a text without end is cut."""
    found: list[Cue] = []
    length = 0
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        cue = _cue(block)
        if cue is None:
            continue
        length += len(cue.text)
        if len(found) == MOST_CUES or length > MOST_TEXT:
            break
        found.append(cue)
    return tuple(found)


def _cue(block: str) -> Cue | None:
    lines = block.strip().split("\n")
    timed = next((at for at, line in enumerate(lines) if "-->" in line), None)
    if timed is None:
        return None
    begin, _, rest = lines[timed].partition("-->")
    start, end = _milliseconds(begin), _milliseconds(rest)
    said = unescape(_TAG.sub("", " ".join(line.strip() for line in lines[timed + 1 :]))).strip()
    if start is None or end is None or end < start or not said:
        return None
    return Cue(at_ms=start, until_ms=end, text=said)


def _milliseconds(text: str) -> int | None:
    found = _TIMES.match(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, rest = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words that find these texts, each once, in the order in which they come."""
    return tuple(dict.fromkeys(_words(texts)))[:MOST_WORDS]


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in _NOT_A_WORD.split(fold(text)):
            if len(word) >= SHORTEST:
                yield word[:LONGEST]


def first_match(words: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Return the first of `words` that begins with the first wanted, where each other wanted one begins one, too."""
    if not all(any(word.startswith(one) for word in words) for one in wanted[1:]):
        return None
    return min((word for word in words if word.startswith(wanted[0])), default=None)
