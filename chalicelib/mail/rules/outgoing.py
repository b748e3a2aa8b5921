"""The way of an email from written to sent, and what may be done with one. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.kernel import screens
from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.errors import Conflict
from chalicelib.mail.rules import Mail, MailTopic, StoredMail

MOST_INSTRUCTIONS = 4_000
"""Longer instructions stay on the form: a launch writes them once a mail."""


class MailState(StrEnum):
    """How far an email has come. UNKNOWN: the provider's answer was lost; PARKED: HR has to look at it."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    SENT = "sent"
    PARKED = "parked"
    DROPPED = "dropped"
    RETRIED = "retried"


UNSENT = frozenset({MailState.WAITING, MailState.CLAIMED, MailState.UNKNOWN})
SETTLED = frozenset({MailState.SENT, MailState.DROPPED, MailState.RETRIED})

LEASE = timedelta(minutes=3)
"""Longer than a mailer's run: a claim this old was left by one that died, before or after it sent."""
SETTLE = timedelta(minutes=15)
"""How long the provider's events may take to tell what became of an email whose answer was lost."""
GIVE_UP = timedelta(hours=24)
"""For how long an email is tried while the provider is busy."""
MOST_SENDS = 2
"""Sends whose answer may be lost: one duplicate at most."""
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """An email on its way. `sends` counts the sends without a clear answer, `refusals` the "try again later"s."""

    id: str
    mail: StoredMail
    created_at: datetime
    state: MailState = MailState.WAITING
    next_at: datetime | None = None
    claimed_at: datetime | None = None
    settled_at: datetime | None = None
    sends: int = 0
    refusals: int = 0
    provider_id: str = ""
    problem: str = ""
    retry_of: str = ""
    retried_as: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressee:
    """What the mailer must know of a person at the moment of sending.

    `off`: the topics that they switched off, beside reminders. `time_zone`: in which they want to read times, where
    that is not the one of the directory.
    """

    address: str
    active: bool = True
    wants_reminders: bool = True
    off: frozenset[MailTopic] = frozenset()
    time_zone: str = ""

    def wants(self, topic: MailTopic | None) -> bool:
        """Return whether this person gets emails of this topic, or of none."""
        return self.wants_reminders if topic is MailTopic.REMINDERS else topic not in self.off


