"""From the table to the provider: claim → send → settle, each step a commit, so that no crash sends twice unseen."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.kernel import ids, observe, screens
from chalicelib.kernel.codec import encode
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Changes, Raced, Reads, Table
from chalicelib.mail import actions, render, rules, store, tokens
from chalicelib.mail.addresses import sendable
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.ports import Addressees, OpenTasks
from chalicelib.mail.rules import UNSENT, MailState, Outgoing
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job

SWEEP = "sweep_outbox"
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


def foresee(table: Table, now: datetime) -> None:
    """Before emails are sent: plan to look after them, whatever becomes of this run. The same slot is the same row."""
    timetable.plan(table, [_sweep_at(now + rules.LEASE, now)])


def prefetch(mailer: Mailer, reads: Reads, mail_ids: Collection[str]) -> None:
    """Read a batch's emails and people in one call each; tell how long the oldest has waited."""
    mails = [mail for mail, _ in store.load(reads, mail_ids)]
    mailer.addressees.find(reads, {mail.mail.to_person_id for mail in mails})
    _tell_age([mail for mail in mails if mail.state in UNSENT], mailer.runtime.clock())


def deliver(mailer: Mailer, reads: Reads, mail_id: str) -> Outgoing | None:
    """Do what is due for one email and answer what became of it; None where nothing is due, or another has it."""
    now = mailer.runtime.clock()
    found = store.load(reads, [mail_id])
    if mailer.given_up or not found or not rules.is_due(found[0][0], now):
        return None
    mail, version = found[0]
    to = mailer.addressees.find(reads, [mail.mail.to_person_id]).get(mail.mail.to_person_id)
    begun = _up_to_date(mailer, reads, rules.begun(mail, to, now), now)
    if not _kept(reads.table, begun, version, now):
        return None
    if begun.state is not MailState.CLAIMED:
        return _counted(begun)
    outcome = _send(mailer.runtime, begun)
    mailer.silences += outcome.silent
    ended = rules.ended(begun, outcome, mailer.runtime.clock())
    _kept(reads.table, ended, version + 1, now)
    return _counted(ended)


def _up_to_date(mailer: Mailer, reads: Reads, begun: Outgoing, now: datetime) -> Outgoing:
    """A reminder names what is open at the moment of sending."""
    if begun.state is not MailState.CLAIMED or begun.mail.kind != REMINDER.name:
        return begun
    tasks = mailer.open_tasks(reads, begun.mail.to_person_id, now)
    return rules.with_open_tasks(begun, encode(list(tasks)) if tasks else "", now)


def sweep(mailer: Mailer, context: JobContext, item: PlannedJob) -> str | None:
    """Take up unsent emails that no one is at: lost events, lost answers, busy providers.

    A page looks at the oldest of each shard; it answers a cursor while that gets on, and plans itself again while
    any are left. Where nothing is unsent nothing is planned: the next email does.
    """
    rows = [
        row for shard in range(store.SHARDS) for row in store.oldest_unsent(context.reads, shard, limit=PER_SHARD).rows
    ]
    unsent = {mail.id: mail for mail in map(store.mail_of, rows)}
    due = [mail.id for mail in unsent.values() if rules.is_due(mail, context.now)]
    prefetch(mailer, context.reads, unsent)
    moved = [mail for mail_id in due if (mail := _isolated(mailer, context.reads, mail_id)) is not None]
    unsent.update((mail.id, mail) for mail in moved)
    page = int(item.cursor or 0) + 1
    if len(moved) >= PER_SHARD and page < MOST_PAGES:
        return str(page)
    left = [mail for mail in unsent.values() if mail.state in UNSENT]
    if left:
        context.changes.put_all(timetable.rows([_sweep_at(min(map(rules.due_at, left)), context.now)]))
    return None


def _isolated(mailer: Mailer, reads: Reads, mail_id: str) -> Outgoing | None:
    try:
        return deliver(mailer, reads, mail_id)
    except Exception as error:  # noqa: BLE001 - one bad mail never stops the rest; it stays unsent and is seen again
        observe.log("mail not delivered", mail=mail_id, error=type(error).__name__)
        observe.count("MailsFailed")
        return None


def _sweep_at(wanted: datetime, now: datetime) -> PlannedJob:
    """The sweep of the first slot after `now` that is not before `wanted`."""
    seconds = SLOT.total_seconds()
    slots = max(math.ceil(wanted.timestamp() / seconds), math.floor(now.timestamp() / seconds) + 1)
    return planned_job(SWEEP, datetime.fromtimestamp(slots * seconds, UTC))


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
            actions.kind_of(mail.mail.kind),
            base_url=settings.base_url,
            company=settings.company_name,
            unsubscribe=settings.base_url + screens.at(screens.UNSUBSCRIBE, token=token) if reminder else None,
        )
    except Exception as error:  # noqa: BLE001 - whatever cannot be written is seen by HR, and the others go out
        observe.log("mail cannot be written", mail=mail.id, kind=mail.mail.kind, error=type(error).__name__)
        return SendResult(kind=SendResultKind.REFUSED, problem="cannot_be_written")
    one_click = f"{settings.base_url}/api/mail/unsubscribe?token={token}" if reminder else None
    return runtime.mail_gateway.send(mail.id, address, written, one_click)


def _kept(table: Table, mail: Outgoing, version: int, now: datetime) -> bool:
    """Store what became of `mail`; False when someone else was faster."""
    changes = Changes(ids.new_id(now))
    changes.put(store.row(mail, version + 1), version)
    try:
        table.commit(changes)
    except Raced:
        return False
    return True


def _counted(mail: Outgoing) -> Outgoing:
    if mail.state is MailState.SENT:
        observe.count("MailsSent")
    else:
        observe.count("MailsNotSent", state=mail.state.value)
    return mail


def _tell_age(unsent: Collection[Outgoing], now: datetime) -> None:
    oldest = min((mail.created_at for mail in unsent), default=now)
    observe.gauge_seconds("OldestUnsentMail", max(0.0, (now - oldest).total_seconds()))
