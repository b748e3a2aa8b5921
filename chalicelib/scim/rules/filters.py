"""Filters (RFC 7644, section 3.4.2.2): from text to a tree, and whether a resource fits it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.scim.rules.refusals import invalid_filter

LONGEST, DEEPEST = 4_000, 20
Value = str | bool | int | float | None

_TOKEN = re.compile(r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[()\[\]])|(?P<word>[^\s()\[\]"]+))')
_PLAIN: Mapping[str, Value] = {"true": True, "false": False, "null": None}
_EXACT = frozenset({"id", "externalid", "members", "members.value"})


@dataclass(frozen=True, slots=True)
class Compare:
    """An attribute against a value. `name` in lower case, without the schema; with its sub-attribute by a dot."""

    name: str
    op: str
    value: Value


@dataclass(frozen=True, slots=True)
class Present:
    """Whether an attribute has a value."""

    name: str


@dataclass(frozen=True, slots=True)
class Within:
    """Whether one value of a multi-valued attribute fits."""

    name: str
    inner: Filter


@dataclass(frozen=True, slots=True)
class Both:
    """`and`."""

    left: Filter
    right: Filter


@dataclass(frozen=True, slots=True)
class Either:
    """`or`."""

    left: Filter
    right: Filter


@dataclass(frozen=True, slots=True)
class Not:
    """`not`."""

    inner: Filter


Filter = Compare | Present | Within | Both | Either | Not


def parse(text: str) -> Filter:
    """Return the tree of a filter; 400 invalidFilter where it is none."""
    if len(text) > LONGEST:
        raise invalid_filter(f"A filter has at most {LONGEST:,} characters.")
    reader = _FilterParser(list(_tokens(text)))
    found = reader.either(0)
    if reader.more():
        raise invalid_filter(f"Not understood in the filter: {reader.next()[:60]}")
    return found


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise invalid_filter("A text in the filter is not closed.")
        yield match["text"] or match["mark"] or match["word"]
        at = match.end()


@dataclass(slots=True)
class _FilterParser:
    tokens: list[str]
    at: int = 0

    def more(self) -> bool:
        return self.at < len(self.tokens)

    def peek(self) -> str:
        return self.tokens[self.at].lower() if self.more() else ""

    def next(self) -> str:
        if not self.more():
            raise invalid_filter("The filter ends too early.")
        self.at += 1
        return self.tokens[self.at - 1]

    def need(self, mark: str) -> None:
        if self.next() != mark:
            raise invalid_filter(f"The filter lacks a {mark}")

    def either(self, depth: int) -> Filter:
        if depth > DEEPEST:
            raise invalid_filter("The filter is nested too deeply.")
        found = self.both(depth)
        while self.peek() == "or":
            self.next()
            found = Either(found, self.both(depth))
        return found

    def both(self, depth: int) -> Filter:
        found = self.one(depth)
        while self.peek() == "and":
            self.next()
            found = Both(found, self.one(depth))
        return found

    def one(self, depth: int) -> Filter:
        if self.peek() == "not":
            self.next()
            self.need("(")
            return Not(self.closed(depth))
        if self.peek() == "(":
            self.next()
            return self.closed(depth)
        return self.expression(depth)

    def closed(self, depth: int) -> Filter:
        found = self.either(depth + 1)
        self.need(")")
        return found

    def expression(self, depth: int) -> Filter:
        name = bare(self.next())
        if self.peek() != "[":
            return self.comparison(name)
        self.next()
        inner = self.either(depth + 1)
        self.need("]")
        if not self.peek().startswith("."):
            return Within(name, inner)
        part = self.next()[1:].lower()
        return Within(name, Both(inner, self.comparison(part)))

    def comparison(self, name: str) -> Filter:
        op = self.next().lower()
        if op == "pr":
            return Present(name)
        if op not in OPERATORS:
            raise invalid_filter(f"Not an operator: {op[:20]}")
        return Compare(name, op, _value(self.next()))


def _value(token: str) -> Value:
    if token.lower() in _PLAIN:
        return _PLAIN[token.lower()]
    try:
        found = json.loads(token)
    except ValueError:
        found = ...
    if isinstance(found, str | int | float):
        return found
    raise invalid_filter(f"Not a value: {token[:60]}")


def bare(name: str) -> str:
    """Return an attribute's name in lower case, without the schema it may be written with."""
    lowered = name.lower()
    if lowered.startswith("urn:"):
        # The URN of a schema has a dot of its own, in its version: the name begins after the last colon.
        lowered = lowered.rpartition(":")[2].removeprefix("user.").removeprefix("group.")
    if not re.fullmatch(r"\$?[a-z][a-z0-9_-]*(\.\$?[a-z][a-z0-9_-]*)?", lowered):
        raise invalid_filter(f"Not an attribute: {name[:60]}")
    return lowered


