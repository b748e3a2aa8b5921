"""What SES accepted: kept before the mailer hears of it, told about by events, there after a kill."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from chalicelib.kernel.aws.ses import request as send_email
from chalicelib.kernel.email import RenderedMail
from chalicelib.kernel.settings import Settings
from chalicelib.mail.actions.reports import reports
from infra.local import ministack
from infra.local.children import free_port
from infra.local.clients import Clients
from infra.local.mailbox import AcceptedMail, Mailbox
from infra.local.servers import Server
from infra.local.ses import MailEvents, SesEndpoint, accepted, events_of
from infra.local.shapes import matches
from infra.local.signals import StopSignal, WakeSignal
from infra.local.web import Request

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
SETTINGS = Settings(company="example", table="t", mail_configuration_set="throughline-local")
WRITTEN = RenderedMail(subject="Reminder: write", text="Hello\n", html="<p>Hello</p>")
PATTERN = {"source": ["aws.ses"], "detail": {"mail": {"tags": {"ses:configuration-set": ["throughline-local"]}}}}


def mail(message_id: str = "1", to: str = "ada@example.test") -> AcceptedMail:
    asked = send_email(SETTINGS, "M1", to, WRITTEN, "https://x.test/unsubscribe")
    return accepted(asked, message_id, NOW)


def test_a_mail_is_shown_as_it_was_accepted(tmp_path: Path) -> None:
    box = Mailbox(tmp_path / "mails.db")
    box.keep(mail())

    [item] = box.items()
    assert (item["to"], item["subject"]) == ("ada@example.test", "Reminder: write")
    assert (item["text"], item["html"]) == ("Hello\n", "<p>Hello</p>")
    assert item["sent_at"] == "2026-12-01T09:30:00.000Z"
    assert item["headers"]["List-Unsubscribe"] == "<https://x.test/unsubscribe>"


def test_a_raw_mail_is_read_as_well() -> None:
    message = EmailMessage()
    message["Subject"] = "Zoë"
    message.set_content("text")
    message.add_alternative("<p>html</p>", subtype="html")
    asked = {"Content": {"Raw": {"Data": base64.b64encode(bytes(message)).decode()}}, "Destination": {}}

    kept = accepted(asked, "1", NOW)
    assert (kept.subject, kept.text.strip(), kept.html.strip()) == ("Zoë", "text", "<p>html</p>")


def test_the_mailbox_outlives_a_process_that_never_closed_it(tmp_path: Path) -> None:
    Mailbox(tmp_path / "mails.db").keep(mail())

    assert len(Mailbox(tmp_path / "mails.db").items()) == 1


def test_it_can_be_asked_for_one_address_and_emptied(tmp_path: Path) -> None:
    box = Mailbox(tmp_path / "mails.db")
    box.keep(mail("1"))
    box.keep(mail("2", "bob@example.test"))

    assert [item["to"] for item in box.items("BOB@example.test")] == ["bob@example.test"]
    box.clear()
    assert box.items() == []
    assert len(box.unreported(10)) == 2


def test_the_events_of_a_mail_are_what_the_product_understands() -> None:
    events = [
        event for one in ("ada@example.test", "bounce@simulator.amazonses.com") for event in events_of(mail(to=one))
    ]

    assert [event["detail"]["eventType"] for event in events] == ["Send", "Delivery", "Send", "Bounce"]
    assert all(matches(PATTERN, event) for event in events)
    understood = [report for event in events for report in reports(json.dumps(event))]
    assert understood
    assert {report.mail_id for report in understood} == {"M1"}


def test_a_mail_without_the_configuration_set_is_not_told_about() -> None:
    plain = accepted(send_email(Settings(company="e", table="t"), "M1", "a@b.test", WRITTEN, None), "1", NOW)
    assert not any(matches(PATTERN, event) for event in events_of(plain))


class Post:
    """SES as the mailer reaches it: our door before ministack."""

    def __init__(self, clients: Clients, door: Clients, box: Mailbox) -> None:
        self.box = box
        self.behind = clients
        self.ses = door.ses
        clients.ses.create_email_identity(EmailIdentity="example.test")

    def send(self, sender: str = "reviews@example.test") -> Any:
        asked = send_email(SETTINGS, "M1", "ada@example.test", WRITTEN, None) | {"FromEmailAddress": sender}
        del asked["ConfigurationSetName"]
        return self.ses.send_email(**asked)


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    folder = tmp_path_factory.mktemp("post")
    box = Mailbox(folder / "mails.db")
    port = free_port()
    with ministack.start(folder, log=folder / "logs" / "ministack.log") as behind:
        door = SesEndpoint(behind.url, box, lambda: NOW, lambda: None)
        server = Server(door.answer, port, 2)
        server.start()
        yield Post(Clients("", behind.url), Clients("", f"http://127.0.0.1:{port}"), box)
        server.close()
    box.close()


def test_what_ses_accepts_is_in_the_mailbox_when_the_mailer_hears_of_it(post: Post) -> None:
    answer = post.send()

    kept = post.box.unreported(100)[-1]
    assert kept.message_id == answer["MessageId"]
    assert kept.tags == {"mail_id": ["M1"]}


def test_a_connection_that_was_closed_meanwhile_loses_no_mail(tmp_path: Path) -> None:
    class Forgetful(BaseHTTPRequestHandler):
        """Promises to keep the connection, and closes it, as servers do with idle ones."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            answer = json.dumps({"MessageId": str(self.client_address[1])}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
            self.close_connection = True

        def log_message(self, *_about: object) -> None:
            """Not into the tests' output."""

    asked = json.dumps(send_email(SETTINGS, "M1", "ada@example.test", WRITTEN, None)).encode()
    box = Mailbox(tmp_path / "mails.db")
    with ThreadingHTTPServer(("127.0.0.1", 0), Forgetful) as behind:
        Thread(target=behind.serve_forever, daemon=True).start()
        door = SesEndpoint(f"http://127.0.0.1:{behind.server_port}", box, lambda: NOW, lambda: None)
        answers = [door.answer(Request("POST", "/v2/email/outbound-emails", {}, {}, asked)) for _ in range(2)]
        behind.shutdown()
    assert [answer.status for answer in answers] == [200, 200]
    assert len(box.items()) == 2


def test_what_ses_refuses_is_not_in_the_mailbox(post: Post) -> None:
    before = len(post.box.items())
    with pytest.raises(post.ses.exceptions.MessageRejected):
        post.send("stranger@elsewhere.test")
    assert len(post.box.items()) == before


def test_each_accepted_mail_is_told_about_on_the_queue(post: Post) -> None:
    sqs = post.behind.sqs
    url = sqs.create_queue(QueueName="events")["QueueUrl"]
    while left := post.box.unreported(100):
        post.box.mark_reported(left)
    post.box.keep(mail("a"))
    telling = MailEvents(post.box, sqs, url, PATTERN, bell=WakeSignal(StopSignal()))

    assert telling.tell()
    assert not telling.tell()
    told = [json.loads(one["Body"]) for one in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]]
    assert sorted(event["detail-type"] for event in told) == ["Email Delivered", "Email Sent"]
