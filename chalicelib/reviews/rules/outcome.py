"""What follows from a command: everything that is then written together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.audit.rules import AuditEntry, of
from chalicelib.mail.rules import MailKind
from chalicelib.people.rules import Ref
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Backup, Notes, Review, ShareVersion, Side, SideName


@dataclass(frozen=True, kw_only=True, slots=True)
class Notification:
    """An email to be written. `to` names a person, or is None for those who oversee: the reviewer's manager and HR."""

    kind: MailKind
    to: Ref | None
    params: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The review after a command, the texts that change with it, and who hears of it.

    `dropped` names backups to be removed as (side, n); `dropped_copies` people who no longer have the
    review in their list.
    `holds`: something changes only if the head is still as it was read, though the head itself may not.
    """

    review: Review
    sides: tuple[Side, ...] = ()
    versions: tuple[ShareVersion, ...] = ()
    backups: tuple[Backup, ...] = ()
    dropped: tuple[tuple[SideName, int], ...] = ()
    notes: Notes | None = None
    notifications: tuple[Notification, ...] = ()
    entries: tuple[AuditEntry, ...] = ()
    dropped_copies: tuple[str, ...] = ()
    holds: bool = False


def entry(
    context: ReviewContext, action: str, *, reason: str = "", detail: Mapping[str, str | int | bool] | None = None
) -> AuditEntry:
    """The audit entry of a command. Changes are never disclosed to the subject: most would tell of hidden parts."""
    return of(
        context.actor,
        action,
        subject_id=context.review.reviewee.id,
        object_kind="review",
        object_id=context.review.id,
        reason=reason,
        detail=detail,
    )


def dated(day: date, zone: str) -> str:
    """Return a day as an email's params have it: with the zone in which it ends; without one, in each person's own."""
    return f"{day.isoformat()} {zone}".rstrip()


def notification(context: ReviewContext, kind: MailKind, to: Ref | None, **params: str) -> Notification:
    """Return an email about this review; its cycle and id are known."""
    about = {"cycle": context.review.cycle_name, "review_id": context.review.id}
    return Notification(kind=kind, to=to, params=about | params)
