"""The directory's jobs."""

import msgspec

from chalicelib.kernel.jobs import Job


class PersonChanged(msgspec.Struct, frozen=True):
    """Somebody changed. `changed`: what of `people.rules.changes` (`LEFT` …); `version`: of the person after that.

    `manager_term`: that of their manager of then. What is the case now, a handler reads from the directory.
    """

    person_id: str
    changed: tuple[str, ...]
    version: int = 0
    manager_term: int = 0


class Invite(msgspec.Struct, frozen=True):
    """`run_id`: of the invitations that HR asked for."""

    run_id: str


CHANGED = Job("people.changed", PersonChanged)
"""Let other features hear of a change of somebody."""
INVITE = Job("people.invite", Invite)
"""Give accounts to many and invite them."""
