"""Kinds of job of the rhythm; the first of them, `GATHER_RHYTHM`, follows from the company's settings."""

from datetime import date

import msgspec

from chalicelib.kernel.jobs import Job


class Remind(msgspec.Struct, frozen=True):
    """Whom to remind in one zone: of the `Rhythm` with this value, in its period that begins with `first`."""

    rhythm: str
    first: date
    zone: str
    people: tuple[str, ...]


REMIND = Job("rhythm.remind", Remind)
"""Remind those of `people` who have nothing in the period yet."""
