"""Invitations: HR asks for an account and an email, for one person, for some, or for everyone who has none yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.company import actions as company
from chalicelib.company.jobs import InviteEveryone
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.errors import Conflict, NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads, Table
from chalicelib.people import account_rows, store
from chalicelib.people.actions import reading
from chalicelib.people.actions.accounts import account_work
from chalicelib.people.actions.changing import Command
from chalicelib.people.jobs import INVITE, Invite
from chalicelib.people.rules import Person, Status, ref
from chalicelib.people.rules.accounts import (
    Account,
    Declined,
    InvitationRun,
    agreed,
    check_invitation,
    counted,
    invited,
    uninvited,
)
from chalicelib.timetable import actions as timetable

INLINE = 25
"""So many are invited in one transaction, in which each fills three rows."""


def check_pool(*, has_accounts: bool) -> None:
    """Refuse where people have their accounts elsewhere."""
    if not has_accounts:
        raise Conflict("no_accounts")


def invite(by: Command, person: Person) -> PlannedJob:
    """Ask for someone's account, where they have none, and for their invitation, for the first time or again."""
    account = account_rows.account_of(by.reads, person.id)
    check_invitation(by.actor, person, account)
    item = _asked(by.changes, person, account, by.now)
    by.changes.put_all(audit.rows(by.now, [_entry(by.actor, person)]), ABSENT)
    by.reads.table.commit(by.changes)
    return item


def agree_to_address(by: Command, person: Person) -> list[PlannedJob]:
    """Let the signed-in person sign in with the directory's address from now on; nothing where they do already."""
    account = account_rows.account_of(by.reads, person.id)
    wanted = agreed(person, account)
    if account is None or wanted is None:
        return []
    by.changes.put(account_rows.account_row(replace(wanted, version=account.version + 1)), account.version)
    item = account_work(person.id, by.now, f"A{account.version + 1}")
    by.changes.put_all(timetable.rows([item]))
    done = trail.of(by.actor, "sign_in_address_agreed", subject_id=person.id, object_kind="person", object_id=person.id)
    by.changes.put_all(audit.rows(by.now, [done]), ABSENT)
    by.reads.table.commit(by.changes)
    return [item]


def plan_invitation(table: Table, person: Person, now: datetime) -> None:
    """The same for the first HR admin of an installation, whom no one can invite."""
    changes = Changes(new_id(now))
    _asked(changes, person, account_rows.account_of(Reads(table), person.id), now)
    table.commit(changes)


def begin(by: Command, person_ids: Sequence[str] | None, run_id: str) -> tuple[InvitationRun, list[PlannedJob]]:
    """Invite those with `person_ids`, or everyone who has no account yet (None); many are left to the queue."""
    chosen = tuple(dict.fromkeys(person_ids or ()))
    people = store.find(by.reads, chosen)
    if len(people) < len(chosen):
        raise reading.unknown("/person_ids")
    actor = Actor(id=by.actor.id, name=by.actor.name, kind=by.actor.kind)
    run = InvitationRun(
        id=run_id, actor=actor, begun_at=by.now, everyone=person_ids is None, person_ids=chosen, version=1
    )
    if run.everyone or len(chosen) > INLINE:
        follows = [at(by.now, INVITE, Invite(run_id=run.id))]
        by.changes.put_all(timetable.rows(follows))
    else:
        run, follows = _invited(by.reads, by.changes, run, list(people.values()), by.now)
        run = replace(run, done=True)
    by.changes.put(account_rows.run_row(run), ABSENT)
    by.changes.put_all(audit.rows(by.now, [_run_entry(run)]), ABSENT)
    by.reads.table.commit(by.changes)
    return run, follows


def run_of(reads: Reads, run_id: str) -> InvitationRun:
    """The invitations of many, or NotFound."""
    run = account_rows.find_run(reads, run_id)
    if run is None:
        raise NotFound
    return run


def invite_everyone(context: JobContext, _params: InviteEveryone) -> str | None:
    """The next page of those who get an account automatically."""
    if not company.load(context.reads).accounts.automatic:
        return None
    return _next_page(context, InvitationRun(id="", actor=SYSTEM, begun_at=context.due_at, everyone=True))


def invite_some(context: JobContext, params: Invite) -> str | None:
    """The next page of invitations that HR asked for."""
    run = account_rows.find_run(context.reads, params.run_id)
    return None if run is None or run.done else _next_page(context, run)


def _next_page(context: JobContext, run: InvitationRun) -> str | None:
    if context.runtime.accounts is None:
        return None
    if run.everyone:
        page = store.everybody(context.reads, status=Status.ACTIVE, limit=INLINE, after=context.cursor)
        ids, after = [store.person_of(row).id for row in page.rows], page.after
    else:
        start = int(context.cursor or 0)
        ids = list(run.person_ids[start : start + INLINE])
        after = str(start + INLINE) if start + INLINE < len(run.person_ids) else None
    people = store.find(context.reads, ids)
    further, _ = _invited(context.reads, context.changes, run, list(people.values()), context.now)
    if run.id:
        done = replace(further, done=after is None, version=run.version + 1)
        context.changes.put(account_rows.run_row(done), run.version)
    return after


def _invited(
    reads: Reads, changes: Changes, run: InvitationRun, people: Sequence[Person], now: datetime
) -> tuple[InvitationRun, list[PlannedJob]]:
    """Each of `people` asked for or passed over; what follows tells the pool, each by work of its own."""
    accounts = account_rows.accounts(reads, [person.id for person in people])
    follows: list[PlannedJob] = []
    declined: list[Declined] = []
    entries: list[trail.AuditEntry] = []
    for person in people:
        account = accounts.get(person.id)
        reason = uninvited(person, account, again=not run.everyone)
        if reason is not None:
            declined.append(Declined(person=ref(person), reason=reason))
            continue
        follows.append(_asked(changes, person, account, now))
        entries.append(_entry(run.actor, person, bulk=True))
    changes.put_all(audit.rows(now, entries), ABSENT)
    return counted(run, len(follows), declined), follows


def _asked(changes: Changes, person: Person, account: Account | None, now: datetime) -> PlannedJob:
    wanted = invited(person, account, now)
    stored = replace(wanted, version=wanted.version + 1)
    changes.put(account_rows.account_row(stored), account.version if account else ABSENT)
    item = account_work(person.id, now, f"A{stored.version}")
    changes.put_all(timetable.rows([item]))
    return item


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
