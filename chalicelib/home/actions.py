"""Reading home."""

from datetime import datetime

from chalicelib.home.rules import Home, home_of
from chalicelib.kernel.table import Reads
from chalicelib.reviews import actions as reviews

MOST = 100
"""Reviews that home looks at, the newest first; older ones are in the list of all reviews."""


def home(reads: Reads, person_id: str, now: datetime) -> Home:
    """Everything of home, in one query."""
    found, _ = reviews.mine(reads, person_id, reviews.Wanted(), now, limit=MOST, after=None)
    return home_of(found, person_id, now)
