"""Who hears of a change of someone that matters for who sees what: emails in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.kernel.command import Command
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.policy import HR_ADMIN
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail, MailKind
from chalicelib.people import mails as people_mails
from chalicelib.people.actions import directory
from chalicelib.people.rules import MailProblem, Person
from chalicelib.people.rules.changes import runs_hr
from chalicelib.people.rules.grants import ROLE_NAMES, gained
from chalicelib.people.rules.held import HeldChange
from chalicelib.people.store import people


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonChange:
    """A change of one person as it is written, and the HR admins there were before."""

    old: Person | None
    new: Person
    admins: Sequence[Person]


def notify(command: Command, change: PersonChange) -> None:
    """Send the emails that follow from `change`, each with an id that follows from what it is about."""
    by_kind = (_roles_given, _role_taken, _address_moved, _own_manager_set)
    mail.send(command, *(one for mails in by_kind for one in mails(command, change)))


def notify_of_held(command: Command, held: Sequence[HeldChange]) -> None:
    """Send one email to each other HR admin about changes that wait for them; the same changes again are no news."""
    if not held:
        return
    ids = sorted(one.id for one in held)
    params = {"by": command.actor.name, "count": str(len(held))}
    mails = [
        _mail(people_mails.CHANGES_HELD, admin, params, digest_id(_DAWN, "changes_held", admin.id, *ids))
        for admin in directory.hr_admins(command.reads)
        if admin.id != command.actor.id
    ]
    mail.send_once(command, *mails)


_DAWN = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
"""Of ids that follow from content alone."""


def _roles_given(command: Command, change: PersonChange) -> Iterable[Mail]:
    given = gained(change.old, change.new)
    if not given:
        return
    params = {
        "person": change.new.name,
        "person_id": change.new.id,
        "role": " and ".join(ROLE_NAMES[role] for role in sorted(given)),
        "by": command.actor.name,
    }
    if change.new.unconfirmed:
        params["waits"] = "yes"
    for admin in change.admins:
        if admin.id != change.new.id:
            yield _mail(people_mails.HR_ROLE_GIVEN, admin, params, _mail_id(command, change, "hr_role_given", admin.id))


def _role_taken(command: Command, change: PersonChange) -> Iterable[Mail]:
    """An HR admin fewer is one fewer who confirms what the others do: all of them hear of it, and who it was."""
    if change.old is None or not runs_hr(change.old) or HR_ADMIN in change.new.roles:
        return
    params = {"person": change.new.name, "person_id": change.new.id, "by": command.actor.name}
    for admin in change.admins:
        if admin.id != command.actor.id:
            yield _mail(people_mails.HR_ROLE_TAKEN, admin, params, _mail_id(command, change, "hr_role_taken", admin.id))


def _address_moved(command: Command, change: PersonChange) -> Iterable[Mail]:
    """No one signs in with the old address (not yet, or no more since they left): who reads the new one may."""
    old = change.old
    if old is None or not change.new.active or not old.email or old.email == change.new.email or old.logins:
        return
    if old.mail_trouble is MailProblem.BOUNCED:  # no one reads it: that is why it was corrected
        return
    mail_id = _mail_id(command, change, "address_changed", old.id)
    yield _mail(people_mails.ADDRESS_CHANGED, old, {"by": command.actor.public_name}, mail_id)


def _own_manager_set(command: Command, change: PersonChange) -> Iterable[Mail]:
    old, new = change.old, change.new
    if old is None or old.manager_set_alone or not new.manager_set_alone or new.manager_id is None:
        return
    for manager in people.find(command.reads, [new.manager_id]).values():
        params = {"person": new.name, "person_id": new.id}
        yield _mail(
            people_mails.MANAGER_SET_ALONE, manager, params, _mail_id(command, change, "manager_set_alone", manager.id)
        )


def _mail_id(command: Command, change: PersonChange, about: str, to_id: str) -> str:
    return digest_id(command.now, about, change.new.id, str(change.new.version), to_id)


def _mail(kind: MailKind, to: Person, params: dict[str, str], mail_id: str) -> Mail:
    return Mail(
        kind=kind,
        to_person_id=to.id,
        to_name=to.name,
        to_address=to.email,
        params=params,
        time_zone=to.time_zone,
        mail_id=mail_id,
    )
