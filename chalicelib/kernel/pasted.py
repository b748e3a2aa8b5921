"""Markup of other editors, made into ours: what is left out leaves a break or a space, and Word's lists are lists.

What comes in is well-formed (`richtext` sees to that), and what goes out is cleaned once more.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

RENAMED = {
    "b": "strong", "i": "em", "strike": "s", "del": "s",
    "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3",
}  # fmt: skip
CELLS = frozenset({"td", "th"})
# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "legend", "main", "nav", "option", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "tr",
})
# fmt: on
"""What is left out, and stood on lines of its own."""
TAGS = frozenset({*RENAMED, *CELLS, *BLOCKS, "span"})

_BREAK, _GAP = "\x1e", "\x1f"
_OWN_LINE = r"<(?:/?(?:p|ul|ol|li|blockquote|h3)|br)>"
_INLINE = r"(?:</?(?:strong|em|u|s|a)(?: [^>]*)?>|\s)*"
_MARKS = re.compile(rf"\s*[{_BREAK}{_GAP}][{_BREAK}{_GAP}\s]*")
_AT_BEGIN = re.compile(rf"(\A|{_OWN_LINE})({_INLINE})[{_BREAK}{_GAP}]")
_AT_END = re.compile(rf"[{_BREAK}{_GAP}]({_INLINE})(\Z|{_OWN_LINE})")
# Word's `mso-bidi-font-weight` speaks of other letters than these.
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_SLANTED = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b", re.IGNORECASE)
_NOT_SLANTED = re.compile(r"(?<![\w-])font-style\s*:\s*normal\b", re.IGNORECASE)
_MEANT = {"strong": _BOLD, "em": _SLANTED}
_PLAINLY = {"b": _NOT_BOLD, "strong": _NOT_BOLD, "i": _NOT_SLANTED, "em": _NOT_SLANTED}
_WORD_LIST = re.compile(r"mso-list\s*:\s*\w+\s+level(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\w{1,6}[.)]|\d+")


def foreign(text: str) -> bool:
    """Return whether there is anything in `text` that is not ours."""
    return bool(_FOREIGN.search(text))


_FOREIGN = re.compile(rf"<(?:{'|'.join(sorted(TAGS))})\b|<[^>]*\sstyle=", re.IGNORECASE)


def ours(text: str) -> str:
    """Well-formed `text` in our tags."""
    reader = _MarkupReader()
    reader.feed(text)
    reader.close()
    reader.end_lists()
    joined = _MARKS.sub(lambda found: _BREAK if _BREAK in found[0] else _GAP, "".join(reader.out))
    for edge in (_AT_BEGIN, _AT_END):
        joined = edge.sub(r"\1\2", joined)
    return joined.replace(_BREAK, "<br>").replace(_GAP, " ")


class _MarkupReader(HTMLParser):
    """Writes `out` while it reads. A paragraph of Word's that is an item is held back until its mark is known."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._lists: list[str] = []
        self._item: tuple[int, int] | None = None
        self._mark: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = next((value or "" for name, value in attrs if name == "style"), "")
        if tag == "p" and (found := _WORD_LIST.search(style)):
            self._item, self._mark = (max(int(found[1]), 1), len(self.out)), ""
            self._open.append((tag, "item"))
            return
        if self._item is None:
            self.end_lists()
        if tag == "span" and _WORD_MARK.search(style):
            self._open.append((tag, "mark"))
        elif tag in CELLS or tag in BLOCKS:
            self._part(tag)
        elif tag == "br":
            self.out.append("<br>")
        else:
            self._ours(tag, style, next((value or "" for name, value in attrs if name == "href"), ""))

    def _part(self, tag: str) -> None:
        mark = _GAP if tag in CELLS else _BREAK
        self.out.append(mark)
        if tag != "hr":
            self._open.append((tag, mark))

    def _ours(self, tag: str, style: str, href: str) -> None:
        plain = _PLAINLY.get(tag)
        if tag == "span" or (plain and plain.search(style)):
            meant = [name for name, said in _MEANT.items() if tag == "span" and said.search(style)]
            self.out.extend(f"<{name}>" for name in meant)
            self._open.append((tag, "".join(f"</{name}>" for name in reversed(meant))))
            return
        name = RENAMED.get(tag, tag)
        self.out.append(f'<{name} href="{escape(href)}">' if href else f"<{name}>")
        self._open.append((tag, f"</{name}>"))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, end = self._open.pop()
        if end == "item":
            self._end_item()
        elif end != "mark":
            self.out.append(end)

    def handle_data(self, data: str) -> None:
        if any(end == "mark" for _, end in self._open):
            self._mark = (self._mark or "") + data
            return
        if self._item is None and data.strip():
            self.end_lists()
        self.out.append(escape(data, quote=False))

    def _end_item(self) -> None:
        level, at = self._item or (1, len(self.out))
        said = "".join(self.out[at:]).strip()
        del self.out[at:]
        kind = "ol" if _NUMBER.fullmatch((self._mark or "").strip()) else "ul"
        self._item = None
        self._end_lists_below(level)
        if len(self._lists) == level and self._lists[-1] != kind:
            self._end_lists_below(level - 1)
        if len(self._lists) == level:
            self.out.append("</li>")
        while len(self._lists) < level:
            self.out.append(f"<{kind}>" if len(self._lists) == level - 1 else f"<{kind}><li>")
            self._lists.append(kind)
        self.out.append(f"<li>{said}")

    def _end_lists_below(self, level: int) -> None:
        while len(self._lists) > level:
            self.out.append(f"</li></{self._lists.pop()}>")

    def end_lists(self) -> None:
        """Whatever is not an item ends the lists before it."""
        self._end_lists_below(0)
