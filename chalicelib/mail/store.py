"""Where emails are kept: `M#{id}`; index 1 lists what is unsent (in 16 shards, oldest first) and what is parked.

Index 2 `MAILS#{person}` has all that went to somebody, sent or not.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from chalicelib.kernel.clock import instant_text
from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Key, KeyShape, Page, Reads, Row
from chalicelib.mail.rules.outgoing import SETTLED, UNSENT, MailState, Outgoing

KEYS = (
    KeyShape("M#{mail}", "A", "what became of an email?"),
    KeyShape("OUTBOX#{shard}", "{position}", "which emails are not sent yet?", of_index=1),
    KeyShape("PARKED", "{position}", "which emails could not be sent?", of_index=1),
    KeyShape("MAILS#{person}", "{mail}", "which emails did somebody get?", of_index=2),
)

SHARDS = 16
KEPT = timedelta(days=180)
"""For how long a settled mail stays to be looked at."""


def key(mail_id: str) -> Key:
    """Return the key of a mail."""
    return Key(f"M#{mail_id}")


def row(mail: Outgoing, version: int = 1) -> Row:
    """Return the row of `mail`."""
    to = Key(f"MAILS#{mail.mail.to_person_id}", mail.id)
    return Row.of(key(mail.id), mail, version=version, index1=_listed(mail), index2=to, expires=_expires(mail))


def mail_of(stored: Row) -> Outgoing:
    """Return the mail of a stored row."""
    return decode(stored.body, Outgoing)


def load(reads: Reads, mail_ids: Collection[str]) -> list[tuple[Outgoing, int]]:
    """Return the emails that exist, each with its version."""
    rows = reads.fetch(*map(key, mail_ids))
    return [(mail_of(stored), stored.version) for stored in rows.values()]


def oldest_unsent(reads: Reads, shard: int, *, limit: int = 100, after: str | None = None) -> Page:
    """Return one page of a shard's unsent emails, oldest first."""
    return reads.query(f"OUTBOX#{shard}", index=1, limit=limit, after=after)


def parked(reads: Reads, *, limit: int, after: str | None) -> Page:
    """Return one page of the emails that HR has to look at, newest first."""
    return reads.query("PARKED", index=1, limit=limit, after=after, newest_first=True)


def _listed(mail: Outgoing) -> Key | None:
    position = f"{instant_text(mail.created_at)}#{mail.id}"
    if mail.state in UNSENT:
        return Key(f"OUTBOX#{_shard(mail.id)}", position)
    return Key("PARKED", position) if mail.state is MailState.PARKED else None


def _shard(mail_id: str) -> int:
    return hashlib.sha256(mail_id.encode()).digest()[0] % SHARDS


def _expires(mail: Outgoing) -> int | None:
    settled: datetime | None = mail.settled_at if mail.state in SETTLED else None
    return None if settled is None else int((settled + KEPT).timestamp())
