"""What the mailer needs from above and from outside; `chalicelib.wiring` chooses who gives it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.kernel.storage.table import Reads
from chalicelib.mail.rules import Addressee, OpenTask, ReportKind, SendResult

if TYPE_CHECKING:
    from chalicelib.mail.render import RenderedMail


class Addressees(Protocol):
    """The directory as the mailer needs it; `chalicelib.people` is one (mail lies below it and cannot name it)."""

    def find(self, reads: Reads, person_ids: Collection[str]) -> Mapping[str, Addressee]:
        """Whom of `person_ids` there is, as of now."""

    def stop_reminders(self, reads: Reads, person_id: str, now: datetime) -> None:
        """No more reminders for this person; unknown people are left alone."""

    def note_trouble(self, reads: Reads, person_id: str, address: str, trouble: ReportKind, now: datetime) -> None:
        """Keep at the person that `address` bounced, or that its reader complained; old addresses are left alone."""


class OpenTasks(Protocol):
    """What someone still has to do now, what is due first; `chalicelib.home` knows it."""

    def __call__(self, reads: Reads, person_id: str, now: datetime) -> Sequence[OpenTask]: ...


class Gateway(Protocol):
    """An email provider."""

    def send(self, mail_id: str, to: str, written: "RenderedMail", unsubscribe: str | None) -> SendResult:
        """Send one email, once. `unsubscribe`: the address for the one-click header of a reminder."""
