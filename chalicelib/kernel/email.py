"""What is handed to the email provider, and what comes of it: values that rules decide on and a gateway makes."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedMail:
    """An email as it is handed to the provider."""

    subject: str
    text: str
    html: str


class SendResultKind(StrEnum):
    """What the provider said. LOST: nothing that can be relied on."""

    ACCEPTED = "accepted"
    BUSY = "busy"
    REFUSED = "refused"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True, slots=True)
class SendResult:
    """The end of one send: the provider's id of the message, or the problem. `silent`: it took a timeout to know."""

    kind: SendResultKind
    silent: bool = False
    provider_id: str = ""
    problem: str = ""
