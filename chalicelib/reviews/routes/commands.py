"""Signing, and what keeps a review going."""

from __future__ import annotations

from typing import Any

from chalicelib.kernel.http import Answer, Call
from chalicelib.reviews import bodies
from chalicelib.reviews.actions import commands
from chalicelib.reviews.routes.common import (
    command_route,
    shown,
)
from chalicelib.reviews.rules import ReviewAction


@command_route("/sign", ReviewAction.SIGN, "Sign, with a final comment if there is one", body=bodies.SignBody)
def sign(call: Call[bodies.SignBody, Any]) -> Answer:
    """The first signature locks both sides, the second completes the review."""
    return shown(commands.sign(call.command, call.path["review_id"], call.body.comment or ""))


@command_route("/revoke-signatures", ReviewAction.REVOKE_SIGNATURES, "Reopen a signed review", body=bodies.ReasonBody)
def revoke_signatures(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """Both must sign again."""
    return shown(commands.revoke_signatures(call.command, call.path["review_id"], call.body.reason))


@command_route("/complete", ReviewAction.COMPLETE, "Complete a review unsigned", body=bodies.ReasonBody)
def complete(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """After the sign-by date."""
    return shown(commands.complete_unsigned(call.command, call.path["review_id"], call.body.reason))


@command_route("/extend", ReviewAction.EXTEND, "More time for this review", body=bodies.ExtendBody)
def extend(call: Call[bodies.ExtendBody, Any]) -> Answer:
    """The author is notified."""
    return shown(commands.extend(call.command, call.path["review_id"], call.body.side, call.body.until))


@command_route("/reassign", ReviewAction.REASSIGN, "Another reviewer", body=bodies.ReassignBody)
def reassign(call: Call[bodies.ReassignBody, Any]) -> Answer:
    """Whoever wrote before keeps their own notes, versions and files."""
    return shown(commands.reassign(call.command, call.path["review_id"], call.body.reviewer_id))


@command_route("/withdraw", ReviewAction.WITHDRAW, "Withdraw a review", body=bodies.ReasonBody)
def withdraw(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """What was written stays."""
    return shown(commands.withdraw(call.command, call.path["review_id"], call.body.reason))


@command_route("/adjust-rating", ReviewAction.ADJUST_RATING, "Adjust the rating in calibration", body=bodies.AdjustBody)
def adjust_rating(call: Call[bodies.AdjustBody, Any]) -> Answer:
    """Before anything is shared."""
    return shown(commands.adjust_rating(call.command, call.path["review_id"], call.body.rating, call.body.reason))


@command_route("/nudge", ReviewAction.NUDGE, "Remind those with an open task")
def nudge(call: Call[Any, Any]) -> Answer:
    """Each task of each person at most once a day."""
    return shown(commands.nudge(call.command, call.path["review_id"]))


@command_route("/mark-not-provided", ReviewAction.MARK_NOT_PROVIDED, "Go on without the self-assessment")
def mark_not_provided(call: Call[Any, Any]) -> Answer:
    """The review can then be signed without it."""
    return shown(commands.mark_not_provided(call.command, call.path["review_id"]))
