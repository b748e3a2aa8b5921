"""Where reviews are kept: everything of one review in the reviewee's partition, a copy of its head with each writer.

| row | keys | question |
|---|---|---|
| head | `P#{reviewee}` / `H#D#{review}`; index 1 `C#{cycle}#{shard}` / `{name}#{person}` | mine; those of a cycle |
| copy of the head | `P#{reviewer or contributor}` / `H#D#{review}` | the reviews that I write |
| former review | `P#{former reviewer}` / `W#{review}` | the reviews that I wrote before |
| side | `P#{reviewee}` / `S#{review}#self`, `#manager`, `#c#{contributor}` | what a side says |
| notes | `P#{reviewee}` / `N#{review}#{author}` | read for their author, and HR where the cycle says so |
| share version | `P#{reviewee}` / `V#{review}#{side}#{n}` | what readers could see |
| files | `P#{reviewee}` / `X#{review}#self`, `#manager` (`files.shelf_key`) | what lies beside a side |
| backup | `P#{reviewee}` / `B#{review}#{side}#{n}` | what its author wrote before |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from chalicelib.kernel.codec import decode, decode_version
from chalicelib.kernel.ids import LENGTH, is_id
from chalicelib.kernel.storage.table import ABSENT, ANY, Changes, Key, KeyShape, Page, Reads, Row, Table
from chalicelib.people.rules import name_order
from chalicelib.reviews.rules import Backup, Notes, Review, ShareVersion, Side, SideName, contribution_of

KEYS = (
    KeyShape("P#{person}", "H#D#{review}", "which reviews does somebody write or get?", within="home"),
    KeyShape("C#{cycle}#{shard}", "{name}#{person}", "which reviews does a cycle have?", of_index=1, within="rollout"),
    KeyShape("P#{former}", "W#{review}", "which reviews did somebody write before?"),
    KeyShape("P#{reviewee}", "S#{review}#{side}", "what does a side (self, manager, c#contributor) say?"),
    KeyShape("P#{reviewee}", "N#{review}#{author}", "what did somebody note for themselves?"),
    KeyShape("P#{reviewee}", "V#{review}#{side}#{n}", "what could readers see?"),
    KeyShape("P#{reviewee}", "B#{review}#{side}#{n}", "what did its author write before?"),
    KeyShape("VACANT", "A", "in which cycles are reviews without a reviewer?"),
)

REVIEWS = "H#D#"
"""In home's range, behind tasks and the rhythm: home reads backwards, the newest first."""


def is_review_id(review_id: str) -> bool:
    """Return whether this can be the id of a review: the cycle's id and the reviewee's."""
    return is_id(review_id[:LENGTH]) and is_id(review_id[LENGTH:])


def cycle_of(review_id: str) -> str:
    """Return the cycle that a review's id names."""
    return review_id[:LENGTH]


def reviewee_of(review_id: str) -> str:
    """Return the reviewee that a review's id names."""
    return review_id[LENGTH:]


def _home(review_id: str, sk: str) -> Key:
    return Key(f"P#{reviewee_of(review_id)}", sk)


def head_key(review_id: str) -> Key:
    """Return the key of the head."""
    return _home(review_id, f"{REVIEWS}{review_id}")


def copy_key(person_id: str, review_id: str) -> Key:
    """Return the key of the copy of the head for someone who writes."""
    return Key(f"P#{person_id}", f"{REVIEWS}{review_id}")


def former_key(person_id: str, review_id: str) -> Key:
    """Return where it stands that someone was the reviewer before."""
    return Key(f"P#{person_id}", f"W#{review_id}")


def side_key(review_id: str, side: str) -> Key:
    """Return the key of the text of a side (self, manager, c#contributor)."""
    return _home(review_id, f"S#{review_id}#{side}")


def contribution_key(review_id: str, person_id: str) -> Key:
    """Return the key of a contributor's part."""
    return side_key(review_id, contribution_of(person_id))


def notes_key(review_id: str, author_id: str) -> Key:
    """Return the key of someone's private notes."""
    return _home(review_id, f"N#{review_id}#{author_id}")


def version_key(review_id: str, side: SideName, n: int) -> Key:
    """Return the key of a share version."""
    return _home(review_id, f"V#{review_id}#{side}#{n:06d}")


def backup_key(review_id: str, side: SideName, n: int) -> Key:
    """Return the key of a backup."""
    return _home(review_id, f"B#{review_id}#{side}#{n:06d}")


def of_cycle(table: Table | Reads, cycle_id: str, shard: int, **how: Any) -> Page:
    """Return one page of one part of the list of a cycle's reviews, by name."""
    return table.query(f"C#{cycle_id}#{shard}", index=1, **how)


def index_key(review: Review) -> Key:
    """Return where a review stands in its cycle's index: in its part, by name."""
    return Key(f"C#{review.cycle_id}#{review.shard}", name_order(review.reviewee))


