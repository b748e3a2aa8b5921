"""Erasures and holds as they are answered."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from chalicelib.erasure.rules import Erasure, ErasureAction, ErasureState, Hold
from chalicelib.people.actions import PersonRef, person_ref


class QueriedView(msgspec.Struct, frozen=True, kw_only=True):
    """A range of stored rows that was read at the end: nothing of the person was left in its `rows`."""

    keys: str
    rows: int


class ErasureView(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody's erasure is. `begins_at`: until then it can be cancelled.

    `queried`: the proof, once it is done.
    `approvers`: the HR admins who may approve it; nobody, where who asked is the only one, who may do so then.
    """

    person: PersonRef
    state: ErasureState
    reason: str
    asked_by: PersonRef
    asked_at: datetime
    actions: list[ErasureAction]
    approvers: list[PersonRef]
    approved_by: PersonRef | msgspec.UnsetType = msgspec.UNSET
    begins_at: datetime | msgspec.UnsetType = msgspec.UNSET
    cancelled_by: PersonRef | msgspec.UnsetType = msgspec.UNSET
    ended_at: datetime | msgspec.UnsetType = msgspec.UNSET
    queried: list[QueriedView] | msgspec.UnsetType = msgspec.UNSET


class HoldView(msgspec.Struct, frozen=True, kw_only=True):
    """Of whom nothing may be erased, and why."""

    person: PersonRef
    reason: str
    by: PersonRef
    at: datetime


def erasure_view(erasure: Erasure, *, actions: Sequence[ErasureAction], approvers: Sequence[PersonRef]) -> ErasureView:
    """Return an erasure as an HR admin reads it."""
    queried = [QueriedView(keys=one.keys, rows=one.rows) for one in erasure.queried]
    return ErasureView(
        person=person_ref(erasure.person),
        state=erasure.state,
        reason=erasure.reason,
        asked_by=person_ref(erasure.asked_by),
        asked_at=erasure.asked_at,
        actions=list(actions),
        approvers=list(approvers),
        approved_by=person_ref(erasure.approved_by) if erasure.approved_by else msgspec.UNSET,
        begins_at=erasure.begins_at or msgspec.UNSET,
        cancelled_by=person_ref(erasure.cancelled_by) if erasure.cancelled_by else msgspec.UNSET,
        ended_at=erasure.ended_at or msgspec.UNSET,
        queried=queried or msgspec.UNSET,
    )


def hold_view(hold: Hold) -> HoldView:
    """Return a hold as an HR admin reads it."""
    return HoldView(person=person_ref(hold.person), reason=hold.reason, by=person_ref(hold.by), at=hold.at)
