"""What may be asked of mail."""

from typing import Annotated, Literal

import msgspec

from chalicelib.kernel.http import PageQuery


class MailsQuery(PageQuery):
    """Emails by state; only those that HR has to look at are listed."""

    state: Literal["parked"] = "parked"


class TokenQuery(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The token of the link in a reminder."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
