"""Invitations: HR asks for an account and an email, for one person, for some, or for everyone who has none yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.company import actions as company
from chalicelib.company.jobs import InviteEveryone
from chalicelib.kernel.command import Command, JobContext
from chalicelib.kernel.errors import Conflict, NotFound
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.storage.table import ABSENT, Reads
from chalicelib.people.actions import accounts, directory
from chalicelib.people.jobs import INVITE, Invite
from chalicelib.people.rules import Person, PersonStatus, ref
from chalicelib.people.rules.accounts import (
    Account,
    InvitationRun,
    UninvitedPerson,
    agreed,
    check_invitation,
    counted,
    invited,
    uninvited,
)
from chalicelib.people.store import accounts as account_rows
from chalicelib.people.store import people as store

INLINE = 25
"""So many are invited in one transaction, in which each fills three rows."""


def check_pool(*, has_accounts: bool) -> None:
    """Refuse where people have their accounts elsewhere."""
    if not has_accounts:
        raise Conflict("no_accounts")


def invite(command: Command, person: Person) -> Account:
    """Ask for someone's account, where they have none, and for their invitation, for the first time or again."""
    account = account_rows.account_of(command.reads, person.id)
    check_invitation(command.actor, person, account)
    audit.record(command, _entry(command.actor, person))
    return _invite(command, person, account)


def agree_to_address(command: Command, person: Person) -> Account | None:
    """Let the signed-in person sign in with the directory's address from now on; nothing where they do already."""
    account = account_rows.account_of(command.reads, person.id)
    wanted = agreed(person, account)
    if account is None or wanted is None:
        return account
    new = replace(wanted, version=account.version + 1)
    command.changes.put(account_rows.account_row(new), account.version)
    command.plan(accounts.update(person.id, command.now, f"A{new.version}"))
    done = trail.of(
        command.actor, "sign_in_address_agreed", subject_id=person.id, object_kind="person", object_id=person.id
    )
    audit.record(command, done)
    return new


def invite_unasked(command: Command, person: Person) -> Account:
    """Invite someone whom no HR admin can invite: the first of them."""
    return _invite(command, person, account_rows.account_of(command.reads, person.id))


def begin(command: Command, person_ids: Sequence[str] | None, run_id: str) -> InvitationRun:
    """Invite those with `person_ids`, or everyone who has no account yet (None); many are left to a job."""
    chosen = tuple(dict.fromkeys(person_ids or ()))
    people = store.find(command.reads, chosen)
    if len(people) < len(chosen):
        raise directory.unknown("/person_ids")
    actor = Actor(id=command.actor.id, name=command.actor.name, kind=command.actor.kind)
    run = InvitationRun(
        id=run_id, actor=actor, begun_at=command.now, everyone=person_ids is None, person_ids=chosen, version=1
    )
    if run.everyone or len(chosen) > INLINE:
        command.plan(at(command.now, INVITE, Invite(run_id=run.id)))
    else:
        run = replace(_invite_all(command, run, list(people.values())), done=True)
    command.changes.put(account_rows.run_row(run), ABSENT)
    audit.record(command, _run_entry(run))
    return run


def run_of(reads: Reads, run_id: str) -> InvitationRun:
    """Return the invitations of many, or NotFound."""
    run = account_rows.find_run(reads, run_id)
    if run is None:
        raise NotFound
    return run


def invite_everyone(context: JobContext, _params: InviteEveryone) -> str | None:
    """Return the next page of those who get an account automatically."""
    if not company.load(context.reads).accounts.automatic:
        return None
    return _next_page(context, InvitationRun(id="", actor=SYSTEM, begun_at=context.due_at, everyone=True))


def invite_some(context: JobContext, params: Invite) -> str | None:
    """Return the next page of invitations that HR asked for."""
    run = account_rows.find_run(context.reads, params.run_id)
    return None if run is None or run.done else _next_page(context, run)


def _next_page(context: JobContext, run: InvitationRun) -> str | None:
    if context.runtime.accounts is None:
        return None
    if run.everyone:
        page = store.everybody(context.reads, status=PersonStatus.ACTIVE, limit=INLINE, after=context.cursor)
        ids, after = [store.person_of(row).id for row in page.rows], page.after
    else:
        start = int(context.cursor or 0)
        ids = list(run.person_ids[start : start + INLINE])
        after = str(start + INLINE) if start + INLINE < len(run.person_ids) else None
    people = store.find(context.reads, ids)
    further = _invite_all(context, run, list(people.values()))
    if run.id:
        done = replace(further, done=after is None, version=run.version + 1)
        context.changes.put(account_rows.run_row(done), run.version)
    return after


def _invite_all(command: Command, run: InvitationRun, people: Sequence[Person]) -> InvitationRun:
    """Invite each of `people` or pass them over; the pool hears of each by a job of its own."""
    known = account_rows.accounts(command.reads, [person.id for person in people])
    declined: list[UninvitedPerson] = []
    for person in people:
        account = known.get(person.id)
        reason = uninvited(person, account, again=not run.everyone)
        if reason is not None:
            declined.append(UninvitedPerson(person=ref(person), reason=reason))
            continue
        _invite(command, person, account)
        audit.record(command, _entry(run.actor, person, bulk=True))
    return counted(run, len(people) - len(declined), declined)


def _invite(command: Command, person: Person, account: Account | None) -> Account:
    new = _invited(person, account, command.now)
    command.changes.put(account_rows.account_row(new), account.version if account else ABSENT)
    command.plan(accounts.update(person.id, command.now, f"A{new.version}"))
    return new


def _invited(person: Person, account: Account | None, now: datetime) -> Account:
    wanted = invited(person, account, now)
    return replace(wanted, version=wanted.version + 1)


def _entry(actor: Actor, person: Person, *, bulk: bool = False) -> trail.AuditEntry:
    return trail.of(actor, "person_invited", subject_id=person.id, object_kind="person", object_id=person.id, bulk=bulk)


def _run_entry(run: InvitationRun) -> trail.AuditEntry:
    asked = "everyone" if run.everyone else str(len(run.person_ids))
    return trail.of(
        run.actor,
        "people_invited",
        subject_id=run.id,
        object_kind="invitations",
        object_id=run.id,
        detail={"people": asked},
    )
