"""From the table to the provider: claim → send → settle, each step a commit, so that no crash sends twice unseen."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.kernel import observe, screens
from chalicelib.kernel.codec import encode
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime, is_off
from chalicelib.kernel.storage.table import Reads, Row
from chalicelib.mail import store
from chalicelib.mail.actions.outbox import kind_of
from chalicelib.mail.actions.ports import Addressees, OpenTasks
from chalicelib.mail.jobs import SWEEP, Sweep
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.rules import outgoing, tokens
from chalicelib.mail.rules.addresses import sendable
from chalicelib.mail.rules.outgoing import UNSENT, MailState, Outgoing
from chalicelib.mail.views import render

SLOT = timedelta(minutes=5)
PER_SHARD = 10
MOST_SILENCES = 2
MOST_PAGES = 50


@dataclass(slots=True, kw_only=True)
class Mailer:
    """One run of sending: the runtime, the directory as mail sees it, and how often the provider was silent."""

    runtime: Runtime
    addressees: Addressees
    open_tasks: OpenTasks
    silences: int = 0

    @property
    def given_up(self) -> bool:
        """Whether the rest is left to the next sweep: a run must end before the function's time does."""
        return self.silences >= MOST_SILENCES


def foresee(command: Command) -> None:
    """Before emails are sent: plan to look after them, whatever becomes of this run. The same slot is the same row."""
    command.plan(_sweep_at(command.now + outgoing.LEASE, command.now))


def prefetch(mailer: Mailer, reads: Reads, mail_ids: Collection[str]) -> None:
    """Read a batch's emails and people in one call each; tell how long the oldest has waited."""
    mails = [mail for mail, _ in store.load(reads, mail_ids)]
    mailer.addressees.find(reads, {mail.mail.to_person_id for mail in mails})
    _tell_age([mail for mail in mails if mail.state in UNSENT], mailer.runtime.clock())


def deliver(mailer: Mailer, reads: Reads, mail_id: str) -> Outgoing | None:
    """Do what is due for one email and return what became of it; None where nothing is due, or another has it."""
    if mailer.given_up:
        return None
    runtime = mailer.runtime
    taken = perform(runtime, SYSTEM, lambda command: _take(mailer, command, mail_id), reads)
    if taken is None:
        return None
    mail = store.mail_of(taken)
    if mail.state is not MailState.CLAIMED:
        return _counted(mail)
    result = _send(runtime, mail)
    mailer.silences += result.silent
    claimed = Reads(runtime.table)
    claimed.prime(taken)
    return _counted(perform(runtime, SYSTEM, lambda command: _settle(command, mail_id, result), claimed))


def _take(mailer: Mailer, command: Command, mail_id: str) -> Row | None:
    """Claim a due email, or decide that it is not sent; return its row, None where there is nothing to do."""
    found = store.load(command.reads, [mail_id])
    if not found or not outgoing.is_due(found[0][0], command.now):
        return None
    mail, version = found[0]
    to = mailer.addressees.find(command.reads, [mail.mail.to_person_id]).get(mail.mail.to_person_id)
    off = is_off(mailer.runtime, command.reads, mail.mail.kind)
    begun = _up_to_date(mailer, command, outgoing.begun(mail, to, command.now, is_off=off))
    row = store.row(begun, version + 1)
    command.changes.put(row, version)
    return row


def _up_to_date(mailer: Mailer, command: Command, begun: Outgoing) -> Outgoing:
    """A reminder names what is open at the moment of sending."""
    if begun.state is not MailState.CLAIMED or begun.mail.kind != REMINDER.name:
        return begun
    tasks = mailer.open_tasks(command.reads, begun.mail.to_person_id, command.now)
    return outgoing.with_open_tasks(begun, encode(list(tasks)) if tasks else "", command.now)


