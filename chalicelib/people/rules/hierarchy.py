"""Who is above whom: loops and chains over the whole directory, each in one pass."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

Managers = Mapping[str, str | None]
"""The manager's id of each person; an id that is not among the keys ends a chain."""

Chain = tuple[str, ...]
_NAMED = 6
"""Of a circle."""


def loops(managers: Managers) -> list[Chain]:
    """Return each circle of managers once, as the ids on it; someone who manages themselves is a circle of one."""
    found: list[Chain] = []
    walked: set[str] = set()
    for start in managers:
        path = _climb(managers, start, walked)
        walked.update(path)
        if path and (top := managers[path[-1]]) in path:
            found.append(tuple(path[path.index(top) :]))
    return found


def shown(circle: Chain, names: Mapping[str, str]) -> str:
    """Return a circle as text, by names; of a large one its beginning."""
    some = [names[person] for person in circle[:_NAMED]]
    some.append(f"{len(circle) - _NAMED} more" if len(circle) > _NAMED else some[0])
    return " → ".join(some)


def chains(managers: Managers, people: Iterable[str]) -> dict[str, Chain]:
    """Return the managers above each of `people` (and above those), the top first. There must be no loops."""
    known: dict[str, Chain] = {}
    for start in people:
        for person in reversed(_climb(managers, start, known)):
            manager = managers[person]
            known[person] = (*known.get(manager, ()), manager) if manager is not None else ()
    return known


def _climb(managers: Managers, start: str, walked: Container[str]) -> list[str]:
    """Return the ids from `start` upward, until the top or someone who was met before."""
    path: dict[str, None] = {}
    at: str | None = start
    while at is not None and at in managers and at not in walked and at not in path:
        path[at] = None
        at = managers[at]
    return list(path)
