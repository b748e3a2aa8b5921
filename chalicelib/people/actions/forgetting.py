"""HR forgets how someone signs in: the next verified sign-in of the same person binds again, and no one else's."""

from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.storage.table import ABSENT
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import mails, store
from chalicelib.people.actions import accounts, reading
from chalicelib.people.actions.changing import Command, refuse_barred
from chalicelib.people.rules import Person
from chalicelib.people.rules.grants import opened
from chalicelib.people.rules.guards import LOGIN, barred_fields
from chalicelib.timetable import actions as timetable


def forget_login(by: Command, old: Person, reason: str) -> Person:
    """Remove the logins of `old`; return the person as stored. What was signed in with them ends at once."""
    if old.id == by.actor.id:
        raise NotAllowed("about_yourself", case="login")
    refuse_barred(barred_fields(by.actor, old, [LOGIN]))
    if not old.active:
        raise Conflict("left", case="no_login", name=old.name)
    if not old.logins:
        raise Conflict("no_login", name=old.name)
    wanted = replace(opened(by.actor, old, reading.hr_admins(by.reads)), logins=(), login_forgotten=True)
    new = store.write(by.changes, old, wanted)
    done = trail.of(
        by.actor, "login_forgotten", subject_id=old.id, object_kind="person", object_id=old.id, reason=reason
    )
    by.changes.put_all(audit.rows(by.now, [done]), ABSENT)
    by.changes.put_all(mail.rows(by.now, _told(by, old, new)))
    if by.accounts:
        by.changes.put_all(timetable.rows(accounts.follows(old, new, by.now)))
    by.reads.table.commit(by.changes)
    return new


def _told(by: Command, old: Person, new: Person) -> list[Mail]:
    """An email to each address that led to the person: anyone who changed it first would otherwise hear of it alone."""
    addresses = dict.fromkeys([new.email, *(login.email for login in old.logins)])
    return [
        Mail(
            kind=mails.LOGIN_FORGOTTEN,
            to_person_id=new.id,
            to_name=new.name,
            to_address=address,
            params={"by": by.actor.name},
            time_zone=new.time_zone,
            mail_id=digest_id(by.now, "login_forgotten", new.id, str(new.version), address),
        )
        for address in addresses
        if address
    ]
