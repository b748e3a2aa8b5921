"""What SES tells later, read from the shapes in which it arrives: EventBridge or SNS, by way of a queue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.kernel.aws.ses import TAG
from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.mail import store
from chalicelib.mail.actions.ports import Addressees
from chalicelib.mail.rules import outgoing
from chalicelib.mail.rules.outgoing import Report, ReportKind


def note(command: Command, addressees: Addressees, report: Report) -> None:
    """Take in what the provider reports about one of our emails; the same report again changes nothing."""
    found = store.load(command.reads, [report.mail_id])
    if not found:
        return
    mail, version = found[0]
    if report.kind in (ReportKind.BOUNCED, ReportKind.COMPLAINED):
        addressees.note_problem(command, mail.mail.to_person_id, report.address or mail.mail.to_address, report.kind)
    after = outgoing.reported(mail, report, command.now)
    if after != mail:
        command.changes.put(store.row(after, version + 1), version)


def reports(body: str) -> Iterator[Report]:
    """Return the reports of one queue message; none where it is about an email that is not ours."""
    event = _event(decode(body, dict[str, Any]))
    mail = event.get("mail", {})
    ids = mail.get("tags", {}).get(TAG) or []
    kind = _kind(event)
    if kind is None or not ids:
        return
    provider_id = str(mail.get("messageId", ""))
    for address, problem in _concerned(event) or [("", "")]:
        yield Report(kind=kind, mail_id=str(ids[0]), address=address, provider_id=provider_id, problem=problem)


def _event(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return SES's own event: EventBridge puts it into `detail`, SNS into `Message` as text."""
    if isinstance(message.get("detail"), dict):
        return dict(message["detail"])
    if isinstance(message.get("Message"), str):
        return decode(message["Message"], dict[str, Any])
    return message


def _kind(event: Mapping[str, Any]) -> ReportKind | None:
    match event.get("eventType"):
        case "Send" | "Delivery":
            return ReportKind.SENT
        case "Bounce":
            permanent = event.get("bounce", {}).get("bounceType") == "Permanent"
            return ReportKind.BOUNCED if permanent else ReportKind.SOFT_BOUNCED
        case "Complaint":
            return ReportKind.COMPLAINED
        case "Reject" | "Rendering Failure":
            return ReportKind.REJECTED
        case _:
            return None


def _concerned(event: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return addresses with the problem's name; the provider's free text stays out, it may quote the mail."""
    bounce, complaint = event.get("bounce", {}), event.get("complaint", {})
    found = [
        (one, f"bounced_{bounce.get('bounceSubType', 'general')}".lower())
        for one in bounce.get("bouncedRecipients", [])
    ]
    found += [(one, "complained") for one in complaint.get("complainedRecipients", [])]
    return [(str(one.get("emailAddress", "")), problem) for one, problem in found]
