"""What a cell says: without the marks that spreadsheets put around it, and without the words for nothing."""

from __future__ import annotations

import re

from chalicelib.people.rules.words import words

_NOTHING = words(
    """- -- --- – — n/a na n.a. #n/a null \\n none nil (blank) (none) (null) no_manager no_mgr [null] <null> nan"""
) | {"no manager", "not applicable"}
"""In lower case, what exports write where there is nothing."""
_LONGEST_NOTHING = max(map(len, _NOTHING))
_SURNAMES = frozenset({"Null", "None", "Na", "Nil", "Nan"})
"""What people are called, in the spelling of a name."""
_AS_TEXT = re.compile(r'=\s*"(.*)"', re.DOTALL)
_ADDRESS = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>|\(\s*([^()\s]+@[^()\s]+)\s*\)")
_SUFFIX = re.compile(r"\s*(\(\s*(\d+|on leave|terminated|inactive)\s*\)|\[C\])$", re.IGNORECASE)
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba", "cpa", "dr"})


def clean(cell: str) -> str:
    """Return the text of a cell; "" for what only marks that there is none. What a formula would begin with stays."""
    text = cell.strip(" \u00a0\u200b\ufeff")
    if not text:
        return cell.strip("\u00a0\u200b\ufeff") if cell.strip() else ""
    first = text[0]
    if first == "=" and (quoted := _AS_TEXT.fullmatch(text)):
        return clean(quoted[1].replace('""', '"'))
    if first == "'" and len(text) > 1 and (text[1].isdigit() or text[1] in "=+-@"):
        return clean(text[1:])
    if len(text) <= _LONGEST_NOTHING and text.lower() in _NOTHING:
        return ""
    return cell


def clean_name(cell: str) -> str:
    """Return a cell of names: someone may be called Null."""
    text = cell.strip()
    return text if text in _SURNAMES else clean(cell)


def address(cell: str) -> str:
    """Return the email address in a cell: alone, after `mailto:`, or as `Name <address>`."""
    text = cell.strip()
    if len(text) > 7 and text[:7].lower() == "mailto:":
        text = text[7:].strip()
        cell = text
    if text.endswith((">", ")")) and (found := _ADDRESS.search(text)):
        return found[1] or found[2]
    return cell


def in_order(name: str) -> str:
    """Return a name with the first name first: `Lee, Ann` is Ann Lee."""
    if name.endswith((")", "]")):
        name = _SUFFIX.sub("", name)
    if "," not in name:
        return name
    last, _, first = name.partition(",")
    suffix = first.strip().rstrip(".").replace(".", "").lower()
    if "," in first or not first.strip() or not last.strip() or suffix in _GENERATIONS:
        return name
    return f"{first.strip()} {last.strip()}"
