"""What the documents point to is there: files, folders and modules named in them."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = sorted(
    path
    for name in ("README.md", "CONTRIBUTING.md", "docs", "chalicelib", "infra", "pyproject.toml")
    for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*.md"))
)
QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?:app\.py|(?:chalicelib|tests|infra|bench|docs|web|\.chalice|\.ci)/[\w./-]+)$")
IN_A_FEATURE = re.compile(r"kernel/[\w./-]+$|\w+/[\w/-]+\.py$")
"""A file or a folder as it is called inside of `chalicelib`."""
ROOMS = "rules|jobs|mails|store|bodies|views|actions|routes|events"
MODULE = re.compile(rf"(?:chalicelib\.)?(kernel(?:\.\w+)+|\w+\.(?:{ROOMS})(?:\.\w+)+|wiring)$")
MADE = ("web/dist", "web/node_modules", "docs/pictures")
"""What a build makes."""


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
