"""Kinds of job that follow from other settings; features above do them, each its own."""

import msgspec

from chalicelib.kernel.jobs import Job


class GatherRhythm(msgspec.Struct, frozen=True):
    """`rhythm`: the value of the `Rhythm` whose period it is."""

    rhythm: str


GATHER_RHYTHM = Job("rhythm.gather", GatherRhythm)
"""Plan the reminders of one period of a rhythm, and the same for the next one."""
