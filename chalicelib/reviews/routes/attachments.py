"""Files beside the two sides."""

from __future__ import annotations

from typing import Any

from chalicelib.files.actions import AttachmentBody, AttachmentDetail, AttachmentView, attachment_view, detail
from chalicelib.kernel.http import Answer, Call, Listing, PageQuery
from chalicelib.reviews.actions import attachments
from chalicelib.reviews.routes.common import MANAGER_AUTHORS, ONE, READERS, SELF_AUTHOR, acting, prefetch, routes
from chalicelib.reviews.rules import ReviewAction, SideName

OWN = f"{ONE}/self/attachments"
MANAGERS = f"{ONE}/manager/attachments"
FILE = "/{attachment_id}"


@routes.post(
    OWN,
    allow=acting(ReviewAction.SAVE_SELF),
    summary="Attach a file to the self-assessment",
    body=AttachmentBody,
    answer=AttachmentDetail,
    status=201,
    prefetch=prefetch,
    replay=f"{OWN}{FILE}",
)
def attach_self(call: Call[AttachmentBody, Any]) -> Answer:
    """Ten at most, of 10 MB each, where the cycle has attachments; it counts once it has arrived and was looked at."""
    return _attach(call, SideName.SELF)


@routes.post(
    MANAGERS,
    allow=acting(ReviewAction.SAVE_MANAGER),
    summary="Attach a file to the manager's assessment",
    body=AttachmentBody,
    answer=AttachmentDetail,
    status=201,
    prefetch=prefetch,
    replay=f"{MANAGERS}{FILE}",
)
def attach_manager(call: Call[AttachmentBody, Any]) -> Answer:
    """The reviewee sees it as they see the assessment: once it is shared."""
    return _attach(call, SideName.MANAGER)


def _attach(call: Call[AttachmentBody, Any], name: SideName) -> Answer:
    file_id = attachments.attachment_id_for(call.now)
    _, link = attachments.attach(call.command, call.path["review_id"], name, call.body, file_id=file_id)
    return Answer(detail(link), made=file_id)


@routes.get(
    f"{OWN}{FILE}",
    allow=READERS,
    summary="A file beside the self-assessment",
    answer=AttachmentDetail,
    prefetch=prefetch,
)
def self_attachment(call: Call[Any, Any]) -> Answer:
    """How far it has come, for its author; for those who read the assessment a link for five minutes."""
    return _attachment(call, SideName.SELF)


@routes.get(
    f"{MANAGERS}{FILE}",
    allow=READERS,
    summary="A file beside the manager's assessment",
    answer=AttachmentDetail,
    prefetch=prefetch,
)
def manager_attachment(call: Call[Any, Any]) -> Answer:
    """How far it has come, for its author; for those who read the assessment a link for five minutes."""
    return _attachment(call, SideName.MANAGER)


def _attachment(call: Call[Any, Any], name: SideName) -> Answer:
    path = call.path
    return Answer(detail(attachments.attachment(call.command, path["review_id"], name, path["attachment_id"])))


@routes.get(
    OWN,
    allow=SELF_AUTHOR,
    summary="My files beside the self-assessment",
    query=PageQuery,
    answer=Listing[AttachmentView],
    prefetch=prefetch,
)
def my_self_attachments(call: Call[Any, PageQuery]) -> Answer:
    """In whatever state they are."""
    return _mine(call, SideName.SELF)


@routes.get(
    MANAGERS,
    allow=MANAGER_AUTHORS,
    summary="My files beside the manager's assessment",
    query=PageQuery,
    answer=Listing[AttachmentView],
    prefetch=prefetch,
)
def my_manager_attachments(call: Call[Any, PageQuery]) -> Answer:
    """In whatever state they are; also of someone who was the reviewer before."""
    return _mine(call, SideName.MANAGER)


def _mine(call: Call[Any, PageQuery], name: SideName) -> Answer:
    found = attachments.own_attachments(call.command, call.path["review_id"], name)
    begin = int(call.after or 0)
    end = begin + call.query.limit
    lines = [attachment_view(one) for one in found[begin:end]]
    return call.listed(lines, str(end) if end < len(found) else None)


@routes.delete(
    f"{OWN}{FILE}",
    allow=acting(ReviewAction.SAVE_SELF),
    summary="Take a file away from the self-assessment",
    status=204,
    prefetch=prefetch,
)
def detach_self(call: Call[Any, Any]) -> Answer:
    """Its bytes go, too."""
    return _detach(call, SideName.SELF)


@routes.delete(
    f"{MANAGERS}{FILE}",
    allow=acting(ReviewAction.SAVE_MANAGER),
    summary="Take a file away from the manager's assessment",
    status=204,
    prefetch=prefetch,
)
def detach_manager(call: Call[Any, Any]) -> Answer:
    """Its bytes go, too."""
    return _detach(call, SideName.MANAGER)


def _detach(call: Call[Any, Any], name: SideName) -> Answer:
    attachments.detach(call.command, call.path["review_id"], name, call.path["attachment_id"])
    return Answer(None)
