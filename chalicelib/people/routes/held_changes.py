"""Where HTTP comes in for what waits for a second HR admin: changes that were held, and roles that were given."""

from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing, NoQuery, PageQuery, Routes
from chalicelib.kernel.policy import hr_admin
from chalicelib.people.actions import directory, held_changes
from chalicelib.people.routes.people import ONE, answered
from chalicelib.people.views.held_changes import HeldView, held_view
from chalicelib.people.views.people import PersonView

routes = Routes("held")

HELD = "/people/held/{held_id}"


@routes.get(
    "/people/held",
    allow=hr_admin,
    summary="Changes and roles that wait for a second HR admin",
    query=PageQuery,
    answer=Listing[HeldView],
)
def list_held(call: Call[Any, PageQuery]) -> Answer:
    """Roles first. What was done in another way in the meantime is left out, so a page may be short."""
    found, after = held_changes.waiting(call.reads, call.actor, limit=call.query.limit, after=call.after)
    return call.listed([held_view(one) for one in found], after)


@routes.post(
    f"{HELD}/confirm",
    allow=hr_admin,
    summary="Carry out a change that waits",
    answer=PersonView,
    replay=ONE,
)
def confirm_held(call: Call[Any, NoQuery]) -> Answer:
    """It is checked as a change of this HR admin: not about oneself, nor about someone above."""
    one = held_changes.one_waiting(call.reads, call.actor, call.path["held_id"])
    return answered(call, held_changes.confirm(call.command, one))


@routes.post(
    f"{HELD}/discard",
    allow=hr_admin,
    summary="Discard a change that waits",
    answer=PersonView,
    replay=ONE,
)
def discard_held(call: Call[Any, NoQuery]) -> Answer:
    """Everything stays as it is; a role that was given is taken back."""
    one = held_changes.one_waiting(call.reads, call.actor, call.path["held_id"])
    return answered(call, held_changes.discard(call.command, one))


@routes.post(
    f"{ONE}/confirm-roles",
    allow=hr_admin,
    summary="Confirm a role that was given: from now on it opens content",
    answer=PersonView,
    replay=ONE,
)
def confirm_roles(call: Call[Any, NoQuery]) -> Answer:
    """By an HR admin other than who gave it and who has it."""
    from chalicelib.people.actions import edits

    old = directory.load(call.reads, call.path["person_id"])
    return answered(call, edits.confirm_roles(call.command, old))
