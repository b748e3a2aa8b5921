"""Refused sign-ins are noted for HR. Noting never changes what the refused person is answered."""

from collections.abc import Sequence
from datetime import UTC, datetime

from chalicelib.kernel import ids, observe
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.identity import Claims, Foreign
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, Reads, Row, Table
from chalicelib.people.actions import reading
from chalicelib.people.rules.refusals import KEPT_FOR, ForeignIssuer, ForeignList, RefusedSignIn, noted, together
from chalicelib.people.rules.signin import NotLetIn, whom_to_ask

REFUSED, FOREIGN = "REFUSED", Key("FOREIGN")


def refusal(reads: Reads, claims: Claims, reason: NotLetIn, now: datetime) -> NotAllowed:
    """The refusal of someone whose token is good, after it was noted."""
    ask: tuple[str, ...] = ()
    try:
        ask = whom_to_ask(claims.email, reading.hr_admins(reads))
        _note(reads, claims, reason, now)
    except Exception as error:  # noqa: BLE001 - whatever keeps us from noting it, the answer stays the refusal
        observe.fault("refused sign-in not noted", error)
    return NotAllowed(reason.value, ask)


def _note(reads: Reads, claims: Claims, reason: NotLetIn, now: datetime) -> None:
    key = Key(REFUSED, ids.digest(claims.issuer, claims.email, reason.value))
    row = reads.fetch(key).get(key)
    kept = decode(row.body, RefusedSignIn) if row else None
    line = noted(kept, claims.email, claims.issuer, reason, now)
    if line is None:
        return
    changes = Changes(ids.new_id(now))
    order = Key(REFUSED, f"{line.last_at.isoformat()}#{key.sk}")
    expires = int((now + KEPT_FOR).timestamp())
    stored = Row(key=key, body=encode(line), version=line.version, index1=order, expires=expires)
    changes.put(stored, kept.version if kept else ABSENT)
    reads.table.commit(changes)


def note_foreign(table: Table, seen: Sequence[Foreign], now: datetime) -> None:
    """Add what this process has counted to what is known of foreign issuers; what cannot be written is lost."""
    try:
        kept = _foreign(Reads(table))
        listed = ForeignList(issuers=together(kept.issuers, _dated(seen), now), version=kept.version + 1)
        changes = Changes(ids.new_id(now))
        expires = int((now + KEPT_FOR).timestamp())
        row = Row(key=FOREIGN, body=encode(listed), version=listed.version, expires=expires)
        changes.put(row, kept.version or ABSENT)
        table.commit(changes)
    except Exception as error:  # noqa: BLE001 - it is a count; anyone who sent the token gets the same 401
        observe.fault("foreign issuers not noted", error)


def listed(reads: Reads, now: datetime, *, limit: int, after: str | None) -> tuple[list[RefusedSignIn], str | None]:
    """One page of those who were refused, the latest first."""
    page = reads.query(REFUSED, limit=limit, after=after, newest_first=True, index=1)
    found = (decode(row.body, RefusedSignIn) for row in page.rows)
    return [line for line in found if line.last_at + KEPT_FOR > now], page.after


def foreign(reads: Reads, pending: Sequence[Foreign], now: datetime) -> tuple[ForeignIssuer, ...]:
    """Foreign issuers, the latest first; `pending`: what this process has not written down yet."""
    return together(_foreign(reads).issuers, _dated(pending), now)


def _foreign(reads: Reads) -> ForeignList:
    row = reads.fetch(FOREIGN).get(FOREIGN)
    return decode(row.body, ForeignList) if row else ForeignList()


def _dated(seen: Sequence[Foreign]) -> list[ForeignIssuer]:
    return [
        ForeignIssuer(issuer=one.issuer, count=one.count, last_at=datetime.fromtimestamp(one.last_at, UTC))
        for one in seen
    ]
