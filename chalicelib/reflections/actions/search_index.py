"""The words that find a reflection: they lie with those who see it, and go when these no longer do.

What someone said is in them, so no word may lie where no one knows of it. Which words are about to be written is
therefore listed before they are, and each step looks that the list is still its own: who dies half-way leaves the
list to the next one, and anyone who is overtaken writes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from chalicelib.kernel import richtext
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.storage.table import Key, Reads, batches
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.common import found, index_again, prefetch
from chalicelib.reflections.jobs import IndexReflection, IndexShared
from chalicelib.reflections.rules import CaptionState, ReflectionContext, ReflectionState
from chalicelib.reflections.store import IndexedReply, IndexEntry

T = TypeVar("T")
_ROWS = 90
_SHARED_AT_ONCE = 40


def index_reflection(command: JobContext, params: IndexReflection) -> None:
    """Let the words that lead to a reflection be those that it has now, for those who see it now."""
    reflection_id = params.reflection_id
    listed_key, transcript_key = store.indexed_key(reflection_id), store.transcript_key(reflection_id)
    rows = command.reads.fetch(listed_key, transcript_key, *prefetch(reflection_id))
    before = store.indexed_of(rows[listed_key]) if listed_key in rows else IndexEntry(reflection_id=reflection_id)
    context = found(command, reflection_id)
    heard = context is not None and context.reflection.captions.state is CaptionState.READY and transcript_key in rows
    said = [cue.text for cue in store.transcript_of(rows[transcript_key]).cues] if heard else []
    after = IndexEntry(reflection_id=reflection_id)
    if context is not None:
        after = _indexed(context, said, _heard(command.reads, context))
    known, wanted = _keys(before), _keys(after)
    missing = wanted if before.under_way else wanted - known
    if missing:
        before = _announced(command, before, after)
    _write(command, before, missing)
    _write(command, before, known - wanted, gone=True)
    store.save_indexed(command.changes, after, before.version)
    if context is not None:
        # Where it changed, or went, since it was read, all is compared once more.
        command.changes.check(store.head_key(reflection_id), context.reflection.version)


def _heard(reads: Reads, context: ReflectionContext) -> tuple[IndexedReply, ...]:
    """Return what is said in recorded replies, for those alone who may read their comments."""
    reflection = context.reflection
    keys = {store.transcript_key(reflection.id, one.track.id): one for one in rules.heard(reflection)}
    found = reads.fetch(*keys)
    return tuple(
        IndexedReply(
            comment_id=one.comment_id,
            words=rules.words_of(cue.text for cue in store.transcript_of(found[key]).cues)[: rules.MOST_HEARD],
            readers=tuple(
                who for who in _readers(context) if rules.reads(replace(context, actor_id=who), one.comment_id)
            ),
        )
        for key, one in keys.items()
        if key in found
    )


def _readers(context: ReflectionContext) -> tuple[str, ...]:
    """Return who sees the reflection."""
    manager = context.owner.manager_id if rules.visible_to_manager(context.owner, context) else None
    return (context.reflection.owner.id, *([manager] if manager else []))


def _indexed(context: ReflectionContext, said: list[str], heard: tuple[IndexedReply, ...]) -> IndexEntry:
    reflection, prompts = context.reflection, context.reflection.prompts
    answered = map(richtext.plain, (prompts.went_well, prompts.did_not, prompts.improve))
    written = [reflection.title, reflection.period, *answered]
    words = rules.words_of([*written, *said])
    return IndexEntry(reflection_id=reflection.id, words=words, readers=_readers(context), heard=heard)


def _keys(indexed: IndexEntry) -> set[Key]:
    listed = [(indexed.readers, indexed.words), *((one.readers, one.words) for one in indexed.heard)]
    return {
        store.word_key(reader, word, indexed.reflection_id)
        for readers, words in listed
        for reader in readers
        for word in words
    }


def _announced(page: JobContext, before: IndexEntry, after: IndexEntry) -> IndexEntry:
    """List all that there is and all that is to come."""
    both = IndexEntry(
        reflection_id=after.reflection_id,
        words=_each([*after.words, *before.words]),
        readers=_each([*after.readers, *before.readers]),
        heard=tuple(dict.fromkeys([*after.heard, *before.heard])),
        under_way=True,
    )
    return _step(page, lambda command: store.save_indexed(command.changes, both, before.version))


def _step(page: JobContext, act: Callable[[Command], T]) -> T:
    """Commit a part of the page; where it is raced the page begins again, for all of it rests on the same list."""
    return perform(page.runtime, page.actor, act, page.reads, again=False)


def _each(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _write(page: JobContext, listed: IndexEntry, words: Iterable[Key], *, gone: bool = False) -> None:
    """Put words, or delete them, for as long as `listed` is what is listed."""
    for some in batches(sorted(words), _ROWS):
        _step(page, partial(_put, listed=listed, words=some, gone=gone))


def _put(command: Command, *, listed: IndexEntry, words: Sequence[Key], gone: bool) -> None:
    command.changes.check(store.indexed_key(listed.reflection_id), listed.version)
    if gone:
        for key in words:
            command.changes.delete(key)
    else:
        command.changes.put_all(store.word_rows(words))


def index_shared(context: JobContext, params: IndexShared) -> str | None:
    """Index a page of what someone shares: each is to be found by those alone who see it now."""
    page = store.mine(context.reads, params.owner_id, limit=_SHARED_AT_ONCE, after=context.cursor)
    for row in page.rows:
        reflection = store.reflection_of(row)
        # What is not shared has no reader but its owner since it was last written.
        if reflection.state is ReflectionState.SHARED:
            index_again(context, reflection)
    return page.after
