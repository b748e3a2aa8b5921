"""What its owner does with a reflection: begins, writes, shares, takes back, deletes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.company import actions as company
from chalicelib.files.actions import PURGE
from chalicelib.kernel import richtext
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.quota import spend
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, ref
from chalicelib.reflections import mails, rules, store
from chalicelib.reflections.actions.attachments import purge_all
from chalicelib.reflections.actions.common import (
    DROP,
    RETAIN,
    Command,
    index_again,
    manager_of,
    opened,
    put,
    put_channel,
)
from chalicelib.reflections.actions.common import write_mail as tell
from chalicelib.reflections.rules import (
    CaptionState,
    Reflection,
    ReflectionContext,
    ReflectionState,
    ReflectionText,
    ReflectionVerb,
    object_keys,
    recording,
)
from chalicelib.rhythm.actions import made as rhythm
from chalicelib.timetable.rules import planned_job

UPLOADS_END = timedelta(minutes=20)
"""Longer than any signed address for an upload: after that nothing can come in anymore."""
TRANSCRIBED_WITHIN = timedelta(hours=24)
"""So long captions are waited for; after that nothing is written anymore."""
LOOKED_AT = timedelta(days=30)
"""How often a kept reflection is held against the company's retention, which may change."""
SHARE_EARLIER = "share_earlier"


def id_for(owner: Actor, now: datetime) -> str:
    """The id of a new reflection: it sorts by creation, and says in whose partition it is."""
    return f"{new_id(now)}{owner.id}"


def owned(by: Command, reflection_id: str) -> ReflectionContext:
    """The case of a reflection that the caller may change."""
    context = opened(by, reflection_id)
    rules.check(context, ReflectionVerb.EDIT)
    return context


def begin(by: Command, reflection_id: str, written: ReflectionText) -> ReflectionContext:
    """A new reflection of the caller."""
    owner = people.load(by.reads, by.actor.id)
    reflection = rules.begun(reflection_id, ref(owner), cleaned(written), by.now)
    spend(by.reads, by.changes, owner.id, by.now, what="reflections", most=rules.MOST_A_DAY)
    reflection = store.save(by.changes, reflection)
    by.plan(planned_job(RETAIN, by.now + LOOKED_AT, reflection.id, reflection_id=reflection.id))
    index_again(by, reflection)
    return ReflectionContext(reflection=reflection, owner=owner, actor_id=owner.id, now=by.now)


def cleaned(written: ReflectionText) -> ReflectionText:
    """Prompts are rich text; what there is nothing to read in is empty."""
    if written.prompts is None:
        return written
    return replace(written, prompts={name: _clean(text) for name, text in written.prompts.items()})


def _clean(text: str) -> str:
    said = richtext.clean(text)
    return "" if richtext.blank(said) else said


def revise(by: Command, context: ReflectionContext, written: ReflectionText) -> ReflectionContext:
    """Change what the owner wrote."""
    return _after(by, context, rules.revised(context, cleaned(written)))


def share(by: Command, reflection_id: str, confirmed: Collection[str] = ()) -> ReflectionContext:
    """Share with the manager of today, who gets an email. What never arrived whole is left out where `confirmed`."""
    context = opened(by, reflection_id)
    rules.check(context, ReflectionVerb.SHARE, confirmed)
    manager = _manager(by, context.owner)
    shared = rules.shared(context, ref(manager), confirmed)
    gone = recording.unfinished(shared)
    for track in gone:
        purge(by, reflection_id, track.id)
    after = _after(by, context, recording.without_tracks(shared, gone))
    if not after.reflection.playable:
        rhythm.note_told(by.reads, by.changes, context.owner.id, reflection_id, by.now)
    title = context.reflection.title
    tell(by, mails.SHARED, manager, owner=context.owner.name, reflection_id=reflection_id, title=title)
    return after


def _manager(by: Command, owner: Person) -> Person:
    manager = manager_of(by, owner)
    if manager is None or not manager.active:
        raise Conflict("no_manager", case="left")
    return manager


def unshare(by: Command, reflection_id: str) -> ReflectionContext:
    """Take it back."""
    context = opened(by, reflection_id)
    return _after(by, context, rules.unshared(context))


