"""The register of key prefixes: which keys there are, whose they are, and which question each answers.

A feature declares its own in its `store`, beside the functions that make them, and its declaration hands them out
(`Feature(prefixes=…)`). `tests/architecture/test_keys.py` sees to it that every key is declared, that no two overlap,
and that no range read crosses rows of another feature; `docs/keys.md` lists them all.
"""

from chalicelib.kernel.storage.table import KeyShape

KERNEL = (
    KeyShape("T", "{due_at}#{kind}#{ref}", "what is due by now?", within="timetable"),
    KeyShape("T-PARKED", "{due_at}#{kind}#{ref}", "which jobs were tried in vain too often?", within="timetable"),
    KeyShape("DAY#{person}#{day}", "{what}", "how much of something did this person begin today?"),
    KeyShape("K#{digest}", "A", "what was answered under this Idempotency-Key?"),
    KeyShape("HEALTH", "A", "does the table answer? (no such row is ever written)"),
)
"""Those of the kernel itself."""


def fixed(shape: str) -> str:
    """Return what all keys of a shape begin with."""
    return shape.partition("{")[0]


def overlap(one: KeyShape, other: KeyShape) -> bool:
    """Return whether a key could be of both: then neither can be told from the other."""
    return one.of_index == other.of_index and meet(one.partition, other.partition) and meet(one.sort, other.sort)


def meet(one: str, other: str) -> bool:
    """Return whether a text could be of both shapes, as far as can be told from what they begin with."""
    if "{" not in one:
        return other == one if "{" not in other else one.startswith(fixed(other))
    return other.startswith(fixed(one)) if "{" not in other else _begin_alike(fixed(one), fixed(other))


def is_in_range(keys: KeyShape, partition: str, first: str, last: str, index: int) -> bool:
    """Return whether a read from all that begins with `first` to all that begins with `last` can meet such keys."""
    begin = fixed(keys.sort)
    after_first = begin >= first or (first.startswith(begin) and "{" in keys.sort)
    before_last = not last or begin <= last or begin.startswith(last)
    return keys.of_index == index and meet(keys.partition, partition) and after_first and before_last


def _begin_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
