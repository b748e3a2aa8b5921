"""What every command on a reflection does first and last: load it with its owner, and put what follows from it."""

from __future__ import annotations

from chalicelib.cards import actions as cards
from chalicelib.cards.rules import Card
from chalicelib.kernel import richtext
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.jobs import at
from chalicelib.kernel.storage.table import Key
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail, MailKind
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, ref
from chalicelib.reflections import rules, store
from chalicelib.reflections.jobs import INDEX, IndexReflection
from chalicelib.reflections.rules import Channel, Reflection, ReflectionContext
from chalicelib.rhythm.actions import latest_reflections as rhythm


def prefetch(reflection_id: str) -> tuple[Key, ...]:
    """Return what a reflection's id alone leads to; read together with the caller's identity."""
    if not store.is_reflection_id(reflection_id):
        return ()
    return (store.head_key(reflection_id), people.person_key(store.owner_of(reflection_id)))


def prefetch_with_rhythm(reflection_id: str) -> tuple[Key, ...]:
    """… and what its owner has made in the rhythm, for what makes one or takes one away."""
    keys = prefetch(reflection_id)
    return (*keys, rhythm.rhythm_key(store.owner_of(reflection_id))) if keys else ()


def opened(command: Command, reflection_id: str) -> ReflectionContext:
    """Return a reflection in its context for someone who sees it; to others it does not exist."""
    context = found(command, reflection_id)
    if context is None:
        raise NotFound
    return rules.shown(context)


def found(command: Command, reflection_id: str) -> ReflectionContext | None:
    """Return a reflection in its context, for any caller; None where there is none (anymore)."""
    keys = prefetch(reflection_id)
    rows = command.reads.fetch(*keys)
    if not keys or keys[0] not in rows:
        return None
    reflection = store.reflection_of(rows[keys[0]])
    owner = people.load(command.reads, reflection.owner.id)
    return ReflectionContext(reflection=reflection, owner=owner, actor_id=command.actor.id, now=command.now)


def put(command: Command, context: ReflectionContext, reflection: Reflection) -> Reflection:
    """Put a changed reflection, its card, and what its owner's manager has in the list of it."""
    put_channel(command, context, reflection)
    cards.follow(command, card_of(context.reflection), card_of(reflection))
    return store.save(command.changes, reflection)


def card_of(reflection: Reflection) -> Card:
    """Return what stands of a reflection in its owner's line of time."""
    prompts = reflection.prompts
    said = map(richtext.plain, filter(None, (prompts.went_well, prompts.did_not, prompts.improve)))
    return rules.card_of(reflection, " ".join(said))


def put_channel(command: Command, context: ReflectionContext, reflection: Reflection | None) -> None:
    """Bring the manager's channel up to date; None: the reflection goes. No one may become manager in the meantime."""
    owner, manager_id = context.owner, context.owner.manager_id
    if manager_id is None:
        return
    channel = channel_of(command, owner, manager_id)
    if reflection is None:
        after = rules.without(channel, context.reflection.id)
    else:
        after = rules.updated(channel, owner, reflection, command.now)
    if after != channel:
        command.changes.check(people.person_key(owner.id), owner.version)
        store.save_channel(command.changes, after)


def channel_of(command: Command, owner: Person, manager_id: str) -> Channel:
    """Return what the owner shares with this manager, read together with the manager."""
    key = people.channel_key(manager_id, owner.id)
    row = command.reads.fetch(key, people.person_key(manager_id)).get(key)
    blank = Channel(owner=ref(owner), manager_id=manager_id)
    return blank if row is None else store.channel_of(row)


def manager_of(command: Command, owner: Person) -> Person | None:
    """Return the owner's manager of today; read together with the channel."""
    if owner.manager_id is None:
        return None
    channel_of(command, owner, owner.manager_id)
    return people.find(command.reads, [owner.manager_id]).get(owner.manager_id)


def write_mail(command: Command, kind: MailKind, to: Person, **params: str) -> None:
    """An email about a reflection: names, its title and a link, never what someone said. Leavers get none."""
    if to.active:
        about = Mail(
            kind=kind,
            to_person_id=to.id,
            to_name=to.name,
            to_address=to.email,
            params=params,
            time_zone=to.time_zone,
        )
        mail.send(command, about)


def index_again(command: Command, reflection: Reflection) -> None:
    """Let the words that find it follow what it says, and who sees it, now."""
    params = IndexReflection(reflection_id=reflection.id, version=reflection.version)
    command.plan(at(command.now, INDEX, params))
