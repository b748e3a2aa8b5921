"""The jobs of mail."""

import msgspec

from chalicelib.kernel.jobs import Job


class Sweep(msgspec.Struct, frozen=True):
    """Which emails to look after: all that are unsent."""


SWEEP = Job("mail.sweep", Sweep)
