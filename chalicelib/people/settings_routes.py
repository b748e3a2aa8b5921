"""Where HTTP comes in for what someone sets for themselves."""

from typing import Annotated, Any

import msgspec

from chalicelib.kernel.http import Answer, Call, NoQuery, Routes
from chalicelib.kernel.policy import signed_in
from chalicelib.mail.rules import Topic
from chalicelib.people.actions import reading, settings
from chalicelib.people.rules import Person
from chalicelib.people.rules.settings import topics_of, wants, with_settings

routes = Routes("settings")


class SettingsBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`time_zone`: in which times are shown, null for one's own. `mails`: topics that are not named stay."""

    time_zone: Annotated[str, msgspec.Meta(max_length=100)] | None
    mails: dict[Topic, bool]


class SettingsView(msgspec.Struct, frozen=True, kw_only=True):
    """One's own settings. `own_time_zone` is the directory's, in which deadlines end.

    `mails` names what can be switched off: every other email is one that the process needs.
    """

    time_zone: str | None
    own_time_zone: str
    mails: dict[Topic, bool]


@routes.get("/me/settings", allow=signed_in, summary="My settings", answer=SettingsView)
def read_settings(call: Call[Any, NoQuery]) -> Answer:
    """Emails that can be switched off, and the time zone in which times are shown."""
    return _answered(reading.load(call.reads, call.actor.id))


@routes.put("/me/settings", allow=signed_in, summary="Change my settings", body=SettingsBody, answer=SettingsView)
def save_settings(call: Call[SettingsBody, NoQuery]) -> Answer:
    """No one else sets them; HR sees them nowhere."""
    old = reading.load(call.reads, call.actor.id)
    call.must_match(old.version, _view(old))
    new = with_settings(old, display_zone=call.body.time_zone or "", mails=call.body.mails)
    return _answered(settings.save(call.command, old, new))


def _answered(person: Person) -> Answer:
    return Answer(_view(person), person.version)


def _view(person: Person) -> SettingsView:
    return SettingsView(
        time_zone=person.display_zone or None,
        own_time_zone=person.time_zone,
        mails={topic: wants(person, topic) for topic in topics_of(person)},
    )
