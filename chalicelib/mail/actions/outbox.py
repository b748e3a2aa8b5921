"""Emails go along in the transaction of what causes them; the mailer takes them from there."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.kernel import ids
from chalicelib.kernel.command import Command
from chalicelib.kernel.days import known_zone, start_of_day
from chalicelib.kernel.runtime import feature
from chalicelib.kernel.storage.table import ABSENT, Reads, Row
from chalicelib.mail import store
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.rules import Mail, MailKind, kind_in
from chalicelib.mail.rules.outgoing import queued


def send(command: Command, *mails: Mail) -> None:
    """Put `mails` into the transaction of the command that causes them; the mailer takes them from there."""
    command.changes.put_all(_rows(command.now, mails))


def send_once(command: Command, *mails: Mail) -> None:
    """`send` those of `mails`, each with an id of its own, that do not exist yet: for what may be done twice."""
    command.changes.put_all(_rows(command.now, _unwritten(command.reads, mails)), ABSENT)


def send_new(command: Command, *mails: Mail) -> None:
    """`send` those of `mails`, each with an id of its own, of which none is known to exist; where one does: `Raced`."""
    command.changes.put_all(_rows(command.now, mails), ABSENT)


def kind_of(name: str) -> MailKind:
    """Return the declaration of a kind: only the feature of this very email is loaded."""
    return kind_in(feature(name.partition(".")[0]).mails(), name)


def reminder(*, person_id: str, name: str, address: str, zone: str, at: datetime, task: str) -> Mail:
    """Return the one reminder of someone's day, whatever is due first; what is open it says when it goes out."""
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


def _rows(now: datetime, mails: Iterable[Mail]) -> list[Row]:
    return [store.row(queued(mail, mail.mail_id or ids.new_id(now), now)) for mail in mails]


def _unwritten(reads: Reads, mails: Iterable[Mail]) -> list[Mail]:
    wanted = {mail.mail_id: mail for mail in mails}
    known = reads.fetch(*map(store.key, wanted))
    return [mail for mail_id, mail in wanted.items() if store.key(mail_id) not in known]
