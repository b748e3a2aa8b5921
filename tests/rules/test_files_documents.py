"""Attachments and posters are what they are said to be, from their first bytes to their last."""

from __future__ import annotations

import codecs
import zipfile
from itertools import pairwise

import pytest

from chalicelib.files.rules import DOCUMENTS, EXTENSIONS, POSTERS, VIDEOS, extension_of, kept_as
from chalicelib.files.rules.documents import MAX_DOCUMENT_BYTES, MAX_POSTER_BYTES, examine_document
from chalicelib.files.rules.source import RangedSource
from chalicelib.files.rules.types import DOCX, JPEG, PDF, PNG, PPTX, TXT, WEBP, XLSX
from chalicelib.words.fields import FILES
from tests.rules.files_bytes import (
    WORD,
    archive,
    document,
    image,
    jpeg,
    png,
    png_chunk,
    riff,
    segment,
    types,
    u32,
    word,
)

PDF_FILE = b"%PDF-1.7\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n"
LOSSY = riff((b"VP8 ", bytes(6) + b"\x02\0\x02\0"))
LOSSLESS = riff((b"VP8L", b"\x2f\x01\x40\0\0"))
EXTENDED = riff((b"VP8X", bytes(4) + b"\1\0\0\1\0\0"), (b"ALPH", b"a"), (b"VP8 ", b""))
WORD_FILE = archive(word())
EXCEL = archive(
    {
        "[Content_Types].xml": types(
            WORD.replace("wordprocessingml.document", "spreadsheetml.sheet"), "/x.xml"
        ).encode(),
        "x.xml": b"",
    },
    method=zipfile.ZIP_STORED,
)
SLIDES = archive(
    {
        "[Content_Types].xml": types(WORD.replace("wordprocessingml.document", "presentationml.presentation")).encode(),
        "word/document.xml": b"",
    }
)


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (PDF_FILE, PDF),
        (PDF_FILE + b"\0" * 900, PDF),
        (png(), PNG),
        (jpeg(), JPEG),
        (jpeg() + b"a recording of the moment before", JPEG),
        (jpeg().replace(b"\xff\xc0", b"\xff\xff\xff\xc2"), JPEG),
        # What browsers show all the same:
        (jpeg(end=b""), JPEG),
        (jpeg().replace(b"\xff\xc0", b"\0\0\xff\xc0"), JPEG),
        (jpeg().replace(b"\xff\xc0", b"\xff\1\xff\xd0\xff\0\xff\xc0"), JPEG),
        (jpeg().replace(b"\xff\xc0", b"\xff\xe2\0\0\xff\xc0"), JPEG),
        (WORD_FILE, DOCX),
        (archive(word(), comment=b"made by hand"), DOCX),
        (EXCEL, XLSX),
        (SLIDES, PPTX),
        ("Grüße,\r\n\tAda\f".encode(), TXT),
        ("Grüße".encode("utf-8-sig"), "text/plain; charset=utf-8"),
        ("Grüße".encode("utf-16"), TXT),
        (codecs.BOM_UTF16_BE + "Grüße".encode("utf-16-be"), TXT),
        (b"a < b, and <html> is a word within", TXT),
    ],
)
def test_a_good_document_is_taken(data: bytes, declared: str) -> None:
    assert document(data, declared) == ""


@pytest.mark.parametrize(
    ("data", "declared"), [(LOSSY, WEBP), (LOSSLESS, WEBP), (EXTENDED, WEBP), (png(), PNG), (jpeg(), JPEG)]
)
def test_a_good_poster_is_taken(data: bytes, declared: str) -> None:
    assert image(data, declared) == ""


GOOD = {PDF: PDF_FILE, PNG: png(), JPEG: jpeg(), DOCX: WORD_FILE, XLSX: EXCEL, PPTX: SLIDES}


