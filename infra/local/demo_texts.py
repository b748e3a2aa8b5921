"""The texts of the demo company, from `demo_texts.toml`: a side's answers are made of them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

Answers = dict[str, Any]
_LESSONS = (
    "We spoke about it when it happened, and the answer given then still holds.",
    "I see it a little less strictly: what was learned from it was worth the week that it cost.",
    "Half of this was mine: I set the date without asking whether it could be kept.",
    "Well described. I would add that help was asked for sooner than the year before.",
    "The others in the team have taken up how this was handled, which says enough.",
)
_COMPARED = (
    "Firmly in the middle of this level, with the steepest line upwards.",
    "Close to the next level in craft, not yet in reach beyond the team.",
    "Compared with both colleagues of the same level: a clear step ahead in results.",
)
_FILE = Path(__file__).with_name("demo_texts.toml")


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    texts = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        year: {key: {part: " ".join(text.split()) for part, text in parts.items()} for key, parts in people.items()}
        for year, people in texts.items()
    }


def self_answers(key: str, *, year: str = "now", whole: bool = True) -> Answers:
    """What someone says about their own year; `whole` False stops in the middle, as drafts do."""
    said = _texts()[year][key]
    begun: Answers = {"results": _rich(said["done"]), "goals_met": 3 + len(key) % 2}
    if not whole:
        return begun
    return begun | {
        "lessons": _rich(said["hard"]),
        "ahead": _rich(said["ahead"]),
        "customers": 3 + 7 * len(said["hard"]) % 40,
        "habits": ["writes_down", "asks_early"][: 1 + len(key) % 2],
        "direction": ["deepen", "lead", "widen"][len(said["done"]) % 3],
        "values": _values(key),
    }


def manager_answers(key: str, *, year: str = "now", whole: bool = True) -> Answers:
    """What the manager says about someone; `whole` False stops in the middle."""
    said = _texts()[year][key]
    begun: Answers = {"results": _rich(said["seen"]), "strengths": ["craft", "care"][: 1 + len(key) % 2]}
    if not whole:
        return begun
    return begun | {
        "goals_met": rating(key) if rating(key) < 5 else 4,
        "lessons": _rich(_LESSONS[_seed(key) % len(_LESSONS)]),
        "ahead": _rich(said["wish"]),
        "habits": ["writes_down"],
        "values": _values(key),
        "for_calibration": _rich(_COMPARED[_seed(key) % len(_COMPARED)]),
    }


def _seed(key: str) -> int:
    return sum(map(ord, key))


def rating(key: str) -> int:
    """An overall rating, the same for the same person at each run; most are in the middle."""
    return (3, 4, 3, 5, 4, 3, 2, 4)[_seed(key) % 8]


def position(key: str) -> dict[str, float]:
    """A place on the chart that fits the rating."""
    seed = _seed(key)
    return {"x": round(0.15 * rating(key) + 0.01 * (seed % 17), 2), "y": round(0.3 + 0.04 * (seed % 13), 2)}


def _values(key: str) -> dict[str, int]:
    seed = _seed(key)
    return {"open": 3 + seed % 2, "reliable": 3 + seed % 3 // 2, "curious": 2 + seed % 3}


def _rich(text: str) -> str:
    return text if text.startswith("<") else f"<p>{text}</p>"
