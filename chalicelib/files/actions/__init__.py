"""What is done with stored files. Others import from here.

Nothing is committed here: each fills the command of the caller. Bytes go from the browser straight to S3.
"""

from chalicelib.files.actions.attachments import (
    LINKS_LIVE,
    LINKS_TOLD,
    FileLink,
    announced_key,
    begin,
    detail,
    link,
    owned,
    remove,
)
from chalicelib.files.actions.stored_objects import purge, purge_all, remove_version
from chalicelib.files.bodies import AttachmentBody
from chalicelib.files.store import attachments_key, attachments_of, find, rows_of, save
from chalicelib.files.views import AttachmentDetail, AttachmentView, attachment_view

__all__ = [
    "LINKS_LIVE",
    "LINKS_TOLD",
    "AttachmentBody",
    "AttachmentDetail",
    "AttachmentView",
    "FileLink",
    "announced_key",
    "attachment_view",
    "attachments_key",
    "attachments_of",
    "begin",
    "detail",
    "find",
    "link",
    "owned",
    "purge",
    "purge_all",
    "remove",
    "remove_version",
    "rows_of",
    "save",
]
