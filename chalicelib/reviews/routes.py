"""Where HTTP comes in: reviews and their parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import UNSET

from chalicelib.kernel.http import Answer, Call, Listing, PageQuery, Routes
from chalicelib.kernel.http.registry import Action
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, either, scope, signed_in
from chalicelib.kernel.table import Changes, Key
from chalicelib.reviews import actions, bodies, views
from chalicelib.reviews.actions import Command, File, Sent, Wanted
from chalicelib.reviews.rules import SideName
from chalicelib.reviews.views import (
    BackupItem,
    BackupView,
    ContributionView,
    NotesView,
    ResourcesView,
    ReviewItem,
    ReviewView,
    SideView,
)

routes = Routes("reviews")

_WATCHES = either(signed_in, scope(CYCLES_READ), scope(CYCLES_WRITE))
_RUNS = either(signed_in, scope(CYCLES_WRITE))
_ONE = "/reviews/{review_id}"


def _ahead(path: Mapping[str, str]) -> tuple[Key, ...]:
    return actions.ahead(path["review_id"])


def _command(call: Call[Any, Any]) -> Command:
    return Command(reads=call.reads, changes=call.changes(), actor=call.actor, now=call.now)


def _look(call: Call[Any, Any]) -> Command:
    """A read; what it writes is who read what."""
    return Command(reads=call.reads, changes=Changes(new_id(call.now)), actor=call.actor, now=call.now)


def _shown(by: Command, file: File) -> Answer:
    return Answer(views.review_view(actions.conclude(by, file)))


def _side_shown(file: File, name: SideName) -> Answer:
    view = views.side_view(file, name)
    return Answer(view, etag=None if view.etag is UNSET else view.etag)


def _command_route(path: str, summary: str, **told: Any) -> Callable[[Action], Action]:
    """A POST on a review that answers the review as its caller then sees it."""
    settings = {"allow": signed_in, "answer": ReviewView, "ahead": _ahead, "replay": _ONE} | told
    return routes.post(f"{_ONE}{path}", summary=summary, **settings)


@routes.get(
    "/reviews", allow=signed_in, summary="My reviews, past and current", query=bodies.ReviewsQuery,
    answer=Listing[ReviewItem],
)  # fmt: skip
def my_reviews(call: Call[Any, bodies.ReviewsQuery]) -> Answer:
    """In every role, the newest first."""
    asked = call.query
    wanted = Wanted(role=asked.role, status=asked.status, cycle_id=asked.cycle_id, year=asked.year)
    found, after = actions.mine(call.reads, call.actor.id, wanted, call.now, limit=asked.limit, after=call.after)
    return call.listed([views.desk_item(review, call.actor.id, call.now) for review in found], after)


@routes.get(_ONE, allow=_WATCHES, summary="A review, as far as I may see it", answer=ReviewView, ahead=_ahead)
def review(call: Call[Any, Any]) -> Answer:
    """The whole review with the actions open to the caller."""
    return Answer(views.review_view(actions.review(_look(call), call.path["review_id"])))


@routes.get(
    f"{_ONE}/resources", allow=signed_in, summary="What helps to write this review", answer=ResourcesView,
    ahead=_ahead,
)  # fmt: skip
def resources(call: Call[Any, Any]) -> Answer:
    """The reviews of this person before, as far as the caller stands to them."""
    found = actions.past_reviews(_look(call), call.path["review_id"])
    return Answer(ResourcesView(past_reviews=[views.past_item(one, call.now) for one in found]))


# ---------------------------------------------------------------- the two sides


@routes.get(f"{_ONE}/self", allow=signed_in, summary="The self-assessment", answer=SideView, ahead=_ahead)
def self_side(call: Call[Any, Any]) -> Answer:
    """For its author always, for others once it is shared."""
    return _side_shown(actions.side(_look(call), call.path["review_id"], SideName.SELF), SideName.SELF)


@routes.put(
    f"{_ONE}/self", allow=signed_in, summary="Save the self-assessment", body=bodies.SelfBody, answer=SideView,
    ahead=_ahead,
)  # fmt: skip
def save_self(call: Call[bodies.SelfBody, Any]) -> Answer:
    """A draft may be incomplete; what is not sent stays."""
    by = _command(call)
    sent = Sent(answers=call.body.answers)
    file = actions.save_side(by, call.path["review_id"], SideName.SELF, sent, call.must_match)
    return _side_shown(actions.conclude(by, file), SideName.SELF)


@routes.get(f"{_ONE}/manager", allow=signed_in, summary="The manager's assessment", answer=SideView, ahead=_ahead)
def manager_side(call: Call[Any, Any]) -> Answer:
    """For those who may read it; for the reviewee once it is shared."""
    return _side_shown(actions.side(_look(call), call.path["review_id"], SideName.MANAGER), SideName.MANAGER)


@routes.put(
    f"{_ONE}/manager", allow=signed_in, summary="Save the manager's assessment", body=bodies.ManagerBody,
    answer=SideView, ahead=_ahead,
)  # fmt: skip
def save_manager(call: Call[bodies.ManagerBody, Any]) -> Answer:
    """A draft, or at once for the reviewee where it is shared."""
    by, body = _command(call), call.body
    position = body.position if body.position is not UNSET else None
    sent = Sent(
        answers={} if body.answers is UNSET else body.answers,
        rating=(body.rating is not UNSET, None if body.rating is UNSET else body.rating),
        position=(body.position is not UNSET, {"x": position.x, "y": position.y} if position else None),
    )
    file = actions.save_side(by, call.path["review_id"], SideName.MANAGER, sent, call.must_match)
    return _side_shown(actions.conclude(by, file), SideName.MANAGER)


@_command_route("/self/share", "Share the self-assessment; HR on behalf")
def share_self(call: Call[Any, Any]) -> Answer:
    """The reviewer can read it and is told."""
    by = _command(call)
    return _shown(by, actions.share(by, call.path["review_id"], SideName.SELF))


@_command_route("/self/unshare", "Take the self-assessment back")
def unshare_self(call: Call[Any, Any]) -> Answer:
    """Hidden again; the reviewer is told."""
    by = _command(call)
    return _shown(by, actions.unshare(by, call.path["review_id"], SideName.SELF))


@_command_route("/manager/share", "Share the manager's assessment with the reviewee")
def share_manager(call: Call[Any, Any]) -> Answer:
    """The reviewee can read it and is told."""
    by = _command(call)
    return _shown(by, actions.share(by, call.path["review_id"], SideName.MANAGER))


@_command_route("/manager/unshare", "Take the manager's assessment back")
def unshare_manager(call: Call[Any, Any]) -> Answer:
    """Hidden again; the reviewee is told."""
    by = _command(call)
    return _shown(by, actions.unshare(by, call.path["review_id"], SideName.MANAGER))


@_command_route("/manager/done", "Tick or clear the done box", body=bodies.DoneBody)
def mark_done(call: Call[bodies.DoneBody, Any]) -> Answer:
    """The reviewer's manager and HR are told the first time."""
    by = _command(call)
    return _shown(by, actions.mark_done(by, call.path["review_id"], done=call.body.done))


