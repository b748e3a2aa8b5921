"""Where AWS comes in: the table's stream brings emails to send, SES's events tell what became of them."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Blueprint

from chalicelib.kernel import observe
from chalicelib.kernel.command import JobContext, perform
from chalicelib.kernel.events import each_record, entry
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail.actions import delivery
from chalicelib.mail.actions.delivery import Mailer
from chalicelib.mail.actions.ports import Addressees
from chalicelib.mail.actions.reports import note, reports
from chalicelib.mail.jobs import Sweep
from chalicelib.mail.rules.outgoing import Report

blueprint = Blueprint(__name__)


@blueprint.on_dynamodb_record(
    stream_arn="arn:aws:dynamodb:eu-west-1:000000000000:table/throughline/stream/x", batch_size=25, name="outbox"
)
@entry
def outbox(event: Mapping[str, Any], runtime: Runtime) -> dict[str, list[dict[str, str]]]:
    """Send the emails that were just written. A record that comes twice finds its mail claimed or sent."""
    mailer = _mailer(runtime)
    records = [record for record in event["Records"] if _mail_id(record)]
    reads = Reads(runtime.table)
    if records:
        perform(runtime, SYSTEM, delivery.foresee)
        delivery.prefetch(mailer, reads, [_mail_id(record) for record in records])

    def one(record: Mapping[str, Any]) -> None:
        delivery.deliver(mailer, reads, _mail_id(record))

    return each_record(records, lambda record: str(record["dynamodb"]["SequenceNumber"]), one)


@blueprint.on_sqs_message(queue_arn="arn:aws:sqs:eu-west-1:000000000000:mail-events", batch_size=10, name="mail_events")
@entry
def mail_events(event: Mapping[str, Any], runtime: Runtime) -> dict[str, list[dict[str, str]]]:
    """Take in bounces, complaints, and that an email was sent after all."""
    addressees = _mailer(runtime).addressees

    def one(record: Mapping[str, Any]) -> None:
        for report in reports(record["body"]):
            _note(runtime, addressees, report)

    return each_record(event["Records"], lambda record: str(record["messageId"]), one)


def sweep(context: JobContext, _params: Sweep) -> str | None:
    """Return a page of `mail.sweep`: see `delivery.sweep`."""
    return delivery.sweep(_mailer(context.runtime), context)


def _note(runtime: Runtime, addressees: Addressees, report: Report) -> None:
    perform(runtime, SYSTEM, lambda command: note(command, addressees, report))
    observe.count("MailReports", kind=report.kind.value)


def _mail_id(record: Mapping[str, Any]) -> str:
    """Return the mail that a record of the stream is about, "" where it is about something else or an old one."""
    if record.get("eventName") != "INSERT":
        return ""
    pk = str(record["dynamodb"]["Keys"]["pk"]["S"])
    feature, _, mail_id = pk.partition("#")[2].partition("#")
    return mail_id if feature == "M" else ""


def _mailer(runtime: Runtime) -> Mailer:
    from chalicelib.wiring import addressees, open_tasks

    return Mailer(runtime=runtime, addressees=addressees(), open_tasks=open_tasks)
