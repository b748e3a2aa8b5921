"""The directory as the mailer needs it (`mail.actions.ports`): mail lies below people, and asks by the wiring."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.command import Command
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail.rules import MailTopic
from chalicelib.mail.rules.outgoing import Addressee, ReportKind
from chalicelib.people.actions.logins import actor_of
from chalicelib.people.rules import MailProblem, Person, normal_email
from chalicelib.people.store import people

_PROBLEMS = {ReportKind.BOUNCED: MailProblem.BOUNCED, ReportKind.COMPLAINED: MailProblem.COMPLAINED}


def find(reads: Reads, person_ids: Collection[str]) -> Mapping[str, Addressee]:
    """Return the people of `person_ids` who exist, as of now. An address with a problem gets no reminders."""
    return {one: _addressee(person) for one, person in people.find(reads, person_ids).items()}


def stop_reminders(command: Command, person_id: str) -> None:
    """No more reminders for this person, by their own wish."""
    person = people.find(command.reads, [person_id]).get(person_id)
    if person is not None and not person.reminders_off:
        _change(command, person, replace(person, reminders_off=True), actor_of(person), action="stop_reminders")


def note_problem(command: Command, person_id: str, address: str, problem: ReportKind) -> None:
    """Keep what the provider said about this person's address, unless they have another one by now."""
    person, kept = people.find(command.reads, [person_id]).get(person_id), _PROBLEMS.get(problem)
    if person is None or kept is None or person.mail_trouble is kept or person.email != normal_email(address):
        return
    _change(command, person, replace(person, mail_trouble=kept), SYSTEM, action=f"mail_{kept.value}")


def _addressee(person: Person) -> Addressee:
    fine = person.mail_trouble is MailProblem.NONE
    return Addressee(
        address=person.email,
        active=person.active,
        wants_reminders=fine and not person.reminders_off,
        off=frozenset(map(MailTopic, person.mails_off)),
        time_zone=person.display_zone,
    )


def _change(command: Command, old: Person, new: Person, actor: Actor, *, action: str) -> None:
    people.write(command.changes, old, new)
    audit.record(command, trail.of(actor, action, subject_id=old.id, object_kind="person", object_id=old.id))
