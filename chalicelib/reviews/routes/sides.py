"""The two sides: written, shared, taken back."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from chalicelib.kernel.http import Answer, Call
from chalicelib.reviews import bodies
from chalicelib.reviews.actions import commands, queries, texts
from chalicelib.reviews.actions.texts import SideInput
from chalicelib.reviews.routes.common import (
    ONE,
    READERS,
    acting,
    command_route,
    prefetch,
    routes,
    shown,
    side_shown,
)
from chalicelib.reviews.rules import ReviewAction, SideName
from chalicelib.reviews.views import (
    SideView,
)


@routes.get(f"{ONE}/self", allow=READERS, summary="The self-assessment", answer=SideView, prefetch=prefetch)
def self_side(call: Call[Any, Any]) -> Answer:
    """Its author reads it always, others once it is shared."""
    return side_shown(queries.side(call.command, call.path["review_id"], SideName.SELF), SideName.SELF)


@routes.put(
    f"{ONE}/self",
    allow=acting(ReviewAction.SAVE_SELF),
    summary="Save the self-assessment",
    body=bodies.SelfBody,
    answer=SideView,
    prefetch=prefetch,
)
def save_self(call: Call[bodies.SelfBody, Any]) -> Answer:
    """A draft may be incomplete; what is not sent stays."""
    sent = SideInput(answers=call.body.answers, citations=bodies.cited(call.body.citations))
    loaded = texts.save_side(call.command, call.path["review_id"], SideName.SELF, sent, call.must_match)
    return side_shown(loaded, SideName.SELF)


@routes.get(f"{ONE}/manager", allow=READERS, summary="The manager's assessment", answer=SideView, prefetch=prefetch)
def manager_side(call: Call[Any, Any]) -> Answer:
    """The reviewee reads it once it is shared."""
    return side_shown(queries.side(call.command, call.path["review_id"], SideName.MANAGER), SideName.MANAGER)


@routes.put(
    f"{ONE}/manager",
    allow=acting(ReviewAction.SAVE_MANAGER),
    summary="Save the manager's assessment",
    body=bodies.ManagerBody,
    answer=SideView,
    prefetch=prefetch,
)
def save_manager(call: Call[bodies.ManagerBody, Any]) -> Answer:
    """A draft, or at once for the reviewee where it is shared."""
    body = call.body
    position = body.position if body.position is not UNSET else None
    sent = SideInput(
        answers={} if body.answers is UNSET else body.answers,
        rating=(body.rating is not UNSET, None if body.rating is UNSET else body.rating),
        position=(body.position is not UNSET, {"x": position.x, "y": position.y} if position else None),
        citations=bodies.cited(body.citations),
    )
    loaded = texts.save_side(call.command, call.path["review_id"], SideName.MANAGER, sent, call.must_match)
    return side_shown(loaded, SideName.MANAGER)


@command_route("/self/share", ReviewAction.SHARE_SELF, "Share the self-assessment")
def share_self(call: Call[Any, Any]) -> Answer:
    """The reviewer can read it and is notified."""
    return shown(commands.share(call.command, call.path["review_id"], SideName.SELF))


@command_route("/self/unshare", ReviewAction.UNSHARE_SELF, "Take the self-assessment back")
def unshare_self(call: Call[Any, Any]) -> Answer:
    """Hidden again; the reviewer is notified."""
    return shown(commands.unshare(call.command, call.path["review_id"], SideName.SELF))


@command_route("/manager/share", ReviewAction.SHARE_MANAGER, "Share the manager's assessment with the reviewee")
def share_manager(call: Call[Any, Any]) -> Answer:
    """The reviewee can read it and is notified."""
    return shown(commands.share(call.command, call.path["review_id"], SideName.MANAGER))


@command_route("/manager/unshare", ReviewAction.UNSHARE_MANAGER, "Take the manager's assessment back")
def unshare_manager(call: Call[Any, Any]) -> Answer:
    """Hidden again; the reviewee is notified."""
    return shown(commands.unshare(call.command, call.path["review_id"], SideName.MANAGER))


@command_route("/manager/done", ReviewAction.MARK_DONE, "Tick or clear the done box", body=bodies.DoneBody)
def mark_done(call: Call[bodies.DoneBody, Any]) -> Answer:
    """The reviewer's manager and HR are notified the first time."""
    return shown(commands.mark_done(call.command, call.path["review_id"], done=call.body.done))
