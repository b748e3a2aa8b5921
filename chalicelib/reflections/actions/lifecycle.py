"""What its owner does with a reflection: begins, writes, shares, takes back, deletes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.cards import actions as cards
from chalicelib.company import actions as company
from chalicelib.files import actions as files
from chalicelib.kernel import richtext
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.quota import spend
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, ref
from chalicelib.reflections import mails, rules, store
from chalicelib.reflections.actions.attachments import purge_all
from chalicelib.reflections.actions.common import (
    card_of,
    index_again,
    manager_of,
    opened,
    put,
    put_channel,
)
from chalicelib.reflections.actions.common import write_mail as tell
from chalicelib.reflections.jobs import DROP, RETAIN, SHARE_EARLIER, DropReflection, RetainReflection, ShareEarlier
from chalicelib.reflections.rules import (
    CaptionState,
    Reflection,
    ReflectionAction,
    ReflectionContext,
    ReflectionState,
    ReflectionText,
    object_keys,
    recording,
)
from chalicelib.rhythm.actions import latest_reflections as rhythm

UPLOADS_END = timedelta(minutes=20)
"""Longer than any signed address for an upload: after that nothing can come in anymore."""
TRANSCRIBED_WITHIN = timedelta(hours=24)
"""So long captions are waited for; after that nothing is written anymore."""
LOOKED_AT = timedelta(days=30)
"""How often a kept reflection is held against the company's retention, which may change."""


def id_for(owner: Actor, now: datetime) -> str:
    """Return the id of a new reflection: it sorts by creation, and says in whose partition it is."""
    return f"{new_id(now)}{owner.id}"


def owned(command: Command, reflection_id: str) -> ReflectionContext:
    """Return a reflection that the caller may change, in its context."""
    context = opened(command, reflection_id)
    rules.check(context, ReflectionAction.EDIT)
    return context


def begin(command: Command, reflection_id: str, written: ReflectionText) -> ReflectionContext:
    """Begin a reflection of the caller."""
    owner = people.load(command.reads, command.actor.id)
    reflection = rules.begun(reflection_id, ref(owner), cleaned(written), command.now)
    spend(command.reads, command.changes, owner.id, command.now, what="reflections", most=rules.MOST_A_DAY)
    reflection = store.save(command.changes, reflection)
    cards.put(command, card_of(reflection))
    command.plan(at(command.now + LOOKED_AT, RETAIN, RetainReflection(reflection_id=reflection.id)))
    index_again(command, reflection)
    return ReflectionContext(reflection=reflection, owner=owner, actor_id=owner.id, now=command.now)


def cleaned(written: ReflectionText) -> ReflectionText:
    """Prompts are rich text; what there is nothing to read in is empty."""
    if written.prompts is None:
        return written
    return replace(written, prompts={name: _clean(text) for name, text in written.prompts.items()})


def _clean(text: str) -> str:
    said = richtext.clean(text)
    return "" if richtext.blank(said) else said


def revise(command: Command, context: ReflectionContext, written: ReflectionText) -> ReflectionContext:
    """Change what the owner wrote."""
    return _after(command, context, rules.revised(context, cleaned(written)))


def share(command: Command, reflection_id: str, confirmed: Collection[str] = ()) -> ReflectionContext:
    """Share with the manager of today, who gets an email. What never arrived whole is left out where `confirmed`."""
    context = opened(command, reflection_id)
    rules.check(context, ReflectionAction.SHARE, confirmed)
    manager = _manager(command, context.owner)
    shared = rules.shared(context, ref(manager), confirmed)
    gone = recording.unfinished(shared)
    for track in gone:
        purge(command, reflection_id, track.id)
    after = _after(command, context, recording.without_tracks(shared, gone))
    if not after.reflection.playable:
        rhythm.note_answers(command, context.owner.id, reflection_id)
    title = context.reflection.title
    tell(command, mails.SHARED, manager, owner=context.owner.name, reflection_id=reflection_id, title=title)
    return after


def _manager(command: Command, owner: Person) -> Person:
    manager = manager_of(command, owner)
    if manager is None or not manager.active:
        raise Conflict("no_manager", case="left")
    return manager


def unshare(command: Command, reflection_id: str) -> ReflectionContext:
    """Take it back."""
    context = opened(command, reflection_id)
    return _after(command, context, rules.unshared(context))


