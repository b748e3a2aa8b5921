"""What the routes of reflections have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.company.actions import COMPANY_KEY
from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.storage.table import Changes, Key
from chalicelib.reflections import actions
from chalicelib.reflections.actions import Command
from chalicelib.reflections.rules import ReflectionContext
from chalicelib.reflections.views import reflections

routes = Routes("reflections")

ONE = "/reflections/{reflection_id}"
TRACK = f"{ONE}/tracks/{{track_id}}"


def prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    """What is read together with the identity: the reflection and its owner."""
    return actions.prefetch(path["reflection_id"])


def prefetch_with_rhythm(path: Mapping[str, str]) -> tuple[Key, ...]:
    """… and what its owner has made in the rhythm."""
    return actions.prefetch_with_rhythm(path["reflection_id"])


def ahead_with_limits(path: Mapping[str, str]) -> tuple[Key, ...]:
    """… and what the company allows."""
    return (*prefetch(path), COMPANY_KEY)


def command(call: Call[Any, Any], ref: str = "") -> Command:
    """A write, with its receipt where the caller sent a key."""
    return Command(runtime=call.runtime, reads=call.reads, changes=call.changes(ref), actor=call.actor, now=call.now)


def look(call: Call[Any, Any]) -> Command:
    """A read: its transaction stays empty."""
    changes = Changes(new_id(call.now))
    return Command(runtime=call.runtime, reads=call.reads, changes=changes, actor=call.actor, now=call.now)


def shown(context: ReflectionContext, status: int | None = None) -> Answer:
    """The reflection as its caller sees it; the tag is that of what its owner wrote."""
    return Answer(reflections.reflection_view(context), context.reflection.edition, status)
