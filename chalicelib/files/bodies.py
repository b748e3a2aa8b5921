"""What is said to announce a file."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.files.rules.documents import MAX_DOCUMENT_BYTES


class AttachmentBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A file that will be uploaded: PDF, PNG, JPEG, Word, Excel, PowerPoint or plain text."""

    name: Annotated[str, Meta(min_length=1, max_length=1000)]
    content_type: Annotated[str, Meta(min_length=1, max_length=200)]
    size: Annotated[int, Meta(ge=1, le=MAX_DOCUMENT_BYTES)]
