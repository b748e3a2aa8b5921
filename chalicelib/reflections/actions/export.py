"""What reflections hand out of a person's data: their own, and what they said and recorded under those of others.

A reflection is between two people: nothing of it is in an export that HR makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import UNSET, UnsetType

from chalicelib.files import actions as files_beside
from chalicelib.files.rules import extension_of
from chalicelib.kernel.export import ExportContext, ExportDocument, ExportFile, ExportPage, export_name, folder_name
from chalicelib.kernel.ids import LENGTH
from chalicelib.people import actions as people
from chalicelib.people.actions import person_ref
from chalicelib.people.rules import Person
from chalicelib.reflections import rules, store
from chalicelib.reflections.actions.attachments import place_of as attachments_place
from chalicelib.reflections.rules import (
    Captions,
    CaptionState,
    Comment,
    Reflection,
    ReflectionContext,
    Track,
    TrackState,
)
from chalicelib.reflections.views import reflections as views
from chalicelib.reflections.views.export import ReflectionExport, SaidExport, readable_reflection
from chalicelib.reflections.views.reflections import TranscriptView

AT_ONCE = 10
SAID, _BEHIND = "said", "\x1e"
Part = tuple[ExportDocument, list[ExportFile]]

OF_OTHERS = "Recordings that others made in reply to reflections of {name}; what they wrote is in."
BY_HR = "Reflections, which are between {name} and their manager."


def export_page(context: ExportContext, cursor: str | None) -> ExportPage:
    """Return a page: first one's own reflections, then what one said under those that reports share."""
    if not context.own:
        return ExportPage(left_out=[BY_HR])
    if cursor is not None and cursor.startswith(SAID):
        return _said_page(context, cursor.removeprefix(SAID))
    page = store.mine(context.reads, context.actor.id, limit=AT_ONCE, after=cursor)
    owner = people.load(context.reads, context.actor.id)
    parts = [_own(context, owner, store.reflection_of(row)) for row in page.rows]
    return _page(parts, page.after or SAID)


def _page(parts: Sequence[Part], further: str | None) -> ExportPage:
    documents, files = [document for document, _ in parts], [file for _, found in parts for file in found]
    return ExportPage(documents=documents, files=files, left_out=[OF_OTHERS], next=further)


def _own(context: ExportContext, owner: Person, reflection: Reflection) -> Part:
    shown = _context(context, owner, reflection)
    folder = f"reflections/{folder_name(reflection.title, reflection.id)}"
    comments = list(_comments(context, shown))
    found = [
        *_recordings(folder, reflection.playable, reflection.captions),
        *_replies(shown, folder),
        *_attachments(context, reflection, folder, comments),
    ]
    if (poster := reflection.poster) is not None:
        name = f"{folder}/poster.{extension_of(poster.content_type) or 'jpg'}"
        found.append(ExportFile(name=name, key=poster.key, version=poster.version))
    value = ReflectionExport(
        reflection=views.reflection_view(shown),
        transcript=_transcript(context, reflection),
        comments=[views.comment_view(one, shown) for one in comments],
        files=[file.name for file in found],
    )
    document = ExportDocument(
        name=f"{folder}/reflection.json", title=reflection.title, value=value, readable=readable_reflection(value)
    )
    return document, found


def _transcript(context: ExportContext, reflection: Reflection) -> TranscriptView | UnsetType:
    key = store.transcript_key(reflection.id)
    row = context.reads.fetch(key).get(key)
    if row is None or reflection.captions.state is not CaptionState.READY:
        return UNSET
    return views.transcript_view(store.transcript_of(row))


