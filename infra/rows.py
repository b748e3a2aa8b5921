"""The shapes of all that is stored, from the sources to docs/rows.json: `python -m infra.rows`.

A class that is read from a row may get a field with a default, and a closed set a value: both versions of the code read
such rows (docs/adr/0035). Any other change needs `SCHEMA` raised, in the kernel's table, and a reader of the old shape.
"""

import ast
import dataclasses
import json
import re
import sys
import typing
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.kernel.jobs import Job
from chalicelib.kernel.storage.table import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "rows.json"
READERS = frozenset({"decode", "decode_again", "decode_version"})
Shape = dict[str, str]
DEFAULT, VALUE = " = …", "value"
WRONG = (
    "Rows that are stored would be read wrongly: keep the old shape, "
    "or raise SCHEMA in chalicelib/kernel/storage/table.py and read both."
)


def stored() -> dict[str, type]:
    """Every class that something decodes from the body of a row or that a job is given, and every class within."""
    found: dict[str, type] = {}
    for path in sorted((ROOT / "chalicelib").rglob("*.py")):
        text = path.read_text()
        if ".body" in text:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for kind in _decoded(ast.parse(text), name):
                _gather(kind, found)
        if path.name == "jobs.py" and path.parent.parent.name == "chalicelib":
            for job in vars(import_module(f"chalicelib.{path.parent.name}.jobs")).values():
                if isinstance(job, Job):
                    _gather(job.params, found)
    return found


def _decoded(tree: ast.Module, name: str) -> Iterator[Any]:
    module = import_module(name)
    known: dict[str, Any] = dict(vars(module))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("chalicelib"):
            known |= {one.asname or one.name: getattr(import_module(node.module), one.name, None) for one in node.names}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS):
            continue
        if len(node.args) > 1 and isinstance(node.args[0], ast.Attribute) and node.args[0].attr == "body":
            names = [one.id for one in ast.walk(node.args[1]) if isinstance(one, ast.Name)]
            yield from (known[one] for one in names if isinstance(known.get(one), type))


def _gather(kind: Any, found: dict[str, type]) -> None:
    for inner in (kind, *typing.get_args(kind)):
        if typing.get_args(inner) and inner is not kind:
            _gather(inner, found)
        elif isinstance(inner, type) and inner.__module__.startswith("chalicelib"):
            name = f"{inner.__module__}.{inner.__qualname__}"
            if name not in found:
                found[name] = inner
                for hint in _hints(inner).values():
                    _gather(hint, found)


def _hints(kind: type) -> dict[str, Any]:
    return {} if issubclass(kind, Enum) else typing.get_type_hints(kind)


def shape(kind: type) -> Shape:
    """Return the fields of a class with their types, or the values of a closed set."""
    if issubclass(kind, Enum):
        return {str(one.value): VALUE for one in kind}
    optional = _optional(kind)
    return {
        name: _spelled(hint) + (DEFAULT if name in optional else "")
        for name, hint in _hints(kind).items()
        if typing.get_origin(hint) is not typing.ClassVar
    }


def _optional(kind: type) -> set[str]:
    if dataclasses.is_dataclass(kind):
        missing = dataclasses.MISSING
        return {
            one.name
            for one in dataclasses.fields(kind)
            if one.default is not missing or one.default_factory is not missing
        }
    if issubclass(kind, msgspec.Struct):
        return {one.name for one in msgspec.structs.fields(kind) if not one.required}
    return set(getattr(kind, "_field_defaults", {}))


def _spelled(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint).replace("typing.", "")


def page() -> str:
    """Return the document."""
    shapes = {name: shape(kind) for name, kind in sorted(stored().items())}
    return json.dumps({"schema": SCHEMA, "shapes": shapes}, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def unreadable(before: dict[str, Shape], after: dict[str, Shape]) -> list[str]:
    """Return what changed so that one of the two versions cannot read what the other has written."""
    renamed = _renamed(before, after)
    found = []
    for name, shape_before in before.items():
        new = after.get(renamed.get(name, name))
        if new is None:
            found.append(f"{name} is gone")
            continue
        old = {field: _with_names(spelled, renamed) for field, spelled in shape_before.items()}
        found += [
            f"{name}.{field}: {old[field]} became {new.get(field, 'nothing')}"
            for field in old
            if new.get(field, "").removesuffix(DEFAULT) != old[field].removesuffix(DEFAULT)
        ]
        found += [
            f"{name}.{field} has no default"
            for field in new.keys() - old.keys()
            if new[field] != VALUE and not new[field].endswith(DEFAULT)
        ]
    return found


def _renamed(before: dict[str, Shape], after: dict[str, Shape]) -> dict[str, str]:
    """Return what classes are called now that had another name or module: those with the same fields."""
    added = [name for name in after if name not in before]
    gone = [name for name in before if name not in after]
    fits = {old: [new for new in added if after[new].keys() == before[old].keys()] for old in gone}
    return {old: new[0] for old, new in fits.items() if new}


def _with_names(spelled: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        spelled = spelled.replace(old, new)
        spelled = re.sub(rf"\b{old.rpartition('.')[2]}\b", new.rpartition(".")[2], spelled)
    return spelled


def verdict(before: str, after: str) -> str:
    """Return what has to be done before these shapes can be the ones that are stored; "" where nothing has."""
    old, new = json.loads(before), json.loads(after)
    changed = unreadable(old["shapes"], new["shapes"])
    if changed and new["schema"] <= old["schema"]:
        return f"{WRONG} {'; '.join(changed)}"
    return "" if before == after else "The shapes of rows changed: `python -m infra.rows` writes docs/rows.json."


def main() -> None:
    """Write the document, unless what is stored already would be read wrongly."""
    after = page()
    told = verdict(PAGE.read_text(), after) if PAGE.exists() else ""
    if told.startswith(WRONG):
        sys.exit(told)
    PAGE.write_text(after)


if __name__ == "__main__":
    main()
