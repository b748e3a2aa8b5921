"""The rules of stored files. Others import what they need from here."""

from chalicelib.files.rules.attachments import (
    FORM_LIVES,
    GIVEN_UP,
    Attachment,
    FileState,
    Kept,
    Place,
    Shelf,
    Trouble,
    begun,
    checked_type,
    clean_name,
    form_ends,
    kept,
    put_beside,
    refused,
    taken,
    visible_to,
    without,
)
from chalicelib.files.rules.documents import MAX_DOCUMENT_BYTES, MAX_POSTER_BYTES, examine_document, examine_image
from chalicelib.files.rules.source import Ranged, Source
from chalicelib.files.rules.types import DOCUMENTS, EXTENSIONS, POSTERS, VIDEOS, base_of, extension_of
from chalicelib.files.rules.verdicts import DETAILS, Verdict
from chalicelib.files.rules.video import GRACE_MS, examine_video

__all__ = [
    "DETAILS",
    "DOCUMENTS",
    "EXTENSIONS",
    "FORM_LIVES",
    "GIVEN_UP",
    "GRACE_MS",
    "MAX_DOCUMENT_BYTES",
    "MAX_POSTER_BYTES",
    "POSTERS",
    "VIDEOS",
    "Attachment",
    "FileState",
    "Kept",
    "Place",
    "Ranged",
    "Shelf",
    "Source",
    "Trouble",
    "Verdict",
    "base_of",
    "begun",
    "checked_type",
    "clean_name",
    "examine_document",
    "examine_image",
    "examine_video",
    "extension_of",
    "form_ends",
    "kept",
    "put_beside",
    "refused",
    "taken",
    "visible_to",
    "without",
]
