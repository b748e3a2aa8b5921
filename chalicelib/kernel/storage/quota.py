"""How often one person may begin something on one day, in UTC.

The counter is part of the command's own transaction: it counts what is done, once, however often a request is repeated
or its commit is raced. What is refused or only read counts nothing. Where nothing is written, what is asked counts.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from chalicelib.kernel.errors import Throttled
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, Reads, Row, Table

_KEPT = timedelta(days=1)
"""How long the count of a day that is over is kept."""


def quota_key(person_id: str, what: str, now: datetime) -> Key:
    """Return where it is counted how much of `what` this person has begun today."""
    return Key(f"DAY#{person_id}#{now.date().isoformat()}", what)


def spend(
    reads: Reads, changes: Changes, person_id: str, now: datetime, *, what: str, most: int, about: str = ""
) -> None:
    """Count one more of `what` together with `changes`; beyond `most`, Throttled until the day is over.

    To be asked last. `what`: in the plural, as a person would say it. `about`: the id of the thing, where it is
    counted for each by itself.
    """
    key = quota_key(person_id, f"{what}#{about}" if about else what, now)
    row = reads.fetch(key).get(key)
    count = row.version if row else 0
    if count >= most:
        raise _used_up(what, most, now)
    changes.put(Row(key=key, body="", version=count + 1, expires=_kept_until(now)), count or ABSENT)


def spend_at_once(table: Table, person_id: str, now: datetime, *, what: str, most: int) -> None:
    """`spend` for something that is given and not written down: its counter is a call of its own."""
    if table.count(quota_key(person_id, what, now), _kept_until(now)) > most:
        raise _used_up(what, most, now)


def _used_up(what: str, most: int, now: datetime) -> Throttled:
    wait = -int((now - _midnight(now)) // timedelta(seconds=1))
    return Throttled(wait, case="day", most=most, what=[what])


def _kept_until(now: datetime) -> int:
    return int((_midnight(now) + _KEPT).timestamp())


def _midnight(now: datetime) -> datetime:
    """Return the end of this day."""
    return datetime.combine(now.date() + timedelta(days=1), time.min, tzinfo=now.tzinfo)
