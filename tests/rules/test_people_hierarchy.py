"""Loops are found and chains are told for any graph of managers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.people.rules import hierarchy

IDS = [f"p{n}" for n in range(12)]
GRAPHS = st.dictionaries(st.sampled_from(IDS), st.none() | st.sampled_from([*IDS, "stranger"]))


def reaches_itself(managers: dict[str, str | None], start: str) -> bool:
    at, steps = managers.get(start), 0
    while at is not None and at != start and steps <= len(managers):
        at, steps = managers.get(at), steps + 1
    return at == start


@given(GRAPHS)
def test_exactly_those_on_a_circle_are_found(managers: dict[str, str | None]) -> None:
    found = hierarchy.loops(managers)
    members = [person for circle in found for person in circle]
    assert len(members) == len(set(members))
    assert set(members) == {person for person in managers if reaches_itself(managers, person)}
    for circle in found:
        assert all(managers[a] == b for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))


@given(GRAPHS)
def test_a_chain_is_the_managers_chain_and_the_manager(managers: dict[str, str | None]) -> None:
    looped = {person for circle in hierarchy.loops(managers) for person in circle}
    tree = {person: None if person in looped else manager for person, manager in managers.items()}
    chains = hierarchy.chains(tree, tree)
    for person, manager in tree.items():
        assert chains[person] == (() if manager is None else (*chains.get(manager, ()), manager))


def test_ten_thousand_in_one_line_and_in_one_circle() -> None:
    line: dict[str, str | None] = {f"p{n}": f"p{n - 1}" if n else None for n in range(10_000)}
    assert hierarchy.loops(line) == []
    assert len(hierarchy.loops(line | {"p0": "p9999"})[0]) == 10_000


def test_one_chain_alone() -> None:
    assert hierarchy.chains({"a": None, "b": "a", "c": "b", "d": "a"}, ["c"])["c"] == ("a", "b")
