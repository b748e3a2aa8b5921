"""From the raw request to typed parameters and bodies; whatever is wrong is named by its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from chalicelib.kernel.codec import convert, decode_sent
from chalicelib.kernel.errors import FieldError, Invalid, Malformed, TooLarge, UnsupportedMedia, fault
from chalicelib.kernel.http.registry import Route

if TYPE_CHECKING:
    from chalicelib.kernel.http.dialect import Dialect

_NEEDS_BODY = frozenset({"PUT", "PATCH"})
MOST_OF_A_NAME = 80


def read_query(entry: Route, given: Mapping[str, list[str]]) -> Any:
    """The query parameters as `entry.query`; unknown and repeated ones are refused, but for a dialect's routes."""
    if entry.dialect is not None:
        known = {field.encode_name for field in msgspec.structs.fields(entry.query)}
        given = {name: values[-1:] for name, values in given.items() if name in known}
    twice = [name for name, values in given.items() if len(values) > 1]
    if twice:
        raise Invalid([FieldError(f"/{name}", fault("repeated_parameter")) for name in twice])
    asked = {name: values[0] for name, values in given.items()}
    try:
        return convert(asked, entry.query, strict=False)
    except msgspec.ValidationError as error:
        from chalicelib.kernel.http.validation_errors import validation_errors

        raise Invalid(validation_errors(asked, entry.query, error, strict=False)) from None


def read_body(entry: Route, raw: bytes, content_type: str) -> Any:
    """Return the JSON body as `entry.body`; for a raw body nothing but its size and type is checked here."""
    if len(raw) > entry.max_body:
        raise TooLarge("too_large", most=entry.max_body)
    media = content_type.partition(";")[0].strip().lower()
    if entry.dialect is not None:
        return _read_any(entry.dialect, raw, media)
    if raw and media != entry.media and (entry.has_body or raw.strip() != b"{}"):
        raise UnsupportedMedia("unsupported_media_type", media=entry.media)
    if entry.media != "application/json":
        return None
    if entry.has_body and not raw and entry.method in _NEEDS_BODY:
        raise Invalid([FieldError("", fault("body_required"))])
    sent = raw or b"{}"
    try:
        _check_names(sent)
        try:
            return decode_sent(sent, entry.body)
        except msgspec.ValidationError as error:
            from chalicelib.kernel.http.validation_errors import validation_errors

            raise Invalid(validation_errors(msgspec.json.decode(sent), entry.body, error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("malformed_json") from None


def _check_names(raw: bytes) -> None:
    """Refuse what names a field twice: which of the two was meant, no one can tell."""
    try:
        json.loads(raw, object_pairs_hook=_named_once)
    except ValueError:
        return  # anyone who decodes it says what is wrong


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Malformed("malformed_json", case="twice", name=twice[:MOST_OF_A_NAME])
    return found


def _read_any(dialect: Dialect, raw: bytes, media: str) -> Any:
    """Return the body of another protocol: any JSON; what of it is known, its feature knows."""
    if not raw:
        return {}
    if media not in dialect.takes:
        raise UnsupportedMedia("unsupported_media_type", media=dialect.media)
    try:
        _check_names(raw)
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("malformed_json") from None
