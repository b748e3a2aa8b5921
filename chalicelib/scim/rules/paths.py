"""Paths of a PATCH (RFC 7644, section 3.5.2): which attribute, which of its values, which part of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.kernel.errors import Malformed
from chalicelib.scim.rules.filters import Filter, parse
from chalicelib.scim.rules.refusals import invalid_path
from chalicelib.scim.rules.schemas import READ_ONLY, Attribute, ResourceType

_PATH = re.compile(r"(?P<name>\$?[A-Za-z][\w$-]*)(?:\[(?P<filter>.*)\])?(?:\.(?P<part>\$?[A-Za-z][\w$-]*))?", re.DOTALL)
# Entra has been seen to leave out the last colon.
_ANY_CASE = re.compile(r"(?P<urn>urn:[^\[]*?:2\.0):?(?P<kind>user|group)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class PatchTarget:
    """Where a PATCH applies. `schema`: "" for the core schema; `attribute` None: all of an extension."""

    schema: str
    attribute: Attribute | None
    chosen: Filter | None = None
    part: Attribute | None = None


def place_of(text: str, kind: ResourceType) -> PatchTarget | None:
    """Return where `text` leads, or None where this service has nothing (such a place is passed over).

    400 invalidPath where it cannot be read.
    """
    schema, rest = _schema(text.strip(), kind)
    if schema is None:
        return None
    if not rest:
        return PatchTarget(schema, None)
    match = _PATH.fullmatch(rest)
    if match is None:
        raise invalid_path(f"Not a path: {text[:80]}")
    if not schema and match["name"].lower() in READ_ONLY:
        return None
    attribute = kind.attribute(schema, match["name"])
    if attribute is None and not schema and kind.extension:
        # Entra names attributes of the extension without their schema, too.
        schema, attribute = kind.extension, kind.attribute(kind.extension, match["name"])
    if attribute is None:
        return None
    chosen = _filter(match["filter"], text)
    if match["part"] is None:
        return PatchTarget(schema, attribute, chosen)
    part = attribute.part(match["part"])
    return None if part is None else PatchTarget(schema, attribute, chosen, part)


def _filter(text: str | None, path: str) -> Filter | None:
    if text is None:
        return None
    try:
        return parse(text)
    except Malformed:
        raise invalid_path(f"Not a path: {path[:80]}") from None


def _schema(text: str, kind: ResourceType) -> tuple[str | None, str]:
    """Return the schema that a path names ("" for the core one, None for a foreign one), and what is left of it."""
    if not text.lower().startswith("urn:"):
        return "", text
    match = _ANY_CASE.fullmatch(text)
    if match is None:
        return None, ""
    rest = match["rest"]
    known = kind.schema_of(f"{match['urn']}:{match['kind']}")
    if known is None or (rest and rest[0] not in ":."):
        return None, ""
    return "" if known == kind.schema else known, rest[1:]