def _settle(command: Command, mail_id: str, result: SendResult) -> Outgoing:
    """Keep what came of a claimed email, unless the provider's report was faster."""
    mail, version = store.load(command.reads, [mail_id])[0]
    if mail.state is not MailState.CLAIMED:
        return mail
    ended = outgoing.ended(mail, result, command.now)
    command.changes.put(store.row(ended, version + 1), version)
    return ended


def sweep(mailer: Mailer, context: JobContext) -> str | None:
    """Take up unsent emails that no one is at: lost events, lost answers, busy providers.

    A page looks at the oldest of each shard; it answers a cursor while that gets on, and plans itself again while
    any are left. Where nothing is unsent nothing is planned: the next email does.
    """
    rows = [
        row for shard in range(store.SHARDS) for row in store.oldest_unsent(context.reads, shard, limit=PER_SHARD).rows
    ]
    unsent = {mail.id: mail for mail in map(store.mail_of, rows)}
    due = [mail.id for mail in unsent.values() if outgoing.is_due(mail, context.now)]
    prefetch(mailer, context.reads, unsent)
    moved = [mail for mail_id in due if (mail := _isolated(mailer, context.reads, mail_id)) is not None]
    unsent.update((mail.id, mail) for mail in moved)
    page = int(context.cursor or 0) + 1
    if len(moved) >= PER_SHARD and page < MOST_PAGES:
        return str(page)
    left = [mail for mail in unsent.values() if mail.state in UNSENT]
    if left:
        context.plan(_sweep_at(min(map(outgoing.due_at, left)), context.now))
    return None


def _isolated(mailer: Mailer, reads: Reads, mail_id: str) -> Outgoing | None:
    try:
        return deliver(mailer, reads, mail_id)
    except Exception as error:  # noqa: BLE001 - one bad mail never stops the rest; it stays unsent and is seen again
        observe.log("mail not delivered", mail=mail_id, error=type(error).__name__)
        observe.count("MailsFailed")
        return None


def _sweep_at(wanted: datetime, now: datetime) -> PlannedJob:
    """Return the sweep of the first slot after `now` that is not before `wanted`."""
    seconds = SLOT.total_seconds()
    slots = max(math.ceil(wanted.timestamp() / seconds), math.floor(now.timestamp() / seconds) + 1)
    return at(datetime.fromtimestamp(slots * seconds, UTC), SWEEP, Sweep())


def _send(runtime: Runtime, mail: Outgoing) -> SendResult:
    address = mail.mail.to_address
    if not sendable(address):
        return SendResult(kind=SendResultKind.REFUSED, problem="bad_address")
    settings = runtime.settings
    token = tokens.seal(settings.cursor_secret, settings.company, mail.mail.to_person_id)
    reminder = mail.mail.is_reminder
    try:
        written = render.written(
            mail.mail,
            kind_of(mail.mail.kind),
            base_url=settings.base_url,
            company=settings.company_name,
            unsubscribe=settings.base_url + screens.at(screens.UNSUBSCRIBE, token=token) if reminder else None,
        )
    except Exception as error:  # noqa: BLE001 - whatever cannot be written is seen by HR, and the others go out
        observe.log("mail cannot be written", mail=mail.id, kind=mail.mail.kind, error=type(error).__name__)
        return SendResult(kind=SendResultKind.REFUSED, problem="cannot_be_written")
    one_click = f"{settings.base_url}/api/mail/unsubscribe?token={token}" if reminder else None
    return runtime.mail_gateway.send(mail.id, address, written, one_click)


def _counted(mail: Outgoing) -> Outgoing:
    if mail.state is MailState.SENT:
        observe.count("MailsSent")
    else:
        observe.count("MailsNotSent", state=mail.state.value)
    return mail


def _tell_age(unsent: Collection[Outgoing], now: datetime) -> None:
    oldest = min((mail.created_at for mail in unsent), default=now)
    observe.gauge_seconds("OldestUnsentMail", max(0.0, (now - oldest).total_seconds()))
