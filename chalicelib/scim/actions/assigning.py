"""Who is an HR assistant because a provider's group says so. HR admin is never given, and never taken, from outside."""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.company.jobs import Regroup
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT, PEOPLE_WRITE, Actor, ActorKind, Maker
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.actions import providing
from chalicelib.people.actions.changing import Command
from chalicelib.scim import store


def assign(by: Command, *, gains: Sequence[str], losses: Sequence[str]) -> None:
    """Make `gains` HR assistants, and `losses` no longer; each by itself; who is so already is passed over."""
    people = providing.find(by.reads, [*gains, *losses])
    for person_id, person in people.items():
        if not person.active or HR_ADMIN in person.roles:
            continue
        roles = person.roles | {HR_ASSISTANT} if person_id in gains else person.roles - {HR_ASSISTANT}
        if roles != person.roles:
            alone = replace(by, changes=Changes(new_id(by.now)), assigns=frozenset({HR_ASSISTANT}))
            providing.provide(alone, person, replace(person, roles=roles))


def regroup(context: JobContext, params: Regroup) -> None:
    """HR has named another group, or none: members of the old one lose the role, those of the new one get it."""
    groups = [store.find_group_by_name(context.reads, name) for name in (params.old, params.new)]
    before, after = (store.members(context.reads, group.id) if group else () for group in groups)
    maker = providing.find(context.reads, [params.by]).get(params.by)
    if maker is None:
        return
    actor = Actor(
        id="scim:group",
        name=params.new or params.old,
        kind=ActorKind.CLIENT,
        scopes=frozenset({PEOPLE_WRITE}),
        maker=Maker(id=maker.id, name=maker.name, chain=maker.chain),
    )
    has_accounts = context.runtime.accounts is not None
    changes = Changes(new_id(context.now))
    by = Command(reads=context.reads, actor=actor, now=context.now, changes=changes, accounts=has_accounts)
    assign(by, gains=after, losses=[member for member in before if member not in set(after)])
