"""Whether an attachment or a poster is the document or picture it is said to be."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping

from chalicelib.files.rules.source import Source
from chalicelib.files.rules.types import DOCUMENTS, DOCX, JPEG, PDF, PNG, POSTERS, PPTX, TXT, WEBP, XLSX, base_of
from chalicelib.files.rules.verdicts import Notice, Patch, RejectedFile, Verdict, refused

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
MAX_POSTER_BYTES = 1024 * 1024
PDF_TAIL = 1_024
"""So near to the end stands the end mark of a PDF; readers are lenient about what some programs write after it."""

_NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
# How browsers tell a web page from a text (mimesniff.spec.whatwg.org, 7.1), and what else acts when opened.
_ACTS = re.compile(
    r"\s*(<!--|<!doctype html|<\?xml|<(html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg)[\s>])",
    re.IGNORECASE,
)


def examine_document(source: Source, declared: str) -> Verdict:
    """Return the verdict on an attachment; never an exception but what `source` raises itself.

    Documents are handed out as attachments, with their declared type and `nosniff`: what is in a PDF or a picture
    cannot act here. A text that begins like a web page is refused all the same, for it is no text.
    """
    return _examine(source, declared, DOCUMENTS, MAX_DOCUMENT_BYTES)


def examine_image(source: Source, declared: str) -> Verdict:
    """Return the verdict on a poster: a small picture."""
    return _examine(source, declared, POSTERS, MAX_POSTER_BYTES)


def _examine(source: Source, declared: str, allowed: frozenset[str], most: int) -> Verdict:
    base = base_of(declared)
    if base not in allowed:
        return refused("type_not_allowed")
    if source.size <= 0:
        return refused("empty")
    if source.size > most:
        return refused("too_large")
    data = source.read(0, source.size)
    try:
        _checks()[base](data)
    except RejectedFile as unfit:
        return refused(unfit.code)
    patches = _patches(base, data)
    return Verdict(patches=patches, notices=(Notice(code="location_removed"),) if patches else ())


def _patches(base: str, data: bytes) -> tuple[Patch, ...]:
    """Return what to put in the place of what says where a picture was made."""
    from chalicelib.files.rules import exif

    finders = {PNG: exif.png_patches, JPEG: exif.jpeg_patches, WEBP: exif.webp_patches}
    return tuple(finders[base](data)) if base in finders else ()


def _check_pdf(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        raise RejectedFile("wrong_type")
    if b"%%EOF" not in data[-PDF_TAIL:]:
        raise RejectedFile("trailing_data" if b"%%EOF" in data else "truncated")
    if b"startxref" not in data:
        raise RejectedFile("unreadable")


def _check_text(data: bytes) -> None:
    """UTF-8, or UTF-16 that says so, and nothing that no text has."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise RejectedFile("wrong_type") from None
    if not text.strip():
        raise RejectedFile("empty")
    if _NOT_IN_TEXT.search(text) or _ACTS.match(text):
        raise RejectedFile("wrong_type")


def _checks() -> Mapping[str, Callable[[bytes], None]]:
    # What a picture or a document looks like inside is loaded by anyone who examines one: few functions do.
    from chalicelib.files.rules import images, office

    return {
        PDF: _check_pdf,
        PNG: images.check_png,
        JPEG: images.check_jpeg,
        WEBP: images.check_webp,
        DOCX: office.check_docx,
        XLSX: office.check_xlsx,
        PPTX: office.check_pptx,
        TXT: _check_text,
    }
