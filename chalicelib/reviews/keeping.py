"""What follows for a review from a file that has arrived; the files below know no reviews (`wiring.KEEPERS`)."""

from datetime import datetime

from chalicelib.files.rules import Shelf, Trouble
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.table import Changes, Reads
from chalicelib.reviews.actions import Command, arrived
from chalicelib.reviews.actions.files import found
from chalicelib.reviews.rules import SideName

GONE = Trouble(code="not_found")


def kept(reads: Reads, changes: Changes, shelf: Shelf, now: datetime) -> Trouble | None:
    """Readers of a shared side get it with the next version; nothing is added to what was signed."""
    by = Command(reads=reads, changes=changes, actor=SYSTEM, now=now)
    try:
        file = found(reads, SYSTEM, shelf.place.subject_id, now)
    except NotFound:
        return GONE
    return arrived(by, file, SideName(shelf.place.part), shelf)
