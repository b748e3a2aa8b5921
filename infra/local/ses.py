"""SES as the mailer sees it: ministack decides whether an email is accepted, we keep it before the mailer hears so.

The mailer's client sends here. The request goes to ministack as it is, signature included; when that accepts, the email
is written to the mailbox, and only then the answer goes back. So an email that the mailer believes sent is in the
mailbox whatever dies afterwards; and when everything is killed between the two, the next start tells the mailer by
an event of SES what became of the send whose answer it never got, as AWS would. Nothing is sent or kept twice.
"""

import base64
import http.client
import json
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.mailbox import AcceptedMail, Mailbox
from infra.local.ministack import ACCOUNT, REGION
from infra.local.progress import complain
from infra.local.shapes import matches
from infra.local.signals import WakeSignal
from infra.local.web import Reply, Request, problem

Clock = Callable[[], datetime]
_SEND = "/v2/email/outbound-emails"
_PASSED_BACK = ("content-type", "x-amzn-requestid", "x-amzn-errortype")
_BATCH = 5
# SES's own simulator addresses, which bounce and complain without hurting anybody's reputation.
_BOUNCES, _COMPLAINS = "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"


class SesEndpoint:
    """Answers what the mailer sends to SES."""

    def __init__(self, ministack_url: str, mailbox: Mailbox, clock: Clock, kept: Callable[[], None]) -> None:
        """`kept` is called for each accepted mail."""
        self._address = urlsplit(ministack_url).netloc
        self._mailbox = mailbox
        self._clock = clock
        self._kept = kept

    def answer(self, request: Request) -> Reply:
        """What ministack says, after the email was kept."""
        reply = self._passed_on(request)
        if reply.status == 200 and request.method == "POST" and request.path.rstrip("/") == _SEND:
            self._mailbox.keep(accepted(json.loads(request.body), json.loads(reply.body)["MessageId"], self._clock()))
            self._kept()
        return reply

    def _passed_on(self, request: Request) -> Reply:
        """One try. When that breaks no one knows what happened, and the mailer hears so.

        On a connection of its own: ministack closes idle ones, and an email on a closed one would be lost for a while.
        """
        headers = {name: text for name, text in request.headers.items() if name != "connection"}
        try:
            with closing(http.client.HTTPConnection(self._address, timeout=10)) as connection:
                connection.request(request.method, request.path, request.body, headers)
                response = connection.getresponse()
                body = response.read()
        except (OSError, http.client.HTTPException):
            return problem(503, "unavailable", "ministack does not answer.")
        return Reply(response.status, body, {name: text for name in _PASSED_BACK if (text := response.getheader(name))})


def accepted(request: Mapping[str, Any], message_id: str, now: datetime) -> AcceptedMail:
    """The mail in a SendEmail request, simple or raw."""
    content = request["Content"]
    headers = {one["Name"]: one["Value"] for one in content.get("Simple", {}).get("Headers", ())}
    subject, text, html = _raw(content["Raw"]) if "Raw" in content else _simple(content["Simple"])
    tags = {one["Name"]: [one["Value"]] for one in request.get("EmailTags", ())}
    if request.get("ConfigurationSetName"):
        tags["ses:configuration-set"] = [request["ConfigurationSetName"]]
    return AcceptedMail(
        message_id=message_id,
        sender=request.get("FromEmailAddress", ""),
        to=list(request.get("Destination", {}).get("ToAddresses", ())),
        subject=subject,
        text=text,
        html=html,
        sent_at=now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")[:-4] + "Z",
        headers=headers,
        tags=tags,
    )


def _simple(simple: Mapping[str, Any]) -> tuple[str, str, str]:
    body = simple["Body"]
    return simple["Subject"]["Data"], body.get("Text", {}).get("Data", ""), body.get("Html", {}).get("Data", "")


