"""An entry of the trail as it is answered."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from chalicelib.audit.rules import RecordedEntry


class AuditActor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acted."""

    id: str
    name: str


class AuditObject(msgspec.Struct, frozen=True, kw_only=True):
    """What was acted upon: its class and id."""

    kind: str
    id: str


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what, when, about whom; never the text of anything."""

    id: str
    at: datetime
    actor: AuditActor
    action: str
    subject_id: str
    object: AuditObject
    reason: str | msgspec.UnsetType = msgspec.UNSET
    detail: Mapping[str, str | int | bool] | msgspec.UnsetType = msgspec.UNSET


def entry_view(recorded: RecordedEntry) -> EntryView:
    """Return `recorded`, which was already cut to what its reader may see."""
    entry = recorded.entry
    return EntryView(
        id=recorded.id,
        at=recorded.at,
        actor=AuditActor(id=entry.actor_id, name=entry.actor_name),
        action=entry.action,
        subject_id=entry.subject_id,
        object=AuditObject(kind=entry.object_kind, id=entry.object_id),
        reason=entry.reason or msgspec.UNSET,
        detail=entry.detail or msgspec.UNSET,
    )
