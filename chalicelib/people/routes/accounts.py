"""Where HTTP comes in for accounts: HR admins invite people to sign in."""

from typing import Any

from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.http import Answer, Call, NoQuery, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import hr_admin, signed_in
from chalicelib.people.actions import directory, invitations
from chalicelib.people.bodies import InvitationsBody
from chalicelib.people.routes.people import ONE, answered, me, the_person
from chalicelib.people.views.accounts import InvitationsView, invitations_view
from chalicelib.people.views.people import Me, PersonView

routes = Routes("accounts")

RUN = "/people/invitations/{run_id}"


@routes.post(
    f"{ONE}/invite",
    allow=hr_admin,
    summary="Give someone an account and mail the invitation, again where they have one",
    answer=PersonView,
    prefetch=the_person,
    replay=ONE,
    statuses=(409,),
)
def invite(call: Call[Any, NoQuery]) -> Answer:
    """The account is made, or moved to the newest address, by the queue; the email goes out when it is there."""
    invitations.check_pool(has_accounts=call.runtime.accounts is not None)
    person = directory.load(call.reads, call.path["person_id"])
    return answered(call, person, invitations.invite(call.command, person))


@routes.post(
    "/me/sign-in-address",
    allow=signed_in,
    summary="Sign in with the address that the directory has by now",
    answer=Me,
    replay="/me",
    statuses=(409,),
)
def agree(call: Call[Any, NoQuery]) -> Answer:
    """No one else can say so: codes for a new password go there. `GET /me` says where it is another one."""
    invitations.check_pool(has_accounts=call.runtime.accounts is not None)
    person = directory.load(call.reads, call.actor.id)
    return me(call, person, invitations.agree_to_address(call.command, person))


@routes.post(
    "/people/invitations",
    allow=hr_admin,
    summary="Invite some people, or everyone who has no account yet",
    body=InvitationsBody,
    answer=InvitationsView,
    status=202,
    replay=RUN,
    statuses=(409,),
)
def invite_many(call: Call[InvitationsBody, NoQuery]) -> Answer:
    """A few are done when the answer comes; of many `GET` says how far they are."""
    invitations.check_pool(has_accounts=call.runtime.accounts is not None)
    person_ids = None if call.body.everyone else call.body.person_ids or []
    if call.body.everyone == bool(call.body.person_ids):
        raise Invalid([FieldError("/person_ids", fault("people_or_everyone"))])
    run_id = new_id(call.now)
    run = invitations.begin(call.command, person_ids, run_id)
    return Answer(invitations_view(run), status=200 if run.done else 202, made=run.id)


@routes.get(RUN, allow=hr_admin, summary="How far invitations are", answer=InvitationsView)
def read_invitations(call: Call[Any, NoQuery]) -> Answer:
    """Who was not invited is listed with the reason."""
    return Answer(invitations_view(invitations.run_of(call.reads, call.path["run_id"])))
