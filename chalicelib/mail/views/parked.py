"""What HR sees of an email that could not be sent: to whom, of what kind, why; not what it says or whom it names."""

from datetime import datetime
from typing import Literal

import msgspec

from chalicelib.mail.rules.outgoing import MailState, Outgoing


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an email is for, and the address that was tried."""

    id: str
    name: str
    address: str


class MailView(msgspec.Struct, frozen=True, kw_only=True):
    """An email that could not be sent. `problem` is a code: "no_address", "bounced_general", "MessageRejected" …"""

    id: str
    kind: str
    to: Recipient
    state: MailState
    problem: str
    created_at: datetime
    settled_at: datetime | msgspec.UnsetType = msgspec.UNSET
    retried_as: str | msgspec.UnsetType = msgspec.UNSET
    actions: list[Literal["retry"]]


def mail_view(mail: Outgoing) -> MailView:
    """Return `mail` as HR sees it."""
    to = mail.mail
    return MailView(
        id=mail.id,
        kind=to.kind,
        to=Recipient(id=to.to_person_id, name=to.to_name, address=to.to_address),
        state=mail.state,
        problem=mail.problem,
        created_at=mail.created_at,
        settled_at=mail.settled_at or msgspec.UNSET,
        retried_as=mail.retried_as or msgspec.UNSET,
        actions=["retry"] if mail.state is MailState.PARKED else [],
    )
