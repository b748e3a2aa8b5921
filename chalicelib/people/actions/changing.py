"""One person changes: fields, manager, leaving, coming back. Those below follow, at once or page by page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, pairwise

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, fault
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads
from chalicelib.people import store
from chalicelib.people.actions import accounts, notices, reading, zoning
from chalicelib.people.actions.person_changes import consequences
from chalicelib.people.rules import Person, path_of
from chalicelib.people.rules.changes import (
    changed_fields,
    check_depth,
    check_grant,
    departed,
    followed,
    placed,
    runs_hr,
    successor,
)
from chalicelib.people.rules.grants import confirmed, granted
from chalicelib.people.rules.guards import Barred, barred, barred_fields, set_alone
from chalicelib.people.rules.matching import address_of_leaver
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job

RECHAIN = "rechain"
AT_ONCE = 40
ROOM = 95
"""Rows of one transaction that a change may fill; the rest is for receipt, trail and timetable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Who changes something, when, and the transaction in which it happens.

    `assigns`: the roles that HR lets this machine give and take.
    `accounts`: people have their accounts in the stack's own pool, which hears of the change.
    """

    reads: Reads
    actor: Actor
    now: datetime
    changes: Changes
    assigns: frozenset[str] = frozenset()
    accounts: bool = False


def save(by: Command, old: Person, wanted: Person, *, reuse_addresses: bool = False) -> tuple[Person, list[PlannedJob]]:
    """Write `wanted` in place of `old`; return what is stored and the work that follows at once.

    `reuse_addresses`: the address may be that of someone who left, who then has none.
    """
    if not wanted.active:
        raise Conflict("left", case="person", name=old.name)
    wanted = zoning.moved(by.reads, old, wanted)
    check_grant(by.actor, old, wanted, by.assigns)
    admins = _admins_concerned(by, old, wanted)
    _keep_an_admin(by, old, wanted)
    refuse_barred(barred(by.actor, old, wanted, admins=admins))
    leaver = _leaver_of(by, old, wanted, reuse=reuse_addresses)
    moved = wanted.manager_id != old.manager_id or not old.active
    if moved:
        _refuse_during_import(by)
        wanted = placed(wanted, _new_manager(by, wanted))
    if changed_fields(old, wanted) == ():
        return old, []
    wanted = granted(by.actor, old, set_alone(by.actor, old, wanted, admins), admins)
    _give_up(by, leaver, wanted)
    return _written(by, old, wanted, "person_changed", admins)


def create(by: Command, wanted: Person, *, reuse_addresses: bool = False) -> tuple[Person, list[PlannedJob]]:
    """Write someone new; return them as stored and the work that follows at once."""
    wanted = zoning.settled(by.reads, wanted)
    check_grant(by.actor, None, wanted, by.assigns)
    nobody = replace(wanted, email="", external_id="")
    leaver = _leaver_of(by, nobody, wanted, reuse=reuse_addresses)
    _refuse_during_import(by)
    wanted = placed(wanted, _new_manager(by, wanted))
    admins = reading.hr_admins(by.reads) if wanted.roles else []
    wanted = granted(by.actor, None, wanted, admins)
    _give_up(by, leaver, wanted)
    return _written(by, None, wanted, "person_created", admins)


def leave(by: Command, old: Person, *, scim_deleted: bool = False) -> tuple[Person, list[PlannedJob]]:
    """Mark someone as left: no login of theirs opens anything from this commit on."""
    wanted = replace(departed(old, by.now) if old.active else old, scim_deleted=scim_deleted or old.scim_deleted)
    if wanted == old:
        return old, []
    _keep_an_admin(by, old, wanted)
    refuse_barred(barred(by.actor, old, wanted))
    return _written(by, old, wanted, "person_left", reading.hr_admins(by.reads) if runs_hr(old) else [])


def confirm_roles(by: Command, old: Person) -> Person:
    """Let a newly given role open content: another HR admin than giver and receiver knows that it is right."""
    wanted = confirmed(by.actor, old, reading.hr_admins(by.reads))
    new, _ = _written(by, old, wanted, "roles_confirmed", [])
    return new


def refuse_barred(found: Barred | None) -> None:
    """Refuse what this actor may not change of this person."""
    if found is not None:
        raise found.refusal()


def _admins_concerned(by: Command, old: Person, wanted: Person) -> list[Person]:
    """The HR admins there are, where the change needs to know: roles, an admin's address, one's own manager."""
    concerns = old.roles != wanted.roles or (old.roles and old.email != wanted.email) or old.id == by.actor.id
    return reading.hr_admins(by.reads) if concerns else []


def _written(
    by: Command, old: Person | None, wanted: Person, done: str, admins: Sequence[Person]
) -> tuple[Person, list[PlannedJob]]:
    """Commit `wanted` with its audit entry, the emails about it and the work that follows."""
    new = store.write(by.changes, old, wanted)
    follows = consequences(old, new, by.now)
    if by.accounts:
        follows += accounts.follows(old, new, by.now)
    if old is not None and new.active:
        follows += _take_along(by, old, new)
    notices_of = notices.PersonChange(old=old, new=new, actor=by.actor, admins=admins, now=by.now)
    by.changes.put_all(notices.rows(notices_of, by.reads))
    by.changes.put_all(audit.rows(by.now, [recorded(by.actor, done, old, new)]), ABSENT)
    by.changes.put_all(timetable.rows(follows))
    by.reads.table.commit(by.changes)
    return new, follows


def recorded(actor: Actor, done: str, old: Person | None, new: Person, *, bulk: bool = False) -> trail.AuditEntry:
    """The trail's entry: which fields changed, never to what."""
    changed = changed_fields(old, new) if old else ()
    detail = {"fields": ", ".join(changed)} if changed else None
    return trail.of(actor, done, subject_id=new.id, object_kind="person", object_id=new.id, detail=detail, bulk=bulk)


