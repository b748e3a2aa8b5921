"""Reading: one reflection, lists, search, links to play it by, and what is said in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.files.actions import LINKS_LIVE, LINKS_TOLD
from chalicelib.files.rules import extension_of
from chalicelib.kernel.aws.bucket import Bucket, file_name
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, NotFound
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Key, Page, Reads, Row, position_of
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.caption_versions import VTT
from chalicelib.reflections.actions.comments import comment
from chalicelib.reflections.actions.common import opened
from chalicelib.reflections.rules import (
    Captions,
    CaptionState,
    Chapter,
    DownloadFile,
    ListedReflection,
    Playback,
    Reflection,
    ReflectionAction,
    ReflectionContext,
    Track,
    TrackPlayback,
    TrackState,
    Transcript,
)
from chalicelib.reflections.store import IndexEntry

FOUND_AT_ONCE = 30

Lines = tuple[list[ListedReflection], str | None]
"""A page, and where the next one goes on."""


def playback(command: Command, reflection_id: str) -> Playback:
    """Return links for five minutes, to the very objects that were examined."""
    reflection = opened(command, reflection_id).reflection
    return _playback(
        command,
        reflection.playable,
        captions=reflection.captions,
        chapters=reflection.chapters,
        poster=poster_url(command.runtime.bucket, reflection),
    )


def replied(command: Command, reflection_id: str, comment_id: str) -> Playback:
    """Return the same for the recordings of a comment."""
    context, found = comment(command, reflection_id, comment_id)
    replies = [one for one in rules.under(context.reflection, found.id) if one.track.state is TrackState.PLAYABLE]
    captions = next((one.captions for one in replies if one.captions.key), Captions())
    return _playback(command, tuple(one.track for one in replies), captions=captions)


def _playback(
    command: Command,
    tracks: tuple[Track, ...],
    *,
    captions: Captions,
    chapters: tuple[Chapter, ...] = (),
    poster: str | None = None,
) -> Playback:
    if not tracks:
        raise Conflict("nothing_recorded")
    bucket = command.runtime.bucket
    return Playback(
        tracks=tuple(_playing(bucket, track) for track in rules.in_order(tracks)),
        expires_at=command.now + LINKS_TOLD,
        chapters=chapters,
        captions_url=_link(bucket, captions.key, captions.version, VTT) if captions.key else None,
        poster_url=poster,
    )


def _playing(bucket: Bucket, track: Track) -> TrackPlayback:
    return TrackPlayback(
        track_id=track.id,
        kind=track.kind,
        content_type=track.content_type,
        duration_ms=track.duration_ms,
        offset_ms=track.offset_ms or 0,
        off=track.off,
        has_audio=track.has_audio,
        url=_link(bucket, track.key, track.version, track.content_type),
    )


def download(command: Command, reflection_id: str) -> tuple[list[DownloadFile], DownloadFile | None, datetime]:
    """Return links by which its owner saves the recordings under names, and the captions, until an instant."""
    context, bucket = opened(command, reflection_id), command.runtime.bucket
    rules.check(context, ReflectionAction.DOWNLOAD)
    reflection = context.reflection
    captions = reflection.captions

    def saved(name: str, key: str, version: str, content_type: str, track: Track | None = None) -> DownloadFile:
        url = _link(bucket, key, version, content_type, name)
        return DownloadFile(name=file_name(name), url=url, content_type=content_type, track=track)

    tracks = [
        saved(
            f"{reflection.title} ({track.kind.value}).{extension_of(track.content_type)}",
            track.key,
            track.version,
            track.content_type,
            track,
        )
        for track in rules.in_order(reflection.playable)
    ]
    text = saved(f"{reflection.title}.vtt", captions.key, captions.version, VTT) if captions.key else None
    return tracks, text, command.now + LINKS_TOLD


def poster_url(bucket: Bucket, shown: Reflection | ListedReflection) -> str | None:
    """Return a link to the picture that stands for it."""
    poster = shown.poster
    return _link(bucket, poster.key, poster.version, poster.content_type) if poster else None


def _link(bucket: Bucket, key: str, version: str, content_type: str, name: str = "") -> str:
    seconds = int(LINKS_LIVE.total_seconds())
    return bucket.sign_get(key, version, seconds=seconds, content_type=content_type, download_as=name)


def transcript(command: Command, reflection_id: str) -> Transcript:
    """Return what is said in it, by the second."""
    context, key = opened(command, reflection_id), store.transcript_key(reflection_id)
    return _ready(command, context.reflection.captions, key)


def transcript_of_reply(command: Command, reflection_id: str, comment_id: str) -> Transcript:
    """Return what is said in the recording of a comment."""
    context, found = comment(command, reflection_id, comment_id)
    for reply in rules.under(context.reflection, found.id):
        if reply.captions.state is CaptionState.READY:
            return _ready(command, reply.captions, store.transcript_key(reflection_id, reply.track.id))
    raise NotFound


def _ready(command: Command, captions: Captions, key: Key) -> Transcript:
    row = command.reads.fetch(key).get(key)
    if row is None or captions.state is not CaptionState.READY:
        raise NotFound
    return store.transcript_of(row)


def mine(command: Command, *, limit: int, after: str | None) -> Lines:
    """Return the caller's own, the newest first."""
    page = store.mine(command.reads, command.actor.id, limit=limit, after=after)
    return _own(command, page), page.after


def _own(command: Command, page: Page) -> list[ListedReflection]:
    owner = people.load(command.reads, command.actor.id)
    return [_line(command, store.reflection_of(row), owner) for row in page.rows]


def _line(command: Command, reflection: Reflection, owner: Person) -> ListedReflection:
    context = ReflectionContext(reflection=reflection, owner=owner, actor_id=command.actor.id, now=command.now)
    return replace(rules.line_of(reflection, command.actor.id), former=rules.former_readers(context))