def review_of(row: Row) -> Review:
    """Return the head in a row, or in a copy of it."""
    return decode_version(row.body, Review, row.version)


def side_of(row: Row) -> Side:
    """Return the side in a row."""
    return decode_version(row.body, Side, row.version)


def notes_of(row: Row) -> Notes:
    """Return the notes in a row."""
    return decode_version(row.body, Notes, row.version)


def version_of(row: Row) -> ShareVersion:
    """Return the share version in a row."""
    return decode(row.body, ShareVersion)


def backup_of(row: Row) -> Backup:
    """Return the backup in a row."""
    return decode(row.body, Backup)


def head_row(review: Review) -> Row:
    """Return the row of a head, at the version that the review has."""
    return Row.of(head_key(review.id), review, version=review.version, index1=index_key(review))


def copy_rows(review: Review, head: Row) -> list[Row]:
    """Return the copies for those who write: the reviewer and the contributors."""
    writers = dict.fromkeys((review.reviewer.id, *(c.person.id for c in review.contributors)))
    return [replace(head, key=copy_key(person, review.id), index1=None) for person in writers]


def head_rows(review: Review) -> list[Row]:
    """Return the head and its copies."""
    head = head_row(review)
    return [head, *copy_rows(review, head)]


def create(changes: Changes, review: Review) -> Review:
    """Put a new review, unless there is one of this person in this cycle already."""
    made = replace(review, version=1)
    head = head_row(made)
    changes.put(head, ABSENT)
    changes.put_all(copy_rows(made, head))
    return made


def save_head(changes: Changes, review: Review, dropped_copies: Iterable[str] = ()) -> Review:
    """Put a changed head and its copies; answers it with its new version."""
    saved = replace(review, version=review.version + 1)
    head = head_row(saved)
    changes.put(head, review.version)
    copies = copy_rows(saved, head)
    changes.put_all(copies)
    kept = {row.key for row in copies}
    past = {one.person.id for one in review.past_reviewers}
    for person in dropped_copies:
        if copy_key(person, review.id) not in kept:
            changes.delete(copy_key(person, review.id))
        if person in past:
            changes.put(Row(key=former_key(person, review.id), body="{}"), ANY)
    return saved


def save_read(changes: Changes, review: Review) -> Review:
    """Put a head that only says who read it; the copies need not know."""
    saved = replace(review, version=review.version + 1)
    changes.put(head_row(saved), review.version)
    return saved


def hold(changes: Changes, review: Review) -> None:
    """Nothing of a command happens unless the head is still as it was read."""
    changes.check(head_key(review.id), review.version)


def save_side(changes: Changes, side: Side) -> Side:
    """Put a side; answers it with its new version."""
    saved = replace(side, version=side.version + 1)
    row = Row.of(side_key(side.review_id, side.side), saved, version=saved.version)
    changes.put(row, side.version or ABSENT)
    return saved


def save_notes(changes: Changes, notes: Notes) -> Notes:
    """Put notes; answers them with their new version."""
    saved = replace(notes, version=notes.version + 1)
    row = Row.of(notes_key(notes.review_id, notes.author.id), saved, version=saved.version)
    changes.put(row, notes.version or ABSENT)
    return saved


def save_version(changes: Changes, version: ShareVersion) -> None:
    """Put a share version; one that no one has read yet is written over."""
    changes.put(Row.of(version_key(version.review_id, version.side, version.n), version), ANY)


def save_backup(changes: Changes, backup: Backup) -> None:
    """Put a backup."""
    changes.put(Row.of(backup_key(backup.review_id, backup.side, backup.n), backup), ANY)


def drop_backup(changes: Changes, review_id: str, side: SideName, n: int) -> None:
    """Remove a backup that was thinned out."""
    changes.delete(backup_key(review_id, side, n))


def person_reviews(
    reads: Reads, person_id: str, *, cycle_id: str | None = None, limit: int, after: str | None = None
) -> Page:
    """Return one page of someone's reviews, in whatever role, the newest first; of one cycle, or of all."""
    return reads.query(
        f"P#{person_id}", prefix=f"{REVIEWS}{cycle_id or ''}", limit=limit, after=after, newest_first=True
    )


def former(reads: Reads, person_id: str, *, limit: int, after: str | None = None) -> Page:
    """Return one page of the reviews that someone wrote before, the newest cycle first."""
    return reads.query(f"P#{person_id}", prefix="W#", limit=limit, after=after, newest_first=True)


def former_of(row: Row) -> str:
    """Return the id of the review that such a row names."""
    return row.key.sk.removeprefix("W#")


def is_review_row(row: Row) -> bool:
    """Return whether this row of home's range is a review."""
    return row.key.sk.startswith(REVIEWS)


def person_reviews_of_cycle(reads: Reads, person_id: str, cycle_id: str, *, limit: int) -> Page:
    """Return one page of someone's reviews in one cycle, in whatever role."""
    return reads.query(f"P#{person_id}", prefix=f"{REVIEWS}{cycle_id}", limit=limit)
