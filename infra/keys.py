"""Write the table of keys, docs/keys.md, from what the features declare: `python -m infra.keys`."""

from collections.abc import Iterator
from pathlib import Path

from chalicelib.kernel.storage.prefixes import KERNEL
from chalicelib.kernel.storage.table import KeyShape
from chalicelib.wiring import FEATURES, feature

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"
HEAD = """# KeyShape

Made by `python -m infra.keys` from what the features declare (`KEYS` in their stores). Every partition has the
company's id before it. What stands in braces differs from row to row. A row may have keys of its own in an index.
"""
COLUMNS = ("| partition | sort key | question | feature |", "|---|---|---|---|")
INDEXES = ("The table", "Index 1", "Index 2")


def register() -> Iterator[tuple[str, KeyShape]]:
    """Return every declared shape with the feature whose it is; the kernel's first."""
    yield from (("kernel", keys) for keys in KERNEL)
    for name in FEATURES:
        yield from ((name, keys) for keys in feature(name).prefixes())


def page() -> str:
    """Return the page."""
    declared = sorted(register(), key=lambda one: (one[1].partition, one[1].sort))
    parts = [HEAD]
    for number, title in enumerate(INDEXES):
        rows = [_line(name, keys) for name, keys in declared if keys.of_index == number]
        parts.append("\n".join([f"\n## {title}\n", *COLUMNS, *rows]))
    return "\n".join(parts) + "\n"


def _line(name: str, keys: KeyShape) -> str:
    read = f", read by {keys.within}" if keys.within else ""
    return f"| `{keys.partition}` | `{keys.sort}` | {keys.question} | {name}{read} |"


if __name__ == "__main__":
    PAGE.write_text(page())
