"""What the documents point to is there: files, folders, modules, tests and commands named in them."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = sorted(
    path
    for name in ("README.md", "CONTRIBUTING.md", "docs", "chalicelib", "infra", "pyproject.toml")
    for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*.md"))
)
MARKDOWN = [path for path in DOCUMENTS if path.suffix == ".md"]
QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?:app\.py|(?:chalicelib|tests|infra|bench|docs|web|\.chalice|\.ci)/[\w./-]+)$")
IN_A_FEATURE = re.compile(r"kernel/[\w./-]+$|\w+/[\w/-]+\.py$")
"""A file or a folder as it is called inside of `chalicelib`."""
ROOMS = "rules|jobs|mails|store|bodies|views|actions|routes|events"
MODULE = re.compile(rf"(?:chalicelib\.)?(kernel(?:\.\w+)+|\w+\.(?:{ROOMS})(?:\.\w+)+|wiring)$")
MADE = ("web/dist", "web/node_modules", "docs/pictures")
"""What a build makes."""
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
TARGET = re.compile(r"(?:^|[`\s(])make ([a-z][a-z-]*)", re.MULTILINE)
COMMAND = re.compile(r"python3? -m ([\w.]+)")
SCRIPT = re.compile(r"npm run (?:--silent )?([\w:-]+)")
TEST = re.compile(r"\b(test_\w+)(\.py|-?\*)?")
OTHERS = frozenset({"pytest", "venv", "json.tool", "pip", "http.server"})
"""Modules of Python and of packages."""


def is_module(name: str) -> bool:
    """Whether there is such a module, or one with something of that name at its end."""
    parts = name.split(".")
    for length in (len(parts), len(parts) - 1):
        path = ROOT.joinpath("chalicelib", *parts[:length])
        if path.with_suffix(".py").exists() or (path / "__init__.py").exists():
            return length == len(parts) or parts[-1] in text_of(path)
    return False


def text_of(path: Path) -> str:
    file = path.with_suffix(".py")
    return file.read_text() if file.exists() else (path / "__init__.py").read_text()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text()
    quoted = QUOTED.findall(text) if document.suffix == ".md" else re.findall(r"tests/[\w./-]+\.py", text)
    assert [name for name in quoted if is_gone(name)] == []


def is_gone(name: str) -> bool:
    if MODULE.match(name):
        return not is_module(name.removeprefix("chalicelib."))
    if name.startswith(MADE):
        return False
    if FILE.match(name):
        return not (ROOT / name.rstrip("/.")).exists()
    return bool(IN_A_FEATURE.match(name)) and not (ROOT / "chalicelib" / name).exists()


@pytest.mark.parametrize(
    "name", ["kernel/gone.py", "people/gone.py", "people.actions.gone", "kernel.gone", "docs/gone.md"]
)
def test_what_is_gone_is_found(name: str) -> None:
    assert is_gone(name)
    assert not any(map(is_gone, ("kernel/http", "people/rules/signin.py", "people.actions.logins", "feature.verb")))


@pytest.mark.parametrize("document", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_command_that_a_document_names_is_there(document: Path) -> None:
    code = "\n".join(CODE.findall(document.read_text()))
    assert set(TARGET.findall(code)) <= targets()
    assert not [name for name in COMMAND.findall(code) if name not in OTHERS and not is_run(name)]
    assert set(SCRIPT.findall(code)) <= json.loads((ROOT / "web" / "package.json").read_text())["scripts"].keys()


@pytest.mark.parametrize("document", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_test_that_a_document_names_is_there(document: Path) -> None:
    assert not [name for name, end in TEST.findall(document.read_text()) if not is_test(name, end)]


@cache
def targets() -> frozenset[str]:
    """What `make` makes."""
    return frozenset(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def is_run(name: str) -> bool:
    """Whether `python -m` finds this module of ours."""
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


@cache
def named_tests() -> tuple[frozenset[str], frozenset[str]]:
    """The names of the files of tests, and of the tests in them."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    defined = (re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE) for path in files)
    return frozenset(path.stem for path in files), frozenset(name for names in defined for name in names)


def is_test(name: str, end: str) -> bool:
    """Whether a file of tests has this name, or a test; with `*`: whether some begin so."""
    files, functions = named_tests()
    if end.endswith("*"):
        return any(one.startswith(name) for one in files | functions)
    return name in files or (not end and name in functions)
