"""Private notes, and what contributors write."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from chalicelib.kernel.http import Answer, Call
from chalicelib.reviews import bodies, views
from chalicelib.reviews.actions import commands, texts
from chalicelib.reviews.actions.loaded_review import LoadedReview
from chalicelib.reviews.routes.common import (
    CONTRIBUTORS,
    NOTES,
    ONE,
    acting,
    command_route,
    part_shown,
    prefetch,
    routes,
    shown,
)
from chalicelib.reviews.rules import ReviewAction
from chalicelib.reviews.views import (
    ContributionView,
    NotesView,
    ReviewView,
)


@routes.get(f"{ONE}/notes", allow=NOTES, summary="My private notes", answer=NotesView, prefetch=prefetch)
def notes(call: Call[Any, Any]) -> Answer:
    """Never for the reviewee."""
    view = texts.notes(call.command, call.path["review_id"])
    return Answer(view, etag=None if view.etag is UNSET else view.etag)


@routes.put(
    f"{ONE}/notes",
    allow=acting(ReviewAction.SAVE_NOTES),
    summary="Save my private notes",
    body=bodies.NotesBody,
    answer=NotesView,
    prefetch=prefetch,
)
def save_notes(call: Call[bodies.NotesBody, Any]) -> Answer:
    """No one is notified."""
    loaded = texts.save_notes(call.command, call.path["review_id"], call.body.text, call.must_match)
    return part_shown(loaded, views.notes_view(loaded.notes, own=True))


@routes.get(
    f"{ONE}/contribution",
    allow=CONTRIBUTORS,
    summary="My part of the manager's assessment",
    answer=ContributionView,
    prefetch=prefetch,
)
def contribution(call: Call[Any, Any]) -> Answer:
    """Each has their own."""
    return _contribution(texts.contribution(call.command, call.path["review_id"]), call.actor.id)


@routes.put(
    f"{ONE}/contribution",
    allow=acting(ReviewAction.SAVE_CONTRIBUTION),
    summary="Save my part of the manager's assessment",
    body=bodies.ContributionBody,
    answer=ContributionView,
    prefetch=prefetch,
)
def save_contribution(call: Call[bodies.ContributionBody, Any]) -> Answer:
    """Until the deadline; where the manager's assessment is shared, until someone signs, and at once for readers."""
    loaded = texts.save_contribution(call.command, call.path["review_id"], call.body.answers, call.must_match)
    return _contribution(loaded, call.actor.id)


def _contribution(loaded: LoadedReview, person_id: str) -> Answer:
    return part_shown(loaded, views.contribution_view(loaded, person_id))


@command_route(
    "/contribution/done",
    ReviewAction.MARK_CONTRIBUTION_DONE,
    "Say that my part is done, or go on writing",
    body=bodies.DoneBody,
)
def mark_contribution_done(call: Call[bodies.DoneBody, Any]) -> Answer:
    """It is no longer a task; the text can still be changed until someone signs."""
    return shown(commands.mark_contribution_done(call.command, call.path["review_id"], done=call.body.done))


@command_route("/contributors", ReviewAction.ADD_CONTRIBUTOR, "Ask somebody for a part", body=bodies.ContributorBody)
def add_contributor(call: Call[bodies.ContributorBody, Any]) -> Answer:
    """They are notified."""
    return shown(commands.add_contributor(call.command, call.path["review_id"], call.body.person_id))


@routes.delete(
    f"{ONE}/contributors/{{person_id}}",
    allow=acting(ReviewAction.REMOVE_CONTRIBUTOR),
    summary="Ask someone no longer",
    answer=ReviewView,
    prefetch=prefetch,
)
def remove_contributor(call: Call[Any, Any]) -> Answer:
    """What they wrote is no longer shown."""
    return shown(commands.remove_contributor(call.command, call.path["review_id"], call.path["person_id"]))
