"""Where the trail is kept: `U#{subject}` holds what concerns somebody, index 1 `UA#{actor}` what somebody did."""

from typing import Literal

from chalicelib.audit.rules import Question, Recorded
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.table import Key, Page, Reads, Row


def row(recorded: Recorded) -> Row:
    """The row of `recorded`. A bulk entry is not in the actor's list: a launch must not write to one index key."""
    entry = recorded.entry
    actor = None if entry.bulk else Key(f"UA#{entry.actor_id}", recorded.id)
    return Row(key=Key(f"U#{entry.subject_id}", recorded.id), body=encode(recorded), index1=actor)


def recorded_of(stored: Row) -> Recorded:
    """The entry of a stored row."""
    return decode(stored.body, Recorded)


def page(reads: Reads, asked: Question, *, limit: int, after: str | None) -> Page:
    """One page of what `asked` names, newest first: by subject where there is one, else by actor."""
    index: Literal[1] | None = None if asked.subject_id else 1
    pk = f"U#{asked.subject_id}" if asked.subject_id else f"UA#{asked.actor_id}"
    return reads.query(pk, limit=limit, after=after, newest_first=True, index=index)
