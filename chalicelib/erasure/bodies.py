"""What is sent to the routes of erasure."""

from typing import Annotated

import msgspec

Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=1000, pattern=r"\S")]


class EraseBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Why somebody is erased, and their name, typed by hand. The reason is kept: it should not name anybody."""

    reason: Reason
    confirm_name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class HoldBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Why nothing about somebody may be erased."""

    reason: Reason
