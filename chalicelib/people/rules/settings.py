"""What someone sets for themselves: which emails they want, and in which time zone they read times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.kernel.days import known_zone
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.mail.rules import MailTopic
from chalicelib.people.rules.person import Person


def topics_of(person: Person) -> tuple[MailTopic, ...]:
    """Return the topics of emails that this person can get and switch off."""
    return tuple(topic for topic in MailTopic if topic is not MailTopic.HR_REPORTS or person.roles)


def wants(person: Person, topic: MailTopic) -> bool:
    """Return whether this person wants emails of this topic."""
    return not person.reminders_off if topic is MailTopic.REMINDERS else topic.value not in person.mails_off


def with_settings(person: Person, *, display_zone: str, mails: Mapping[MailTopic, bool]) -> Person:
    """Return the person with these settings; topics that are not named stay as they are."""
    if display_zone and not known_zone(display_zone):
        raise Invalid([FieldError("/time_zone", fault("unknown_time_zone", value=display_zone))])
    chosen = {topic: mails.get(topic, wants(person, topic)) for topic in MailTopic}
    return replace(
        person,
        display_zone="" if display_zone == person.time_zone else display_zone,
        reminders_off=not chosen[MailTopic.REMINDERS],
        mails_off=frozenset(t.value for t, wanted in chosen.items() if not wanted and t is not MailTopic.REMINDERS),
    )