@pytest.mark.parametrize("declared", sorted(DOCUMENTS))
@pytest.mark.parametrize("kind", [*GOOD, WEBP])
def test_no_document_passes_for_another(declared: str, kind: str) -> None:
    data = GOOD.get(kind, LOSSY)
    assert document(data, declared) == ("" if kind == declared or (declared, kind) == (TXT, PDF) else "wrong_type")


@pytest.mark.parametrize(
    ("data", "declared", "code"),
    [
        (b"", TXT, "empty"),
        (b" \r\n", TXT, "empty"),
        (b"GIF89a", "image/gif", "type_not_allowed"),
        (LOSSY, WEBP, "type_not_allowed"),
        (b"<svg></svg>", "image/svg+xml", "type_not_allowed"),
        (b"\xff\xd8 no text", TXT, "wrong_type"),
        (b"MZ\x90\0\3", TXT, "wrong_type"),
        (b"a\0b", TXT, "wrong_type"),
        ("\x1b[31m".encode("utf-16"), TXT, "wrong_type"),
        (codecs.BOM_UTF16_LE + b"odd", TXT, "wrong_type"),
        (b" \n<!DOCTYPE html><p>", TXT, "wrong_type"),
        (b"<script>alert(1)</script>", TXT, "wrong_type"),
        (b"<svg onload='alert(1)'>", TXT, "wrong_type"),
        (b"\n" + PDF_FILE, PDF, "wrong_type"),
        (b"%PDF-1.7\nstartxref\n", PDF, "truncated"),
        (b"%PDF-1.7\n%%EOF\n", PDF, "unreadable"),
        (PDF_FILE + b"<html>" + b" " * 2_000, PDF, "trailing_data"),
        (png()[:-1], PNG, "truncated"),
        (png()[:-6], PNG, "truncated"),
        (png() + b"<html>", PNG, "trailing_data"),
        (png(png_chunk(b"IEND")), PNG, "unreadable"),
        (png().replace(b"IDAT", b"IDAX"), PNG, "unreadable"),
        (png(width=0), PNG, "unreadable"),
        (png(height=0), PNG, "unreadable"),
        (png(width=100_000, height=100_000), PNG, "too_large"),
        (png()[:8] + png_chunk(b"IEND"), PNG, "unreadable"),
        (png()[:8] + png_chunk(b"IHDR", u32(2, 2)), PNG, "unreadable"),
        (jpeg()[:3], JPEG, "unreadable"),
        (jpeg()[: jpeg().index(b"scan")], JPEG, "truncated"),
        (jpeg()[:-9], JPEG, "truncated"),
        (b"\xff\xd8" + jpeg(), JPEG, "unreadable"),
        (jpeg(width=0), JPEG, "unreadable"),
        (jpeg(width=60_000, height=60_000), JPEG, "too_large"),
        (b"\xff\xd8" + segment(0xE0, b"") + b"<html>", JPEG, "unreadable"),
        (b"\xff\xd8" + segment(0xDA, b"") + b"\xff\xd9", JPEG, "unreadable"),
        (b"\xff\xd8\xff\xd9\xff\xff", JPEG, "unreadable"),
        (b"\xff\xd8\xff\xe0\0\0", JPEG, "unreadable"),
        (WORD_FILE[:-1], DOCX, "truncated"),
        (WORD_FILE[:-23], DOCX, "truncated"),
        (WORD_FILE[:-2] + b"\1\0", DOCX, "truncated"),
        (WORD_FILE + b"<html>", DOCX, "trailing_data"),
        (WORD_FILE + bytes(70_000), DOCX, "trailing_data"),
        (b"PK\3\4" + WORD_FILE, DOCX, "unreadable"),
        (archive({"a.txt": b"a"}), DOCX, "wrong_type"),
        (archive({"[Content_Types].xml": types(WORD).encode()}), DOCX, "wrong_type"),
        (archive(word(types("application/pdf"))), DOCX, "wrong_type"),
        (archive(word("<Types><Override ContentType='a'/><Override PartName='/a'/></Types>")), DOCX, "wrong_type"),
        (archive(word(types(WORD.replace("document.main", "document.macroEnabled.main")))), DOCX, "macros"),
        (archive(word() | {"word/vbaProject.bin": b"m"}), DOCX, "macros"),
        (archive(word("<!DOCTYPE bomb [<!ENTITY a 'a'>]>")), DOCX, "unreadable"),
        (archive(word() | {"[Content_Types].xml": b"\xff"}), DOCX, "unreadable"),
        (archive(word(types(WORD) + " " * (1 << 21))), DOCX, "unreadable"),
        (archive(word(), method=zipfile.ZIP_BZIP2), DOCX, "unreadable"),
        (archive({str(number): b"" for number in range(10_001)}), DOCX, "unreadable"),
    ],
)
def test_what_does_not_hold_is_refused(data: bytes, declared: str, code: str) -> None:
    assert document(data, declared) == code