def _raw(raw: Mapping[str, Any]) -> tuple[str, str, str]:
    message = message_from_bytes(base64.b64decode(raw["Data"]), policy=policy.default)
    parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
    return str(message["Subject"] or ""), str(parts.get("text/plain", "")), str(parts.get("text/html", ""))


class MailEvents:
    """Tells what became of accepted emails: SES's event destination, EventBridge's rule and its queue in one."""

    name = "mail events"

    def __init__(
        self,
        mailbox: Mailbox,
        sqs: Any,
        queue_url: str,
        pattern: Mapping[str, Any],
        *,
        bell: WakeSignal,
        on_sent: Callable[[], None] = lambda: None,
    ) -> None:
        """It waits for `bell`; `on_sent` is called when the queue has got something."""
        self._mailbox = mailbox
        self._sqs = sqs
        self._queue_url = queue_url
        self._pattern = pattern
        self.bell = bell
        self._on_sent = on_sent
        self.moves = 0
        self._thread = threading.Thread(target=self._run, name="mail-events-rule", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def join(self, seconds: float) -> None:
        """Wait for the batch that is being told."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def quiet_after(self, _moment: float) -> bool:
        """Whether everything accepted has been told."""
        return not self._mailbox.unreported(1)

    def _run(self) -> None:
        while not self.bell.stop.said:
            heard = self.bell.rings
            try:
                busy = self.tell()
            except (BotoCoreError, ClientError) as error:
                if not self.bell.stop.said:
                    complain(f"mail events cannot be queued: {error}")
                busy = False
            if busy:
                self._on_sent()
            else:
                self.bell.wait(heard, 1)

    def tell(self) -> bool:
        """Tell about a few emails; False when there was nothing to tell."""
        mails = self._mailbox.unreported(_BATCH)
        self.moves += len(mails)
        events = [event for mail in mails for event in events_of(mail) if matches(self._pattern, event)]
        if events:
            entries = [{"Id": str(at), "MessageBody": json.dumps(event)} for at, event in enumerate(events)]
            self._sqs.send_message_batch(QueueUrl=self._queue_url, Entries=entries)
        self._mailbox.mark_reported(mails)
        return bool(mails)


def events_of(mail: AcceptedMail) -> list[dict[str, Any]]:
    """What EventBridge delivers of an email: sent, then delivered, or what the simulator's addresses ask for."""
    recipients = list(mail.to)
    outcome: tuple[str, str, dict[str, Any]] = ("Delivered", "Delivery", {"delivery": {"recipients": recipients}})
    if _BOUNCES in recipients:
        bounced = [{"emailAddress": address, "action": "failed", "status": "5.1.1"} for address in recipients]
        details = {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": bounced}
        outcome = ("Bounced", "Bounce", {"bounce": details | {"timestamp": mail.sent_at}})
    if _COMPLAINS in recipients:
        complained = [{"emailAddress": address} for address in recipients]
        details = {"complainedRecipients": complained, "complaintFeedbackType": "abuse"}
        outcome = ("Complaint Received", "Complaint", {"complaint": details | {"timestamp": mail.sent_at}})
    return [_event(mail, "Sent", "Send", {"send": {}}), _event(mail, *outcome)]


def _event(mail: AcceptedMail, name: str, kind: str, more: Mapping[str, Any]) -> dict[str, Any]:
    about = {
        "timestamp": mail.sent_at,
        "source": mail.sender,
        "sendingAccountId": ACCOUNT,
        "messageId": mail.message_id,
        "destination": list(mail.to),
        "tags": {name: list(values) for name, values in mail.tags.items()},
    }
    return {
        "version": "0",
        "id": f"{mail.message_id}-{kind}",
        "detail-type": f"Email {name}",
        "source": "aws.ses",
        "account": ACCOUNT,
        "time": mail.sent_at,
        "region": REGION,
        "resources": [],
        "detail": {"eventType": kind, "mail": about} | dict(more),
    }
