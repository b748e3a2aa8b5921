"""What is refused, in the words of RFC 7644: its `scimType` is the code in another spelling."""

from __future__ import annotations

from chalicelib.kernel.errors import Conflict, Malformed


def invalid_filter(detail: str) -> Malformed:
    """Return the filter cannot be read, or is not one that is answered."""
    return Malformed("invalid_filter", said=detail)


def too_many(detail: str) -> Malformed:
    """Return the filter would have to look at more people than a request may."""
    return Malformed("too_many", said=detail)


def invalid_path(detail: str) -> Malformed:
    """Return the path of a PATCH cannot be read."""
    return Malformed("invalid_path", said=detail)


def invalid_syntax(detail: str) -> Malformed:
    """Return the body does not have the shape of what it should be."""
    return Malformed("invalid_syntax", said=detail)


def invalid_value(name: str, detail: str) -> Malformed:
    """Return the value of an attribute cannot be taken; the attribute is named."""
    return Malformed("invalid_value", name=name, said=detail)


def no_target() -> Malformed:
    """Return a removal that does not say of what."""
    return Malformed("no_target")


def read_only(name: str) -> Malformed:
    """Return a PATCH of what only the service sets."""
    return Malformed("mutability", name=name)


def taken(detail: str) -> Conflict:
    """Return someone else has this key."""
    return Conflict("uniqueness", said=detail)
