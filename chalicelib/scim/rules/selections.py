"""`attributes` and `excludedAttributes` (RFC 7644, section 3.9): which part of a resource is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

ALWAYS = ("schemas", "id")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a comma-separated parameter."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def selected(resource: Mapping[str, Any], attributes: Iterable[str], excluded: Iterable[str]) -> dict[str, Any]:
    """Return what of `resource` was asked for; `id` and `schemas` are always answered."""
    wanted, unwanted = [_steps(name) for name in attributes], [_steps(name) for name in excluded]
    found: dict[str, Any] = dict(resource)
    if wanted:
        found = _only(resource, wanted)
    if unwanted:
        found = _without(found, unwanted)
    return {**{name: resource[name] for name in ALWAYS if name in resource}, **found}


def _steps(name: str) -> tuple[str, ...]:
    """Return a name's way through the resource, in lower case: an extension, an attribute, a part of it."""
    lowered = name.lower()
    if not lowered.startswith("urn:"):
        return tuple(lowered.split("."))
    head, mark, rest = lowered.partition(":2.0:")
    kind, _, attribute = rest.partition(":")
    if head.endswith(":core"):
        return tuple(attribute.split(".")) if attribute else ()
    return (f"{head}{mark}{kind}", *(attribute.split(".") if attribute else ()))


def _only(value: Any, wanted: list[tuple[str, ...]]) -> Any:
    if isinstance(value, list):
        return [_only(one, wanted) for one in value]
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, inner in value.items():
        below = [steps[1:] for steps in wanted if steps and steps[0] == name.lower()]
        if below:
            found[name] = inner if () in below else _only(inner, below)
    return found


def _without(value: Any, unwanted: list[tuple[str, ...]]) -> Any:
    if isinstance(value, list):
        return [_without(one, unwanted) for one in value]
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, inner in value.items():
        below = [steps[1:] for steps in unwanted if steps and steps[0] == name.lower()]
        if () not in below:
            found[name] = _without(inner, below) if below else inner
    return found