def _said_page(context: ExportContext, place: str) -> ExportPage:
    """Return what the actor said under some of what one report shares with them now."""
    after, _, offset = place.rpartition(_BEHIND)
    begin = int(offset or 0)
    page = store.channel_page(context.reads, context.actor.id, limit=1, after=after or None)
    parts: list[Part] = []
    further = f"{SAID}{page.after}{_BEHIND}0" if page.after else None
    for channel in map(store.channel_of, page.rows):
        ids = channel.shared_ids[begin : begin + AT_ONCE]
        owner = people.find(context.reads, [channel.owner.id]).get(channel.owner.id)
        found = store.load(context.reads, ids) if owner else {}
        parts += [part for one in found.values() if owner and (part := _said(context, owner, one))]
        if begin + AT_ONCE < len(channel.shared_ids):
            further = f"{SAID}{after}{_BEHIND}{begin + AT_ONCE}"
    return ExportPage(
        documents=[document for document, _ in parts],
        files=[file for _, files in parts for file in files],
        next=further,
    )


def _said(context: ExportContext, owner: Person, reflection: Reflection) -> Part | None:
    """Return what the actor said and recorded under somebody else's reflection; nothing of what the owner did."""
    shown = _context(context, owner, reflection)
    if not shown.sees:
        return None
    said = [one for one in _comments(context, shown) if one.author.id == context.actor.id]
    name = f"{reflection.created_at:%Y-%m-%d} {reflection.id[LENGTH - 6 : LENGTH]}"
    folder = f"written/reflections/{folder_name(owner.name, owner.id)}/{name}"
    files = [*_replies(shown, folder), *_attachments(context, reflection, folder, said)]
    if not said and not files:
        return None
    comments = [views.comment_view(one, shown) for one in said]
    value = SaidExport(owner=person_ref(owner), comments=comments, files=[file.name for file in files])
    readable = {"Comments": [{"At": one.at, "Text": one.text} for one in said], "Files": value.files}
    title = f"To {owner.name}, {reflection.created_at:%Y-%m-%d}"
    return ExportDocument(name=f"{folder}.json", title=title, value=value, readable=readable), files


def _context(context: ExportContext, owner: Person, reflection: Reflection) -> ReflectionContext:
    return ReflectionContext(reflection=reflection, owner=owner, actor_id=context.actor.id, now=context.now)


def _comments(context: ExportContext, shown: ReflectionContext) -> Iterator[Comment]:
    """The comments that the actor reads, page by page."""
    after, begin = None, rules.said_to(shown)
    while True:
        page = store.comments(context.reads, shown.reflection.id, limit=100, after=after, begin=begin)
        yield from map(store.comment_of, page.rows)
        after = page.after
        if after is None:
            return


def _replies(shown: ReflectionContext, folder: str) -> Iterator[ExportFile]:
    """The recordings that the actor added to the talk."""
    for reply in shown.reflection.replies:
        if reply.author.id == shown.actor_id and rules.sees_reply(shown, reply):
            yield from _recordings(f"{folder}/replies", [reply.track], reply.captions)


def _recordings(folder: str, tracks: Iterable[Track], captions: Captions) -> Iterator[ExportFile]:
    for track in tracks:
        if track.state is TrackState.PLAYABLE:
            name = f"{folder}/{track.kind.value} {track.id[-6:]}.{extension_of(track.content_type) or 'bin'}"
            yield ExportFile(name=name, key=track.key, version=track.version)
    if captions.key:
        name = f"{folder}/captions {captions.track_id[-6:]}.vtt"
        yield ExportFile(name=name, key=captions.key, version=captions.version)


def _attachments(
    context: ExportContext, reflection: Reflection, folder: str, comments: Iterable[Comment]
) -> Iterator[ExportFile]:
    """The files of these comments."""
    for author_id in {one.author.id for one in comments if one.files}:
        listed = files_beside.find(context.reads, attachments_place(reflection.id, author_id))
        named = {file.id for one in comments if one.author.id == author_id for file in one.files}
        for file in listed.files if listed else ():
            if file.ready and file.id in named:
                name = f"{folder}/attachments/{export_name(file.name, file.id)}"
                yield ExportFile(name=name, key=file.key, version=file.version)
