"""What the routes of reviews have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import UNSET, structs

from chalicelib.kernel.http import Answer, Routes
from chalicelib.kernel.http.registry import Action
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, Policy, either, scope, signed_in
from chalicelib.kernel.storage.table import Key
from chalicelib.reviews import views
from chalicelib.reviews.actions import loaded_review
from chalicelib.reviews.actions.loaded_review import LoadedReview
from chalicelib.reviews.rules import ActorRole, ReviewAction, SideName, who_may
from chalicelib.reviews.views import ContributionView, NotesView, ReviewView, SideView

routes = Routes("reviews")

WATCHES = either(signed_in, scope(CYCLES_READ), scope(CYCLES_WRITE))
RUNS = either(signed_in, scope(CYCLES_WRITE))
READERS = signed_in.narrowed("people of the review, as far as each may read it")
SELF_AUTHOR = signed_in.narrowed("the reviewee")
MANAGER_AUTHORS = signed_in.narrowed("the reviewer, and whoever was it before")
CONTRIBUTORS = signed_in.narrowed("contributors")
NOTES = signed_in.narrowed("the reviewer, HR admins where the cycle says so")
ONE = "/reviews/{review_id}"
_SPOKEN: Mapping[ActorRole, str] = {
    ActorRole.REVIEWEE: "the reviewee",
    ActorRole.REVIEWER: "the reviewer",
    ActorRole.CONTRIBUTOR: "contributors",
    ActorRole.UPLINE: "managers above the reviewer",
    ActorRole.HR_ADMIN: "HR admins",
    ActorRole.HR: "HR assistants",
    ActorRole.AUTOMATION: scope(CYCLES_WRITE).who,
}


def acting(action: ReviewAction) -> Policy:
    """Return the gate of a command: who may give it is decided, and documented, by the table of actions."""
    who = who_may(action)
    gate = RUNS if ActorRole.AUTOMATION in who else signed_in
    return gate.narrowed(", ".join(said for one, said in _SPOKEN.items() if one in who))


def prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    """What is read together with the identity."""
    return loaded_review.prefetch(path["review_id"])


def shown(loaded: LoadedReview) -> Answer:
    """The review as its caller sees it now; a command shows HR nothing that is read by asking for it."""
    return Answer(views.review_view(loaded, opened=False))


def side_shown(loaded: LoadedReview, name: SideName) -> Answer:
    """One side, with its tag for its author."""
    return part_shown(loaded, views.side_view(loaded, name))


def part_shown(loaded: LoadedReview, view: SideView | NotesView | ContributionView) -> Answer:
    """A part by itself, with its tag for its author and with what the caller may do now."""
    shown_now = structs.replace(view, actions=views.actions_view(loaded.context))
    return Answer(shown_now, etag=None if view.etag is UNSET else view.etag)


def command_route(path: str, action: ReviewAction, summary: str, **options: Any) -> Callable[[Action], Action]:
    """A POST on a review that answers the review as its caller then sees it."""
    settings = {"allow": acting(action), "answer": ReviewView, "prefetch": prefetch, "replay": ONE} | options
    return routes.post(f"{ONE}{path}", summary=summary, **settings)
