"""Where HTTP comes in: HR looks after emails that could not be sent, and a reader stops reminders."""

from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing, Routes
from chalicelib.kernel.policy import hr, public
from chalicelib.mail.actions import parked, reminders
from chalicelib.mail.actions.ports import Addressees
from chalicelib.mail.bodies import MailsQuery, TokenQuery
from chalicelib.mail.views.parked import MailView, mail_view
from chalicelib.mail.views.reminders import RemindersView

routes = Routes("mail")


@routes.get("/mails", allow=hr, summary="Emails that could not be sent", query=MailsQuery, answer=Listing[MailView])
def mails(call: Call[Any, MailsQuery]) -> Answer:
    """Newest first."""
    found, after = parked.parked(call.reads, limit=call.query.limit, after=call.after)
    return call.listed([mail_view(mail) for mail in found], after)


@routes.get("/mails/{mail_id}", allow=hr, summary="An email that could not be sent", answer=MailView)
def mail(call: Call[Any, Any]) -> Answer:
    """Also after it was tried again: `retried_as` names the email that took its place."""
    return Answer(mail_view(parked.failed(call.reads, call.path["mail_id"])))


@routes.post(
    "/mails/{mail_id}/retry",
    allow=hr,
    summary="Send a parked email again, to the address that the directory has now",
    answer=MailView,
    replay="/mails/{mail_id}",
)
def retry(call: Call[Any, Any]) -> Answer:
    """A fresh email takes the place of the parked one."""
    aside = parked.retry(call.command, call.path["mail_id"])
    return Answer(mail_view(aside), made=aside.id)


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
    return Answer(RemindersView(reminders=reminders.gets_reminders(call.command, _addressees(), call.query.token)))


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
    reminders.unsubscribe(call.command, _addressees(), call.query.token)
    return Answer(RemindersView(reminders=False))


def _addressees() -> Addressees:
    from chalicelib.wiring import addressees

    return addressees()
