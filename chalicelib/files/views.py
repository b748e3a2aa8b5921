"""What is shown of a file beside something."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.files.rules import Attachment, FileState


class FileProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """Why a file was not taken, and what to do."""

    code: str
    detail: str
    params: dict[str, Any]


class AttachmentView(msgspec.Struct, frozen=True, kw_only=True):
    """A file beside something: uploading, ready or refused; the latter two for who sent it."""

    attachment_id: str
    name: str
    content_type: str
    size: int
    state: FileState
    problem: FileProblemView | UnsetType = UNSET


class AttachmentDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A file with what to do until `expires_at`: POST `fields`, then the file as `file`, to `url`; or download it."""

    attachment_id: str
    name: str
    content_type: str
    size: int
    state: FileState
    problem: FileProblemView | UnsetType = UNSET
    url: str | UnsetType = UNSET
    fields: dict[str, str] | UnsetType = UNSET
    download_url: str | UnsetType = UNSET
    expires_at: dt.datetime | UnsetType = UNSET


def attachment_view(file: Attachment) -> AttachmentView:
    """Return a line of a list."""
    return AttachmentView(
        attachment_id=file.id,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        state=file.state,
        problem=_problem(file),
    )


def _problem(file: Attachment) -> FileProblemView | UnsetType:
    if file.problem is None or file.state is not FileState.REFUSED:
        return UNSET
    return FileProblemView(code=file.problem.code, detail=file.problem.detail, params={})
