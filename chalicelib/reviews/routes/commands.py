"""Signing, and what keeps a review going."""

from __future__ import annotations

from typing import Any

from chalicelib.kernel.http import Answer, Call
from chalicelib.reviews import bodies
from chalicelib.reviews.actions import commands
from chalicelib.reviews.routes.common import (
    RUNS,
    command_route,
    shown,
)


@command_route("/sign", "Sign, with a final comment if there is one", body=bodies.SignBody)
def sign(call: Call[bodies.SignBody, Any]) -> Answer:
    """The first signature locks both sides, the second completes the review."""
    return shown(commands.sign(call.command, call.path["review_id"], call.body.comment or ""))


@command_route("/revoke-signatures", "Reopen a signed review", body=bodies.ReasonBody)
def revoke_signatures(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """HR admins only; both must sign again."""
    return shown(commands.revoke_signatures(call.command, call.path["review_id"], call.body.reason))


@command_route("/complete", "Complete a review unsigned", body=bodies.ReasonBody)
def complete(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """HR admins only, after the sign-by date."""
    return shown(commands.complete_unsigned(call.command, call.path["review_id"], call.body.reason))


@command_route("/extend", "More time for this review", body=bodies.ExtendBody)
def extend(call: Call[bodies.ExtendBody, Any]) -> Answer:
    """HR admins only; the author is notified."""
    return shown(commands.extend(call.command, call.path["review_id"], call.body.side, call.body.until))


@command_route("/reassign", "Another reviewer", body=bodies.ReassignBody)
def reassign(call: Call[bodies.ReassignBody, Any]) -> Answer:
    """HR admins only."""
    return shown(commands.reassign(call.command, call.path["review_id"], call.body.reviewer_id))


@command_route("/withdraw", "Withdraw a review", body=bodies.ReasonBody, allow=RUNS)
def withdraw(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """What was written stays."""
    return shown(commands.withdraw(call.command, call.path["review_id"], call.body.reason))


@command_route("/adjust-rating", "Adjust the rating in calibration", body=bodies.AdjustBody)
def adjust_rating(call: Call[bodies.AdjustBody, Any]) -> Answer:
    """HR admins and managers above the reviewer, before anything is shared."""
    return shown(commands.adjust_rating(call.command, call.path["review_id"], call.body.rating, call.body.reason))


@command_route("/nudge", "Remind those with an open task", allow=RUNS)
def nudge(call: Call[Any, Any]) -> Answer:
    """Each task of each person at most once a day."""
    return shown(commands.nudge(call.command, call.path["review_id"]))


@command_route("/mark-not-provided", "Go on without the self-assessment")
def mark_not_provided(call: Call[Any, Any]) -> Answer:
    """HR admins only."""
    return shown(commands.mark_not_provided(call.command, call.path["review_id"]))
