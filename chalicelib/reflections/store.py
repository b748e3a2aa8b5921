"""Where reflections are kept: in their owner's partition; what is shared, also on a row beside the manager.

| row | keys | question |
|---|---|---|
| reflection | `P#{owner}` / `R#{id}` | my reflections, the newest first |
| comment | `P#{owner}` / `RC#{id}#{comment}` | what was said under it |
| files | `P#{owner}` / `X#{id}#{author}` (`files.attachments_key`) | what one of the two added to the talk |
| transcript | `P#{owner}` / `RT#{id}` (of a reply `RT#{id}#{track}`) | what is said in it |
| earlier transcript | `P#{owner}` / `RV#{id}#{edition}` | what did its owner correct? |
| words | `P#{owner}` / `RX#{id}` | under which words, for whom, is it found? |
| word | `P#{reader}` / `RW#{word}#{id}` | which reflections have this word? |
| channel | `P#{manager}` / `CH#{owner}` (`people.channel_key`) | what do my reports share with me? |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chalicelib.kernel.codec import decode, decode_version
from chalicelib.kernel.ids import LENGTH, is_id
from chalicelib.kernel.storage.table import ABSENT, ANY, Changes, Key, KeyShape, Page, Reads, Row
from chalicelib.people.actions import channel_key
from chalicelib.reflections.rules import MOST_EDITIONS, Channel, Comment, Reflection, Transcript

KEYS = (
    KeyShape("P#{owner}", "R#{reflection}", "my reflections, the newest first"),
    KeyShape("P#{owner}", "RC#{reflection}#{comment}", "what was said under it?"),
    KeyShape("P#{owner}", "RT#{reflection}", "what is said in it, or in a reply (#{track})?"),
    KeyShape("P#{owner}", "RV#{reflection}#{edition}", "what did its owner correct?"),
    KeyShape("P#{owner}", "RX#{reflection}", "under which words, for whom, is it found?"),
    KeyShape("P#{reader}", "RW#{word}#{reflection}", "which reflections have this word?"),
)

CHANNELS = "CH#"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedReply:
    """The words of a recorded reply, and in whose partitions they lie: of those who may read its comment."""

    comment_id: str
    words: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """Under which words, and in whose partitions, a reflection can be found; `heard`: by its recorded replies, too.

    `under_way`: there may be fewer words than are listed, never more.
    """

    reflection_id: str
    words: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    heard: tuple[IndexedReply, ...] = ()
    under_way: bool = False
    version: int = 0


def is_reflection_id(reflection_id: str) -> bool:
    """Return whether this can be the id of a reflection: one of its own, and its owner's."""
    return is_id(reflection_id[:LENGTH]) and is_id(reflection_id[LENGTH:])


def owner_of(reflection_id: str) -> str:
    """Return the owner that a reflection's id names."""
    return reflection_id[LENGTH:]


def _home(reflection_id: str, sk: str) -> Key:
    return Key(f"P#{owner_of(reflection_id)}", sk)


def head_key(reflection_id: str) -> Key:
    """Return where a reflection is."""
    return _home(reflection_id, f"R#{reflection_id}")


def comment_key(reflection_id: str, comment_id: str) -> Key:
    """Return where a comment is."""
    return _home(reflection_id, f"RC#{reflection_id}#{comment_id}")


def transcript_key(reflection_id: str, track_id: str = "") -> Key:
    """Return where the transcript is: of the reflection, or of a reply's track."""
    return _home(reflection_id, f"RT#{reflection_id}" + (f"#{track_id}" if track_id else ""))


def earlier_key(reflection_id: str, edition: int) -> Key:
    """Return where a transcript is that was corrected since."""
    return _home(reflection_id, f"RV#{reflection_id}#{edition:06d}")


def indexed_key(reflection_id: str) -> Key:
    """Return where the words that find it are listed."""
    return _home(reflection_id, f"RX#{reflection_id}")


def word_key(reader_id: str, word: str, reflection_id: str) -> Key:
    """Return where one word leads one reader to a reflection."""
    return Key(f"P#{reader_id}", f"RW#{word}#{reflection_id}")


def found_by(row: Row) -> str:
    """Return the reflection to which a word's row leads."""
    return row.key.sk.rpartition("#")[2]


def word_of(row: Row) -> str:
    """Return the word of a word's row."""
    return row.key.sk.split("#")[1]


def reflection_of(row: Row) -> Reflection:
    """Return the reflection in a row."""
    return decode_version(row.body, Reflection, row.version)


def comment_of(row: Row) -> Comment:
    """Return the comment in a row."""
    return decode(row.body, Comment)


def transcript_of(row: Row) -> Transcript:
    """Return the transcript in a row."""
    return decode(row.body, Transcript)


def indexed_of(row: Row) -> IndexEntry:
    """Return the list of words in a row."""
    return decode_version(row.body, IndexEntry, row.version)


def channel_of(row: Row) -> Channel:
    """Return the channel in a row."""
    return decode_version(row.body, Channel, row.version)


def save(changes: Changes, reflection: Reflection) -> Reflection:
    """Put a reflection, new or changed; return it with its new version."""
    saved = replace(reflection, version=reflection.version + 1)
    row = Row.of(head_key(saved.id), saved, version=saved.version)
    changes.put(row, reflection.version or ABSENT)
    return saved


