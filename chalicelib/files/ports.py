"""What a file needs from above when it has arrived; `chalicelib.wiring` chooses who gives it."""

from datetime import datetime
from typing import Protocol

from chalicelib.files.rules import Shelf, Trouble
from chalicelib.kernel.table import Changes, Reads


class Keeper(Protocol):
    """The noun whose thing a file lies beside (files lie below all of them and cannot name one)."""

    def __call__(self, reads: Reads, changes: Changes, shelf: Shelf, now: datetime) -> Trouble | None:
        """What else follows once `shelf` is as it is here, put into `changes`; or why the file comes too late."""
