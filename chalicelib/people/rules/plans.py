"""Under what terms an import runs, and all that it would do."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.kernel.policy import Actor
from chalicelib.people.rules.held import HeldChange
from chalicelib.people.rules.imports import Column, ImportProblem, PersonRevision
from chalicelib.people.rules.person import Person
from chalicelib.people.rules.zones import NO_RULES, ZoneRules


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportTerms:
    """Under what an import runs. `confirm_leaving`: how many may leave because the file does not name them."""

    actor: Actor
    now: datetime
    new_id: Callable[[], str]
    deactivate_missing: bool = False
    reuse_addresses: bool = False
    confirm_leaving: int | None = None
    zones: ZoneRules = NO_RULES


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All that an import does, once there are no `problems`.

    `rechained`: only the managers further up changed. `held`: what a second HR admin has to confirm. `notes`: rows
    that change nothing, and why. `asks`: how many would leave, where that has to be said again. `columns`: what each
    column was read as, `chosen` what of that was said by hand. `zones`: how many have their time zone from where.
    """

    created: tuple[PersonRevision, ...] = ()
    updated: tuple[PersonRevision, ...] = ()
    unchanged: int = 0
    missing: tuple[Person, ...] = ()
    left: tuple[PersonRevision, ...] = ()
    released: tuple[PersonRevision, ...] = ()
    rechained: tuple[PersonRevision, ...] = ()
    held: tuple[HeldChange, ...] = ()
    notes: tuple[ImportProblem, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    asks: int = 0
    columns: tuple[Column, ...] = ()
    zones: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0
    chosen: Mapping[str, str] | None = None

    @property
    def revisions(self) -> tuple[PersonRevision, ...]:
        """Everyone whose row is written: who gives up an address first, then managers before those below them."""
        every = (*self.created, *self.updated, *self.left, *self.released, *self.rechained)
        taken = {one.new.email for one in every if one.old is None or one.old.email != one.new.email}
        return tuple(sorted(every, key=lambda revision: (not _gives_up(revision, taken), len(revision.new.chain))))

    def in_order(self, revisions: tuple[PersonRevision, ...], page: int) -> int:
        """Pages of `revisions` that are to be written one after the other: keys are given up there, or change hands."""
        last = max((at for at, revision in enumerate(revisions) if _moves_a_key(revision)), default=-1)
        return -(-(last + 1) // page)


def _gives_up(revision: PersonRevision, taken: Container[str]) -> bool:
    """Return whether someone else takes over the address that this person has now."""
    old = revision.old
    return old is not None and old.email != revision.new.email and bool(old.email) and old.email in taken


def _moves_a_key(revision: PersonRevision) -> bool:
    old, new = revision.old, revision.new
    return old is not None and (old.email, old.external_id) != (new.email, new.external_id)
