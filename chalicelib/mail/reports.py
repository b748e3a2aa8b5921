"""What SES tells later, read from the shapes in which it arrives: EventBridge or SNS, by way of a queue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.kernel.aws.ses import TAG
from chalicelib.kernel.codec import decode
from chalicelib.mail.rules import Report, ReportKind


def reports(body: str) -> Iterator[Report]:
    """The reports of one queue message; none where it is about an email that is not ours."""
    told = _event(decode(body, dict[str, Any]))
    mail = told.get("mail", {})
    ids = mail.get("tags", {}).get(TAG) or []
    kind = _kind(told)
    if kind is None or not ids:
        return
    provider_id = str(mail.get("messageId", ""))
    for address, problem in _concerned(told) or [("", "")]:
        yield Report(kind=kind, mail_id=str(ids[0]), address=address, provider_id=provider_id, problem=problem)


def _event(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """SES's own event: EventBridge puts it into `detail`, SNS into `Message` as text."""
    if isinstance(message.get("detail"), dict):
        return dict(message["detail"])
    if isinstance(message.get("Message"), str):
        return decode(message["Message"], dict[str, Any])
    return message


def _kind(told: Mapping[str, Any]) -> ReportKind | None:
    match told.get("eventType"):
        case "Send" | "Delivery":
            return ReportKind.SENT
        case "Bounce":
            permanent = told.get("bounce", {}).get("bounceType") == "Permanent"
            return ReportKind.BOUNCED if permanent else ReportKind.SOFT_BOUNCED
        case "Complaint":
            return ReportKind.COMPLAINED
        case "Reject" | "Rendering Failure":
            return ReportKind.REJECTED
        case _:
            return None


def _concerned(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Addresses with the problem's name; the provider's free text stays out, it may quote the mail."""
    bounce, complaint = told.get("bounce", {}), told.get("complaint", {})
    found = [
        (one, f"bounced_{bounce.get('bounceSubType', 'general')}".lower())
        for one in bounce.get("bouncedRecipients", [])
    ]
    found += [(one, "complained") for one in complaint.get("complainedRecipients", [])]
    return [(str(one.get("emailAddress", "")), problem) for one, problem in found]
