"""Where the trail is kept: `U#{subject}` holds what concerns someone, index 1 `UA#{actor}` what someone did.

Index 2 `UT#{shard}` holds the whole of it, spread so that a busy evening does not write to one key.
"""

from typing import Literal, NamedTuple

from chalicelib.audit.rules import AuditFilter, RecordedEntry
from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Key, KeyShape, Reads, Row, position_of

KEYS = (
    KeyShape("U#{subject}", "{entry}", "what concerns this person, cycle or questionnaire?"),
    KeyShape("UA#{actor}", "{entry}", "what did somebody do?", of_index=1),
    KeyShape("UT#{shard}", "{entry}", "what was done lately?", of_index=2),
)

SHARDS = 8


class AuditPage(NamedTuple):
    """Some of a trail, newest first, and whether it goes on."""

    rows: list[Row]
    more: bool


def row(recorded: RecordedEntry) -> Row:
    """Return the row of an entry. A bulk one is in its subject's list only: a launch must not write one index key."""
    entry, key = recorded.entry, Key(f"U#{recorded.entry.subject_id}", recorded.id)
    if entry.bulk:
        return Row.of(key, recorded)
    actor, whole = Key(f"UA#{entry.actor_id}", recorded.id), Key(f"UT#{_shard(recorded.id)}", recorded.id)
    return Row.of(key, recorded, index1=actor, index2=whole)


def _shard(entry_id: str) -> int:
    return ord(entry_id[-1]) % SHARDS


def recorded_of(stored: Row) -> RecordedEntry:
    """Return the entry of a stored row."""
    return decode(stored.body, RecordedEntry)


def part(reads: Reads, asked: AuditFilter, *, limit: int, after: str | None) -> AuditPage:
    """Return what `asked` names, newest first: by subject where there is one, else by actor, else everything."""
    if not (asked.subject_id or asked.actor_id):
        return _everything(reads, limit=limit, after=after)
    if asked.subject_id:
        page = reads.query(f"U#{asked.subject_id}", limit=limit, after=after, newest_first=True)
    else:
        page = reads.query(f"UA#{asked.actor_id}", limit=limit, after=after, newest_first=True, index=1)
    return AuditPage(page.rows, page.after is not None)


def position(stored: Row, asked: AuditFilter) -> str:
    """Return where what was asked for goes on behind `stored`."""
    return position_of(stored, _index(asked)) if asked.subject_id or asked.actor_id else stored.key.sk


def _index(asked: AuditFilter) -> Literal[1] | None:
    return None if asked.subject_id else 1


def _everything(reads: Reads, *, limit: int, after: str | None) -> AuditPage:
    """Return the newest of all shards; `after` is the id of the last entry of the page before."""
    found: list[Row] = []
    for shard in range(SHARDS):
        page = reads.query(f"UT#{shard}", end=after, limit=limit + 2, newest_first=True, index=2)
        found += [row for row in page.rows if row.key.sk != after]
    found.sort(key=lambda row: row.key.sk, reverse=True)
    return AuditPage(found[:limit], len(found) > limit)
