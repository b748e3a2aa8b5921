"""Who sees a reflection, and what they may do with it: its owner, and the manager with whom it is shared. No one else.

HR roles and places further up the chain count for nothing here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.kernel.errors import Conflict, NotAllowed, NotFound
from chalicelib.people.rules import Person, Ref
from chalicelib.reflections.rules.instep import unequal
from chalicelib.reflections.rules.model import Reflection, State, TrackState, mark_of


class Verb(StrEnum):
    """What can be done with a reflection, as its list of actions names it."""

    EDIT = "edit"
    RECORD = "record"
    SHARE = "share"
    UNSHARE = "unshare"
    DELETE = "delete"
    COMMENT = "comment"
    DOWNLOAD = "download"
    CAPTION = "caption"


UNEQUAL, UNFINISHED = "unequal_tracks", "unfinished"
"""What an owner confirms who shares all the same: that a recording lacks much of the other one, or never came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request about one reflection; `owner` is its owner as the directory has them at this moment."""

    reflection: Reflection
    owner: Person
    actor_id: str
    now: datetime

    @property
    def is_owner(self) -> bool:
        """Whether the owner asks."""
        return self.actor_id == self.reflection.owner.id

    @property
    def sees(self) -> bool:
        """Whether the reflection exists, as far as the actor may know."""
        return self.is_owner or (self.actor_id == self.owner.manager_id and visible_to_manager(self.owner, self))


def visible_to_manager(owner: Person, case: Case) -> bool:
    """Whether the owner's manager of today sees it: shared with this very person, in this very time as manager."""
    reflection = case.reflection
    return reflection.state is State.SHARED and any(
        shared.person.id == owner.manager_id and shared.term == owner.manager_term for shared in reflection.shared_with
    )


def shown(case: Case) -> Case:
    """`case`, for someone who sees the reflection; to others it does not exist."""
    if not case.sees:
        raise NotFound
    return case


def check(case: Case, verb: Verb, confirmed: Collection[str] = ()) -> None:
    """Let the actor do this, or refuse: unknown to outsiders, not allowed to the manager, a conflict by the state."""
    shown(case)
    if not case.is_owner and verb is not Verb.COMMENT:
        raise NotAllowed(case="owner", name=case.reflection.owner.name)
    refusal = _refusal(case, verb, confirmed)
    if refusal is not None:
        raise refusal


def actions_of(case: Case) -> tuple[Verb, ...]:
    """Everything that the actor may do now, also where something is to be confirmed first."""
    wanted = tuple(Verb) if case.is_owner else (Verb.COMMENT,)
    return tuple(verb for verb in wanted if case.sees and _refusal(case, verb, {UNEQUAL}) is None)


def _refusal(case: Case, verb: Verb, confirmed: Collection[str]) -> Conflict | None:
    reflection = case.reflection
    if verb is Verb.RECORD and reflection.state is State.SHARED:
        return Conflict("shared")
    if verb is Verb.SHARE:
        return _not_to_be_shared(case, confirmed)
    if verb in {Verb.DOWNLOAD, Verb.CAPTION} and not reflection.playable:
        return Conflict("nothing_recorded")
    if verb is Verb.UNSHARE and reflection.state is not State.SHARED:
        return Conflict("not_shared")
    if verb is Verb.COMMENT and not visible_to_manager(case.owner, case):
        return Conflict("not_shared", case="manager_changed")
    return None


def _not_to_be_shared(case: Case, confirmed: Collection[str]) -> Conflict | None:
    reflection = case.reflection
    if case.owner.manager_id is None:
        return Conflict("no_manager")
    if UNFINISHED not in confirmed and any(track.state is TrackState.UPLOADING for track in reflection.tracks):
        return Conflict("still_uploading")
    if any(track.state is TrackState.CHECKING for track in reflection.tracks):
        return Conflict("still_checking")
    if not reflection.playable and not reflection.prompts.answered:
        return Conflict("nothing_recorded", case="sharing")
    if visible_to_manager(case.owner, case):
        return Conflict("already_shared")
    if UNEQUAL not in confirmed and unequal(reflection):
        return Conflict("unequal_tracks")
    return None


def former_readers(case: Case) -> tuple[Ref, ...]:
    """With whom it is shared, where today's manager sees nothing of it until its owner agrees; that is its owner's."""
    reflection = case.reflection
    waits = case.is_owner and reflection.state is State.SHARED and _refusal(case, Verb.SHARE, {UNEQUAL}) is None
    return tuple(shared.person for shared in reflection.shared_with) if waits else ()


def is_new(reflection: Reflection, person_id: str) -> bool:
    """Whether something was shared with, or said to, this person since they last looked."""
    seen = mark_of(reflection.seen, person_id)
    own = person_id == reflection.owner.id
    said = [mark.at for mark in reflection.last_comments if (mark.person_id == reflection.owner.id) is not own]
    if not own and reflection.shared_at is not None:
        said.append(reflection.shared_at)
    return any(seen is None or at > seen for at in said)
