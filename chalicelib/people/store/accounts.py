"""Where accounts are kept.

| rows | key | answers |
|---|---|---|
| account | `ACC#{person}` | has this person an account, and how far is it? |
| subject | `ACCS#{digest of the subject}` → id | whose account is this? |
| invitations | `INVITE#{id}` | how far are the invitations of many? |
"""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib.kernel.codec import decode
from chalicelib.kernel.ids import digest
from chalicelib.kernel.storage.table import Key, Reads, Row
from chalicelib.people.rules.accounts import Account, InvitationRun

KEPT_FOR = timedelta(days=30)


def account_key(person_id: str) -> Key:
    """Return the key of the account of a person."""
    return Key(f"ACC#{person_id}")


def subject_key(subject: str) -> Key:
    """Return the key that says whose account this is."""
    return Key(f"ACCS#{digest(subject)}")


def account_row(account: Account) -> Row:
    """Return the row of an account."""
    return Row.of(account_key(account.person_id), account, version=account.version)


def subject_row(subject: str, person_id: str) -> Row:
    """Return the row that says whose account this is."""
    return Row.of(subject_key(subject), person_id)


def accounts(reads: Reads, person_ids: Iterable[str]) -> dict[str, Account]:
    """Return the accounts of those who have one, by the person's id."""
    keys = {account_key(person_id): person_id for person_id in person_ids}
    return {keys[key]: decode(row.body, Account) for key, row in reads.fetch(*keys).items()}


def account_of(reads: Reads, person_id: str) -> Account | None:
    """Return the account of a person, where there is one."""
    return accounts(reads, [person_id]).get(person_id)


def owner_of(reads: Reads, subject: str) -> str:
    """Return the id of the person whose account this is, "" where it is no one's that we know."""
    key = subject_key(subject)
    row = reads.fetch(key).get(key)
    return decode(row.body, str) if row else ""


def run_key(run_id: str) -> Key:
    """Return the key of the invitations of many."""
    return Key(f"INVITE#{run_id}")


def run_row(run: InvitationRun) -> Row:
    """Return the row of invitations of many."""
    expires = int((run.begun_at + KEPT_FOR).timestamp())
    return Row.of(run_key(run.id), run, version=run.version, index1=Key("INVITES", run.id), expires=expires)


def find_run(reads: Reads, run_id: str) -> InvitationRun | None:
    """Return the invitations, where there are such."""
    key = run_key(run_id)
    row = reads.fetch(key).get(key)
    return decode(row.body, InvitationRun) if row else None