# ---------------------------------------------------------------- backups


@routes.get(
    f"{_ONE}/self/backups", allow=signed_in, summary="My backups of the self-assessment", query=PageQuery,
    answer=Listing[BackupItem], ahead=_ahead,
)  # fmt: skip
def self_backups(call: Call[Any, Any]) -> Answer:
    """The newest first."""
    return _backups(call, SideName.SELF)


@routes.get(
    f"{_ONE}/manager/backups", allow=signed_in, summary="My backups of the manager's assessment", query=PageQuery,
    answer=Listing[BackupItem], ahead=_ahead,
)  # fmt: skip
def manager_backups(call: Call[Any, Any]) -> Answer:
    """The newest first."""
    return _backups(call, SideName.MANAGER)


def _backups(call: Call[Any, PageQuery], name: SideName) -> Answer:
    path, asked = call.path, call.query
    listed, after = actions.backups(_look(call), path["review_id"], name, limit=asked.limit, after=call.after)
    return call.listed([views.backup_item(entry) for entry in listed], after)


@routes.get(
    f"{_ONE}/self/backups/{{n}}", allow=signed_in, summary="One of my backups of the self-assessment",
    answer=BackupView, ahead=_ahead,
)  # fmt: skip
def self_backup(call: Call[Any, Any]) -> Answer:
    """What it said then."""
    return _backup(call, SideName.SELF)


