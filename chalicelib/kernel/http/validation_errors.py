"""What is wrong with an input, field by field. Loaded by the first refusal, so that a cold start need not pay."""

import re
from collections.abc import Iterator
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from chalicelib.kernel.errors import Fault, FieldError, fault

MOST = 50
# msgspec tells the place of a fault as the end of its message: "… - at `$.sections[0].title`".
_PLACE = re.compile(r"(?P<what>.*?)(?: - at `(?P<where>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<name>.*)`", re.DOTALL)
_STEP = re.compile(r"\.(?P<name>[^.\[\]]+)|\[(?P<index>\d+|\.\.\.)\]")
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form, re.DOTALL), code)
    for form, code in (
        (r"Invalid RFC3339 encoded datetime", "not_an_instant"),
        (r"Invalid RFC3339 encoded date", "not_a_day"),
        (r"Expected `(?P<type>.*)`, got `(?P<given>.*)`", "wrong_type"),
        (r"Expected `(?:str|array|object)` of length >= 1", "empty"),
        (r"Expected `str` of length <= (?P<most>\d+)", "too_long"),
        (r"Expected `(?:array|object)` of length <= (?P<most>\d+)", "too_many"),
        (r"Expected `(?:int|float)` >= (?P<least>-?[\d.]+)", "too_small"),
        (r"Expected `(?:int|float)` <= (?P<most>-?[\d.]+)", "too_great"),
        (r"Invalid enum value '?(?P<value>.*?)'?", "unknown_value"),
    )
)
_NOT_KNOWN, _REQUIRED = fault("unknown_field"), fault("required")


def validation_errors(
    value: object, kind: Any, first: msgspec.ValidationError, *, strict: bool = True
) -> list[FieldError]:
    """Return every field of `value` that does not fit `kind`; msgspec stops at the `first`."""
    return list(islice(_faults(value, kind, "", strict), MOST)) or [_fault(first)]


def _faults(value: object, kind: Any, at: str, strict: bool) -> Iterator[FieldError]:
    inner = list(_inside(value, _meant(value, kind), at, strict))
    yield from inner
    if inner:
        return
    try:
        msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        yield _fault(error, at)


def _meant(value: object, kind: Any) -> Any:
    """Return the alternative of a union, or the type below its annotations, that `value` was meant to be."""
    if get_origin(kind) is Annotated:
        return _meant(value, get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType}:
        shape = _is_struct if isinstance(value, dict) else _is_list
        return next((found for found in (_meant(value, one) for one in get_args(kind)) if shape(found)), None)
    return kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is list


def _inside(value: object, kind: Any, at: str, strict: bool) -> Iterator[FieldError]:
    if isinstance(value, dict) and _is_struct(kind):
        known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        yield from (FieldError(f"{at}/{name}", _NOT_KNOWN) for name in value if name not in known)
        for name, field in known.items():
            if name in value:
                yield from _faults(value[name], field.type, f"{at}/{name}", strict)
            elif field.required:
                yield FieldError(f"{at}/{name}", _REQUIRED)
    elif isinstance(value, list) and _is_list(kind):
        for position, item in enumerate(value):
            yield from _faults(item, get_args(kind)[0], f"{at}/{position}", strict)


def _fault(error: msgspec.ValidationError, at: str = "") -> FieldError:
    match = _PLACE.match(str(error))
    what, where = (match["what"], match["where"] or "") if match else (str(error), "")
    pointer = at + "".join(f"/{step['name'] or step['index']}" for step in _STEP.finditer(where))
    for form, meant in ((_UNKNOWN, _NOT_KNOWN), (_MISSING, _REQUIRED)):
        named = form.fullmatch(what)
        if named:
            return FieldError(f"{pointer}/{named['name']}", meant)
    return FieldError(pointer, _named(what))


def _named(what: str) -> Fault:
    """Return one of our codes for what msgspec says; what we have no code for is passed on as it is."""
    for form, code in _FORMS:
        if found := form.fullmatch(what):
            return fault(code, **{name: _number(value) for name, value in found.groupdict().items()})
    return fault("unfit", said=what)


def _number(value: str) -> str | int:
    return int(value) if re.fullmatch(r"-?\d+", value) else value