class ReportKind(StrEnum):
    """What the provider reported later about an email that carries our tag."""

    SENT = "sent"
    BOUNCED = "bounced"
    SOFT_BOUNCED = "soft_bounced"
    COMPLAINED = "complained"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One event of the provider. `address` is whom it concerns."""

    kind: ReportKind
    mail_id: str
    address: str = ""
    provider_id: str = ""
    problem: str = ""


def queued(mail: Mail, mail_id: str, now: datetime) -> Outgoing:
    """Return an email as it is first written; instructions too long for an email stay on the form."""
    params = mail.params
    if len(params.get("instructions", "")) > MOST_INSTRUCTIONS:
        params = {name: text for name, text in params.items() if name != "instructions"}
    stored = StoredMail(
        kind=mail.kind.name,
        to_person_id=mail.to_person_id,
        to_name=mail.to_name,
        to_address=mail.to_address,
        params=params,
        time_zone=mail.time_zone,
        mail_id=mail_id,
        link=screens.at(mail.kind.link, **mail.params),
        topic=mail.kind.topic,
        keeps_address=mail.kind.keeps_address,
    )
    return Outgoing(id=mail_id, mail=stored, created_at=now)


def is_due(mail: Outgoing, now: datetime) -> bool:
    """Return whether the mailer has anything to do for `mail` now."""
    if mail.state is MailState.WAITING:
        return mail.next_at is None or mail.next_at <= now
    if mail.claimed_at is None:
        return False
    if mail.state is MailState.CLAIMED:
        return mail.claimed_at + LEASE <= now
    return mail.state is MailState.UNKNOWN and mail.claimed_at + SETTLE <= now


def due_at(mail: Outgoing) -> datetime:
    """Return when the mailer has to look at an unsent email again."""
    if mail.state is MailState.WAITING or mail.claimed_at is None:
        return mail.next_at or mail.created_at
    return mail.claimed_at + (LEASE if mail.state is MailState.CLAIMED else SETTLE)


def begun(mail: Outgoing, to: Addressee | None, now: datetime, *, is_off: bool = False) -> Outgoing:
    """Return what a due email becomes when the mailer takes it up; to be sent exactly when the answer is CLAIMED.

    `is_off`: its feature is switched off; it does not go out later either.
    """
    if mail.state is MailState.CLAIMED:
        return replace(mail, state=MailState.UNKNOWN, problem="mailer_stopped")
    if is_off:
        return _settled(mail, MailState.DROPPED, now, problem="feature_off")
    if to is None or not to.active:
        return _settled(mail, MailState.DROPPED, now, problem="left")
    if not to.wants(mail.mail.topic):
        return _settled(mail, MailState.DROPPED, now, problem="unsubscribed")
    if not to.address and not mail.mail.keeps_address:
        return _settled(mail, MailState.PARKED, now, problem="no_address")
    if mail.sends >= MOST_SENDS:
        return _settled(mail, MailState.PARKED, now, problem="no_answer")
    kept = mail.mail.keeps_address
    read_in = to.time_zone or mail.mail.time_zone
    addressed = replace(mail.mail, to_address=mail.mail.to_address if kept else to.address, time_zone=read_in)
    return replace(mail, mail=addressed, state=MailState.CLAIMED, claimed_at=now, next_at=None, sends=mail.sends + 1)


def with_open_tasks(mail: Outgoing, tasks: str, now: datetime) -> Outgoing:
    """Return a reminder with what is open as it goes out; it does not go where nothing is."""
    if not tasks:
        return _settled(replace(mail, claimed_at=None), MailState.DROPPED, now, problem="nothing_open")
    return replace(mail, mail=replace(mail.mail, params={**mail.mail.params, "open": tasks}))


def ended(mail: Outgoing, outcome: SendResult, now: datetime) -> Outgoing:
    """Return what a claimed email becomes by the provider's answer."""
    if outcome.kind is SendResultKind.ACCEPTED:
        return _settled(mail, MailState.SENT, now, problem="", provider_id=outcome.provider_id)
    if outcome.kind is SendResultKind.REFUSED:
        return _settled(mail, MailState.PARKED, now, problem=outcome.problem)
    if outcome.kind is SendResultKind.LOST:
        return replace(mail, state=MailState.UNKNOWN, problem=outcome.problem)
    return _busy(mail, outcome, now)


def reported(mail: Outgoing, report: Report, now: datetime) -> Outgoing:
    """Return what an email becomes by the provider's later report; itself where that says nothing new."""
    if report.kind in (ReportKind.BOUNCED, ReportKind.SOFT_BOUNCED, ReportKind.REJECTED):
        if mail.state in (MailState.PARKED, MailState.RETRIED):
            return mail
        return _settled(mail, MailState.PARKED, now, problem=report.problem or report.kind.value)
    if mail.state in (MailState.CLAIMED, MailState.UNKNOWN) or (
        mail.state is MailState.PARKED and mail.problem == "no_answer"
    ):
        return _settled(mail, MailState.SENT, now, problem="", provider_id=report.provider_id)
    return mail


def retried(mail: Outgoing, new_id: str, now: datetime) -> tuple[Outgoing, Outgoing]:
    """Return a parked email put aside, and the fresh one that takes its place."""
    if mail.state is not MailState.PARKED:
        raise Conflict("not_parked")
    fresh = Outgoing(id=new_id, mail=replace(mail.mail, mail_id=new_id), created_at=now, retry_of=mail.id)
    return replace(_settled(mail, MailState.RETRIED, now), retried_as=new_id), fresh


def _busy(mail: Outgoing, outcome: SendResult, now: datetime) -> Outgoing:
    if now - mail.created_at >= GIVE_UP:
        return _settled(mail, MailState.PARKED, now, problem=outcome.problem)
    pause = min(_FIRST_PAUSE * 2 ** min(mail.refusals, 10), _LONGEST_PAUSE)
    return replace(
        mail,
        state=MailState.WAITING,
        claimed_at=None,
        next_at=now + pause,
        sends=mail.sends - 1,
        refusals=mail.refusals + 1,
        problem=outcome.problem,
    )


def _settled(
    mail: Outgoing, state: MailState, now: datetime, *, problem: str | None = None, provider_id: str = ""
) -> Outgoing:
    return replace(
        mail,
        state=state,
        settled_at=now,
        next_at=None,
        problem=mail.problem if problem is None else problem,
        provider_id=provider_id or mail.provider_id,
    )
