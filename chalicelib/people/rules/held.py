"""Changes that wait for a second HR admin: who asked for them may not make them, and the rest of the file goes in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.people.rules.changes import changed_fields, departed
from chalicelib.people.rules.guards import DECISIVE, ForbiddenReason
from chalicelib.people.rules.imports import HeldLine, PersonRevision
from chalicelib.people.rules.person import Person, Ref, ref

FOLLOWING = {
    "manager_id": ("manager_name",),
    "status": ("left_at",),
    "email": ("mail_trouble",),
    "time_zone": ("zone_from",),
}
"""What changes together with a field."""
DERIVED = frozenset({"chain", *(name for names in FOLLOWING.values() for name in names)})
"""What follows from other fields, and says nothing by itself."""


class HeldKind(StrEnum):
    """Where a held change came from: a row, the absence of one, or a provider."""

    ROW = "row"
    LEAVE = "leave"
    SCIM = "scim"


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldChange:
    """A change of one person that waits. `row`: of the file it came from, 0 where it came from none.

    `reuse_addresses`: the address may be that of someone who left, as the person who asked for it said.
    """

    id: str
    kind: HeldKind
    revision: PersonRevision
    reason: ForbiddenReason
    asked_by: Ref
    asked_at: datetime
    row: int = 0
    reuse_addresses: bool = False

    @property
    def person(self) -> Person:
        """Whom the change is about, as they were when it was asked for."""
        return self.revision.old or self.revision.new


def line_of(one: HeldChange) -> HeldLine:
    """Return what an import says of `one`."""
    guarded = [name for name in (*DECISIVE, "email") if name in _fields(one.person, one.revision.new)]
    field = guarded[0] if guarded else ""
    return HeldLine(id=one.id, row=one.row, person=ref(one.person), field=field, code=one.reason.value)


def held(
    kind: HeldKind,
    revision: PersonRevision,
    reason: ForbiddenReason,
    *,
    asked_by: Ref,
    at: datetime,
    row: int = 0,
    reuse_addresses: bool = False,
) -> HeldChange:
    """Return the change of someone there is, held; asked for again it is the same one."""
    old, new = revision.old or revision.new, revision.new
    wanted = (f"{name}={_text(new, name)}" for name in sorted(_fields(old, new)))
    return HeldChange(
        id=hashlib.sha256("\x1f".join((new.id, *wanted)).encode()).hexdigest()[:32],
        kind=kind,
        revision=revision,
        reason=reason,
        asked_by=asked_by,
        asked_at=at,
        row=row,
        reuse_addresses=reuse_addresses,
    )


def carried(one: HeldChange, current: Person) -> Person | None:
    """`current` as the change would have it, which is what it asks for and nothing else that was so when it was asked.

    None where it is so already, and where it no longer fits: who left in the meantime is not changed anymore.
    """
    old, new = one.person, one.revision.new
    if old.active and not current.active:
        return None
    if not new.active and current.active:
        return replace(departed(current, one.asked_at), scim_deleted=new.scim_deleted)
    asked = [name for name in _fields(old, new) if getattr(current, name) != getattr(new, name)]
    names = [follower for name in asked for follower in (name, *FOLLOWING.get(name, ()))]
    return replace(current, **{name: getattr(new, name) for name in names}) if names else None


def fields_of(one: HeldChange, current: Person) -> Iterator[tuple[str, str, str]]:
    """Each field that would change, as it is now and after, as text."""
    old, new = current, carried(one, current) or current
    for name in _fields(old, new):
        if name == "scim_deleted":
            continue  # that someone leaves says it
        field, shown = ("manager", "manager_name") if name == "manager_id" else (name, name)
        yield field, _text(old, shown), _text(new, shown)


def _fields(old: Person, new: Person) -> list[str]:
    return [name for name in changed_fields(old, new) if name not in DERIVED]


def _text(person: Person, name: str) -> str:
    value = getattr(person, name)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingChange:
    """What waits, and on whom it would be carried out now. `held` None: a role of theirs that waits.

    `confirmable`: whether this reader may confirm it; `discardable`: whether they may discard it, which who asked for
    it may, too: everything stays as it is.
    """

    id: str
    person: Person
    held: HeldChange | None
    confirmable: bool
    discardable: bool