CENTRAL, LOCAL, END = b"PK\1\2", b"PK\3\4", b"PK\5\6"


def changed(mark: bytes, offset: int, to: bytes, data: bytes = WORD_FILE) -> bytes:
    """The archive with other bytes at so many after the first `mark`."""
    at = data.index(mark) + offset
    return data[:at] + to + data[at + len(to) :]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (changed(CENTRAL, 24, b"\xff\xff\xff\x7f"), "too_large"),  # unfolds to two gigabytes
        (changed(CENTRAL, 8, b"\1"), "unreadable"),  # under a password
        (changed(CENTRAL, 42, b"\7"), "unreadable"),  # its contents are elsewhere
        (changed(CENTRAL, 28, b"\xff\xff"), "unreadable"),  # a name longer than the directory
        (changed(CENTRAL, 0, b"PK\7\7"), "unreadable"),
        (changed(END, 10, b"\1"), "unreadable"),  # fewer entries than there are
        (changed(END, 10, b"\3"), "unreadable"),  # more
        (changed(LOCAL, 49, b"\xff\xff\xff"), "unreadable"),  # broken contents
    ],
)
def test_an_archive_that_lies_is_refused(data: bytes, code: str) -> None:
    assert document(data, DOCX) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (LOSSY[:-1], "truncated"),
        (LOSSY + b"<html>", "trailing_data"),
        (riff((b"ICCP", bytes(10))), "unreadable"),
        (riff((b"VP8X", bytes(4) + b"\1\0\0\1\0\0")), "unreadable"),
        (riff((b"VP8 ", bytes(10))), "unreadable"),
        (LOSSY[:16] + b"\x30" + LOSSY[17:], "unreadable"),
    ],
)
def test_a_broken_poster_is_refused(data: bytes, code: str) -> None:
    assert image(data, WEBP) == code


def test_what_is_too_large_is_not_read() -> None:
    def unread(at: int, size: int) -> bytes:
        raise AssertionError

    assert examine_document(RangedSource(MAX_DOCUMENT_BYTES + 1, unread), PDF).code == "too_large"
    assert image(png() + bytes(MAX_POSTER_BYTES), PNG) == "too_large"


@pytest.mark.parametrize("kind", [*GOOD, WEBP])
def test_no_end_that_is_missing_and_no_byte_that_is_wrong_stops_the_examination(kind: str) -> None:
    data = GOOD.get(kind, EXTENDED)
    examine = image if kind == WEBP else document
    assert {examine(data[:end], kind) for end in range(len(data))} <= {*FILES, ""}
    for at in range(len(data)):
        assert examine(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], kind) in {*FILES, ""}


def test_every_type_has_its_own_extension_and_its_place() -> None:
    assert EXTENSIONS.keys() == DOCUMENTS | POSTERS | {kept_as(video) for video in VIDEOS}
    assert all(first != second for first, second in pairwise(sorted(EXTENSIONS.values())))
    assert extension_of("Video/WebM;codecs=vp9,opus") == "webm"
    assert extension_of("text/html") is None


def test_every_refusal_says_what_to_do() -> None:
    for code, detail in FILES.items():
        assert code.isidentifier()
        assert detail.count(".") >= 2
        assert detail.endswith(".")
