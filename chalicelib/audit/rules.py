"""What an entry of the audit trail is, and who may read which entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.policy import Actor

READ_CONTENT = "read_content"
"""The one action for a read of content; `object_kind` says which class was read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry:
    """Something done, or read, about a person.

    `subject_id` is the person it is about; where it is about none (a cycle, a questionnaire), the id of that object.
    `detail` holds names of fields, counts and states; never text that someone wrote in a review, never a rating.
    `disclosed` says that the subject may learn of it; where nothing is said they may not.
    `bulk` marks one of many entries of one operation: the actor's own list shows the operation's entry, not these.
    """

    actor_id: str
    actor_name: str
    action: str
    subject_id: str
    object_kind: str
    object_id: str
    reason: str = ""
    detail: Mapping[str, str | int | bool] = field(default_factory=dict)
    disclosed: bool = False
    bulk: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedEntry:
    """An entry as it was written; `id` sorts by time."""

    id: str
    at: datetime
    entry: AuditEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditFilter:
    """What a reader asked for: entries about someone, entries by someone, both, or the whole trail.

    `object_id`: of those about someone only what was done to this.
    """

    subject_id: str | None = None
    actor_id: str | None = None
    object_id: str | None = None


def of(
    actor: Actor,
    action: str,
    *,
    subject_id: str,
    object_kind: str,
    object_id: str,
    reason: str = "",
    detail: Mapping[str, str | int | bool] | None = None,
    disclosed: bool = False,
    bulk: bool = False,
) -> AuditEntry:
    """Return an entry for what `actor` does now; of a machine it says who made its key."""
    made = {"made_by": actor.maker.name, "made_by_id": actor.maker.id} if actor.maker else {}
    return AuditEntry(
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_id=subject_id,
        object_kind=object_kind,
        object_id=object_id,
        reason=reason,
        detail={**(detail or {}), **made},
        disclosed=disclosed,
        bulk=bulk,
    )


def content_read(actor: Actor, *, subject_id: str, object_kind: str, object_id: str, disclosed: bool) -> AuditEntry:
    """`actor` opened content about `subject_id`.

    `object_kind` is the class ("self", "manager", "notes", …). `disclosed` only for a class that the subject
    could see at that moment: an entry must not tell them that a draft or a note about them exists.
    """
    return of(
        actor, READ_CONTENT, subject_id=subject_id, object_kind=object_kind, object_id=object_id, disclosed=disclosed
    )


def allowed_question(actor: Actor, asked: AuditFilter) -> AuditFilter:
    """Return what `actor` may ask: HR admins about anybody and everything, a person about their own file only."""
    if actor.is_hr_admin:
        return asked
    if asked.subject_id not in (None, actor.id):
        raise NotAllowed(case="audit")
    return replace(asked, subject_id=actor.id)


def seen_by(actor: Actor, recorded: RecordedEntry) -> RecordedEntry | None:
    """Return `recorded` as `actor` may see it, or None.

    About oneself, in whatever role: only reads of content that were not hidden from the subject. About someone
    above in one's own chain: that it happened, without reason and detail.
    """
    entry = recorded.entry
    if entry.subject_id == actor.id:
        visible = entry.action == READ_CONTENT and entry.disclosed and entry.actor_id != actor.id
        return _bare(recorded) if visible else None
    if not actor.is_hr_admin:
        return None
    return _bare(recorded) if entry.subject_id in actor.chain else recorded


def answers(asked: AuditFilter, recorded: RecordedEntry) -> bool:
    """Return whether `recorded` is what was asked for."""
    entry = recorded.entry
    return (
        asked.subject_id in (None, entry.subject_id)
        and asked.actor_id in (None, entry.actor_id)
        and asked.object_id in (None, entry.object_id)
    )


def _bare(recorded: RecordedEntry) -> RecordedEntry:
    return replace(recorded, entry=replace(recorded.entry, reason="", detail={}))
