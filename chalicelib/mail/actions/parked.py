"""HR looks after the emails that could not be sent."""

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel import ids
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.storage.table import ABSENT, Reads
from chalicelib.mail import store
from chalicelib.mail.rules import outgoing
from chalicelib.mail.rules.outgoing import MailState, Outgoing


def parked(reads: Reads, *, limit: int, after: str | None) -> tuple[list[Outgoing], str | None]:
    """Return the emails that could not be sent, newest first, and where to go on."""
    page = store.parked(reads, limit=limit, after=after)
    return [store.mail_of(row) for row in page.rows], page.after


def failed(reads: Reads, mail_id: str) -> Outgoing:
    """Return an email that could not be sent, or that was tried again after that; any other is no one's business."""
    return _failed(reads, mail_id)[0]


def retry(command: Command, mail_id: str) -> Outgoing:
    """Send a parked email again, as a fresh one (the table's stream takes up what is new); return the old one."""
    mail, version = _failed(command.reads, mail_id)
    aside, fresh = outgoing.retried(mail, ids.new_id(command.now), command.now)
    command.changes.put(store.row(aside, version + 1), version)
    command.changes.put(store.row(fresh), ABSENT)
    done = trail.of(
        command.actor, "retry_mail", subject_id=mail.mail.to_person_id, object_kind="mail", object_id=mail_id,
        detail={"kind": mail.mail.kind},
    )  # fmt: skip
    audit.record(command, done)
    return aside


def _failed(reads: Reads, mail_id: str) -> tuple[Outgoing, int]:
    found = store.load(reads, [mail_id])
    if not found or found[0][0].state not in (MailState.PARKED, MailState.RETRIED):
        raise NotFound
    return found[0]
