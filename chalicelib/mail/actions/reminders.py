"""A reader stops reminders by the link in one of them, without signing in."""

from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.runtime import Runtime
from chalicelib.mail.actions.ports import Addressees
from chalicelib.mail.rules import tokens


def unsubscribe(command: Command, addressees: Addressees, token: str) -> None:
    """Stop reminders for the person whose token this is."""
    addressees.stop_reminders(command, reader_of(command.runtime, token))


def gets_reminders(command: Command, addressees: Addressees, token: str) -> bool:
    """Return whether the person whose token this is still gets reminders."""
    person_id = reader_of(command.runtime, token)
    found = addressees.find(command.reads, [person_id]).get(person_id)
    return found is not None and found.active and found.wants_reminders


def reader_of(runtime: Runtime, token: str) -> str:
    """Return the person of an unsubscribe token."""
    settings = runtime.settings
    person_id = tokens.unseal(settings.cursor_secret, settings.company, token)
    if person_id is None:
        raise NotFound("unknown_token")
    return person_id