def _after(command: Command, context: ReflectionContext, reflection: Reflection) -> ReflectionContext:
    saved = put(command, context, reflection)
    index_again(command, saved)
    return replace(context, reflection=saved)


def seen(command: Command, reflection_id: str) -> ReflectionContext:
    """Note that the caller has looked."""
    context = opened(command, reflection_id)
    after = rules.seen(context)
    return context if after is context.reflection else replace(context, reflection=put(command, context, after))


def delete(command: Command, reflection_id: str) -> None:
    """Delete it with everything that belongs to it: gone at once for everyone, every copy within half an hour."""
    context = opened(command, reflection_id)
    rules.check(context, ReflectionAction.DELETE)
    remove(command, context)


def remove(command: Command, context: ReflectionContext) -> None:
    """Take it out, no matter who decided so, and let every copy follow."""
    reflection = context.reflection
    put_channel(command, context, None)
    cards.remove(command, card_of(reflection))
    command.changes.delete(store.head_key(reflection.id), reflection.version)
    rhythm.forget(command, reflection.owner.id, reflection.id)
    late = [one for one in reflection.replies if one.captions.state is CaptionState.WAITING]
    purge(command, reflection.id, "", *([TRANSCRIBED_WITHIN] if late else []))
    _purge_captions(command, reflection)
    purge_all(command, reflection)
    tracks = tuple(reply.track.id for reply in reflection.replies)
    command.plan(at(command.now, DROP, DropReflection(reflection_id=reflection.id, tracks=tracks)))


def purge(command: Command, reflection_id: str, part: str = "", *again: timedelta) -> None:
    """Let stored objects go: now, and again when nothing that is on its way can arrive anymore."""
    prefix = object_keys.folder(command.runtime.settings.company, store.owner_of(reflection_id), reflection_id, part)
    files.purge(command, prefix, timedelta(), UPLOADS_END, *again)


def purge_captions(command: Command, before: Reflection, after: Reflection) -> None:
    """Where a recording goes, let what was heard in it go with it."""
    if before.captions.track_id and after.track(before.captions.track_id) is None:
        _purge_captions(command, before)
        store.forget_transcripts(command.changes, before.id, before.captions.edition)


def _purge_captions(command: Command, reflection: Reflection) -> None:
    """Transcribe may still be at work on a recording that is gone, and no one may tell when it ends."""
    captions = reflection.captions
    if captions.track_id:
        late = [TRANSCRIBED_WITHIN] if captions.state is CaptionState.WAITING else []
        purge(command, reflection.id, object_keys.captions_of(captions.track_id), *late)


def share_earlier(command: Command) -> None:
    """Let the manager of today see all that is shared with an earlier one: page by page, as a piece of work."""
    owner = people.load(command.reads, command.actor.id)
    manager = _manager(command, owner)
    agreed = ShareEarlier(owner_id=owner.id, manager_id=manager.id, term=owner.manager_term)
    command.plan(at(command.now, SHARE_EARLIER, agreed))


def share_again(command: Command, reflection_id: str) -> bool:
    """Share one with the manager of today, as its owner agreed to for all; whether there was anything to do."""
    context = opened(command, reflection_id)
    manager_id = context.owner.manager_id
    if (
        context.reflection.state is not ReflectionState.SHARED
        or ReflectionAction.SHARE not in rules.actions_of(context)
        or manager_id is None
    ):
        return False
    manager = _manager(command, context.owner)
    shared = rules.shared(context, ref(manager), {rules.UNEQUAL})
    # It was shared when it was shared: only its audience grows.
    _after(command, context, replace(shared, shared_at=context.reflection.shared_at))
    return True


def kept_until(command: Command, context: ReflectionContext) -> datetime | None:
    """Return when the company no longer keeps this reflection; None where it keeps all."""
    days = company.load(command.reads).reflections.retention_days
    return None if days is None else context.reflection.created_at + timedelta(days=days)


def next_look(command: Command, context: ReflectionContext) -> datetime:
    """Return when to hold it against the company's retention again."""
    usual, until = command.now + LOOKED_AT, kept_until(command, context)
    return usual if until is None else min(usual, max(until, command.now + timedelta(days=1)))
