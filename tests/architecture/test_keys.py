"""The register of key prefixes: every key is declared, no two overlap, and no range read crosses foreign rows."""

import ast
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import pytest

from chalicelib.kernel.storage.prefixes import fixed, is_in_range, meet, overlap
from chalicelib.kernel.storage.table import KeyShape
from infra import keys as generator
from tests.architecture.source import Module, chalicelib

REGISTER = list(generator.register())
ANY = "{}"
NOT_OF_A_FEATURE = ("chalicelib.kernel.storage.table", "chalicelib.kernel.storage.dynamo")

DECLARED = {("chalicelib.erasure.actions.walk", "_entries"), ("chalicelib.erasure.actions.walk", "_through")}
"""An erasure walks through the ranges that the features themselves declare for it."""


class Read(NamedTuple):
    """A range read as it stands in the source."""

    module: Module
    function: str
    partition: str
    first: str
    last: str
    of_index: int


def constants(module: Module) -> dict[str, str]:
    """The texts that the module, or one that it imports from, gives a name."""
    found: dict[str, str] = {}
    every = {one.name: one for one in chalicelib()}
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module in every:
            there = _own(every[node.module])
            found |= {one.asname or one.name: there[one.name] for one in node.names if one.name in there}
    return found | _own(module)


def _own(module: Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Tuple):
            target = node.targets[0]
            names = [target] if isinstance(target, ast.Name) else target.elts
            values = [node.value] if isinstance(target, ast.Name) else getattr(node.value, "elts", ())
            for name, value in zip(names, values, strict=False):
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found[name.id] = value.value
    return found


def shape(node: ast.expr | None, known: dict[str, str]) -> str:
    """What an expression gives, with `{}` for whatever differs."""
    if node is None:
        return ""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        return known.get(node.id, ANY)
    if isinstance(node, ast.JoinedStr):
        return "".join(shape(one, known) for one in node.values)
    return shape(node.value, known) if isinstance(node, ast.FormattedValue) else ANY


def features() -> Iterator[Module]:
    return (module for module in chalicelib() if module.name not in NOT_OF_A_FEATURE)


def made() -> Iterator[tuple[Module, str, str]]:
    """Every key that is made somewhere, as a shape."""
    for module in features():
        known = constants(module)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Key":
                sort = node.args[1] if len(node.args) > 1 else ast.Constant("A")
                yield module, shape(node.args[0], known), shape(sort, known)


def reads() -> Iterator[Read]:
    for module in features():
        known = constants(module)
        for function in module.functions():
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "query":
                    if not node.args:
                        continue
                    how = {one.arg: one.value for one in node.keywords}
                    index = how.get("index")
                    prefix = fixed(shape(how.get("prefix"), known))
                    first, last = (fixed(shape(how.get(name), known)) or prefix for name in ("start", "end"))
                    number = index.value if isinstance(index, ast.Constant) and isinstance(index.value, int) else 0
                    yield Read(module, function.name, shape(node.args[0], known), first, last, number)


def test_no_two_prefixes_overlap() -> None:
    both = [(one, other) for one, other in combinations(REGISTER, 2) if overlap(one[1], other[1])]
    assert not both


def test_every_key_that_is_made_is_declared_by_its_feature() -> None:
    undeclared = []
    for module, partition, sort in made():
        if partition == ANY:
            continue
        mine = [keys for name, keys in REGISTER if name == module.feature or "kernel" in {name, module.feature}]
        if not any(meet(keys.partition, partition) and meet(keys.sort, sort) for keys in mine):
            undeclared.append((module.name, partition, sort))
    assert not undeclared


def test_every_declared_key_is_made_somewhere() -> None:
    shapes = {(fixed(partition), fixed(sort)) for _, partition, sort in made()}
    for name, keys in REGISTER:
        head = fixed(keys.partition)
        assert any(head.startswith(begin) or begin.startswith(head) for begin, _ in shapes), (name, keys)


def test_no_range_read_crosses_rows_of_another_feature() -> None:
    crossing = [
        (read.module.name, read.function, name, keys.partition, keys.sort)
        for read in reads()
        if read.partition != ANY
        for name, keys in REGISTER
        if is_in_range(keys, read.partition, read.first, read.last, read.of_index)
        and read.module.feature not in {name, keys.within}
    ]
    assert not crossing


def test_every_range_read_names_its_partition_in_the_call() -> None:
    computed = {(read.module.name, read.function) for read in reads() if read.partition.startswith(ANY)}
    assert computed == DECLARED, "write the prefix in the call of query"


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        (("P#{person}", "A"), ("P#{owner}", "A"), True),
        (("P#{person}", "R#{id}"), ("P#{person}", "RC#{id}"), False),
        (("P#{person}", "R#{id}"), ("P#{person}", "R#{id}#{part}"), True),
        (("U#{subject}", "{entry}"), ("U#{run}", "A"), True),
        (("IMPORT", "A"), ("IMPORT#{id}", "A"), False),
        (("T", "{x}"), ("TREE", "{x}"), False),
    ],
)
def test_prefixes_overlap_where_a_key_could_be_of_both(
    one: tuple[str, str], other: tuple[str, str], *, are: bool
) -> None:
    assert overlap(KeyShape(*one, "?"), KeyShape(*other, "?")) is are


@pytest.mark.parametrize(
    ("sort", "first", "last", "meets"),
    [
        ("H#T#{due}", "H#", "H#", True),
        ("CH#{owner}", "H#", "H#", False),
        ("E#RHYTHM", "D#", "E#RHYTHM", True),
        ("DX#{id}", "D#", "E#RHYTHM", True),
        ("F#{id}", "D#", "E#RHYTHM", False),
        ("A", "", "", True),
        ("RC#{id}", "R#", "R#", False),
    ],
)
def test_a_range_meets_what_lies_between_its_ends(sort: str, first: str, last: str, *, meets: bool) -> None:
    assert is_in_range(KeyShape("P#{person}", sort, "?"), "P#{}", first, last, 0) is meets


def test_the_table_of_keys_in_the_documents_is_up_to_date() -> None:
    assert generator.PAGE.read_text() == generator.page(), "python -m infra.keys writes it"
