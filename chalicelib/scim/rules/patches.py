"""PATCH as providers send it: what a resource is after the operations of a request.

A resource is the JSON object of its schema: texts, booleans, objects, lists of objects, and the extension below its
URN. Attributes that the schemas do not have are passed over: a provider sends what it has.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.scim.rules.filters import conditions, fits
from chalicelib.scim.rules.paths import PatchTarget, place_of
from chalicelib.scim.rules.refusals import invalid_syntax, invalid_value, no_target, read_only
from chalicelib.scim.rules.schemas import READ_ONLY, Attribute, ResourceType

Resource = dict[str, Any]
MOST_OPERATIONS = 1_000
MOST_VALUES = 10_000
MOST_NUMBER = 10**9
LONGEST = 1_000
_TRUTHS = {"true": True, "false": False}


def read(body: Any, kind: ResourceType) -> Resource:
    """Return what is known here of a resource as it was sent in a POST or a PUT."""
    if not isinstance(body, Mapping):
        raise invalid_syntax("Send a JSON object.")
    resource: Resource = {}
    _spread("add", body, resource, kind)
    return resource


def patched(resource: Mapping[str, Any], body: Any, kind: ResourceType) -> Resource:
    """`resource` after the operations of a PATCH."""
    found: Resource = copy.deepcopy(dict(resource))
    for operation in _operations(body):
        _apply(operation, found, kind)
    return found


def _operations(body: Any) -> list[Mapping[str, Any]]:
    given = (
        next((value for key, value in body.items() if key.lower() == "operations"), None)
        if (isinstance(body, Mapping))
        else None
    )
    if not isinstance(given, list) or not given or not all(isinstance(one, Mapping) for one in given):
        raise invalid_syntax("A PATCH has a list of Operations.")
    if len(given) > MOST_OPERATIONS:
        raise invalid_syntax(f"At most {MOST_OPERATIONS:,} operations at once.")
    return [{key.lower(): value for key, value in one.items()} for one in given]


def _apply(operation: Mapping[str, Any], resource: Resource, kind: ResourceType) -> None:
    op, path, value = operation.get("op"), operation.get("path"), operation.get("value")
    op = op.lower() if isinstance(op, str) else op
    if op not in {"add", "replace", "remove"}:
        raise invalid_syntax("op is one of add, replace, remove.")
    if path is None or path == "":
        if op == "remove":
            raise no_target()
        if not isinstance(value, Mapping):
            raise invalid_syntax("Without a path the value is an object.")
        _spread(op, value, resource, kind)
        return
    if not isinstance(path, str):
        raise invalid_syntax("A path is a text.")
    if path.lower() in READ_ONLY:
        raise read_only(path)
    place = place_of(path, kind)
    if place is not None:
        _at(op, place, value, resource, kind)


def _spread(op: str, value: Mapping[str, Any], resource: Resource, kind: ResourceType) -> None:
    """Each attribute of an object; its keys may be paths."""
    for key, one in value.items():
        if key.lower() in READ_ONLY:
            continue
        place = place_of(key, kind)
        if place is not None:
            _at(op, place, one, resource, kind)


def _at(op: str, place: PatchTarget, value: Any, resource: Resource, kind: ResourceType) -> None:
    if place.attribute is None:
        _whole_extension(op, place.schema, value, resource, kind)
        return
    within = resource.setdefault(place.schema, {}) if place.schema else resource
    if place.attribute.multiple:
        _values(op, place, value, within)
    elif place.attribute.parts:
        _object(op, place, value, within)
    else:
        _set(within, place.attribute, None if op == "remove" else value)
    if place.schema and not within:
        del resource[place.schema]


def _whole_extension(op: str, schema: str, value: Any, resource: Resource, kind: ResourceType) -> None:
    if op == "remove":
        resource.pop(schema, None)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            place = place_of(f"{schema}:{key}" if schema and not key.lower().startswith("urn:") else key, kind)
            if place is not None and place.attribute is not None:
                _at(op, place, one, resource, kind)
    elif value is not None:
        raise invalid_value(schema, "is an object.")


def _set(within: Resource, attribute: Attribute, value: Any, *, named: str = "") -> None:
    """One simple value; nothing, and an empty text, is none."""
    plain = _simple(attribute, value, named or attribute.name)
    if plain is None or plain == "":
        within.pop(attribute.name, None)
    else:
        within[attribute.name] = plain


def _simple(attribute: Attribute, value: Any, named: str) -> Any:
    value = _unwrapped(value)
    if value is None:
        return None
    if attribute.kind == "boolean":
        value = _TRUTHS.get(value.strip().lower(), value) if isinstance(value, str) else value
        if not isinstance(value, bool):
            raise invalid_value(named, "is true or false.")
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise invalid_value(named, "is a text.")
    if len(value) > LONGEST:
        raise invalid_value(named, f"has more than {LONGEST:,} characters.")
    return value


def _unwrapped(value: Any) -> Any:
    """Entra writes a simple value as `[{"$ref": null, "value": …}]`, too."""
    if isinstance(value, list) and len(value) <= 1:
        value = value[0] if value else None
    if isinstance(value, Mapping):
        found = [one for key, one in value.items() if key.lower() == "value"]
        return found[0] if found else value
    return value


def _object(op: str, place: PatchTarget, value: Any, within: Resource) -> None:
    """A complex attribute with one value: `name`, `manager`."""
    attribute = place.attribute
    assert attribute is not None  # noqa: S101 - for mypy: `_at` has looked
    held: Resource = dict(within.get(attribute.name) or {})
    if place.part is not None:
        _part(held, attribute, place.part, None if op == "remove" else value)
    elif op == "remove" or value is None or value == "":
        held = {}
    else:
        given = _element(attribute, value)
        # A new manager does not have the old one's name; a name keeps the parts that are not mentioned.
        held = given if attribute.part("value") else {**_without_whole(held, given), **given}
    if held:
        within[attribute.name] = held
    else:
        within.pop(attribute.name, None)


def _part(held: Resource, attribute: Attribute, part: Attribute, value: Any) -> None:
    if part.name in {"givenName", "familyName"}:
        held.pop("formatted", None)  # it was made of the old parts
    if part.mutability != "readOnly":
        if part.name == "value" and attribute.name == "manager":
            held.clear()
        _set(held, part, value, named=f"{attribute.name}.{part.name}")


def _without_whole(held: Resource, given: Resource) -> Resource:
    stale = "formatted" not in given and not given.keys().isdisjoint({"givenName", "familyName"})
    return {key: value for key, value in held.items() if not (stale and key == "formatted")}


def _element(attribute: Attribute, value: Any) -> Resource:
    """Return one value of a complex attribute; a plain one is its `value` (of a name: all of it)."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        main = attribute.part("value") or attribute.part("formatted")
        value = {main.name: value} if main else value
    if not isinstance(value, Mapping):
        raise invalid_value(attribute.name, "is an object.")
    found: Resource = {}
    for key, one in value.items():
        part = attribute.part(key)
        if part is not None and part.mutability != "readOnly":
            _set(found, part, one, named=f"{attribute.name}.{part.name}")
    return found


