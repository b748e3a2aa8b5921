"""What the routes of reflections have in common."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.company.actions import COMPANY_KEY
from chalicelib.kernel.http import Answer, Routes
from chalicelib.kernel.policy import signed_in
from chalicelib.kernel.storage.table import Key
from chalicelib.reflections import actions
from chalicelib.reflections.rules import ReflectionContext
from chalicelib.reflections.views import reflections

routes = Routes("reflections")

OWNER = signed_in.narrowed("its owner")
SEES = signed_in.narrowed("its owner, the manager with whom it is shared")
AUTHOR = signed_in.narrowed("whoever made it")
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


def shown(context: ReflectionContext, *, made: str = "") -> Answer:
    """The reflection as its caller sees it; the tag is that of what its owner wrote."""
    return Answer(reflections.reflection_view(context), context.reflection.edition, made=made)
