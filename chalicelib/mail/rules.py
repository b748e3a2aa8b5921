"""What an email is, the way it goes from written to sent, and what may be done with one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType, ModuleType

from chalicelib.kernel import screens
from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.errors import Conflict

MOST_INSTRUCTIONS = 4_000
"""Longer instructions stay on the form: a launch writes them once a mail."""


class Topic(StrEnum):
    """What emails a person can switch off, in groups. An email of no topic is one that the process needs."""

    REMINDERS = "reminders"
    REVIEW_NEWS = "review_news"
    REFLECTIONS = "reflections"
    HR_REPORTS = "hr_reports"


class MailKind:
    """A kind of email, as the feature that sends it declares it in its `mails.py`; the same kind is the same object.

    `name`: `feature.what`; its text is the feature's `templates/what.txt`. `subject`: its subject line, `link`: its
    screen, both with params in braces. `needs` and `may`: its params, separated by blanks. They are text: names, ids of
    the link, dates (`…_on`: "2026-12-04", or with the zone in which it ends, "2026-12-04 Asia/Tokyo"; `…_at`: an
    instant in UTC), counts, lists of names (`people`, one a line), and who reads what it is about (`readers`, see
    `audience`). No kind has a place for what someone wrote in a review, a rating or a note.
    `phrases`: what the codes of a param are called: the name of the phrase in the text, the param, and the phrases.
    `reader`: the role of its reader, where it says who reads. `keeps_address`: it goes to the address that it was
    written for, also where the person has another one by now.
    """

    __slots__ = ("keeps_address", "link", "may", "name", "needs", "phrases", "reader", "subject", "topic")

    def __init__(
        self,
        name: str,
        subject: str,
        link: str,
        needs: str = "",
        may: str = "",
        *,
        topic: Topic | None = None,
        phrases: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType({}),
        reader: str = "",
        keeps_address: bool = False,
    ) -> None:
        self.name = name
        self.subject = subject
        self.link = link
        self.needs = frozenset(needs.split())
        self.may = frozenset(may.split())
        self.topic = topic
        self.phrases = phrases
        self.reader = reader
        self.keeps_address = keeps_address

    def __repr__(self) -> str:
        return self.name


def kind_in(module: ModuleType, name: str) -> MailKind:
    """Return the kind of this name that a feature's `mails` declares; KeyError where there is none."""
    return {kind.name: kind for kind in vars(module).values() if isinstance(kind, MailKind)}[name]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """An email to one person, as the action that causes it asks for it.

    `params` are those of its kind. `mail_id` where the same email must exist once however often its cause runs
    (`ids.digest_id`); "" gives it a fresh one.
    """

    kind: MailKind
    to_person_id: str
    to_name: str
    to_address: str
    params: Mapping[str, str]
    time_zone: str = "UTC"
    mail_id: str = ""

    def __post_init__(self) -> None:
        kind = self.kind
        missing = kind.needs - self.params.keys()
        unknown = self.params.keys() - kind.needs - kind.may
        if missing or unknown:
            raise ValueError(f"{kind} mail: missing params {sorted(missing)}, unknown params {sorted(unknown)}")


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredMail:
    """An email as its row keeps it: with the name of its kind, and what the mailer must know of that while it is sent.

    `link`: the path of the screen that it is about.
    """

    kind: str
    to_person_id: str
    to_name: str
    to_address: str
    params: Mapping[str, str]
    time_zone: str
    mail_id: str
    link: str
    topic: Topic | None = None
    keeps_address: bool = False

    @property
    def is_reminder(self) -> bool:
        """Whether the reader may ask for no more of these; process notices go on."""
        return self.topic is Topic.REMINDERS


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTask:
    """Something that the reader still has to do, as a reminder names it. `late`: its deadline is past.

    `zone`: in which the day of `due_at` is meant. `words`: what there is to do, "answer {reviewee}'s request"; where
    there are none, those that mail knows for `kind`.
    """

    kind: str
    reviewee_id: str
    reviewee: str
    cycle: str
    due_at: datetime
    state: str
    late: bool
    link: str
    zone: str = ""
    words: str = ""


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
    off: frozenset[Topic] = frozenset()
    time_zone: str = ""

    def wants(self, topic: Topic | None) -> bool:
        """Whether this person gets emails of this topic, or of none."""
        return self.wants_reminders if topic is Topic.REMINDERS else topic not in self.off


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
    """An email as it is first written; instructions too long for an email stay on the form."""
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
    """Whether the mailer has anything to do for `mail` now."""
    if mail.state is MailState.WAITING:
        return mail.next_at is None or mail.next_at <= now
    if mail.claimed_at is None:
        return False
    if mail.state is MailState.CLAIMED:
        return mail.claimed_at + LEASE <= now
    return mail.state is MailState.UNKNOWN and mail.claimed_at + SETTLE <= now


def due_at(mail: Outgoing) -> datetime:
    """When the mailer has to look at an unsent email again."""
    if mail.state is MailState.WAITING or mail.claimed_at is None:
        return mail.next_at or mail.created_at
    return mail.claimed_at + (LEASE if mail.state is MailState.CLAIMED else SETTLE)


def begun(mail: Outgoing, to: Addressee | None, now: datetime) -> Outgoing:
    """What a due email becomes when the mailer takes it up; to be sent exactly when the answer is CLAIMED."""
    if mail.state is MailState.CLAIMED:
        return replace(mail, state=MailState.UNKNOWN, problem="mailer_stopped")
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
    """A reminder with what is open as it goes out; it does not go where nothing is."""
    if not tasks:
        return _settled(replace(mail, claimed_at=None), MailState.DROPPED, now, problem="nothing_open")
    return replace(mail, mail=replace(mail.mail, params={**mail.mail.params, "open": tasks}))


def ended(mail: Outgoing, outcome: SendResult, now: datetime) -> Outgoing:
    """What a claimed email becomes by the provider's answer."""
    if outcome.kind is SendResultKind.ACCEPTED:
        return _settled(mail, MailState.SENT, now, problem="", provider_id=outcome.provider_id)
    if outcome.kind is SendResultKind.REFUSED:
        return _settled(mail, MailState.PARKED, now, problem=outcome.problem)
    if outcome.kind is SendResultKind.LOST:
        return replace(mail, state=MailState.UNKNOWN, problem=outcome.problem)
    return _busy(mail, outcome, now)


def reported(mail: Outgoing, report: Report, now: datetime) -> Outgoing:
    """What an email becomes by the provider's later report; itself where that says nothing new."""
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
    """A parked email put aside, and the fresh one that takes its place."""
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
