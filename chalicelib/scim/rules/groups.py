"""Groups that a provider pushes. One of them, which HR names, makes its members HR assistants; none gives more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.scim.rules.refusals import invalid_value
from chalicelib.scim.rules.schemas import GROUP

MOST_GROUPS = 1_000
MOST_MEMBERS = 10_000
MOST_ASSISTANTS = 100
LONGEST_NAME = 200
Members = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group; its members are kept beside it, since most who ask for it do not want them."""

    id: str
    name: str
    external_id: str = ""
    created_at: datetime
    changed_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class GroupWithMembers:
    """A group with its members; None where no one asked for them."""

    group: Group
    members: Members | None


def folded(name: str) -> str:
    """Return the name as it is compared: two groups differ in more than case."""
    return " ".join(name.split()).casefold()


def shown(group: Group, members: tuple[str, ...] | None, users_at: str) -> dict[str, Any]:
    """Return the group as it is answered, without `id` and `meta`; `members` None: they were not asked for."""
    found: dict[str, Any] = {"schemas": [GROUP], "displayName": group.name}
    if group.external_id:
        found["externalId"] = group.external_id
    if members:
        found["members"] = [{"value": member, "$ref": f"{users_at}/{member}"} for member in members]
    return found


def written(group: Group, resource: Mapping[str, Any], now: datetime) -> tuple[Group, tuple[str, ...]]:
    """Return the group and its members as a provider wants them; 400 invalidValue names what cannot be taken."""
    name = " ".join(str(resource.get("displayName", "")).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise invalid_value("displayName", f"is required, and has at most {LONGEST_NAME} characters.")
    external_id = str(resource.get("externalId", ""))
    if len(external_id) > LONGEST_NAME:
        raise invalid_value("externalId", f"has at most {LONGEST_NAME} characters.")
    members = tuple(dict.fromkeys(str(member["value"]) for member in resource.get("members", [])))
    if len(members) > MOST_MEMBERS:
        raise invalid_value("members", f"are at most {MOST_MEMBERS:,}.")
    return replace(group, name=name, external_id=external_id, changed_at=now), members


def is_mapped(group: Group | None, mapped: str) -> bool:
    """Return whether this is the group that makes HR assistants; `mapped`: its name, "" where HR has named none."""
    return group is not None and bool(mapped) and folded(group.name) == folded(mapped)
