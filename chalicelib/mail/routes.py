"""Where HTTP comes in: HR looks after emails that could not be sent, and a reader stops reminders."""

from typing import Annotated, Any, Literal

import msgspec

from chalicelib.kernel.http import Answer, Call, Listing, PageQuery, Routes
from chalicelib.kernel.policy import hr, public
from chalicelib.mail import actions
from chalicelib.mail.ports import Addressees
from chalicelib.mail.views import MailView, mail_view

routes = Routes("mail")


class MailsQuery(PageQuery):
    """Emails by state; only those that HR has to look at are listed."""

    state: Literal["parked"] = "parked"


class TokenQuery(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The token of the link in a reminder."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class RemindersView(msgspec.Struct, kw_only=True):
    """Whether this reader still gets reminders."""

    reminders: bool


@routes.get("/mails", allow=hr, summary="Emails that could not be sent", query=MailsQuery, answer=Listing[MailView])
def mails(call: Call[Any, MailsQuery]) -> Answer:
    """Newest first."""
    found, after = actions.parked(call.reads, limit=call.query.limit, after=call.after)
    return call.listed([mail_view(mail) for mail in found], after)


@routes.get("/mails/{mail_id}", allow=hr, summary="An email that could not be sent", answer=MailView)
def mail(call: Call[Any, Any]) -> Answer:
    """Also after it was tried again: `retried_as` names the email that took its place."""
    return Answer(mail_view(actions.failed(call.reads, call.path["mail_id"])))


@routes.post(
    "/mails/{mail_id}/retry",
    allow=hr,
    summary="Send a parked email again, to the address that the directory has now",
    answer=MailView,
    replay="/mails/{mail_id}",
)
def retry(call: Call[Any, Any]) -> Answer:
    """A fresh email takes the place of the parked one."""
    mail_id = call.path["mail_id"]
    return Answer(mail_view(actions.retry(call.reads, call.actor, mail_id, call.now, call.changes(mail_id))))


@routes.get(
    "/mail/unsubscribe",
    allow=public,
    summary="What an unsubscribe link is for",
    query=TokenQuery,
    answer=RemindersView,
    statuses=(404,),
)
def unsubscribe_link(call: Call[Any, TokenQuery]) -> Answer:
    """Changes nothing: programs that look at links before people do must not unsubscribe them."""
    return Answer(
        RemindersView(reminders=actions.gets_reminders(call.reads, _addressees(), call.runtime, call.query.token))
    )


@routes.post(
    "/mail/unsubscribe",
    allow=public,
    summary="Stop reminders (one click, RFC 8058); notices about a process go on",
    query=TokenQuery,
    answer=RemindersView,
    media="application/x-www-form-urlencoded",
    max_body=1_000,
)
def unsubscribe(call: Call[Any, TokenQuery]) -> Answer:
    """The token says for whom; it can do nothing else. The same again changes nothing."""
    actions.unsubscribe(call.reads, _addressees(), call.runtime, call.query.token, call.now)
    return Answer(RemindersView(reminders=False))


def _addressees() -> Addressees:
    from chalicelib.wiring import addressees

    return addressees()
