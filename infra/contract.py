"""Compare the API's document with the one of the last release, `docs/openapi.json`.

`python -m infra.contract` lists the changes since then. With `--publish`, which belongs to each release, what the API
says now takes the place of that file. A breaking change is one after which a client that was written against the last
release may fail; each needs a line in the changelog (`tests/architecture/test_contract.py`).
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = ROOT / "docs" / "openapi.json"
SMALLEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
LARGEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
ANYTHING = "anything"
REFUSALS = re.compile("[45][0-9][0-9]")
WORDS = frozenset({"summary", "description", "title", "example", "examples"})
NAMED = frozenset({"properties", "schemas"})

Schema = Mapping[str, Any]


@dataclass(frozen=True, order=True)
class Change:
    """What changed: `where` is an operation (`GET /home`) or a field of a schema (`HomeView.tasks`)."""

    where: str
    what: str
    breaking: bool


def changes(old: Schema, new: Schema) -> list[Change]:
    """Return everything that a client could notice between two versions of the document, sorted."""
    return sorted(set(_Comparison(old, new).all()))


def current() -> dict[str, Any]:
    """Return the document as the API answers it now, whatever the company's name."""
    import app  # noqa: F401  # registers every route
    from chalicelib.kernel.http.openapi import document
    from chalicelib.words.problems import CODES

    document_now: dict[str, Any] = _bare(document("the company", CODES))
    return document_now