@routes.get(
    f"{_ONE}/manager/backups/{{n}}", allow=signed_in, summary="One of my backups of the manager's assessment",
    answer=BackupView, ahead=_ahead,
)  # fmt: skip
def manager_backup(call: Call[Any, Any]) -> Answer:
    """What it said then."""
    return _backup(call, SideName.MANAGER)


def _backup(call: Call[Any, Any], name: SideName) -> Answer:
    return Answer(views.backup_view(actions.backup(_look(call), call.path["review_id"], name, call.path["n"])))


@routes.post(
    f"{_ONE}/self/backups/{{n}}/restore", allow=signed_in, summary="Take up a backup of the self-assessment",
    answer=SideView, ahead=_ahead, replay=f"{_ONE}/self",
)  # fmt: skip
def restore_self(call: Call[Any, Any]) -> Answer:
    """What is there now becomes a backup itself."""
    return _restore(call, SideName.SELF)


@routes.post(
    f"{_ONE}/manager/backups/{{n}}/restore", allow=signed_in, summary="Take up a backup of the manager's assessment",
    answer=SideView, ahead=_ahead, replay=f"{_ONE}/manager",
)  # fmt: skip
def restore_manager(call: Call[Any, Any]) -> Answer:
    """What is there now becomes a backup itself."""
    return _restore(call, SideName.MANAGER)


def _restore(call: Call[Any, Any], name: SideName) -> Answer:
    by = _command(call)
    file = actions.restore(by, call.path["review_id"], name, call.path["n"])
    return _side_shown(actions.conclude(by, file), name)


# ---------------------------------------------------------------- notes, contributions


@routes.get(f"{_ONE}/notes", allow=signed_in, summary="My private notes", answer=NotesView, ahead=_ahead)
def notes(call: Call[Any, Any]) -> Answer:
    """For their author; for HR where the cycle says so; never for the reviewee."""
    view = actions.notes(_look(call), call.path["review_id"])
    return Answer(view, etag=None if view.etag is UNSET else view.etag)


@routes.put(
    f"{_ONE}/notes", allow=signed_in, summary="Save my private notes", body=bodies.NotesBody, answer=NotesView,
    ahead=_ahead,
)  # fmt: skip
def save_notes(call: Call[bodies.NotesBody, Any]) -> Answer:
    """Nobody is told."""
    by = _command(call)
    file = actions.save_notes(by, call.path["review_id"], call.body.text, call.must_match)
    view = views.notes_view(actions.conclude(by, file).notes, own=True)
    return Answer(view, etag=None if view.etag is UNSET else view.etag)


@routes.get(
    f"{_ONE}/contribution", allow=signed_in, summary="My part of the manager's assessment", answer=ContributionView,
    ahead=_ahead,
)  # fmt: skip
def contribution(call: Call[Any, Any]) -> Answer:
    """For contributors, each their own."""
    return _contribution(actions.contribution(_look(call), call.path["review_id"]), call.actor.id)


@routes.put(
    f"{_ONE}/contribution", allow=signed_in, summary="Save my part of the manager's assessment",
    body=bodies.ContributionBody, answer=ContributionView, ahead=_ahead,
)  # fmt: skip
def save_contribution(call: Call[bodies.ContributionBody, Any]) -> Answer:
    """Until the manager's assessment is shared."""
    by = _command(call)
    file = actions.save_contribution(by, call.path["review_id"], call.body.answers, call.must_match)
    return _contribution(actions.conclude(by, file), call.actor.id)


