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


class ImportPeople(msgspec.Struct, frozen=True):
    """`import_id`: of the import that is stored."""

    import_id: str


class Rechain(msgspec.Struct, frozen=True):
    """Who moved, or has another name. `path`: theirs in the tree before; "" for those who report to them directly.

    `version`: of the person after that.
    """

    person_id: str
    path: str
    version: int


class UpdateAccount(msgspec.Struct, frozen=True):
    """Whose account. `cause`: what tells this job from another one that is due at the same instant."""

    person_id: str
    cause: str


class AskSecondFactor(msgspec.Struct, frozen=True):
    """Who signed in, by which account of the pool, and with which address."""

    person_id: str
    subject: str
    address: str


class Invite(msgspec.Struct, frozen=True):
    """`run_id`: of the invitations that HR asked for."""

    run_id: str


CHANGED = Job("people.changed", PersonChanged)
"""Let other features hear of a change of somebody."""
IMPORT = Job("people.import", ImportPeople)
"""Read a file that was uploaded, and write the pages of an import."""
RECHAIN = Job("people.rechain", Rechain)
"""Let those below somebody follow, page by page."""
UPDATE_ACCOUNT = Job("people.update_account", UpdateAccount)
"""Bring somebody's account in the pool up to date, and send the invitation that waits for it."""
ASK_SECOND_FACTOR = Job("people.ask_second_factor", AskSecondFactor)
"""Bring the account up to date with which somebody with an HR role signed in by one factor only."""
INVITE = Job("people.invite", Invite)
"""Give accounts to many and invite them."""
