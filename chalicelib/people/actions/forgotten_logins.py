"""HR forgets how someone signs in: the next verified sign-in of the same person binds again, and no one else's."""

from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.ids import digest_id
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import mails
from chalicelib.people.actions import accounts, directory
from chalicelib.people.actions.edits import refuse_forbidden
from chalicelib.people.rules import Person
from chalicelib.people.rules.grants import opened
from chalicelib.people.rules.guards import LOGIN, forbidden_fields
from chalicelib.people.store import people


def forget_login(command: Command, old: Person, reason: str) -> Person:
    """Remove the logins of `old`; return the person as stored. What was signed in with them ends at once."""
    if old.id == command.actor.id:
        raise NotAllowed("about_yourself", case="login")
    refuse_forbidden(forbidden_fields(command.actor, old, [LOGIN]))
    if not old.active:
        raise Conflict("left", case="no_login", name=old.name)
    if not old.logins:
        raise Conflict("no_login", name=old.name)
    wanted = replace(opened(command.actor, old, directory.hr_admins(command.reads)), logins=(), login_forgotten=True)
    new = people.write(command.changes, old, wanted)
    done = trail.of(
        command.actor, "login_forgotten", subject_id=old.id, object_kind="person", object_id=old.id, reason=reason
    )
    audit.record(command, done)
    mail.send(command, *_mails(command, old, new))
    accounts.plan(command, old, new)
    return new


def _mails(command: Command, old: Person, new: Person) -> list[Mail]:
    """An email to each address that led to the person: anyone who changed it first would otherwise hear of it alone."""
    addresses = dict.fromkeys([new.email, *(login.email for login in old.logins)])
    return [
        Mail(
            kind=mails.LOGIN_FORGOTTEN,
            to_person_id=new.id,
            to_name=new.name,
            to_address=address,
            params={"by": command.actor.name},
            time_zone=new.time_zone,
            mail_id=digest_id(command.now, "login_forgotten", new.id, str(new.version), address),
        )
        for address in addresses
        if address
    ]
