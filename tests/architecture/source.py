"""The project's sources, parsed once: what the tests of its rules look at."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file. `name` is its dotted name, `feature` the folder under chalicelib that it is in."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def feature(self) -> str:
        return self.name.partition(".")[2].partition(".")[0]

    @property
    def part(self) -> str:
        """Which of a feature's parts this is: "rules" for rules.py and for everything in rules/."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""

    def imports(self) -> Iterator[str]:
        """Dotted names of everything imported anywhere in the module: `from a import b` is "a.b"."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def strings(self) -> Iterator[str]:
        """Every string in the module, docstrings among them."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def loads(self) -> Iterator[str]:
        """Dotted names of what is imported while the module is: outside of functions, and not for types only."""
        typed = {
            node
            for test in ast.walk(self.tree)
            if isinstance(test, ast.If) and isinstance(test.test, ast.Name) and test.test.id == "TYPE_CHECKING"
            for part in test.body
            for node in ast.walk(part)
        }
        for node in self.at_import():
            if node in typed:
                continue
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def at_import(self) -> Iterator[ast.AST]:
        """Every expression that runs while the module is imported: whatever is not in a function's body."""
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                waiting += [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
            elif not isinstance(node, ast.Lambda):
                waiting += ast.iter_child_nodes(node)


@cache
def modules(*roots: str) -> tuple[Module, ...]:
    """Every Python file below the folders `roots` (or the files themselves)."""
    paths = [
        path for root in roots for path in ([ROOT / root] if root.endswith(".py") else (ROOT / root).rglob("*.py"))
    ]
    return tuple(Module(path, text := path.read_text(), ast.parse(text)) for path in sorted(paths))


def product() -> tuple[Module, ...]:
    """What is deployed."""
    return modules("app.py", "chalicelib")


def chalicelib() -> tuple[Module, ...]:
    """What is deployed, without app.py."""
    return modules("chalicelib")
