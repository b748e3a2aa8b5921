"""Who can read something, as emails say it: put together from the codes that the review's own table answers.

`readers` is a param of an email: a line for each role that reads, "role when", as `reviews.rules.audience` finds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WHENS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "now": ("{people} can read it.", "{people} can read it."),
        "self_shared": ("{people} can read it once you share it.", "{people} can read it once {reviewee} shares it."),
        "manager_shared": (
            "{people} can read it once you share your assessment.",
            "{people} can read it once {reviewer} shares their assessment.",
        ),
        "both_shared": (
            "{people} can read it once you have both shared.",
            "{people} can read it once both assessments are shared.",
        ),
    }
)
"""What each moment is called: where the reader of the email brings it about, and where someone else does."""
_NAMELESS = {"reviewee": "the reviewee", "reviewer": "the reviewer", "author": "the author"}
_SHARERS = {"self_shared": ("reviewee",), "manager_shared": ("reviewer",), "both_shared": ("reviewee", "reviewer")}


def who_reads(readers: str, you: str, names: Mapping[str, str]) -> str:
    """Return the sentences that say who reads, and from when on. `names`: of `reviewee` and `reviewer`."""
    found = [(who, when) for who, _, when in (line.partition(" ") for line in readers.splitlines())]
    known, said = {**_NAMELESS, **names}, []
    for when, (mine, theirs) in _WHENS.items():
        people = [_named(who, you, known) for who, at in sorted(found, key=lambda one: one[0] != you) if at == when]
        if people:
            phrase = mine if you in _SHARERS.get(when, ()) else theirs
            said.append(_sentence(phrase.format_map({**known, "people": _listed(people, only=when == "now")})))
    return " ".join(said)


def you_read(readers: str, you: str) -> str:
    """Return when the reader of the email reads it: a code, or "never"."""
    lines = (line.partition(" ") for line in readers.splitlines())
    return next((when for who, _, when in lines if who == you), "never")


def _named(who: str, you: str, names: Mapping[str, str]) -> str:
    if who == you:
        return "you"
    return {"upline": "managers above", "hr": "HR admins"}.get(who) or names[who]


def _listed(people: list[str], *, only: bool) -> str:
    if only and people == ["you"]:
        return "only you"
    *others, last = people
    return f"{', '.join(others)} and {last}" if others else last


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
