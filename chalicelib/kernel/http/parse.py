"""From the raw request to typed parameters and bodies; whatever is wrong is named by its place."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib.kernel.codec import convert, decode
from chalicelib.kernel.errors import FieldError, Invalid, Malformed, TooLarge, UnsupportedMedia
from chalicelib.kernel.http.registry import Entry

# msgspec tells the place of a fault as the end of its message: "… - at `$.sections[0].title`".
_PLACE = re.compile(r"(?P<what>.*?)(?: - at `(?P<where>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<name>.*)`", re.DOTALL)
_STEP = re.compile(r"\.(?P<name>[^.\[\]]+)|\[(?P<index>\d+|\.\.\.)\]")


def read_query(entry: Entry, given: Mapping[str, list[str]]) -> Any:
    """The query parameters as `entry.query`; unknown and repeated ones are refused."""
    twice = [name for name, values in given.items() if len(values) > 1]
    if twice:
        raise Invalid([FieldError(f"/{name}", "This parameter was given more than once.") for name in twice])
    try:
        return convert({name: values[0] for name, values in given.items()}, entry.query, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid([_fault(error)]) from None


def read_body(entry: Entry, raw: bytes, content_type: str) -> Any:
    """The JSON body as `entry.body`; for a raw body nothing but its size and type is checked here."""
    if len(raw) > entry.max_body:
        raise TooLarge("too_large", f"At most {entry.max_body:,} bytes are accepted here.")
    media = content_type.partition(";")[0].strip().lower()
    if raw and media != entry.media and (entry.has_body or raw.strip() != b"{}"):
        raise UnsupportedMedia("unsupported_media_type", f"Send {entry.media}.")
    if entry.media != "application/json":
        return None
    try:
        return decode(raw or b"{}", entry.body)
    except msgspec.ValidationError as error:
        raise Invalid([_fault(error)]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("malformed_json", "The body is not valid JSON.") from None


def _fault(error: msgspec.ValidationError) -> FieldError:
    match = _PLACE.match(str(error))
    what, where = (match["what"], match["where"] or "") if match else (str(error), "")
    pointer = "".join(f"/{step['name'] or step['index']}" for step in _STEP.finditer(where))
    for form, told in ((_UNKNOWN, "This field is not known here."), (_MISSING, "This field is required.")):
        named = form.fullmatch(what)
        if named:
            return FieldError(f"{pointer}/{named['name']}", told)
    return FieldError(pointer, f"{what}.")