def _bare(part: Any, *, names: bool = False) -> Any:
    """Return the document without what no program reads: words, examples, and refusals, which are all alike.

    `names`: the keys of `part` are names of fields or schemas, whatever they are.
    """
    if isinstance(part, list):
        return [_bare(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: one for key, one in part.items() if names or not (key in WORDS or REFUSALS.fullmatch(key))}
    return {key: _bare(one, names=not names and key in NAMED) for key, one in kept.items()}


def published() -> dict[str, Any]:
    """Return the document that was published last."""
    released: dict[str, Any] = json.loads(PUBLISHED.read_text())
    return released


def main(arguments: list[str]) -> int:
    """List the changes, or publish."""
    now = current()
    for change in changes(published(), now) if PUBLISHED.exists() else ():
        print(f"{'BREAKING ' if change.breaking else ''}{change.where}: {change.what}")
    if "--publish" in arguments:
        PUBLISHED.write_text(json.dumps(now, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    return 0


@dataclass(frozen=True)
class _Comparison:
    """What clients send may be taken more widely, not more narrowly; of what they read it is the other way round.

    `seen`: the pairs of components that were compared already, which also ends circles."""

    old: Schema
    new: Schema
    seen: set[tuple[str, str, bool]] = field(default_factory=set)

    def all(self) -> Iterator[Change]:
        before, after = _operations(self.old), _operations(self.new)
        for name in before.keys() | after.keys():
            if name not in after:
                yield Change(name, "is gone", breaking=True)
            elif name not in before:
                yield Change(name, "is new", breaking=False)
            else:
                yield from self._operation(name, before[name], after[name])

    def _operation(self, name: str, old: Schema, new: Schema) -> Iterator[Change]:
        if old.get("security") == [] and new.get("security") != []:
            yield Change(name, "asks for a token", breaking=True)
        yield from self._parameters(name, old, new)
        yield from self._body(name, old, new)
        yield from self._answer(name, old, new)

    def _parameters(self, name: str, old: Schema, new: Schema) -> Iterator[Change]:
        before, after = _parameters(old), _parameters(new)
        for place in before.keys() | after.keys():
            here, there = before.get(place), after.get(place)
            said = f"the parameter {place[1]}"
            if there is None:
                yield Change(name, f"{said} is gone", breaking=True)
            elif here is None:
                yield Change(name, f"{said} is new", breaking=bool(there.get("required")))
            else:
                if there.get("required") and not here.get("required"):
                    yield Change(name, f"{said} is required", breaking=True)
                yield from self._schema(f"{name} ?{place[1]}", here["schema"], there["schema"], sent=True)

    def _body(self, name: str, old: Schema, new: Schema) -> Iterator[Change]:
        before, after = _content(old.get("requestBody")), _content(new.get("requestBody"))
        for media in before.keys() - after.keys():
            yield Change(name, f"a body of {media} is not taken", breaking=True)
        if new.get("requestBody", {}).get("required") and not old.get("requestBody", {}).get("required"):
            yield Change(name, "a body is required", breaking=True)
        for media in before.keys() & after.keys():
            yield from self._schema(name, before[media], after[media], sent=True)

    def _answer(self, name: str, old: Schema, new: Schema) -> Iterator[Change]:
        before, after = _successes(old), _successes(new)
        for status in before.keys() - after.keys():
            yield Change(name, f"{status} is not answered", breaking=True)
        for status in before.keys() & after.keys():
            here, there = _content(before[status]), _content(after[status])
            for media in here.keys() - there.keys():
                yield Change(name, f"{media} is not answered", breaking=True)
            for media in here.keys() & there.keys():
                yield from self._schema(name, here[media], there[media], sent=False)

    def _schema(self, where: str, old: Schema, new: Schema, *, sent: bool) -> Iterator[Change]:
        before, after = _kinds(self.old, old), _kinds(self.new, new)
        lost, gained = before.keys() - after.keys(), after.keys() - before.keys()
        if sent and lost and ANYTHING not in after:
            yield Change(where, f"is not taken as {' or '.join(sorted(lost))}", breaking=True)
        if not sent and gained and ANYTHING not in before:
            yield Change(where, f"may be {' or '.join(sorted(gained))}", breaking=True)
        for kind in before.keys() & after.keys():
            (name, here), (published_as, there) = before[kind], after[kind]
            seen = (name, published_as, sent)
            if name and published_as and seen in self.seen:
                continue
            self.seen.add(seen)
            yield from self._one_kind(published_as or where, here, there, sent=sent)

    def _one_kind(self, where: str, old: Schema, new: Schema, *, sent: bool) -> Iterator[Change]:
        yield from _values(where, old, new, sent=sent)
        if sent:
            yield from _bounds(where, old, new)
        yield from self._fields(where, old, new, sent=sent)
        for inner in ("items", "additionalProperties"):
            here, there = old.get(inner), new.get(inner)
            if isinstance(here, dict) and isinstance(there, dict):
                yield from self._schema(where, here, there, sent=sent)

    def _fields(self, where: str, old: Schema, new: Schema, *, sent: bool) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        for name in before.keys() | after.keys():
            place = f"{where}.{name}"
            if name not in after:
                yield Change(place, "is gone", breaking=True)
            elif name not in before:
                yield Change(place, "is new", breaking=sent and name in needs)
            else:
                if sent and name in needs - needed:
                    yield Change(place, "is required", breaking=True)
                if not sent and name in needed - needs:
                    yield Change(place, "may be absent", breaking=True)
                yield from self._schema(place, before[name], after[name], sent=sent)


def _values(where: str, old: Schema, new: Schema, *, sent: bool) -> Iterator[Change]:
    """Of a closed set which values. Readers pass over a value that they do not know, so that a set may grow."""
    before, after = _enum(old), _enum(new)
    if before is None and after is None:
        return
    if after is None or before is None:
        yield Change(where, f"is {'any text' if after is None else 'one of a set'}", breaking=sent == (before is None))
        return
    for value in before ^ after:
        lost = value in before
        yield Change(where, f"{value} is {'gone' if lost else 'new'}", breaking=sent and lost)


def _bounds(where: str, old: Schema, new: Schema) -> Iterator[Change]:
    for bound in SMALLEST:
        if new.get(bound, 0) > old.get(bound, 0) or (bound in new and bound not in old and new[bound] != 0):
            yield Change(where, f"{bound} is {new[bound]}", breaking=True)
    for bound in LARGEST:
        if bound in new and new[bound] < old.get(bound, float("inf")):
            yield Change(where, f"{bound} is {new[bound]}", breaking=True)
    if new.get("pattern") not in (None, old.get("pattern")):
        yield Change(where, f"pattern is {new['pattern']}", breaking=True)


def _kinds(document: Schema, schema: Schema, name: str = "") -> dict[str, tuple[str, Schema]]:
    """By JSON type what a value may be: the name of its component, and the schema."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _kinds(document, document["components"]["schemas"][name], name)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return {kind: one for part in schema[union] for kind, one in _kinds(document, part).items()}
    kinds = schema.get("type", ANYTHING if _enum(schema) is None else "string")
    return dict.fromkeys([kinds] if isinstance(kinds, str) else kinds, (name, schema))


def _enum(schema: Schema) -> frozenset[str] | None:
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    return None if values is None else frozenset(map(str, values))


def _operations(document: Schema) -> dict[str, Schema]:
    return {f"{verb.upper()} {path}": one for path, verbs in document["paths"].items() for verb, one in verbs.items()}


def _parameters(operation: Schema) -> dict[tuple[str, str], Schema]:
    return {(one["in"], one["name"]): one for one in operation.get("parameters", ())}


def _content(part: Schema | None) -> dict[str, Schema]:
    return {media: one.get("schema", {}) for media, one in (part or {}).get("content", {}).items()}


def _successes(operation: Schema) -> dict[str, Schema]:
    return {status: one for status, one in operation["responses"].items() if status.startswith("2")}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
