"""Read everything that the API lets someone read, with every id that there is."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.acceptance.company import Caller, Company, Reply

Ids = Mapping[str, Sequence[str]]
_FIXED: Ids = {"side": ("self", "manager"), "n": ("1",)}


def paths(company: Company, ids: Ids) -> list[str]:
    """Every GET route of the document with each combination of `ids` (by parameter name) filled in."""
    document = company.nobody.get("/openapi.json").ok()
    found = []
    for template, item in document["paths"].items():
        if "get" in item and not template.endswith("/openapi.json"):
            found += list(_filled(template.removeprefix("/api"), {**_FIXED, **ids}))
    return found + list(_asked(ids))


def _filled(template: str, ids: Ids) -> Iterator[str]:
    """Each combination of known ids; where a name is not known, every id there is takes its turn."""
    names = re.findall(r"{(\w+)}", template)
    known = [name for name in names if name in ids]
    unknown = [name for name in names if name not in ids]
    combined = list(itertools.product(*(ids[name] for name in known)))
    every = [value for values in ids.values() for value in values] if unknown else [""]
    for context in range(max(len(combined), len(every))):
        values = zip(known, combined[context % len(combined)], strict=True)
        yield template.format(**dict(values), **dict.fromkeys(unknown, every[context % len(every)]))


def _asked(ids: Ids) -> Iterator[str]:
    """Lists with the questions that people ask of them."""
    for role in ("reviewee", "reviewer", "contributor"):
        yield f"/reviews?role={role}&limit=100"
    for cycle in ids["cycle_id"]:
        yield f"/cycles/{cycle}/reviews?limit=100"
        yield f"/team?cycle_id={cycle}&limit=100"
    for person in ids["person_id"]:
        yield f"/audit?subject_id={person}&limit=100"


def read_all(calls: Caller, where: Sequence[str]) -> dict[str, Reply]:
    """Every answer, by path. None may be a fault of the server."""
    answers = {path: calls.get(path) for path in where}
    for path, reply in answers.items():
        assert reply.status < 500, f"{path} answered {reply.status}: {reply.text[:500]}"
    return answers


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every plain value of a document with the names that lead to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value