def fits(resource: Mapping[str, Any], wanted: Filter) -> bool:
    """Return whether a resource (or one value of a complex attribute) fits."""
    match wanted:
        case Both(left, right):
            return fits(resource, left) and fits(resource, right)
        case Either(left, right):
            return fits(resource, left) or fits(resource, right)
        case Not(inner):
            return not fits(resource, inner)
        case Within(name, inner):
            return any(isinstance(one, Mapping) and fits(one, inner) for one in _values(resource, name))
        case Present(name):
            return any(one not in (None, "", [], {}) for one in _values(resource, name))
    return _compared(resource, wanted.name, wanted.op, wanted.value)


def _compared(resource: Mapping[str, Any], name: str, op: str, value: Value) -> bool:
    held = [_plain(one) for one in _values(resource, name)]
    if op == "ne":
        return not any(_holds("eq", one, value, exact=name in _EXACT) for one in held)
    return any(_holds(op, one, value, exact=name in _EXACT) for one in held)


def _plain(value: Any) -> Any:
    """The value of a complex attribute is what it is compared by."""
    return value.get("value") if isinstance(value, Mapping) else value


def _values(resource: Mapping[str, Any], name: str) -> list[Any]:
    """Return every value of an attribute, also of one that an extension has."""
    first, _, rest = name.partition(".")
    found = [value for key, value in _flat(resource) if key.lower() == first]
    values = [one for value in found for one in (value if isinstance(value, list) else [value])]
    if not rest:
        return values
    return [value for one in values if isinstance(one, Mapping) for key, value in one.items() if key.lower() == rest]


def _flat(resource: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in resource.items():
        if key.lower().startswith("urn:") and isinstance(value, Mapping):
            yield from value.items()
        else:
            yield key, value


def _holds(op: str, held: Any, value: Value, *, exact: bool) -> bool:
    if isinstance(held, bool) or held is None or value is None:
        return op == "eq" and held is _truth(value)
    if isinstance(held, str) and isinstance(value, str):
        return OPERATORS[op](held, value) if exact else OPERATORS[op](held.casefold(), value.casefold())
    return op == "eq" and str(held) == str(value)


def _truth(value: Value) -> Value:
    """Entra writes booleans as texts."""
    return _PLAIN.get(value.lower(), value) if isinstance(value, str) else value


OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "eq": lambda held, value: held == value,
    "ne": lambda held, value: held != value,
    "co": lambda held, value: value in held,
    "sw": lambda held, value: held.startswith(value),
    "ew": lambda held, value: held.endswith(value),
    "gt": lambda held, value: held > value,
    "ge": lambda held, value: held >= value,
    "lt": lambda held, value: held < value,
    "le": lambda held, value: held <= value,
}


@dataclass(frozen=True, slots=True)
class Lookup:
    """A key that leads to everyone who may fit: one of `id`, `username`, `externalid`, `email`, `employeenumber` …"""

    by: str
    value: str


_BY = {"emails": "email", "emails.value": "email"}


def lookups(wanted: Filter, keyed: frozenset[str]) -> tuple[Lookup, ...] | None:
    """Keys that lead to everyone who may fit, so that no one else need be looked at; None where there are none."""
    match wanted:
        case Compare(name, "eq", str(value)) if _BY.get(name, name) in keyed:
            return (Lookup(_BY.get(name, name), value),)
        case Both(left, right):
            found = lookups(left, keyed)
            return lookups(right, keyed) if found is None else found
        case Either(left, right):
            one, other = lookups(left, keyed), lookups(right, keyed)
            return None if one is None or other is None else (*one, *other)
        case Within(name, inner):
            return lookups(_prefixed(inner, name), keyed)
    return None


def _prefixed(inner: Filter, name: str) -> Filter:
    """Return what holds within an attribute's value, as it is said from outside."""
    match inner:
        case Compare(part, op, value):
            return Compare(f"{name}.{part}", op, value)
        case Both(left, right):
            return Both(_prefixed(left, name), _prefixed(right, name))
        case Either(left, right):
            return Either(_prefixed(left, name), _prefixed(right, name))
    return inner


def only_active(wanted: Filter) -> bool | None:
    """Return whether only active people may fit (True), only leavers (False), or both."""
    match wanted:
        case Compare("active", "eq", value) if isinstance(_truth(value), bool):
            return bool(_truth(value))
        case Both(left, right):
            found = only_active(left)
            return only_active(right) if found is None else found
    return None


def conditions(wanted: Filter) -> dict[str, Value]:
    """Return what a new value must have to fit: the equalities that are joined by `and`."""
    match wanted:
        case Compare(name, "eq", value):
            return {name: value}
        case Both(left, right):
            return conditions(left) | conditions(right)
    return {}
