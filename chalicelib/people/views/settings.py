"""What someone has set for themselves, as it is answered."""

import msgspec

from chalicelib.mail.rules import MailTopic
from chalicelib.people.rules import Person
from chalicelib.people.rules.settings import topics_of, wants


class SettingsView(msgspec.Struct, frozen=True, kw_only=True):
    """One's own settings. `own_time_zone` is the directory's, in which deadlines end.

    `mails` names what can be switched off: every other email is one that the process needs.
    """

    time_zone: str | None
    own_time_zone: str
    mails: dict[MailTopic, bool]


def settings_view(person: Person) -> SettingsView:
    """Return what someone has set, and what they could switch off."""
    return SettingsView(
        time_zone=person.display_zone or None,
        own_time_zone=person.time_zone,
        mails={topic: wants(person, topic) for topic in topics_of(person)},
    )
