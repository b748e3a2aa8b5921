"""What an email is, and a kind of email as a feature declares it: all that features need of mail's rules. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType, ModuleType


class MailTopic(StrEnum):
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
        topic: MailTopic | None = None,
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


def kind_in(module: ModuleType | None, name: str) -> MailKind:
    """Return the kind of this name that a feature's `mails` declares; KeyError where there is none."""
    declared = vars(module).values() if module else ()
    return {kind.name: kind for kind in declared if isinstance(kind, MailKind)}[name]


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
    topic: MailTopic | None = None
    keeps_address: bool = False

    @property
    def is_reminder(self) -> bool:
        """Whether the reader may ask for no more of these; process notices go on."""
        return self.topic is MailTopic.REMINDERS


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTask:
    """Something that the reader still has to do, as a reminder names it. `late`: its deadline is past.

    `zone`: in which the day of `due_at` is meant. `words`: what there is to do, "answer {reviewee}'s request"; where
    there are none, the review is named.
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