def _after(by: Command, context: ReflectionContext, reflection: Reflection) -> ReflectionContext:
    saved = put(by, context, reflection)
    index_again(by, saved)
    return replace(context, reflection=saved)


def seen(by: Command, reflection_id: str) -> ReflectionContext:
    """Note that the caller has looked."""
    context = opened(by, reflection_id)
    after = rules.seen(context)
    return context if after is context.reflection else replace(context, reflection=put(by, context, after))


def delete(by: Command, reflection_id: str) -> None:
    """Delete it with everything that belongs to it: gone at once for everyone, every copy within half an hour."""
    context = opened(by, reflection_id)
    rules.check(context, ReflectionVerb.DELETE)
    remove(by, context)


def remove(by: Command, context: ReflectionContext) -> None:
    """Take it out, no matter who decided so, and let every copy follow."""
    reflection = context.reflection
    put_channel(by, context, None)
    by.changes.delete(store.head_key(reflection.id), reflection.version)
    rhythm.forget(by.reads, by.changes, reflection.owner.id, reflection.id)
    late = [one for one in reflection.replies if one.captions.state is CaptionState.WAITING]
    purge(by, reflection.id, "", *([TRANSCRIBED_WITHIN] if late else []))
    _purge_captions(by, reflection)
    purge_all(by, reflection)
    readers = ",".join({reflection.owner.id, *(shared.person.id for shared in reflection.shared_with)})
    tracks = ",".join(reply.track.id for reply in reflection.replies)
    by.plan(planned_job(DROP, by.now, reflection.id, reflection_id=reflection.id, readers=readers, tracks=tracks))


def purge(by: Command, reflection_id: str, part: str = "", *again: timedelta) -> None:
    """Let stored objects go: now, and again when nothing that is on its way can arrive anymore."""
    prefix = object_keys.folder(by.runtime.settings.company, store.owner_of(reflection_id), reflection_id, part)
    for after in (timedelta(), UPLOADS_END, *again):
        by.plan(planned_job(PURGE, by.now + after, reflection_id, part, prefix=prefix))


def purge_captions(by: Command, before: Reflection, after: Reflection) -> None:
    """Where a recording goes, let what was heard in it go with it."""
    if before.captions.track_id and after.track(before.captions.track_id) is None:
        _purge_captions(by, before)
        store.forget_transcripts(by.changes, before.id, before.captions.edition)


def _purge_captions(by: Command, reflection: Reflection) -> None:
    """Transcribe may still be at work on a recording that is gone, and no one may tell when it ends."""
    captions = reflection.captions
    if captions.track_id:
        late = [TRANSCRIBED_WITHIN] if captions.state is CaptionState.WAITING else []
        purge(by, reflection.id, object_keys.captions_of(captions.track_id), *late)


def share_earlier(by: Command) -> None:
    """Let the manager of today see all that is shared with an earlier one: page by page, as a piece of work."""
    owner = people.load(by.reads, by.actor.id)
    manager = _manager(by, owner)
    told = {"owner_id": owner.id, "manager_id": manager.id, "term": str(owner.manager_term)}
    by.plan(planned_job(SHARE_EARLIER, by.now, owner.id, str(owner.manager_term), **told))


def share_again(by: Command, reflection_id: str) -> bool:
    """Share one with the manager of today, as its owner agreed to for all; whether there was anything to do."""
    context = opened(by, reflection_id)
    manager_id = context.owner.manager_id
    if (
        context.reflection.state is not ReflectionState.SHARED
        or ReflectionVerb.SHARE not in rules.actions_of(context)
        or manager_id is None
    ):
        return False
    manager = _manager(by, context.owner)
    shared = rules.shared(context, ref(manager), {rules.UNEQUAL})
    # It was shared when it was shared: only its audience grows.
    _after(by, context, replace(shared, shared_at=context.reflection.shared_at))
    return True


def kept_until(by: Command, context: ReflectionContext) -> datetime | None:
    """When the company no longer keeps this reflection; None where it keeps all."""
    days = company.load(by.reads).reflections.retention_days
    return None if days is None else context.reflection.created_at + timedelta(days=days)


def next_look(by: Command, context: ReflectionContext) -> datetime:
    """When to hold it against the company's retention again."""
    at, until = by.now + LOOKED_AT, kept_until(by, context)
    return at if until is None else min(at, max(until, by.now + timedelta(days=1)))
