"""From the bytes of a file to its text: UTF-8, UTF-16 with its mark, or what the sender names."""

from __future__ import annotations

import codecs

from chalicelib.kernel.errors import Fault, FieldError, Invalid
from chalicelib.words import Param

_NAMED = {
    "windows1252": "cp1252",
    "cp1252": "cp1252",
    "iso88591": "cp1252",  # as browsers read it: what says Latin-1 and has quotes or a euro sign is Windows-1252
    "latin1": "cp1252",
    "iso885915": "iso8859-15",
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of Excel begin, the newer and the older."""


def charset_of(content_type: str) -> str:
    """Return the charset that a Content-Type names, or ""."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \t\"'").lower()
    return ""


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of `data`. Any charset but Unicode's is believed only where the sender states it."""
    if data.startswith(_WORKBOOKS):
        raise unreadable("not_csv", case="workbook")
    if data.startswith(_WIDE):
        text = _decoded(data, "utf-16")
    elif data.startswith(codecs.BOM_UTF8):
        text = _decoded(data, "utf-8-sig")
    else:
        text = _decoded(data, _NAMED.get("".join(c for c in charset if c.isalnum()), "utf-8"))
    text = text.removeprefix("\ufeff")
    if "\ufffd" in text:  # what a gateway before us puts where bytes were no UTF-8
        raise unreadable("not_utf8")
    if "\x00" in text:
        raise unreadable("not_csv", case="bytes")
    return text


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        said = "UTF-8" if codec.startswith("utf-8") else codec
        raise unreadable("not_utf8", case="byte", charset=said, byte=error.start + 1) from None


def unreadable(code: str, **params: Param) -> Invalid:
    """Return the refusal of what is no such file at all."""
    return Invalid([FieldError("", Fault(code, params))], code, (), (), **params)
