"""The problem codes that the contract lists are the codes that are raised."""

import ast
from collections.abc import Iterator

from chalicelib.kernel import errors
from chalicelib.service.codes import CODES
from tests.architecture.source import chalicelib

REFUSALS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.Refusal)}
FIRST = REFUSALS - {"Invalid", "Throttled", "Unavailable", "Stale", "MatchRequired"}


def _raised() -> Iterator[str]:
    for module in chalicelib():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                yield from _codes_of(node)
            elif isinstance(node, ast.ClassDef | ast.FunctionDef) and module.path.name == "errors.py":
                yield from _inherent(node)


def _codes_of(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    places = {**dict.fromkeys(FIRST, 0), "Invalid": 1, "_unless": 1}
    if name in places and len(call.args) > places[name]:
        yield from _text(call.args[places[name]])
    if name in places:
        for keyword in call.keywords:
            if keyword.arg == "code":
                yield from _text(keyword.value)


def _inherent(node: ast.ClassDef | ast.FunctionDef) -> Iterator[str]:
    """The codes that a refusal has of itself: its default, or what it hands to its base."""
    for part in ast.walk(node):
        if isinstance(part, ast.arguments):
            for argument, default in zip(part.args[-len(part.defaults) :], part.defaults, strict=False):
                if argument.arg == "code":
                    yield from _text(default)
        elif isinstance(part, ast.Call) and getattr(part.func, "attr", "") == "__init__" and part.args:
            yield from _text(part.args[0])


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
        yield node.value


def _written() -> set[str]:
    """Every short text in the code: a code may be kept in a table before it is raised."""
    return {
        node.value
        for module in chalicelib()
        if module.path.name != "codes.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_that_is_raised_is_listed() -> None:
    assert set(_raised()) - CODES.keys() == set()


def test_every_listed_code_exists() -> None:
    assert CODES.keys() - _written() == set()


def test_every_listed_code_says_what_it_means() -> None:
    assert [code for code, meaning in CODES.items() if not meaning.endswith(".")] == []
