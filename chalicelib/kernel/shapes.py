"""What the classes of stored values look like, and values of a newer version in them.

A row may have been written by a newer version of the code: with fields that this one does not know, and with values
that a closed set did not have yet. `tolerant` reads such a value, `with_unknown` keeps such fields. Both are rare
or part of a write; an ordinary read goes through msgspec alone (`codec.decode`).
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

import msgspec

_Known = Mapping[str, Any]
_LISTS = (list, tuple, set, frozenset)


@lru_cache(maxsize=512)
def fields_of(kind: Any) -> _Known | None:
    """Return the types of a dataclass's or Struct's fields by their names in JSON; None for anything else."""
    if not isinstance(kind, type):
        return None
    if issubclass(kind, msgspec.Struct):
        return {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    if not is_dataclass(kind):
        return None
    hints = typing.get_type_hints(kind)
    return {name: hints[name] for name in kind.__dataclass_fields__}


@lru_cache(maxsize=512)
def unknown_member(kind: type[Enum], value: Any) -> Enum:
    """Return a member of `kind` that it does not have: equal to none of its own, and written as it was read."""
    plain: Any = kind
    base: Any = str if issubclass(plain, str) else int if issubclass(plain, int) else None
    made: Enum = base.__new__(kind, value) if base else object.__new__(kind)
    made._name_ = str(value)
    made._value_ = value
    return made


def tolerant(value: Any, kind: Any) -> Any:
    """Return `value` (as JSON gives it) as a `kind`, with members that a closed set does not have yet.

    Raise msgspec.ValidationError where it is something else altogether.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        built = _built(value, kind)
        if built is _NOT:
            raise
        return built


_NOT: Any = object()


def _built(value: Any, kind: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return unknown_member(kind, value) if isinstance(value, str | int) else _NOT
    fields = fields_of(kind)
    if fields is not None:
        return _object(value, kind, fields)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _first_of(value, arguments)
    if origin is typing.Literal:
        return value if isinstance(value, str | int) else _NOT
    if isinstance(value, dict) and len(arguments) == 2:
        return {tolerant(key, arguments[0]): tolerant(one, arguments[1]) for key, one in value.items()}
    if isinstance(value, list) and arguments:
        made = [tolerant(one, of) for one, of in zip(value, _each(arguments, len(value)), strict=True)]
        return origin(made) if origin in _LISTS else tuple(made)
    return _NOT


def _object(value: Any, kind: Any, fields: _Known) -> Any:
    if not isinstance(value, dict):
        return _NOT
    values = {name: tolerant(value[name], of) for name, of in fields.items() if name in value}
    try:
        return kind(**values)
    except TypeError:  # a field is missing that has no default
        return _NOT


def _first_of(value: Any, kinds: tuple[Any, ...]) -> Any:
    for kind in kinds:
        try:
            return tolerant(value, kind)
        except msgspec.ValidationError:
            continue
    return _NOT


def _each(arguments: tuple[Any, ...], length: int) -> tuple[Any, ...]:
    """Return the type of each of so many elements."""
    fixed = len(arguments) == length and Ellipsis not in arguments
    return arguments if fixed else (arguments[0],) * length


def with_unknown(before: Any, now: Any, kind: Any) -> Any:
    """Return `now` with the fields that `before` had and `kind` does not know; all as JSON gives it.

    What a mapping had and no longer has was removed and stays so. An element of a list is the one with the same `id`,
    or, where elements have none and there are as many as before, the one in the same place.
    """
    fields = fields_of(kind)
    if fields is not None and isinstance(before, dict) and isinstance(now, dict):
        kept = {name: value for name, value in before.items() if name not in fields}
        return kept | {
            name: with_unknown(before[name], value, fields[name]) if name in before and name in fields else value
            for name, value in now.items()
        }
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        holding = [one for one in arguments if _holds_fields(one)]
        return with_unknown(before, now, holding[0]) if len(holding) == 1 else now
    if isinstance(before, dict) and isinstance(now, dict) and len(arguments) == 2:
        return {
            key: with_unknown(before[key], value, arguments[1]) if key in before else value
            for key, value in now.items()
        }
    if isinstance(before, list) and isinstance(now, list) and arguments:
        return _elements(before, now, arguments)
    return now


def _elements(before: list[Any], now: list[Any], arguments: tuple[Any, ...]) -> list[Any]:
    kinds = _each(arguments, len(now))
    if not any(map(_holds_fields, kinds)):
        return now
    if all(isinstance(one, dict) and "id" in one for one in [*before, *now]):
        known = {str(one["id"]): one for one in before}
        return [with_unknown(known.get(str(one["id"])), one, kind) for one, kind in zip(now, kinds, strict=True)]
    if len(before) != len(now):
        return now
    return [with_unknown(*pair) for pair in zip(before, now, kinds, strict=True)]


@lru_cache(maxsize=512)
def _holds_fields(kind: Any) -> bool:
    """Return whether somewhere in it there are fields of a class."""
    return fields_of(kind) is not None or any(_holds_fields(one) for one in typing.get_args(kind))
