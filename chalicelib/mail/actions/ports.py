"""What the mailer needs from above and from outside; `chalicelib.wiring` chooses who gives it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from chalicelib.kernel.command import Command
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail.rules import OpenTask
from chalicelib.mail.rules.outgoing import Addressee, ReportKind


class Addressees(Protocol):
    """The directory as the mailer needs it; `chalicelib.people` is one (mail lies below it and cannot name it)."""

    def find(self, reads: Reads, person_ids: Collection[str]) -> Mapping[str, Addressee]:
        """Return whom of `person_ids` there is, as of now."""

    def stop_reminders(self, command: Command, person_id: str) -> None:
        """No more reminders for this person; unknown people are left alone."""

    def note_problem(self, command: Command, person_id: str, address: str, problem: ReportKind) -> None:
        """Keep at the person that `address` bounced, or that its reader complained; old addresses are left alone."""


class OpenTasks(Protocol):
    """What someone still has to do now, what is due first; `chalicelib.home` knows it."""

    def __call__(self, reads: Reads, person_id: str, now: datetime) -> Sequence[OpenTask]: ...
