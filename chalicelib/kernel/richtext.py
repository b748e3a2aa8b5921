"""Rich text: the small part of HTML that people may write, cleaned on the way in.

What comes out is what is stored and shown; cleaning it again changes nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.kernel.errors import Fault, fault
from chalicelib.kernel.pasted import TAGS as _FOREIGN
from chalicelib.kernel.pasted import foreign, ours

if TYPE_CHECKING:
    import nh3

TAGS = frozenset({"p", "br", "strong", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "h3"})
LIMIT = 50_000
"""Characters that one text may have as it arrives."""

_LINK = re.compile(r"(?:https?://[^\s/\\?#]\S*|mailto:\S+)", re.IGNORECASE)
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"</(?:p|li|h3|blockquote)>|<br ?/?>")
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_PASSES = 5
_GROWTH = 4


def clean(text: str) -> str:
    """Return the allowed part of `text`; links keep an absolute http, https or mailto address only."""
    current = _UNWANTED.sub("", text)
    if foreign(current):
        current = ours(_cleaner(pasted=True).clean(current))
    for _ in range(_PASSES):
        previous, current = current, _pass(current)
        if current == previous and len(current) <= _GROWTH * LIMIT:
            return current
    from html import escape

    return escape(plain(current), quote=False)  # markup that never settles, or swells, is kept as plain words


def plain(text: str) -> str:
    """Return the words of cleaned rich text, without its markup."""
    from html import unescape  # its table of entities is loaded where someone writes

    return unescape(_TAG.sub("", _LINE_END.sub(" ", text))).strip()


def blank(text: str) -> bool:
    """Return whether there is nothing to read: `<p></p>` is as empty as ''."""
    return not _INVISIBLE.sub("", plain(text))


def problem(text: str) -> Fault | None:
    """Why this text cannot be taken at all, or None."""
    return fault("too_long", most=LIMIT) if len(text) > LIMIT else None


def _pass(text: str) -> str:
    return _cleaner(pasted=False).clean(text)


@cache
def _cleaner(*, pasted: bool) -> nh3.Cleaner:
    """Keeps our tags and `href`, nothing else; of what was `pasted`, also what tells how it was meant."""
    import nh3

    return nh3.Cleaner(
        tags=set(TAGS | _FOREIGN if pasted else TAGS),
        attributes={"a": {"href"}, "*": {"style"} if pasted else set()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """Refuse addresses without a host: `//evil.test` and `https:path` would follow our own page."""
    if name != "href":
        return value if name in {"rel", "style"} else None
    address = value.strip()
    return address if _LINK.fullmatch(address) else None