def _contribution(file: File, person_id: str) -> Answer:
    view = views.contribution_view(file, person_id)
    return Answer(view, etag=None if view.etag is UNSET else view.etag)


@_command_route("/contributors", "Ask somebody for a part", body=bodies.ContributorBody)
def add_contributor(call: Call[bodies.ContributorBody, Any]) -> Answer:
    """They are told."""
    by = _command(call)
    return _shown(by, actions.add_contributor(by, call.path["review_id"], call.body.person_id))


@routes.delete(
    f"{_ONE}/contributors/{{person_id}}", allow=signed_in, summary="Ask somebody no longer", answer=ReviewView,
    ahead=_ahead,
)  # fmt: skip
def remove_contributor(call: Call[Any, Any]) -> Answer:
    """What they wrote is no longer shown."""
    by = _command(call)
    return _shown(by, actions.remove_contributor(by, call.path["review_id"], call.path["person_id"]))


# ---------------------------------------------------------------- signing


@_command_route("/sign", "Sign, with a final comment if there is one", body=bodies.SignBody)
def sign(call: Call[bodies.SignBody, Any]) -> Answer:
    """The first signature locks both sides, the second completes the review."""
    by = _command(call)
    return _shown(by, actions.sign(by, call.path["review_id"], call.body.comment))


@_command_route("/revoke-signatures", "Reopen a signed review", body=bodies.ReasonBody)
def revoke_signatures(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """HR admins only; both must sign again."""
    by = _command(call)
    return _shown(by, actions.revoke_signatures(by, call.path["review_id"], call.body.reason))


@_command_route("/complete", "Complete a review unsigned", body=bodies.ReasonBody)
def complete(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """HR admins only, after the sign-by date."""
    by = _command(call)
    return _shown(by, actions.complete_unsigned(by, call.path["review_id"], call.body.reason))


# ---------------------------------------------------------------- running it


@_command_route("/extend", "More time for this review", body=bodies.ExtendBody)
def extend(call: Call[bodies.ExtendBody, Any]) -> Answer:
    """HR admins only; the author is told."""
    by = _command(call)
    return _shown(by, actions.extend(by, call.path["review_id"], call.body.side, call.body.until))


@_command_route("/reassign", "Another reviewer", body=bodies.ReassignBody)
def reassign(call: Call[bodies.ReassignBody, Any]) -> Answer:
    """HR admins only."""
    by = _command(call)
    return _shown(by, actions.reassign(by, call.path["review_id"], call.body.reviewer_id))


@_command_route("/withdraw", "Withdraw a review", body=bodies.ReasonBody, allow=_RUNS)
def withdraw(call: Call[bodies.ReasonBody, Any]) -> Answer:
    """What was written stays."""
    by = _command(call)
    return _shown(by, actions.withdraw(by, call.path["review_id"], call.body.reason))


@_command_route("/adjust-rating", "Adjust the rating in calibration", body=bodies.AdjustBody)
def adjust_rating(call: Call[bodies.AdjustBody, Any]) -> Answer:
    """HR admins and managers above the reviewer, before anything is shared."""
    by = _command(call)
    return _shown(by, actions.adjust_rating(by, call.path["review_id"], call.body.rating, call.body.reason))


@_command_route("/nudge", "Remind those with an open task", allow=_RUNS)
def nudge(call: Call[Any, Any]) -> Answer:
    """Each task of each person at most once a day."""
    by = _command(call)
    return _shown(by, actions.nudge(by, call.path["review_id"]))


@_command_route("/mark-not-provided", "Go on without the self-assessment")
def mark_not_provided(call: Call[Any, Any]) -> Answer:
    """HR admins only."""
    by = _command(call)
    return _shown(by, actions.mark_not_provided(by, call.path["review_id"]))
