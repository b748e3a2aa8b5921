"""What every command on a reflection does first and last: load it with its owner, and put all that follows together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.kernel.command import JobContext
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Changes, Key, Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail, MailKind
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, ref
from chalicelib.reflections import rules, store
from chalicelib.reflections.rules import Channel, Reflection, ReflectionContext
from chalicelib.rhythm.actions import made as rhythm
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job

INDEX, INDEX_SHARED, DROP, CHECK, RETAIN = (
    "index_reflection",
    "index_shared",
    "drop_reflection",
    "check_track",
    "retain_reflection",
)
"""Kinds of the timetable's work that follows from commands on reflections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Who does something, when, with what has been read, and the transaction that it fills."""

    runtime: Runtime
    reads: Reads
    changes: Changes
    actor: Actor
    now: datetime
    follows: list[PlannedJob] = field(default_factory=list)

    def plan(self, *items: PlannedJob) -> None:
        """Let `items` follow from this command; what is due at once is asked for when it is committed."""
        self.changes.put_all(timetable.rows(items))
        self.follows.extend(item for item in items if item.due_at <= self.now)


def by_system(runtime: Runtime, reads: Reads) -> Command:
    """What an event causes; anyone who handles it concludes."""
    now = runtime.clock()
    return Command(runtime=runtime, reads=reads, changes=Changes(new_id(now)), actor=SYSTEM, now=now)


def by_job(job_context: JobContext) -> Command:
    """What the timetable does; the turn commits it."""
    return Command(
        runtime=job_context.runtime,
        reads=job_context.reads,
        changes=job_context.changes,
        actor=SYSTEM,
        now=job_context.now,
    )


def prefetch(reflection_id: str) -> tuple[Key, ...]:
    """What a reflection's id alone leads to; read together with the caller's identity."""
    if not store.is_reflection_id(reflection_id):
        return ()
    return (store.head_key(reflection_id), people.person_key(store.owner_of(reflection_id)))


def prefetch_with_rhythm(reflection_id: str) -> tuple[Key, ...]:
    """… and what its owner has made in the rhythm, for what makes one or takes one away."""
    keys = prefetch(reflection_id)
    return (*keys, rhythm.rhythm_key(store.owner_of(reflection_id))) if keys else ()


def opened(by: Command, reflection_id: str) -> ReflectionContext:
    """The case of a reflection for someone who sees it; to others it does not exist."""
    context = found(by, reflection_id)
    if context is None:
        raise NotFound
    return rules.shown(context)


def found(by: Command, reflection_id: str) -> ReflectionContext | None:
    """The case of a reflection, for any caller; None where there is none (anymore)."""
    keys = prefetch(reflection_id)
    rows = by.reads.fetch(*keys)
    if not keys or keys[0] not in rows:
        return None
    reflection = store.reflection_of(rows[keys[0]])
    owner = people.load(by.reads, reflection.owner.id)
    return ReflectionContext(reflection=reflection, owner=owner, actor_id=by.actor.id, now=by.now)


def put(by: Command, context: ReflectionContext, reflection: Reflection) -> Reflection:
    """Put a changed reflection, and what its owner's manager has in the list of it."""
    put_channel(by, context, reflection)
    return store.save(by.changes, reflection)


def put_channel(by: Command, context: ReflectionContext, reflection: Reflection | None) -> None:
    """Bring the manager's channel up to date; None: the reflection goes. No one may become manager in the meantime."""
    owner, manager_id = context.owner, context.owner.manager_id
    if manager_id is None:
        return
    channel = channel_of(by, owner, manager_id)
    if reflection is None:
        after = rules.without(channel, context.reflection.id)
    else:
        after = rules.updated(channel, owner, reflection, by.now)
    if after != channel:
        by.changes.check(people.person_key(owner.id), owner.version)
        store.save_channel(by.changes, after)


def channel_of(by: Command, owner: Person, manager_id: str) -> Channel:
    """What the owner shares with this manager, read together with the manager."""
    key = people.channel_key(manager_id, owner.id)
    row = by.reads.fetch(key, people.person_key(manager_id)).get(key)
    blank = Channel(owner=ref(owner), manager_id=manager_id)
    return blank if row is None else store.channel_of(row)


def manager_of(by: Command, owner: Person) -> Person | None:
    """The owner's manager of today; read together with the channel."""
    if owner.manager_id is None:
        return None
    channel_of(by, owner, owner.manager_id)
    return people.find(by.reads, [owner.manager_id]).get(owner.manager_id)


def write_mail(command: Command, kind: MailKind, to: Person, **params: str) -> None:
    """An email about a reflection: names, its title and a link, never what someone said. Leavers get none."""
    if to.active:
        told = Mail(
            kind=kind,
            to_person_id=to.id,
            to_name=to.name,
            to_address=to.email,
            params=params,
            time_zone=to.time_zone,
        )
        command.changes.put_all(mail.rows(command.now, [told]))


def index_again(by: Command, reflection: Reflection) -> None:
    """Let the words that find it follow what it says, and who sees it, now."""
    ref = (reflection.id, str(reflection.version))
    by.plan(planned_job(INDEX, by.now, *ref, reflection_id=reflection.id))


def conclude(by: Command) -> None:
    """Write everything together, and ask at once for what follows."""
    if len(by.changes):
        by.reads.table.commit(by.changes)
    if by.follows:
        timetable.send_now(by.runtime.queue, *by.follows)
