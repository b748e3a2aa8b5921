"""What mail does: it goes along in the transaction of its cause, and from there to the provider, once."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel import ids
from chalicelib.kernel.command import Command
from chalicelib.kernel.days import known_zone, start_of_day
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import Runtime, feature
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads, Row
from chalicelib.mail import rules, store, tokens
from chalicelib.mail.kinds import KINDS
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.ports import Addressees
from chalicelib.mail.rules import Mail, MailState, Outgoing, Report, ReportKind


def send(command: Command, *mails: Mail) -> None:
    """Put `mails` into the transaction of the command that causes them; the mailer takes them from there."""
    command.changes.put_all(rows(command.now, mails))


def send_once(command: Command, *mails: Mail) -> None:
    """`send` those of `mails`, each with an id of its own, that do not exist yet: for what may be done twice."""
    command.changes.put_all(rows(command.now, unwritten(command.reads, mails)), ABSENT)


def rows(now: datetime, mails: Iterable[Mail]) -> list[Row]:
    """The rows of `mails`, to be put into the transaction that causes them; the mailer takes them from there."""
    return [store.row(rules.queued(mail, mail.mail_id or ids.new_id(now), now)) for mail in mails]


def kind_of(name: str) -> rules.MailKind:
    """Return the declaration of a kind: only the feature of this very email is loaded."""
    owner, named_so, _ = name.partition(".")
    found: rules.MailKind = feature(owner).mail(name) if named_so else KINDS[name]
    return found


def reminder(*, person_id: str, name: str, address: str, zone: str, at: datetime, task: str) -> Mail:
    """The one reminder of someone's day, whatever is due first; what is open it says when it goes out."""
    day = at.astimezone(ZoneInfo(zone if known_zone(zone) else "UTC")).date()
    return Mail(
        kind=REMINDER,
        to_person_id=person_id,
        to_name=name,
        to_address=address,
        time_zone=zone,
        mail_id=ids.digest_id(start_of_day(day, "UTC"), person_id, "reminder"),
        params={"task": task},
    )


def unwritten(reads: Reads, mails: Iterable[Mail]) -> list[Mail]:
    """Those of `mails`, each with an id of its own, that do not exist yet: for work that may run twice."""
    wanted = {mail.mail_id: mail for mail in mails}
    known = reads.fetch(*map(store.key, wanted))
    return [mail for mail_id, mail in wanted.items() if store.key(mail_id) not in known]


def parked(reads: Reads, *, limit: int, after: str | None) -> tuple[list[Outgoing], str | None]:
    """The emails that could not be sent, newest first, and where to go on."""
    page = store.parked(reads, limit=limit, after=after)
    return [store.mail_of(row) for row in page.rows], page.after


def failed(reads: Reads, mail_id: str) -> Outgoing:
    """An email that could not be sent, or that was tried again after that; any other is no one's business."""
    return _failed(reads, mail_id)[0]


def retry(reads: Reads, actor: Actor, mail_id: str, now: datetime, changes: Changes) -> Outgoing:
    """Send a parked email again, as a fresh one (the table's stream takes up what is new); answers the old one."""
    mail, version = _failed(reads, mail_id)
    aside, fresh = rules.retried(mail, ids.new_id(now), now)
    changes.put(store.row(aside, version + 1), version)
    changes.put(store.row(fresh), ABSENT)
    done = trail.of(
        actor, "retry_mail", subject_id=mail.mail.to_person_id, object_kind="mail", object_id=mail_id,
        detail={"kind": mail.mail.kind},
    )  # fmt: skip
    changes.put_all(audit.rows(now, [done]), ABSENT)
    reads.table.commit(changes)
    return aside


def note(reads: Reads, addressees: Addressees, report: Report, now: datetime) -> None:
    """Take in what the provider reports about one of our emails; the same report again changes nothing."""
    found = store.load(reads, [report.mail_id])
    if not found:
        return
    mail, version = found[0]
    if report.kind in (ReportKind.BOUNCED, ReportKind.COMPLAINED):
        addressees.note_trouble(reads, mail.mail.to_person_id, report.address or mail.mail.to_address, report.kind, now)
    after = rules.reported(mail, report, now)
    if after != mail:
        changes = Changes(ids.new_id(now))
        changes.put(store.row(after, version + 1), version)
        reads.table.commit(changes)


def unsubscribe(reads: Reads, addressees: Addressees, runtime: Runtime, token: str, now: datetime) -> None:
    """Stop reminders for the person whose token this is."""
    addressees.stop_reminders(reads, reader_of(runtime, token), now)


def gets_reminders(reads: Reads, addressees: Addressees, runtime: Runtime, token: str) -> bool:
    """Whether the person whose token this is still gets reminders."""
    person_id = reader_of(runtime, token)
    found = addressees.find(reads, [person_id]).get(person_id)
    return found is not None and found.active and found.wants_reminders


def reader_of(runtime: Runtime, token: str) -> str:
    """The person of an unsubscribe token."""
    settings = runtime.settings
    person_id = tokens.unseal(settings.cursor_secret, settings.company, token)
    if person_id is None:
        raise NotFound("unknown_token")
    return person_id


def _failed(reads: Reads, mail_id: str) -> tuple[Outgoing, int]:
    found = store.load(reads, [mail_id])
    if not found or found[0][0].state not in (MailState.PARKED, MailState.RETRIED):
        raise NotFound
    return found[0]
