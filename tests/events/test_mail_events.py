"""The stream and SES's events, in the shapes in which AWS sends them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.kernel import runtime as running
from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail import events, store
from chalicelib.mail.actions import kind_of
from chalicelib.mail.actions.reports import reports
from chalicelib.mail.jobs import SWEEP, Sweep
from chalicelib.mail.rules.outgoing import MailState, ReportKind
from chalicelib.reviews import mails as reviews_mails
from tests.jobs import context_of
from tests.mail_world import ANA, MailWorld, a_mail, declared_kinds

ROOT = Path(__file__).resolve().parents[2]
SES_MAIL = {
    "timestamp": "2026-11-23T09:00:00.000Z",
    "source": "reviews@acme.test",
    "sourceArn": "arn:aws:ses:eu-west-1:123456789012:identity/acme.test",
    "sendingAccountId": "123456789012",
    "messageId": "0102018f-ses",
    "destination": ["ana@example.test"],
    "headersTruncated": False,
    "headers": [{"name": "Subject", "value": "Reminder"}],
    "commonHeaders": {"subject": "Reminder"},
}
BOUNCE = {
    "bounceType": "Permanent",
    "bounceSubType": "General",
    "bouncedRecipients": [
        {
            "emailAddress": "ana@example.test",
            "action": "failed",
            "status": "5.1.1",
            "diagnosticCode": "smtp; 550 5.1.1 user unknown",
        }
    ],
    "timestamp": "2026-11-23T09:00:02.000Z",
    "feedbackId": "0102",
    "reportingMTA": "dns; mail.example.test",
}
COMPLAINT = {
    "complainedRecipients": [{"emailAddress": "ana@example.test"}],
    "timestamp": "2026-11-23T09:10:00.000Z",
    "feedbackId": "0103",
    "complaintFeedbackType": "abuse",
}


def ses_event(mail_id: str, kind: str, **told: Any) -> dict[str, Any]:
    tags = {"ses:configuration-set": ["throughline-dev"], "mail_id": [mail_id]}
    return {"eventType": kind, "mail": SES_MAIL | {"tags": tags}, **told}


def by_eventbridge(event: dict[str, Any]) -> str:
    return json.dumps(
        {
            "version": "0",
            "id": "e-1",
            "detail-type": f"Email {event['eventType']}",
            "source": "aws.ses",
            "account": "123456789012",
            "time": "2026-11-23T09:00:03Z",
            "region": "eu-west-1",
            "resources": ["arn:aws:ses:eu-west-1:123456789012:configuration-set/throughline-dev"],
            "detail": event,
        }
    )


def by_sns(event: dict[str, Any]) -> str:
    return json.dumps({"Type": "Notification", "MessageId": "n-1", "TopicArn": "arn:t", "Message": json.dumps(event)})


def queue_event(*bodies: str) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": f"m-{n}", "body": body, "eventSource": "aws:sqs", "attributes": {}}
            for n, body in enumerate(bodies)
        ]
    }


def stream_event(world: MailWorld, *mail_ids: str, name: str = "INSERT") -> dict[str, Any]:
    return {
        "Records": [
            {
                "eventID": str(n),
                "eventName": name,
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {"pk": {"S": f"test#M#{mail_id}"}, "sk": {"S": "A"}},
                    "NewImage": {"pk": {"S": f"test#M#{mail_id}"}, "sk": {"S": "A"}},
                    "SequenceNumber": f"{100 + n}",
                    "StreamViewType": "NEW_IMAGE",
                },
            }
            for n, mail_id in enumerate(mail_ids)
        ]
    }


CONTEXT = SimpleNamespace(aws_request_id="r-1")


def outbox(event: dict[str, Any]) -> Any:
    return events.outbox(event, CONTEXT)


def mail_events(event: dict[str, Any]) -> Any:
    return events.mail_events(event, CONTEXT)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailWorld]:
    world = MailWorld()
    monkeypatch.setattr(wiring, "addressees", lambda: world.addressees)
    running.use(world.runtime)
    yield world
    running.use(None)


def test_the_stream_sends_what_was_written(world: MailWorld) -> None:
    ids = world.write(a_mail(), a_mail(reviews_mails.SIGNED))
    assert outbox(stream_event(world, *ids)) == {"batchItemFailures": []}
    assert [world.mail(one).state for one in ids] == [MailState.SENT] * 2


def test_a_batch_that_comes_three_times_sends_once(world: MailWorld) -> None:
    ids = world.write(a_mail(), a_mail())
    for _ in range(3):
        outbox(stream_event(world, *ids))
    assert len(world.gateway.sent) == 2


def test_only_the_record_that_failed_comes_again(world: MailWorld) -> None:
    ids = world.write(a_mail(), a_mail(), a_mail())
    world.gateway.answers = [SendResult(kind=SendResultKind.ACCEPTED), RuntimeError("killed")]
    assert outbox(stream_event(world, *ids)) == {"batchItemFailures": [{"itemIdentifier": "101"}]}
    assert [world.mail(one).state for one in ids] == [MailState.SENT, MailState.CLAIMED, MailState.SENT]


def test_the_timetable_runs_the_sweep_with_the_real_directory_port(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    context = context_of(world.runtime)
    assert events.sweep(context, Sweep()) is None
    assert world.mail(mail_id).state is MailState.SENT


def test_records_about_other_rows_and_other_changes_are_left_alone(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    other = stream_event(world, mail_id)
    other["Records"][0]["dynamodb"]["Keys"]["pk"]["S"] = f"test#P#{ANA}"
    assert outbox(other) == {"batchItemFailures": []}
    outbox(stream_event(world, mail_id, name="MODIFY"))
    outbox(stream_event(world, mail_id, name="REMOVE"))
    assert world.gateway.sent == []


def test_a_batch_plans_to_look_after_its_mails(world: MailWorld) -> None:
    outbox(stream_event(world, *world.write(a_mail())))
    assert [row.key.sk.split("#")[1] for row in world.table.query("T").rows] == [SWEEP.kind]


@pytest.mark.parametrize("wrap", [by_eventbridge, by_sns, json.dumps])
def test_a_bounce_reaches_the_person_and_hr(world: MailWorld, wrap: Any) -> None:
    """Bounces and complaints are recorded at the person."""
    (mail_id,) = world.write(a_mail())
    outbox(stream_event(world, mail_id))
    message = queue_event(wrap(ses_event(mail_id, "Bounce", bounce=BOUNCE)))
    assert mail_events(message) == {"batchItemFailures": []}
    assert world.addressees.problems == [(ANA, "ana@example.test", ReportKind.BOUNCED)]
    assert world.mail(mail_id).problem == "bounced_general"


def test_a_complaint_reaches_the_person(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    outbox(stream_event(world, mail_id))
    mail_events(queue_event(by_eventbridge(ses_event(mail_id, "Complaint", complaint=COMPLAINT))))
    assert world.addressees.problems == [(ANA, "ana@example.test", ReportKind.COMPLAINED)]


def test_a_transient_bounce_is_seen_by_hr_but_not_held_against_the_address(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    outbox(stream_event(world, mail_id))
    soft = BOUNCE | {"bounceType": "Transient", "bounceSubType": "MailboxFull"}
    mail_events(queue_event(by_eventbridge(ses_event(mail_id, "Bounce", bounce=soft))))
    assert world.addressees.problems == []
    assert (world.mail(mail_id).state, world.mail(mail_id).problem) == (MailState.PARKED, "bounced_mailboxfull")


@pytest.mark.parametrize("kind", ["Send", "Delivery"])
def test_an_event_tells_that_a_mail_with_a_lost_answer_was_sent(world: MailWorld, kind: str) -> None:
    (mail_id,) = world.write(a_mail())
    world.gateway.answers = [SendResult(kind=SendResultKind.LOST, problem="ReadTimeoutError")]
    outbox(stream_event(world, mail_id))
    assert world.mail(mail_id).state is MailState.UNKNOWN
    mail_events(queue_event(by_eventbridge(ses_event(mail_id, kind))))
    assert (world.mail(mail_id).state, world.mail(mail_id).provider_id) == (MailState.SENT, "0102018f-ses")


def test_events_late_doubled_and_out_of_order_end_the_same(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    outbox(stream_event(world, mail_id))
    bounce, sent = ses_event(mail_id, "Bounce", bounce=BOUNCE), ses_event(mail_id, "Send")
    for order in ([bounce, sent, bounce], [sent, bounce, sent]):
        mail_events(queue_event(*map(by_eventbridge, order)))
        assert world.mail(mail_id).state is MailState.PARKED


def test_a_message_that_cannot_be_read_comes_again_alone(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    fine = by_eventbridge(ses_event(mail_id, "Complaint", complaint=COMPLAINT))
    answer = mail_events(queue_event("{not json", fine))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m-0"}]}
    assert len(world.addressees.problems) == 1


@pytest.mark.parametrize("kind", ["Open", "Click", "DeliveryDelay", "Subscription", "Nonsense"])
def test_events_that_tell_nothing_of_use_are_ignored(kind: str) -> None:
    assert list(reports(json.dumps(ses_event("M1", kind)))) == []


def test_an_event_without_our_tag_is_ignored() -> None:
    event = ses_event("M1", "Bounce", bounce=BOUNCE)
    event["mail"]["tags"] = {}
    assert list(reports(json.dumps(event))) == []


def test_no_free_text_of_the_provider_is_kept(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    outbox(stream_event(world, mail_id))
    mail_events(queue_event(by_eventbridge(ses_event(mail_id, "Bounce", bounce=BOUNCE))))
    (row,) = Reads(world.table).fetch(store.key(mail_id)).values()
    assert "user unknown" not in row.body


def test_the_templates_lie_beside_the_code_that_is_packaged() -> None:
    """Each feature has the texts of the kinds that it declares, and answers for them."""
    folder = Path(str(events.__file__)).with_name("templates")
    for name, kinds in declared_kinds().items():
        texts = {f"{name}.{path.stem}" for path in (folder.parents[1] / name / "templates").glob("*.txt")}
        assert {kind.name for kind in kinds} == texts - {"mail.base", "mail.tasks"}
        assert [kind_of(kind.name) for kind in kinds] == kinds


def test_the_mailer_loads_the_emails_of_the_feature_that_sends_and_no_others() -> None:
    code = (
        "import sys; from chalicelib.mail.actions import kind_of\n"
        "assert kind_of('rollout.digest').needs\n"
        "ours = ('chalicelib.rollout', 'chalicelib.reviews')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(ours)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["chalicelib.rollout", "chalicelib.rollout.feature", "chalicelib.rollout.mails"]
