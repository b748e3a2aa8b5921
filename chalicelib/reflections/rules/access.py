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
from chalicelib.reflections.rules.model import Reflection, ReflectionState, TrackState, mark_of
from chalicelib.reflections.rules.sync import unequal


class ReflectionAction(StrEnum):
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
class ReflectionContext:
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


def visible_to_manager(owner: Person, context: ReflectionContext) -> bool:
    """Return whether the owner's manager of today sees it: shared with this person, in this time as manager."""
    reflection = context.reflection
    return reflection.state is ReflectionState.SHARED and any(
        shared.person.id == owner.manager_id and shared.term == owner.manager_term for shared in reflection.shared_with
    )


def shown(context: ReflectionContext) -> ReflectionContext:
    """`context`, for someone who sees the reflection; to others it does not exist."""
    if not context.sees:
        raise NotFound
    return context


def check(context: ReflectionContext, verb: ReflectionAction, confirmed: Collection[str] = ()) -> None:
    """Let the actor do this, or refuse: unknown to outsiders, not allowed to the manager, a conflict by the state."""
    shown(context)
    if not context.is_owner and verb is not ReflectionAction.COMMENT:
        raise NotAllowed(case="owner", name=context.reflection.owner.name)
    refusal = _refusal(context, verb, confirmed)
    if refusal is not None:
        raise refusal


def actions_of(context: ReflectionContext) -> tuple[ReflectionAction, ...]:
    """Return everything that the actor may do now, also where something is to be confirmed first."""
    wanted = tuple(ReflectionAction) if context.is_owner else (ReflectionAction.COMMENT,)
    return tuple(verb for verb in wanted if context.sees and _refusal(context, verb, {UNEQUAL}) is None)


def _refusal(context: ReflectionContext, verb: ReflectionAction, confirmed: Collection[str]) -> Conflict | None:
    reflection = context.reflection
    if verb is ReflectionAction.RECORD and reflection.state is ReflectionState.SHARED:
        return Conflict("shared")
    if verb is ReflectionAction.SHARE:
        return _not_to_be_shared(context, confirmed)
    if verb in {ReflectionAction.DOWNLOAD, ReflectionAction.CAPTION} and not reflection.playable:
        return Conflict("nothing_recorded")
    if verb is ReflectionAction.UNSHARE and reflection.state is not ReflectionState.SHARED:
        return Conflict("not_shared")
    if verb is ReflectionAction.COMMENT and not visible_to_manager(context.owner, context):
        return Conflict("not_shared", case="manager_changed")
    return None


def _not_to_be_shared(context: ReflectionContext, confirmed: Collection[str]) -> Conflict | None:
    reflection = context.reflection
    if context.owner.manager_id is None:
        return Conflict("no_manager")
    if UNFINISHED not in confirmed and any(track.state is TrackState.UPLOADING for track in reflection.tracks):
        return Conflict("still_uploading")
    if any(track.state is TrackState.CHECKING for track in reflection.tracks):
        return Conflict("still_checking")
    if not reflection.playable and not reflection.prompts.answered:
        return Conflict("nothing_recorded", case="sharing")
    if visible_to_manager(context.owner, context):
        return Conflict("already_shared")
    if UNEQUAL not in confirmed and unequal(reflection):
        return Conflict("unequal_tracks")
    return None


def former_readers(context: ReflectionContext) -> tuple[Ref, ...]:
    """With whom it is shared, where today's manager sees nothing of it until its owner agrees; that is its owner's."""
    reflection = context.reflection
    waits = (
        context.is_owner
        and reflection.state is ReflectionState.SHARED
        and _refusal(context, ReflectionAction.SHARE, {UNEQUAL}) is None
    )
    return tuple(shared.person for shared in reflection.shared_with) if waits else ()


def is_new(reflection: Reflection, person_id: str) -> bool:
    """Return whether something was shared with, or said to, this person since they last looked."""
    seen = mark_of(reflection.seen, person_id)
    own = person_id == reflection.owner.id
    said = [mark.at for mark in reflection.last_comments if (mark.person_id == reflection.owner.id) is not own]
    if not own and reflection.shared_at is not None:
        said.append(reflection.shared_at)
    return any(seen is None or at > seen for at in said)
