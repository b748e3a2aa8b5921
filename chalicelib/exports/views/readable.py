"""The page of an export that people read: the same values as in its JSON files, without what only machines need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any

import msgspec

from chalicelib.kernel import richtext

_HIDDEN = frozenset({"id", "etag", "actions", "link"})
_RICH = re.compile(rf"<(?:{'|'.join(sorted(richtext.TAGS))})[ >]")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #bbb; }
dl { margin: 0; } dt { font-weight: 600; margin-top: .75rem; } dd { margin: 0 0 0 1rem; }
dd > p:first-child { margin-top: 0; }
article { margin: 1.5rem 0; } ul { padding-left: 1.25rem; }
"""


def head(title: str) -> str:
    """Return how the page begins. It loads nothing, and no script runs in it."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>\n"
    )


TAIL = "</main></body></html>\n"


def section(name: str) -> str:
    """Return the heading of what one feature has."""
    return f"<h2>{escape(words(name))}</h2>\n"


def article(title: str, value: Any) -> str:
    """Return one thing under its title; "" has none."""
    heading = f"<h3>{escape(title)}</h3>" if title else ""
    return f"<article>{heading}{shown(msgspec.to_builtins(value))}</article>\n"


def shown(value: Any) -> str:
    """Return a plain value (of JSON) as HTML."""
    match value:
        case {"name": str(name), "id": str()} if len(value) == 2:
            return escape(name)
        case dict():
            return f"<dl>{''.join(_entries(value))}</dl>"
        case list():
            return f"<ul>{''.join(f'<li>{shown(one)}</li>' for one in value if not _blank(one))}</ul>"
        case bool():
            return "yes" if value else "no"
        case str():
            return _text(value)
        case _:
            return escape(str(value))


def words(name: str) -> str:
    """Return the name of a field as people read it: "went_well" is "Went well"."""
    return name[:1].upper() + name[1:].replace("_", " ")


def _entries(value: dict[str, Any]) -> Iterator[str]:
    for name, one in value.items():
        if name not in _HIDDEN and not name.endswith(("_id", "_ids")) and not _blank(one):
            yield f"<dt>{escape(words(name))}</dt><dd>{shown(one)}</dd>"


def _blank(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _text(text: str) -> str:
    if _RICH.match(text):
        return richtext.clean(text)
    if _INSTANT.fullmatch(text):
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M} UTC"
    return escape(text).replace("\n", "<br>")