def shared_with_me(command: Command, *, limit: int, after: str | None) -> Lines:
    """Return what the caller's reports share with them, the newest first."""
    left = _newest_first(_shared_before(command, after))
    return left[:limit], left[limit - 1].id if len(left) > limit else None


def both(command: Command, *, limit: int, after: str | None) -> Lines:
    """Return the caller's own and what reports share, as one list; it goes on behind an id, whosever that is."""
    page = store.mine(
        command.reads, command.actor.id, limit=limit, after=after and store.behind(command.actor.id, after)
    )
    own, shared = _own(command, page), _shared_before(command, after)
    if page.after is not None:
        # A page of large rows ends early; what is shared and older than its end comes with the next one.
        shared = [line for line in shared if line.id > own[-1].id]
    left = _newest_first([*own, *shared])
    more = page.after is not None or len(left) > limit
    return left[:limit], left[:limit][-1].id if more else None


def _shared_before(command: Command, after: str | None) -> list[ListedReflection]:
    """Return what is shared with the actor; a channel is there for the manager of today only."""
    shared = (line for channel in store.channels(command.reads, command.actor.id) for line in channel.lines)
    return [line for line in shared if after is None or line.id < after]


def of_owner(command: Command, owner_id: str, *, limit: int, after: str | None) -> Lines:
    """Return what one person shares with the caller; nothing, where that is nothing or no one.

    A page ends at something that the caller sees, and only where more of that follows: else it told of drafts.
    """
    owner = people.find(command.reads, [owner_id]).get(owner_id)
    if owner is None or command.actor.id not in {owner_id, owner.manager_id}:
        return [], None
    lines: list[ListedReflection] = []
    last = None
    for row in store.all_of(command.reads, owner_id, after=after):
        one = store.reflection_of(row)
        if _sees(command.actor, one, owner, command.now):
            if len(lines) == limit:
                return lines, last
            lines.append(_line(command, one, owner))
            last = position_of(row, None)
    return lines, None


def _sees(actor: Actor, reflection: Reflection, owner: Person, now: datetime) -> bool:
    return ReflectionContext(reflection=reflection, owner=owner, actor_id=actor.id, now=now).sees


def search(
    command: Command, query: str, *, owner_id: str | None, role: str | None, limit: int, after: str | None
) -> Lines:
    """Return what the caller sees and finds by these words. Words lead to reflections; each is then looked at itself.

    Words that lead nowhere any more are passed over: a page ends at something found, and only where more follows.
    """
    wanted = sorted(rules.words_of([query]), key=len, reverse=True)
    if not wanted:
        return [], None
    lines: list[ListedReflection] = []
    last = None
    while True:
        page = store.words(command.reads, command.actor.id, wanted[0], limit=FOUND_AT_ONCE, after=after)
        rows = [row for row in page.rows if _is_of(store.found_by(row), command.actor, owner_id, role)]
        for row, line in _found(command, rows, wanted):
            if len(lines) == limit:
                return _newest_first(lines), last
            lines.append(line)
            last = position_of(row, None)
        after = page.after
        if after is None:
            return _newest_first(lines), None


def _newest_first(lines: list[ListedReflection]) -> list[ListedReflection]:
    return sorted(lines, key=lambda line: line.id, reverse=True)


def _found(command: Command, rows: Sequence[Row], wanted: Sequence[str]) -> Iterator[tuple[Row, ListedReflection]]:
    """Those of these words' rows that lead to something that the caller sees and that has all the words."""
    ids = list(dict.fromkeys(map(store.found_by, rows)))
    listed = [store.indexed_key(one) for one in ids]
    found = {one.id: one for one in visible(command.reads, command.actor, ids, command.now, further=listed)}
    known = command.reads.fetch(*listed)
    owners = people.find(command.reads, {one.owner.id for one in found.values()})
    for row in rows:
        one, listing = found.get(store.found_by(row)), known.get(store.indexed_key(store.found_by(row)))
        if one is None or listing is None:
            continue
        owner = owners[one.owner.id]
        context = ReflectionContext(reflection=one, owner=owner, actor_id=command.actor.id, now=command.now)
        # Other words of it begin alike: it is listed under the first of them.
        if rules.first_match(_words(context, store.indexed_of(listing)), wanted) == store.word_of(row):
            yield row, _line(command, one, owner)


def _words(context: ReflectionContext, listed: IndexEntry) -> tuple[str, ...]:
    """Return by which words the actor finds it: a reply's are for those who may read its comment now."""
    heard = (word for one in listed.heard if rules.reads(context, one.comment_id) for word in one.words)
    return (*listed.words, *heard)


def _is_of(reflection_id: str, actor: Actor, owner_id: str | None, role: str | None) -> bool:
    owner = store.owner_of(reflection_id)
    return owner_id in {None, owner} and role in {None, "owner" if owner == actor.id else "manager"}


def visible(
    reads: Reads, actor: Actor, reflection_ids: Sequence[str], now: datetime, further: Sequence[Key] = ()
) -> list[Reflection]:
    """Return those of these reflections that the actor sees; one read, with whatever `further` rows come along."""
    ids = [one for one in reflection_ids if store.is_reflection_id(one)]
    owners = {store.owner_of(one) for one in ids}
    reads.fetch(*map(store.head_key, ids), *map(people.person_key, owners), *further)
    known = people.find(reads, owners)
    found = store.load(reads, ids)
    return [
        one
        for reflection_id in ids
        if (one := found.get(reflection_id)) is not None
        and one.owner.id in known
        and _sees(actor, one, known[one.owner.id], now)
    ]
