"""Which files are taken, and under which name each is kept: the one list of content types."""

from __future__ import annotations

from collections.abc import Mapping

MP4 = "video/mp4"
QUICKTIME = "video/quicktime"
WEBM = "video/webm"
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
TXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

EXTENSIONS: Mapping[str, str] = {
    MP4: "mp4",
    WEBM: "webm",
    PDF: "pdf",
    PNG: "png",
    JPEG: "jpg",
    WEBP: "webp",
    DOCX: "docx",
    XLSX: "xlsx",
    PPTX: "pptx",
    TXT: "txt",
}
"""The content types that are kept at all, each with the extension of its keys and downloads."""

VIDEOS = frozenset({MP4, QUICKTIME, WEBM})
MATROSKA = frozenset({"video/x-matroska", "video/matroska"})
"""WebM's elder: Chromium plays it, others do not."""
POSTERS = frozenset({WEBP, JPEG, PNG})
DOCUMENTS = frozenset({PDF, PNG, JPEG, DOCX, XLSX, PPTX, TXT})


def kept_as(base: str) -> str:
    """Return the type under which a file is kept and served: QuickTime has MP4's boxes, and plays as such."""
    return MP4 if base == QUICKTIME else base


def base_of(declared: str) -> str:
    """Return the type without parameters: "video/mp4" for the `video/mp4;codecs=avc1.42E01E,opus` of a recorder."""
    return declared.partition(";")[0].strip().lower()


def extension_of(declared: str) -> str | None:
    """Return the extension, without a dot; None for what is not kept."""
    return EXTENSIONS.get(base_of(declared))
