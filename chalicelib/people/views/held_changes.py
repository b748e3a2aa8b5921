"""Changes that wait for a second HR admin, as they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from chalicelib.people.rules.grants import ROLE_NAMES
from chalicelib.people.rules.held import PendingChange, fields_of
from chalicelib.people.views.imports import FieldChangeView
from chalicelib.people.views.person_refs import PersonRef, person_ref

UNSET = msgspec.UNSET


class HeldView(msgspec.Struct, frozen=True, kw_only=True):
    """A change that waits. `kind`: of a file, "scim", or "role" that was given. `reason`: of who asked for it.

    `row`: of the file. `actions`: what this reader may do about it.
    """

    id: str
    kind: Literal["row", "leave", "scim", "role"]
    person: PersonRef
    fields: list[FieldChangeView]
    reason: Literal["about_yourself", "about_somebody_above", "about_a_role_holder", "role_given"]
    actions: list[Literal["confirm", "discard"]]
    asked_by: PersonRef | msgspec.UnsetType = UNSET
    asked_at: datetime | msgspec.UnsetType = UNSET
    row: int | msgspec.UnsetType = UNSET


def held_view(one: PendingChange) -> HeldView:
    """Return what waits, as its reader may see it."""
    mine: dict[Literal["confirm", "discard"], bool] = {"confirm": one.confirmable, "discard": one.discardable}
    actions = [action for action, may in mine.items() if may]
    person, held = person_ref(one.person), one.held
    if held is None:
        given = ", ".join(ROLE_NAMES[role] for role in sorted(one.person.unconfirmed))
        changed = [FieldChangeView(field="roles", before="", after=given)]
        return HeldView(id=one.id, kind="role", person=person, fields=changed, reason="role_given", actions=actions)
    return HeldView(
        id=one.id,
        kind=held.kind.value,
        person=person,
        fields=[FieldChangeView(field=name, before=old, after=new) for name, old, new in fields_of(held, one.person)],
        reason=held.reason.value,
        actions=actions,
        asked_by=person_ref(held.asked_by),
        asked_at=held.asked_at,
        row=held.row or UNSET,
    )
