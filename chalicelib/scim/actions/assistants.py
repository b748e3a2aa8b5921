"""Who is an HR assistant because a provider's group says so. HR admin is never given, and never taken, from outside."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from chalicelib.company.jobs import Regroup
from chalicelib.kernel.command import Command, JobContext, perform, perform_each
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT, PEOPLE_WRITE, Actor, ActorKind, Maker
from chalicelib.kernel.storage.table import Reads
from chalicelib.people.actions import provisioning
from chalicelib.people.rules import Person
from chalicelib.scim import store


def assign(command: Command, *, gains: Sequence[str], losses: Sequence[str]) -> None:
    """Make `gains` HR assistants, and `losses` no longer; each by itself; who is so already is passed over."""
    for person_id in _others(command.reads, gains, losses):
        act = partial(_assign, gains, person_id=person_id)
        perform(command.runtime, command.actor, act, command.reads)


def _others(reads: Reads, gains: Sequence[str], losses: Sequence[str]) -> list[str]:
    """Return who has other roles from now on."""
    people = provisioning.find(reads, [*gains, *losses])
    return [one.id for one in people.values() if _roles(one, gains=one.id in gains) != one.roles]


def _assign(gains: Sequence[str], command: Command, person_id: str) -> None:
    person = provisioning.find(command.reads, [person_id])[person_id]
    roles = _roles(person, gains=person_id in gains)
    if roles != person.roles:
        wanted = replace(person, roles=roles)
        provisioning.provide(command, person, wanted, assigns=frozenset({HR_ASSISTANT}))


def _roles(person: Person, *, gains: bool) -> frozenset[str]:
    if not person.active or HR_ADMIN in person.roles:
        return person.roles
    return person.roles | {HR_ASSISTANT} if gains else person.roles - {HR_ASSISTANT}


def regroup(context: JobContext, params: Regroup) -> None:
    """HR has named another group, or none: members of the old one lose the role, those of the new one get it."""
    groups = [store.find_group_by_name(context.reads, name) for name in (params.old, params.new)]
    before, after = (store.members(context.reads, group.id) if group else () for group in groups)
    maker = provisioning.find(context.reads, [params.by]).get(params.by)
    if maker is None:
        return
    actor = Actor(
        id="scim:group",
        name=params.new or params.old,
        kind=ActorKind.CLIENT,
        scopes=frozenset({PEOPLE_WRITE}),
        maker=Maker(id=maker.id, name=maker.name, chain=maker.chain),
    )
    losses = [member for member in before if member not in set(after)]
    perform_each(context, actor, _others(context.reads, after, losses), partial(_assign, after))
