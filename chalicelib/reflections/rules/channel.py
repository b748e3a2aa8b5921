"""The channel of two people: what one shares with the manager of today, kept beside the manager.

It ends in the very transaction in which the owner gets another manager, so a list of channels needs no second look.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.people.rules import Person, Ref
from chalicelib.reflections.rules.access import ReflectionContext, is_new, visible_to_manager
from chalicelib.reflections.rules.model import Poster, Reflection, ReflectionState

NEWEST = 24
"""Lines that a channel keeps; the whole list of one person is asked for by that person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReflection:
    """What a list shows of a reflection; `new` and `former` as its reader sees it.

    `former`: with whom its owner shares it, where today's manager is to see it only once the owner agrees.
    """

    id: str
    owner: Ref
    title: str
    state: ReflectionState
    created_at: datetime
    period: str = ""
    shared_at: datetime | None = None
    duration_ms: int | None = None
    comments: int = 0
    has_captions: bool = False
    poster: Poster | None = None
    new: bool = False
    former: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What `owner` shares with one manager: all ids, and the newest lines, newest first."""

    owner: Ref
    manager_id: str
    shared_ids: tuple[str, ...] = ()
    lines: tuple[ListedReflection, ...] = ()
    version: int = 0


def line_of(reflection: Reflection, reader_id: str) -> ListedReflection:
    """Return a reflection as a line of someone's list."""
    return ListedReflection(
        id=reflection.id,
        owner=reflection.owner,
        title=reflection.title,
        state=reflection.state,
        created_at=reflection.created_at,
        period=reflection.period,
        shared_at=reflection.shared_at,
        duration_ms=reflection.duration_ms,
        comments=reflection.comments_for(reader_id),
        has_captions=bool(reflection.captions.key),
        poster=reflection.poster,
        new=is_new(reflection, reader_id),
    )


def updated(channel: Channel, owner: Person, reflection: Reflection, now: datetime) -> Channel:
    """Return the channel with a changed reflection as it is now, or without it where it is no longer shared."""
    ids = tuple(one for one in channel.shared_ids if one != reflection.id)
    lines = [line for line in channel.lines if line.id != reflection.id]
    context = ReflectionContext(reflection=reflection, owner=owner, actor_id=channel.manager_id, now=now)
    if visible_to_manager(owner, context):
        ids = (*ids, reflection.id)
        lines.append(line_of(reflection, channel.manager_id))
        lines.sort(key=lambda line: line.id, reverse=True)
    return replace(channel, shared_ids=tuple(sorted(ids)), lines=tuple(lines[:NEWEST]))


def without(channel: Channel, reflection_id: str) -> Channel:
    """Return the channel without a reflection that is deleted."""
    return replace(
        channel,
        shared_ids=tuple(one for one in channel.shared_ids if one != reflection_id),
        lines=tuple(line for line in channel.lines if line.id != reflection_id),
    )
