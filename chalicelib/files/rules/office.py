"""Word, Excel and PowerPoint files: a ZIP whose list of parts names the right main part, and no macros."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.files.rules.verdicts import RejectedFile

MOST_ENTRIES = 10_000
MOST_UNPACKED = 1 << 29
MOST_LIST = 1 << 20
LIST = "[Content_Types].xml"

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_SIZE, _COMMENT = 22, 0xFFFF
_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_OVERRIDE = re.compile(r"<(?:\w+:)?Override\b([^<>]*)>")
_PART = re.compile(r"\bPartName\s*=\s*[\"']/([^\"']*)[\"']")
_TYPE = re.compile(r"\bContentType\s*=\s*[\"']([^\"']*)[\"']")
_MACROS = re.compile(r"macroenabled|vbaproject", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One file in the archive, as its directory says."""

    name: str
    flags: int
    method: int
    packed: int
    unpacked: int
    at: int


def check_docx(data: bytes) -> None:
    """A Word document."""
    _check(data, _MAIN.format("wordprocessingml.document"))


def check_xlsx(data: bytes) -> None:
    """An Excel workbook."""
    _check(data, _MAIN.format("spreadsheetml.sheet"))


def check_pptx(data: bytes) -> None:
    """A PowerPoint presentation."""
    _check(data, _MAIN.format("presentationml.presentation"))


def _check(data: bytes, main: str) -> None:
    if not data.startswith(_LOCAL):
        raise RejectedFile("wrong_type")
    entries = {entry.name: entry for entry in _directory(data)}
    if sum(entry.unpacked for entry in entries.values()) > MOST_UNPACKED:
        raise RejectedFile("too_large")
    if LIST not in entries:
        raise RejectedFile("wrong_type")
    listed = _text(data, entries[LIST])
    if any(_MACROS.search(name) for name in entries) or _MACROS.search(listed):
        raise RejectedFile("macros")
    if _main_part(listed, main) not in entries:
        raise RejectedFile("wrong_type")


def _main_part(listed: str, main: str) -> str:
    """Return the name of the part that has this type; the XML is not parsed, so nothing in it can unfold."""
    for override in _OVERRIDE.findall(listed):
        part, kind = _PART.search(override), _TYPE.search(override)
        if part and kind and kind[1] == main:
            return part[1]
    return ""


def _directory(data: bytes) -> Iterator[ArchiveEntry]:
    """What the archive's directory lists. Unfit, where anything stands before or after the archive."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _COMMENT))
    if end < 0:
        raise RejectedFile("trailing_data" if _END in data else "truncated")
    if end + _END_SIZE > len(data):
        raise RejectedFile("truncated")
    count, size, start, comment = struct.unpack("<HIIH", data[end + 10 : end + _END_SIZE])
    if end + _END_SIZE + comment != len(data):
        raise RejectedFile("trailing_data" if end + _END_SIZE + comment < len(data) else "truncated")
    if start + size != end or count > MOST_ENTRIES:
        raise RejectedFile("unreadable")
    at = start
    for _ in range(count):
        entry, at = _entry(data, at, end)
        yield entry
    if at != end:
        raise RejectedFile("unreadable")


def _entry(data: bytes, at: int, end: int) -> tuple[ArchiveEntry, int]:
    """Return the entry that starts here, and where the next one does."""
    if at + 46 > end or data[at : at + 4] != _CENTRAL:
        raise RejectedFile("unreadable")
    flags, method = struct.unpack("<HH", data[at + 8 : at + 12])
    packed, unpacked, name, extra, comment = struct.unpack("<IIHHH", data[at + 20 : at + 34])
    (local,) = struct.unpack("<I", data[at + 42 : at + 46])
    after = at + 46 + name + extra + comment
    if after > end:
        raise RejectedFile("unreadable")
    text = data[at + 46 : at + 46 + name].decode("utf-8", "replace")
    return ArchiveEntry(text, flags, method, packed, unpacked, local), after


def _text(data: bytes, entry: ArchiveEntry) -> str:
    """Return the list of parts, unpacked as far as any honest one goes."""
    if data[entry.at : entry.at + 4] != _LOCAL or entry.flags & 1:
        raise RejectedFile("unreadable")
    head = data[entry.at + 26 : entry.at + 30]
    name, extra = int.from_bytes(head[:2], "little"), int.from_bytes(head[2:], "little")
    start = entry.at + 30 + name + extra
    packed = data[start : start + entry.packed]
    try:
        text = _unpacked(packed, entry.method).decode("utf-8-sig")
    except (zlib.error, UnicodeDecodeError):
        raise RejectedFile("unreadable") from None
    if "<!DOCTYPE" in text or len(text) >= MOST_LIST:
        raise RejectedFile("unreadable")
    return text


def _unpacked(packed: bytes, method: int) -> bytes:
    if method == 0:
        return packed[:MOST_LIST]
    if method == 8:
        return zlib.decompressobj(-15).decompress(packed, MOST_LIST)
    raise RejectedFile("unreadable")
