"""What a file needs from above when it has arrived; `chalicelib.wiring` chooses who gives it."""

from datetime import datetime
from typing import Protocol

from chalicelib.files.rules import AttachmentList, AttachmentProblem
from chalicelib.kernel.storage.table import Changes, Reads


class Keeper(Protocol):
    """The feature whose thing a file lies beside (files lie below all of them and cannot name one)."""

    def __call__(
        self, reads: Reads, changes: Changes, attachment_list: AttachmentList, now: datetime
    ) -> AttachmentProblem | None:
        """Put what else follows from `attachment_list` into `changes`; return why the file comes too late."""
