"""Where HTTP comes in for what someone sets for themselves."""

from typing import Any

from chalicelib.kernel.http import Answer, Call, NoQuery, Routes
from chalicelib.kernel.policy import signed_in
from chalicelib.people.actions import directory, settings
from chalicelib.people.bodies import SettingsBody
from chalicelib.people.rules import Person
from chalicelib.people.rules.settings import with_settings
from chalicelib.people.views.settings import SettingsView, settings_view

routes = Routes("settings")


@routes.get("/me/settings", allow=signed_in, summary="My settings", answer=SettingsView)
def read_settings(call: Call[Any, NoQuery]) -> Answer:
    """Emails that can be switched off, and the time zone in which times are shown."""
    return _answered(directory.load(call.reads, call.actor.id))


@routes.put("/me/settings", allow=signed_in, summary="Change my settings", body=SettingsBody, answer=SettingsView)
def save_settings(call: Call[SettingsBody, NoQuery]) -> Answer:
    """No one else sets them; HR sees them nowhere."""
    old = directory.load(call.reads, call.actor.id)
    call.must_match(old.version, settings_view(old))
    new = with_settings(old, display_zone=call.body.time_zone or "", mails=call.body.mails)
    return _answered(settings.save(call.command, old, new))


def _answered(person: Person) -> Answer:
    return Answer(settings_view(person), person.version)