def save_channel(changes: Changes, channel: Channel) -> None:
    """Put a channel; one in which nothing is left goes."""
    key = channel_key(channel.manager_id, channel.owner.id)
    if channel.shared_ids:
        saved = replace(channel, version=channel.version + 1)
        changes.put(Row.of(key, saved, version=saved.version), channel.version or ABSENT)
    elif channel.version:
        changes.delete(key, channel.version)


def save_comment(changes: Changes, reflection_id: str, comment: Comment) -> None:
    """Put a new comment."""
    changes.put(Row.of(comment_key(reflection_id, comment.id), comment), ABSENT)


def change_comment(changes: Changes, reflection_id: str, comment: Comment) -> None:
    """Put a comment from which a file is taken away; its author alone does that."""
    changes.put(Row.of(comment_key(reflection_id, comment.id), comment), 1)


def save_transcript(changes: Changes, transcript: Transcript) -> None:
    """Put a transcript in place of whatever there was."""
    key = transcript_key(transcript.reflection_id, transcript.track_id)
    changes.put(Row.of(key, transcript, version=transcript.edition), ANY)


def correct_transcript(changes: Changes, transcript: Transcript, before: Transcript | None) -> None:
    """Put a corrected transcript in place of the one `before`, which is kept."""
    key = transcript_key(transcript.reflection_id)
    changes.put(Row.of(key, transcript, version=transcript.edition), before.edition if before else ABSENT)
    if before is not None:
        changes.put(Row.of(earlier_key(before.reflection_id, before.edition), before), ANY)
        if before.edition > MOST_EDITIONS:
            changes.delete(earlier_key(before.reflection_id, before.edition - MOST_EDITIONS))


def forget_transcripts(changes: Changes, reflection_id: str, edition: int) -> None:
    """Delete the transcript of a reflection, written for the `edition`th time, with those before it."""
    changes.delete(transcript_key(reflection_id))
    for one in range(max(1, edition - MOST_EDITIONS), edition):
        changes.delete(earlier_key(reflection_id, one))


def earlier(reads: Reads, reflection_id: str, *, after: str | None) -> Page:
    """Return one page of the transcripts that were corrected since, the newest first."""
    return reads.query(
        f"P#{owner_of(reflection_id)}",
        prefix=f"RV#{reflection_id}#",
        limit=MOST_EDITIONS,
        after=after,
        newest_first=True,
    )


def save_indexed(changes: Changes, indexed: IndexEntry, before: int) -> IndexEntry:
    """Put the list of words in place of its version `before`; one that names no one goes."""
    key, saved = indexed_key(indexed.reflection_id), replace(indexed, version=before + 1)
    if saved.readers:
        changes.put(Row.of(key, saved, version=saved.version), before or ABSENT)
    elif before:
        changes.delete(key, before)
    return saved


def word_rows(keys: Iterable[Key]) -> list[Row]:
    """Return the rows of words: a key says it all."""
    return [Row(key=key, body="{}") for key in keys]


def load(reads: Reads, reflection_ids: Sequence[str]) -> dict[str, Reflection]:
    """Return which of these reflections there are, by id."""
    keys = {head_key(one): one for one in reflection_ids if is_reflection_id(one)}
    return {keys[key]: reflection_of(row) for key, row in reads.fetch(*keys).items()}


def mine(reads: Reads, owner_id: str, *, limit: int, after: str | None) -> Page:
    """Return one page of someone's reflections, the newest first."""
    return reads.query(f"P#{owner_id}", prefix="R#", limit=limit, after=after, newest_first=True)


def behind(owner_id: str, reflection_id: str) -> str:
    """Return where someone's own reflections go on behind one, theirs or not: ids sort by creation."""
    return "\x1f".join(Key(f"P#{owner_id}", f"R#{reflection_id}"))


def comments(reads: Reads, reflection_id: str, *, limit: int, after: str | None, begin: str = "") -> Page:
    """Return one page of what was said, the oldest first; of those comments whose ids `begin` so."""
    return reads.query(f"P#{owner_of(reflection_id)}", prefix=f"RC#{reflection_id}#{begin}", limit=limit, after=after)


def all_of(reads: Reads, owner_id: str, *, after: str | None) -> Iterator[Row]:
    """The rows of someone's reflections from there on, the newest first, read as far as they are asked for."""
    while True:
        page = mine(reads, owner_id, limit=100, after=after)
        yield from page.rows
        if page.after is None:
            return
        after = page.after


def channel_page(reads: Reads, manager_id: str, *, limit: int, after: str | None) -> Page:
    """Return one page of what reports share with someone, a report a row."""
    return reads.query(f"P#{manager_id}", prefix=CHANNELS, limit=limit, after=after)


def channels(reads: Reads, manager_id: str) -> Iterator[Channel]:
    """What reports share with someone, a report a row; nearly always all in one page."""
    after = None
    while True:
        page = channel_page(reads, manager_id, limit=100, after=after)
        yield from map(channel_of, page.rows)
        if page.after is None:
            return
        after = page.after


def words(reads: Reads, reader_id: str, word: str, *, limit: int, after: str | None) -> Page:
    """Return one page of the reflections that someone finds under words that begin so."""
    return reads.query(f"P#{reader_id}", prefix=f"RW#{word}", limit=limit, after=after)