def _leaver_of(by: Command, old: Person, wanted: Person, *, reuse: bool) -> Person | None:
    """The leaver whose address `wanted` takes over; refuses keys that are someone else's. The store would, too."""
    if wanted.external_id and wanted.external_id != old.external_id:
        holder = store.find_by_key(by.reads, store.employee_key(wanted.external_id))
        if holder is not None and holder.id != wanted.id:
            raise Invalid(
                [FieldError("/external_id", fault("employee_id_taken", name=holder.name))], "employee_id_taken"
            )
    if not wanted.email or wanted.email == old.email:
        return None
    holder = store.find_by_email(by.reads, wanted.email)
    if holder is None or holder.id == wanted.id:
        return None
    if holder.active:
        raise Invalid([FieldError("/email", fault("email_taken"))], code="email_taken")
    if not reuse:
        raise Invalid([FieldError("/email", address_of_leaver(holder))], code="address_of_leaver")
    refuse_barred(barred_fields(by.actor, holder, ["email"]))
    return holder


def _give_up(by: Command, leaver: Person | None, taker: Person) -> None:
    """Take the address from someone who left, in the same transaction; and a provider's keys that go with it."""
    if leaver is not None:
        same_name = leaver.user_name.casefold() == taker.user_name.casefold()
        user_name = "" if same_name else leaver.user_name
        scim_id = "" if leaver.scim_id == taker.scim_id else leaver.scim_id
        new = store.write(by.changes, leaver, replace(leaver, email="", user_name=user_name, scim_id=scim_id))
        by.changes.put_all(audit.rows(by.now, [recorded(by.actor, "address_given_up", leaver, new)]), ABSENT)
        if by.accounts:
            by.changes.put_all(timetable.rows(accounts.follows(leaver, new, by.now)))


def _refuse_during_import(by: Command) -> None:
    lock = store.lock(by.reads)
    if lock is not None and lock.holds(by.now):
        raise Conflict("import_running")
    by.changes.check(store.LOCK, lock.version if lock else ABSENT)


def _new_manager(by: Command, person: Person) -> Person | None:
    """The manager, as of this transaction: no one above them may have moved since, or a circle could close."""
    if person.manager_id is None:
        return None
    manager = store.find(by.reads, [person.manager_id]).get(person.manager_id)
    if manager is None:
        raise reading.unknown("/manager_id")
    above = store.find(by.reads, manager.chain)
    for one in (manager, *above.values()):
        if one.id != person.id:
            by.changes.check(store.person_key(one.id), one.version)
    links = [*(above[i] for i in manager.chain if i in above), manager]
    if any(lower.manager_id != upper.id for upper, lower in pairwise(links)):
        raise Conflict("directory_changing")
    return manager


def _keep_an_admin(by: Command, old: Person, new: Person) -> None:
    if runs_hr(old) and not runs_hr(new):
        other = successor(old, new, reading.hr_admins(by.reads))
        if other is not None:
            by.changes.check(store.hr_key(other.id), other.version)


def _take_along(by: Command, old: Person, new: Person) -> list[PlannedJob]:
    """Bring those below up to date in this transaction, or leave them to the queue where they are many."""
    if new.chain == old.chain and new.name == old.name:
        return []
    moved = new.chain != old.chain
    below = _below(by.reads, old) if moved else _direct(by.reads, old)
    first = list(islice(below, AT_ONCE + 1))
    if moved:
        check_depth(old, new, max((len(p.chain) for p in (*first, *below)), default=0))
    trial = Changes(by.changes.op)
    followers = _followed(new, first)
    for before, after in followers:
        store.write(trial, before, after)
    if len(first) > AT_ONCE or len(trial) + len(by.changes) > ROOM:
        path = path_of(old) if moved else ""
        return [planned_job(RECHAIN, by.now, new.id, str(new.version), person_id=new.id, path=path)]
    for before, after in followers:
        store.write(by.changes, before, after)
    return []


def _followed(top: Person, below: Iterable[Person]) -> list[tuple[Person, Person]]:
    """Each of `below` before and after `top` changed; managers come before those below them."""
    known = {top.id: top}
    found = []
    for person in below:
        if person.id in known:
            continue
        manager = known.get(person.manager_id or "")
        if manager is not None:
            known[person.id] = followed(person, manager)
            found.append((person, known[person.id]))
    return found


def _below(reads: Reads, person: Person) -> Iterable[Person]:
    """Everyone below, as stored now: the index says who, the rows say what. With leavers to whom someone reports."""
    after, more = None, True
    while more:
        found, after = reading.subtree(reads, person, after=after)
        yield from with_leavers(reads, store.find(reads, [p.id for p in found]))
        more = after is not None


def with_leavers(reads: Reads, below: Mapping[str, Person]) -> list[Person]:
    """`below` and those who left above them, managers first: who reports to a leaver stays below who is above."""
    above = store.find(reads, {one for person in below.values() for one in person.chain} - below.keys())
    gone = [person for person in above.values() if not person.active]
    return sorted((*below.values(), *gone), key=lambda person: len(person.chain))


def _direct(reads: Reads, person: Person) -> Iterable[Person]:
    after, more = None, True
    while more:
        found, after = reading.reports(reads, person.id, after=after)
        yield from store.find(reads, [p.id for p in found]).values()
        more = after is not None
