"""HR admins ask for an erasure, approve and cancel it, and put people on hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.erasure import mails, rules, store
from chalicelib.erasure.jobs import ERASE, ErasePerson
from chalicelib.erasure.rules import Erasure, ErasureState, Hold
from chalicelib.erasure.views import ErasureView, erasure_view
from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import ErasurePlan
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import feature, feature_names
from chalicelib.kernel.storage.table import ABSENT, Key, Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail, MailKind
from chalicelib.people import actions as people
from chalicelib.people.actions import person_ref
from chalicelib.people.rules import Person, ref


def prefetch(person_id: str) -> tuple[Key, ...]:
    """Return what commands about a person read."""
    return people.person_key(person_id), store.erasure_key(person_id), store.hold_key(person_id)


def plans() -> Iterator[tuple[str, ErasurePlan]]:
    """Return what features declare, each with its name."""
    for name in feature_names():
        plan = feature(name).erase()
        if plan is not None:
            yield name, plan


def load(reads: Reads, person_id: str) -> Erasure:
    """Return the erasure of somebody, or NotFound."""
    erasure = store.find_erasure(reads, person_id)
    if erasure is None:
        raise NotFound
    return erasure


def view(reads: Reads, actor: Actor, erasure: Erasure) -> ErasureView:
    """Return an erasure as this HR admin reads it."""
    admins = people.hr_admins(reads) if erasure.waits else []
    approvers = rules.approvers(erasure, admins) if erasure.state is ErasureState.ASKED else []
    actions = rules.actions_of(actor, erasure, admins)
    return erasure_view(erasure, actions=actions, approvers=[person_ref(ref(one)) for one in approvers])


def ask(command: Command, person_id: str, *, reason: str, confirm_name: str) -> Erasure:
    """Ask to erase somebody who left; all HR admins get an email."""
    person = people.load(command.reads, person_id)
    rules.check_subject(command.actor, person, store.find_hold(command.reads, person_id))
    before = store.find_erasure(command.reads, person_id)
    wanted = rules.asked(command.actor, person, before, reason=reason, confirm_name=confirm_name, now=command.now)
    _record(command, "erasure_asked", person_id, reason)
    _notify(command, mails.ASKED, wanted, by=command.actor.name)
    return store.save_erasure(command.changes, wanted)


def approve(command: Command, person_id: str) -> Erasure:
    """Approve an erasure: it begins in seven days. What is dead from now on, features say themselves."""
    erasure = load(command.reads, person_id)
    person = people.load(command.reads, person_id)
    rules.check_subject(command.actor, person, store.find_hold(command.reads, person_id))
    approved = rules.approved(command.actor, erasure, people.hr_admins(command.reads), command.now)
    command.changes.check(store.hold_key(person_id), ABSENT)
    saved = store.save_erasure(command.changes, approved)
    for _, plan in plans():
        if plan.approved is not None:
            plan.approved(command, person_id)
    command.plan(at(command.now + rules.WAIT, ERASE, ErasePerson(person_id=person_id, version=saved.version)))
    _record(command, "erasure_approved", person_id)
    return saved


def cancel(command: Command, person_id: str) -> Erasure:
    """Cancel an erasure that has not begun."""
    erasure = rules.cancelled(load(command.reads, person_id), ref(command.actor), command.now)
    _record(command, "erasure_cancelled", person_id)
    return store.save_erasure(command.changes, erasure)


def stop(command: Command, erasure: Erasure, cause: str) -> Erasure:
    """Cancel an erasure that can no longer be carried out; all HR admins get an email that says why."""
    _record(command, "erasure_cancelled", erasure.person.id)
    _notify(command, mails.STOPPED, erasure, cause=cause)
    return store.save_erasure(command.changes, rules.cancelled(erasure, ref(command.actor), command.now))


def hold_now(reads: Reads, person_id: str) -> Hold | None:
    """Return the hold on somebody, where there is one."""
    return store.find_hold(reads, person_id)


def find_hold(reads: Reads, person_id: str) -> Hold:
    """Return the hold on somebody, or NotFound."""
    hold = store.find_hold(reads, person_id)
    if hold is None:
        raise NotFound
    return hold


def list_holds(reads: Reads, *, limit: int, after: str | None) -> tuple[list[Hold], str | None]:
    """Return one page of all holds."""
    page = store.holds(reads, limit=limit, after=after)
    return [store.hold_of(row) for row in page.rows], page.after


def put_hold(command: Command, person_id: str, reason: str) -> Hold:
    """Put somebody on hold; an erasure that was approved and has not begun is cancelled."""
    person = people.load(command.reads, person_id)
    before = store.find_hold(command.reads, person_id)
    erasure = store.find_erasure(command.reads, person_id)
    if erasure is not None and erasure.state is ErasureState.APPROVED:
        stop(command, erasure, "hold")
    _record(command, "hold_set", person_id, reason)
    version = before.version if before else 0
    hold = Hold(person=ref(person), reason=reason, by=ref(command.actor), at=command.now, version=version)
    return store.save_hold(command.changes, hold)


def remove_hold(command: Command, person_id: str) -> None:
    """Take somebody off hold."""
    hold = find_hold(command.reads, person_id)
    store.delete_hold(command.changes, hold)
    _record(command, "hold_removed", person_id)


def _record(command: Command, action: str, person_id: str, reason: str = "") -> None:
    entry = trail.of(
        command.actor, action, subject_id=person_id, object_kind="person", object_id=person_id, reason=reason
    )
    audit.record(command, entry)


def _notify(command: Command, kind: MailKind, erasure: Erasure, **params: str) -> None:
    named = {"person": erasure.person.name, "person_id": erasure.person.id, **params}
    mail.send(command, *_mails(kind, people.hr_admins(command.reads), named))


def _mails(kind: MailKind, admins: Sequence[Person], params: dict[str, str]) -> Iterator[Mail]:
    for admin in admins:
        yield Mail(
            kind=kind,
            to_person_id=admin.id,
            to_name=admin.name,
            to_address=admin.email,
            params=params,
            time_zone=admin.time_zone,
        )