def _values(op: str, place: PatchTarget, value: Any, within: Resource) -> None:
    """An attribute with many values: `emails`, `addresses`, `members`."""
    attribute = place.attribute
    assert attribute is not None  # noqa: S101 - for mypy: `_at` has looked
    held: list[Resource] = list(within.get(attribute.name) or [])
    if place.chosen is None and place.part is None:
        held = _listed(op, attribute, value, held)
    else:
        held = _chosen(op, place, attribute, value, held)
    held = [one for one in held if _says_something(one, attribute)]
    if len(held) > MOST_VALUES:
        raise invalid_value(attribute.name, f"has more than {MOST_VALUES:,} values.")
    if held:
        within[attribute.name] = held
    else:
        within.pop(attribute.name, None)


def _says_something(one: Resource, attribute: Attribute) -> bool:
    return "value" in one if attribute.part("value") else bool(one.keys() - {"type", "primary"})


def _listed(op: str, attribute: Attribute, value: Any, held: list[Resource]) -> list[Resource]:
    given = [_element(attribute, one) for one in _many(value)]
    if op == "replace":
        return _deduplicated(given)
    if op == "add":
        return _deduplicated([*_with_room(held, given), *given])
    if value is None or value == []:
        return []
    gone = {one.get("value") for one in given}
    return [one for one in held if one.get("value") not in gone]


def _many(value: Any) -> Iterator[Any]:
    for one in value if isinstance(value, list) else [value]:
        if one is not None and one != "":
            yield one


def _with_room(held: list[Resource], given: list[Resource]) -> list[Resource]:
    """Those held before: at most one is primary."""
    if not any(one.get("primary") for one in given):
        return held
    return [{**one, "primary": False} if one.get("primary") else one for one in held]


def _deduplicated(values: list[Resource]) -> list[Resource]:
    """Return one of each value and type, as it was said last."""
    found: dict[tuple[object, ...], Resource] = {}
    for one in values:
        key = tuple(one[name] for name in ("value", "locality") if name in one), one.get("type")
        found[key] = {**found.get(key, {}), **one}
    return list(found.values())


def _chosen(op: str, place: PatchTarget, attribute: Attribute, value: Any, held: list[Resource]) -> list[Resource]:
    """Return the values that the filter of a path chooses; where none does, a new one that it would choose."""
    is_chosen = [place.chosen is None or fits(one, place.chosen) for one in held]
    if op == "remove" and place.part is None:
        return [one for one, chosen in zip(held, is_chosen, strict=True) if not chosen]
    if not any(is_chosen) and op != "remove":
        wanted = conditions(place.chosen) if place.chosen is not None else {}
        held, is_chosen = [*held, _element(attribute, wanted)], [*is_chosen, True]
    changed = [
        _altered(op, place, attribute, value, one) if chosen else one
        for one, chosen in zip(held, is_chosen, strict=True)
    ]
    given = [one for one, chosen in zip(changed, is_chosen, strict=True) if chosen]
    others = iter(_with_room([one for one, chosen in zip(changed, is_chosen, strict=True) if not chosen], given))
    return [one if chosen else next(others) for one, chosen in zip(changed, is_chosen, strict=True)]


def _altered(op: str, place: PatchTarget, attribute: Attribute, value: Any, one: Resource) -> Resource:
    """Return one value after an operation on it, or on a part of it."""
    if place.part is None:
        return one | _element(attribute, value)
    new = dict(one)
    _set(new, place.part, None if op == "remove" else value, named=f"{attribute.name}.{place.part.name}")
    return new
