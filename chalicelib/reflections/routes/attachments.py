"""Files that the two add to their talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.files.actions import AttachmentBody, AttachmentDetail, detail
from chalicelib.kernel.http import Answer, Call
from chalicelib.kernel.storage.table import Key
from chalicelib.reflections import actions
from chalicelib.reflections.routes.common import AUTHOR, ONE, SEES, ahead_with_limits, prefetch, routes

ALL = f"{ONE}/attachments"
FILE = f"{ALL}/{{attachment_id}}"


def _prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    return (*prefetch(path), *actions.attachments_prefetch(path["reflection_id"], path["attachment_id"]))


@routes.post(
    ALL, allow=SEES, summary="Send a file for a comment", body=AttachmentBody, answer=AttachmentDetail, status=201,
    prefetch=ahead_with_limits, replay=FILE,
)  # fmt: skip
def attach(call: Call[AttachmentBody, Any]) -> Answer:
    """Where the company has attachments; 10 MB at most. What no comment names within a day is removed."""
    file_id = actions.attachment_id_for(call.actor, call.now)
    link = actions.attach(call.command, call.path["reflection_id"], call.body, file_id=file_id)
    return Answer(detail(link), made=file_id)


@routes.get(FILE, allow=SEES, summary="A file of the talk", answer=AttachmentDetail, prefetch=_prefetch)
def attachment(call: Call[Any, Any]) -> Answer:
    """How far it has come; a link for five minutes, for the other one too once a comment names it."""
    return Answer(detail(actions.attachment(call.command, call.path["reflection_id"], call.path["attachment_id"])))


@routes.delete(FILE, allow=AUTHOR, summary="Take a file of one's own away", status=204, prefetch=_prefetch)
def detach(call: Call[Any, Any]) -> Answer:
    """Also from the comment that names it; its bytes go, too."""
    actions.detach(call.command, call.path["reflection_id"], call.path["attachment_id"])
    return Answer(None)
