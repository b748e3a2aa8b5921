"""Groups: kept as a provider pushes them. The one that HR has named makes its members HR assistants."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.storage.table import Reads, Row
from chalicelib.people.actions import provisioning
from chalicelib.scim import store
from chalicelib.scim.actions.assistants import assign
from chalicelib.scim.actions.users import ProvisioningContext
from chalicelib.scim.rules import groups, patches
from chalicelib.scim.rules.filters import Filter, fits, lookups
from chalicelib.scim.rules.groups import Group, GroupWithMembers, Members
from chalicelib.scim.rules.refusals import invalid_value, taken
from chalicelib.scim.rules.schemas import GROUPS

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import Erased

MOST_RESULTS = 100
_KEYED = frozenset({"id", "displayname"})


def load(reads: Reads, group_id: str) -> GroupWithMembers:
    """Return the group with its members, or NotFound."""
    group = store.find_group(reads, group_id)
    if group is None:
        raise NotFound
    return GroupWithMembers(group, store.members(reads, group_id))


def search(reads: Reads, wanted: Filter | None, *, with_members: bool, users_at: str) -> list[GroupWithMembers]:
    """Return every group that fits; there are few."""
    keys = None if wanted is None else lookups(wanted, _KEYED)
    if keys is None:
        found = store.groups(reads, limit=groups.MOST_GROUPS)
    else:
        named = [
            store.find_group(reads, one.value) if one.by == "id" else store.find_group_by_name(reads, one.value)
            for one in keys
            if len(one.value) <= groups.LONGEST_NAME
        ]
        found = list({one.id: one for one in named if one is not None}.values())
    with_members = with_members or wanted is not None
    gathered = [GroupWithMembers(one, store.members(reads, one.id) if with_members else None) for one in found]
    return [one for one in gathered if wanted is None or fits(_looked_through(one, users_at), wanted)]


def _looked_through(one: GroupWithMembers, users_at: str) -> dict[str, Any]:
    return {"id": one.group.id, **groups.shown(one.group, one.members, users_at)}


def create(on: ProvisioningContext, body: Any, group_id: str) -> GroupWithMembers:
    """Return a new group."""
    now = on.command.now
    empty = Group(id=group_id, name="", created_at=now, changed_at=now)
    return _write(on, None, *groups.written(empty, patches.read(body, GROUPS), now))


def replaced(on: ProvisioningContext, old: GroupWithMembers, body: Any) -> GroupWithMembers:
    """Return a group as a PUT says it is."""
    return _write(on, old, *groups.written(old.group, patches.read(body, GROUPS), on.command.now))


def patched(on: ProvisioningContext, old: GroupWithMembers, body: Any) -> GroupWithMembers:
    """Return a group after a PATCH."""
    before = groups.shown(old.group, old.members, on.users_at)
    after = patches.patched(before, body, GROUPS)
    return _write(on, old, *groups.written(old.group, after, on.command.now))


def deleted(on: ProvisioningContext, old: GroupWithMembers) -> None:
    """The group is gone, and with it what it made of its members."""
    _assign(on, old, None)
    store.delete_group(on.command.changes, old.group)


def _write(on: ProvisioningContext, old: GroupWithMembers | None, group: Group, members: Members) -> GroupWithMembers:
    before = old.group if old else None
    if old is not None and replace(group, changed_at=old.group.changed_at) == old.group and members == old.members:
        _assign(on, old, old)
        return old
    holder = store.find_group_by_name(on.command.reads, group.name)
    if holder is not None and holder.id != group.id:
        raise taken(f"There is a group {holder.name} already.")
    known = (old.members or ()) if old else ()
    _refuse_unknown(on.command.reads, [member for member in members if member not in set(known)])
    new = GroupWithMembers(replace(group, version=group.version + 1), members)
    _assign(on, old, new)
    store.put_group(on.command.changes, before, new.group, members)
    return new


def _refuse_unknown(reads: Reads, members: Iterable[str]) -> None:
    wanted = list(members)
    if any(len(member) > groups.LONGEST_NAME for member in wanted):
        raise invalid_value("members", "are ids of users.")
    known = provisioning.find(reads, wanted)
    unknown = next((member for member in wanted if member not in known), None)
    if unknown is not None:
        raise invalid_value("members", f"has {unknown[:80]!r}, who is nobody whom the directory knows.")


def _assign(on: ProvisioningContext, old: GroupWithMembers | None, new: GroupWithMembers | None) -> None:
    """Give the role to members of the group that HR has named, and take it from those who no longer are."""
    mapped = on.company.scim.assistant_group
    before = old.members or () if old and groups.is_mapped(old.group, mapped) else ()
    after = new.members or () if new and groups.is_mapped(new.group, mapped) else ()
    if len(after) > groups.MOST_ASSISTANTS:
        most = groups.MOST_ASSISTANTS
        raise invalid_value("members", f"of the group that makes HR assistants are at most {most}.")
    if before or after:
        losses = [member for member in before if member not in set(after)]
        assign(on.command, gains=after, losses=losses)


def forget_member(command: Command, row: Row, erased: "Erased") -> None:
    """Take somebody who is erased out of a group."""
    from chalicelib.kernel.erasure import rewrite, without_id

    rewrite(command, row, without_id(decode(row.body, object), erased.person_id))
