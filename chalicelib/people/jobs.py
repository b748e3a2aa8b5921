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


CHANGED = Job("people.changed", PersonChanged)
