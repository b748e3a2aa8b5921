"""README.txt of an export: what is in it, what is not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chalicelib.exports.rules import LIVES, Export

_GENERAL = (
    "Private notes and drafts of other people, and what they wrote that is not shared with {name}.",
    "Entries of the audit trail that are not disclosed to {name}.",
)


def readme(export: Export, company: str, names: Sequence[str], left_out: Sequence[str]) -> str:
    """Return the text. `names`: of all files in this part."""
    name = export.person.name
    lines = [
        f"Data export for {export.person.name}",
        f"{company}, {export.asked_at:%Y-%m-%d %H:%M} UTC",
        "",
        f"index.html shows what {name} wrote and can read. The JSON files hold the same for programs.",
        "A large export comes in several parts: the texts come first, recordings and files follow.",
        f"It can be downloaded for {LIVES.days} days. Keep it where no one else can open it.",
        "",
        "What is in this part:",
        *_counted(names),
        "",
        "What is left out:",
        *(f"- {one.format(name=name)}" for one in dict.fromkeys((*_GENERAL, *left_out))),
        "",
    ]
    return "\n".join(lines)


def _counted(names: Sequence[str]) -> list[str]:
    folders = Counter(name.partition("/")[0] + "/" if "/" in name else name for name in names)
    return [f"- {one}{_files(count)}" if one.endswith("/") else f"- {one}" for one, count in folders.items()]


def _files(count: int) -> str:
    return " (1 file)" if count == 1 else f" ({count} files)"
