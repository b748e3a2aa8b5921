"""The directory as the mailer needs it (`mail.ports.Addressees`): mail lies below people, and asks by the wiring."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel import ids
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads
from chalicelib.mail.rules import Addressee, ReportKind, Topic
from chalicelib.people import store
from chalicelib.people.actions.logins import actor_of
from chalicelib.people.rules import MailTrouble, Person, normal_email

_TROUBLE = {ReportKind.BOUNCED: MailTrouble.BOUNCED, ReportKind.COMPLAINED: MailTrouble.COMPLAINED}


def find(reads: Reads, person_ids: Collection[str]) -> Mapping[str, Addressee]:
    """Whom of `person_ids` there is, as of now. An address in trouble gets notices, but no reminders."""
    return {one: _addressee(person) for one, person in store.find(reads, person_ids).items()}


def stop_reminders(reads: Reads, person_id: str, now: datetime) -> None:
    """No more reminders for this person, by their own wish."""
    person = store.find(reads, [person_id]).get(person_id)
    if person is not None and not person.reminders_off:
        _change(reads, person, replace(person, reminders_off=True), actor_of(person), action="stop_reminders", now=now)


def note_trouble(reads: Reads, person_id: str, address: str, trouble: ReportKind, now: datetime) -> None:
    """Keep what the provider said about this person's address, unless they have another one by now."""
    person, kept = store.find(reads, [person_id]).get(person_id), _TROUBLE.get(trouble)
    if person is None or kept is None or person.mail_trouble is kept or person.email != normal_email(address):
        return
    _change(reads, person, replace(person, mail_trouble=kept), SYSTEM, action=f"mail_{kept.value}", now=now)


def _addressee(person: Person) -> Addressee:
    fine = person.mail_trouble is MailTrouble.NONE
    return Addressee(
        address=person.email,
        active=person.active,
        wants_reminders=fine and not person.reminders_off,
        off=frozenset(map(Topic, person.mails_off)),
        time_zone=person.display_zone,
    )


def _change(reads: Reads, old: Person, new: Person, actor: Actor, *, action: str, now: datetime) -> None:
    changes = Changes(ids.new_id(now))
    store.write(changes, old, new)
    done = trail.of(actor, action, subject_id=old.id, object_kind="person", object_id=old.id)
    changes.put_all(audit.rows(now, [done]), ABSENT)
    reads.table.commit(changes)
    reads.forget()
