"""Kinds of job that follow from other settings; features above do them, each its own."""

import msgspec

from chalicelib.kernel.jobs import Job


class GatherRhythm(msgspec.Struct, frozen=True):
    """`rhythm`: the value of the `Rhythm` whose period it is."""

    rhythm: str


class Rezone(msgspec.Struct, frozen=True):
    """`version`: of the settings in which other zones stand."""

    version: int


class InviteEveryone(msgspec.Struct, frozen=True):
    """`cause`: what tells this job from another one that is due at the same instant."""

    cause: str


class Regroup(msgspec.Struct, frozen=True):
    """The names of the group before and now, "" for none; `by`: the id of the HR admin who has set it.

    `version`: of the settings in which it stands.
    """

    old: str
    new: str
    by: str
    version: int


GATHER_RHYTHM = Job("rhythm.gather", GatherRhythm)
"""Plan the reminders of one period of a rhythm, and the same for the next one."""
REZONE = Job("people.rezone", Rezone)
"""Let the time zone of everyone who was given none follow from the settings."""
INVITE_EVERYONE = Job("people.invite_everyone", InviteEveryone)
"""Give an account to everyone who has none, where people get them automatically."""
REGROUP = Job("scim.regroup", Regroup)
"""Let another group of a provider make HR assistants."""
