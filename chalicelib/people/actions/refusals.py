"""Refused sign-ins are noted for HR. Noting never changes what the refused person is answered."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.identity import Claims, IssuerCount
from chalicelib.kernel.ids import digest
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import ABSENT, Key, Reads, Row
from chalicelib.people.actions import directory
from chalicelib.people.rules.refusals import KEPT_FOR, ForeignIssuer, ForeignList, RefusedSignIn, noted, together
from chalicelib.people.rules.signin import SignInRefusal, whom_to_ask

REFUSED, FOREIGN = "REFUSED", Key("FOREIGN")


def refusal(runtime: Runtime, reads: Reads, claims: Claims, reason: SignInRefusal) -> NotAllowed:
    """Return the refusal of someone whose token is good, after it was noted."""
    ask: tuple[str, ...] = ()
    try:
        ask = whom_to_ask(claims.email, directory.hr_admins(reads))
        perform(runtime, SYSTEM, partial(_note, claims=claims, reason=reason), reads)
    except Exception as error:  # noqa: BLE001 - whatever keeps us from noting it, the answer stays the refusal
        observe.fault("refused sign-in not noted", error)
    return NotAllowed(reason.value, ask)


def _note(command: Command, claims: Claims, reason: SignInRefusal) -> None:
    now, key = command.now, Key(REFUSED, digest(claims.issuer, claims.email, reason.value))
    row = command.reads.fetch(key).get(key)
    kept = decode(row.body, RefusedSignIn) if row else None
    line = noted(kept, claims.email, claims.issuer, reason, now)
    if line is None:
        return
    order = Key(REFUSED, f"{line.last_at.isoformat()}#{key.sk}")
    expires = int((now + KEPT_FOR).timestamp())
    stored = Row.of(key, line, version=line.version, index1=order, expires=expires)
    command.changes.put(stored, kept.version if kept else ABSENT)


def note_foreign(runtime: Runtime, seen: Sequence[IssuerCount]) -> None:
    """Add what this process has counted to what is known of foreign issuers; what cannot be written is lost."""
    try:
        perform(runtime, SYSTEM, partial(_add_foreign, seen=seen))
    except Exception as error:  # noqa: BLE001 - it is a count; anyone who sent the token gets the same 401
        observe.fault("foreign issuers not noted", error)


def _add_foreign(command: Command, seen: Sequence[IssuerCount]) -> None:
    now, kept = command.now, _foreign(command.reads)
    listed = ForeignList(issuers=together(kept.issuers, _dated(seen), now), version=kept.version + 1)
    expires = int((now + KEPT_FOR).timestamp())
    row = Row.of(FOREIGN, listed, version=listed.version, expires=expires)
    command.changes.put(row, kept.version or ABSENT)


def listed(reads: Reads, now: datetime, *, limit: int, after: str | None) -> tuple[list[RefusedSignIn], str | None]:
    """Return one page of those who were refused, the latest first."""
    page = reads.query(REFUSED, limit=limit, after=after, newest_first=True, index=1)
    found = (decode(row.body, RefusedSignIn) for row in page.rows)
    return [line for line in found if line.last_at + KEPT_FOR > now], page.after


def foreign(reads: Reads, pending: Sequence[IssuerCount], now: datetime) -> tuple[ForeignIssuer, ...]:
    """Foreign issuers, the latest first; `pending`: what this process has not written down yet."""
    return together(_foreign(reads).issuers, _dated(pending), now)


def _foreign(reads: Reads) -> ForeignList:
    row = reads.fetch(FOREIGN).get(FOREIGN)
    return decode(row.body, ForeignList) if row else ForeignList()


def _dated(seen: Sequence[IssuerCount]) -> list[ForeignIssuer]:
    return [
        ForeignIssuer(issuer=one.issuer, count=one.count, last_at=datetime.fromtimestamp(one.last_at, UTC))
        for one in seen
    ]
