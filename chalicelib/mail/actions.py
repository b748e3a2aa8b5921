"""What mail does: it goes along in the transaction of its cause, and from there to the provider, once."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.kernel import ids
from chalicelib.kernel.table import Row
from chalicelib.mail import rules, store
from chalicelib.mail.rules import Mail


def rows(now: datetime, mails: Iterable[Mail]) -> list[Row]:
    """The rows of `mails`, to be put into the transaction that causes them; the mailer takes them from there."""
    return [store.row(rules.queued(mail, mail.mail_id or ids.new_id(now), now)) for mail in mails]
