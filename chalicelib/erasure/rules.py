"""Who may be erased, by whom and when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.kernel.errors import Conflict, FieldError, Invalid, NotAllowed, fault
from chalicelib.kernel.policy import HR_ADMIN, Actor
from chalicelib.people.rules import Person, Ref, ref

WAIT = timedelta(days=7)
"""So long after its approval an erasure can be cancelled."""
PUT_OFF = timedelta(minutes=10)
"""So much later an erasure begins that an import is in the way of."""


class ErasureState(StrEnum):
    """How far an erasure is. From RUNNING on there is no way back."""

    ASKED = "asked"
    APPROVED = "approved"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class ErasureAction(StrEnum):
    """What can be done with an erasure."""

    APPROVE = "approve"
    CANCEL = "cancel"


@dataclass(frozen=True, kw_only=True, slots=True)
class QueriedRange:
    """A range of rows that was read at the end; in its `rows` nothing of the person was left."""

    keys: str
    rows: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """An erasure of `person`. `names`, `keys`: what is looked for while it runs; gone when it is done.

    `queried`: which ranges were read, in `rounds` rounds, until nothing was left.
    """

    person: Ref
    reason: str
    asked_by: Ref
    asked_at: datetime
    state: ErasureState = ErasureState.ASKED
    approved_by: Ref | None = None
    begins_at: datetime | None = None
    cancelled_by: Ref | None = None
    ended_at: datetime | None = None
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    queried: tuple[QueriedRange, ...] = ()
    rounds: int = 0
    version: int = 0

    @property
    def waits(self) -> bool:
        """Whether it can still be cancelled."""
        return self.state in {ErasureState.ASKED, ErasureState.APPROVED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """Nothing about `person` may be erased while this is there."""

    person: Ref
    reason: str
    by: Ref
    at: datetime
    version: int = 0


def check_subject(actor: Actor, person: Person, hold: Hold | None) -> None:
    """Refuse to erase oneself, somebody above oneself, who still works here, and who is on hold."""
    if person.id == actor.id:
        raise NotAllowed("about_yourself", case="erase")
    if person.id in actor.chain:
        raise NotAllowed("about_somebody_above", case="erase")
    if person.active:
        raise Conflict("not_left", name=person.name)
    if hold is not None:
        raise Conflict("on_hold", name=person.name)


def asked(
    actor: Actor, person: Person, before: Erasure | None, *, reason: str, confirm_name: str, now: datetime
) -> Erasure:
    """Return the erasure of somebody whose name was typed as it is."""
    if before is not None and before.state is not ErasureState.CANCELLED:
        raise Conflict("erasure_asked", name=person.name)
    if " ".join(confirm_name.split()) != " ".join(person.name.split()):
        raise Invalid([FieldError("/confirm_name", fault("name_differs"))])
    version = before.version if before else 0
    return Erasure(person=ref(person), reason=reason, asked_by=ref(actor), asked_at=now, version=version)


def approvers(erasure: Erasure, admins: Sequence[Person]) -> list[Person]:
    """Return who may approve: the other HR admins, but nobody whom the person was above."""
    able = (one for one in admins if HR_ADMIN in one.effective_roles and erasure.person.id not in one.chain)
    return [one for one in able if one.id != erasure.asked_by.id]


def approved(actor: Actor, erasure: Erasure, admins: Sequence[Person], now: datetime) -> Erasure:
    """Return the erasure once it is approved: by an HR admin other than who asked, if there is one."""
    if erasure.state is not ErasureState.ASKED:
        raise Conflict("erasure_not_waiting")
    if actor.id == erasure.asked_by.id and approvers(erasure, admins):
        raise NotAllowed(case="second_admin")
    return replace(erasure, state=ErasureState.APPROVED, approved_by=ref(actor), begins_at=now + WAIT)


def cancelled(erasure: Erasure, by: Ref, now: datetime) -> Erasure:
    """Return the erasure once it is cancelled, as long as it has not begun."""
    if not erasure.waits:
        raise Conflict("erasure_begun")
    return replace(erasure, state=ErasureState.CANCELLED, cancelled_by=by, ended_at=now, begins_at=None)


def begun(erasure: Erasure, *, names: tuple[str, ...], keys: tuple[str, ...]) -> Erasure:
    """Return the erasure that begins, with what it has to look for."""
    return replace(erasure, state=ErasureState.RUNNING, names=names, keys=keys)


def done(
    erasure: Erasure, *, former: str, reason: str, queried: tuple[QueriedRange, ...], rounds: int, now: datetime
) -> Erasure:
    """Return the erasure after a round that found nothing: all that it knew of the person but the id is gone, too."""
    return replace(
        erasure,
        person=replace(erasure.person, name=former),
        reason=reason,
        state=ErasureState.DONE,
        ended_at=now,
        names=(),
        keys=(),
        queried=queried,
        rounds=rounds,
    )


def actions_of(actor: Actor, erasure: Erasure, admins: Sequence[Person]) -> list[ErasureAction]:
    """Return what this HR admin can do with it now."""
    found = []
    second = actor.id != erasure.asked_by.id or not approvers(erasure, admins)
    if erasure.state is ErasureState.ASKED and second and erasure.person.id not in actor.chain:
        found.append(ErasureAction.APPROVE)
    if erasure.waits:
        found.append(ErasureAction.CANCEL)
    return found
