"""One person changes: fields, manager, leaving, coming back. Those below follow, at once or page by page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, fault
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads
from chalicelib.people.actions import accounts, directory, notices, person_changes, time_zones
from chalicelib.people.actions.transactions import ROOM
from chalicelib.people.jobs import RECHAIN, Rechain
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
from chalicelib.people.rules.guards import ForbiddenFields, forbidden, forbidden_fields, set_alone
from chalicelib.people.rules.matches import address_of_leaver
from chalicelib.people.store import people

AT_ONCE = 40


def save(
    command: Command,
    old: Person,
    wanted: Person,
    *,
    reuse_addresses: bool = False,
    assigns: frozenset[str] = frozenset(),
) -> Person:
    """Write `wanted` in place of `old`; return what is stored then.

    `reuse_addresses`: the address may be that of someone who left, who then has none. `assigns`: the roles that HR
    lets this machine give and take.
    """
    if not wanted.active:
        raise Conflict("left", case="person", name=old.name)
    wanted = time_zones.moved(command.reads, old, wanted)
    check_grant(command.actor, old, wanted, assigns)
    admins = _admins_concerned(command, old, wanted)
    _keep_an_admin(command, old, wanted)
    refuse_forbidden(forbidden(command.actor, old, wanted, admins=admins))
    leaver = _leaver_of(command, old, wanted, reuse=reuse_addresses)
    moved = wanted.manager_id != old.manager_id or not old.active
    if moved:
        _refuse_during_import(command)
        wanted = placed(wanted, _new_manager(command, wanted))
    if changed_fields(old, wanted) == ():
        return old
    wanted = granted(command.actor, old, set_alone(command.actor, old, wanted, admins), admins)
    _give_up(command, leaver, wanted)
    return _write(command, old, wanted, "person_changed", admins)


def create(command: Command, wanted: Person, *, reuse_addresses: bool = False) -> Person:
    """Write someone new; return them as they are stored then."""
    wanted = time_zones.settled(command.reads, wanted)
    check_grant(command.actor, None, wanted, frozenset())
    nobody = replace(wanted, email="", external_id="")
    leaver = _leaver_of(command, nobody, wanted, reuse=reuse_addresses)
    _refuse_during_import(command)
    wanted = placed(wanted, _new_manager(command, wanted))
    admins = directory.hr_admins(command.reads) if wanted.roles else []
    wanted = granted(command.actor, None, wanted, admins)
    _give_up(command, leaver, wanted)
    return _write(command, None, wanted, "person_created", admins)


def leave(command: Command, old: Person, *, scim_deleted: bool = False) -> Person:
    """Mark someone as left: no login of theirs opens anything from this commit on."""
    wanted = departed(old, command.now) if old.active else old
    wanted = replace(wanted, scim_deleted=scim_deleted or old.scim_deleted)
    if wanted == old:
        return old
    _keep_an_admin(command, old, wanted)
    refuse_forbidden(forbidden(command.actor, old, wanted))
    return _write(command, old, wanted, "person_left", directory.hr_admins(command.reads) if runs_hr(old) else [])


def confirm_roles(command: Command, old: Person) -> Person:
    """Let a newly given role open content: another HR admin than giver and receiver knows that it is right."""
    wanted = confirmed(command.actor, old, directory.hr_admins(command.reads))
    return _write(command, old, wanted, "roles_confirmed", [])


def refuse_forbidden(found: ForbiddenFields | None) -> None:
    """Refuse what this actor may not change of this person."""
    if found is not None:
        raise found.refusal()


def _admins_concerned(command: Command, old: Person, wanted: Person) -> list[Person]:
    """Return the HR admins there are, where the change needs to know: roles, an admin's address, one's own manager."""
    concerns = old.roles != wanted.roles or (old.roles and old.email != wanted.email) or old.id == command.actor.id
    return directory.hr_admins(command.reads) if concerns else []


def _write(command: Command, old: Person | None, wanted: Person, done: str, admins: Sequence[Person]) -> Person:
    """Write `wanted` with its audit entry, the emails about it and the jobs that follow."""
    new = people.write(command.changes, old, wanted)
    if old is not None and new.active:
        _take_along(command, old, new)
    person_changes.plan(command, old, new)
    accounts.plan(command, old, new)
    notices.notify(command, notices.PersonChange(old=old, new=new, admins=admins))
    audit.record(command, entry_of(command.actor, done, old, new))
    return new


def entry_of(actor: Actor, done: str, old: Person | None, new: Person, *, bulk: bool = False) -> trail.AuditEntry:
    """Return the trail's entry: which fields changed, never to what."""
    changed = changed_fields(old, new) if old else ()
    detail = {"fields": ", ".join(changed)} if changed else None
    return trail.of(actor, done, subject_id=new.id, object_kind="person", object_id=new.id, detail=detail, bulk=bulk)


def _leaver_of(command: Command, old: Person, wanted: Person, *, reuse: bool) -> Person | None:
    """The leaver whose address `wanted` takes over; refuses keys that are someone else's. The store would, too."""
    if wanted.external_id and wanted.external_id != old.external_id:
        holder = people.find_by_key(command.reads, people.employee_key(wanted.external_id))
        if holder is not None and holder.id != wanted.id:
            raise Invalid(
                [FieldError("/external_id", fault("employee_id_taken", name=holder.name))], "employee_id_taken"
            )
    if not wanted.email or wanted.email == old.email:
        return None
    holder = people.find_by_email(command.reads, wanted.email)
    if holder is None or holder.id == wanted.id:
        return None
    if holder.active:
        raise Invalid([FieldError("/email", fault("email_taken"))], code="email_taken")
    if not reuse:
        raise Invalid([FieldError("/email", address_of_leaver(holder))], code="address_of_leaver")
    refuse_forbidden(forbidden_fields(command.actor, holder, ["email"]))
    return holder


def _give_up(command: Command, leaver: Person | None, taker: Person) -> None:
    """Take the address from someone who left, in the same transaction; and a provider's keys that go with it."""
    if leaver is not None:
        same_name = leaver.user_name.casefold() == taker.user_name.casefold()
        user_name = "" if same_name else leaver.user_name
        scim_id = "" if leaver.scim_id == taker.scim_id else leaver.scim_id
        wanted = replace(leaver, email="", user_name=user_name, scim_id=scim_id)
        new = people.write(command.changes, leaver, wanted)
        audit.record(command, entry_of(command.actor, "address_given_up", leaver, new))
        accounts.plan(command, leaver, new)


def _refuse_during_import(command: Command) -> None:
    lock = people.lock(command.reads)
    if lock is not None and lock.holds(command.now):
        raise Conflict("import_running")
    command.changes.check(people.LOCK, lock.version if lock else ABSENT)


def _new_manager(command: Command, person: Person) -> Person | None:
    """Return the manager, as of this transaction: no one above them may have moved since, or a circle could close."""
    if person.manager_id is None:
        return None
    manager = people.find(command.reads, [person.manager_id]).get(person.manager_id)
    if manager is None:
        raise directory.unknown("/manager_id")
    above = people.find(command.reads, manager.chain)
    for one in (manager, *above.values()):
        if one.id != person.id:
            command.changes.check(people.person_key(one.id), one.version)
    links = [*(above[i] for i in manager.chain if i in above), manager]
    if any(lower.manager_id != upper.id for upper, lower in pairwise(links)):
        raise Conflict("directory_changing")
    return manager


def _keep_an_admin(command: Command, old: Person, new: Person) -> None:
    if runs_hr(old) and not runs_hr(new):
        other = successor(old, new, directory.hr_admins(command.reads))
        if other is not None:
            command.changes.check(people.hr_key(other.id), other.version)


def _take_along(command: Command, old: Person, new: Person) -> None:
    """Bring those below up to date in this transaction, or leave them to a job where they are many."""
    if new.chain == old.chain and new.name == old.name:
        return
    moved = new.chain != old.chain
    below = _below(command.reads, old) if moved else _direct(command.reads, old)
    first = list(islice(below, AT_ONCE + 1))
    if moved:
        check_depth(old, new, max((len(p.chain) for p in (*first, *below)), default=0))
    trial = Changes(command.changes.op)
    followers = _followed(new, first)
    for before, after in followers:
        people.write(trial, before, after)
    if len(first) > AT_ONCE or len(trial) + len(command.changes) > ROOM:
        path = path_of(old) if moved else ""
        command.plan(at(command.now, RECHAIN, Rechain(person_id=new.id, path=path, version=new.version)))
        return
    for before, after in followers:
        people.write(command.changes, before, after)


def _followed(top: Person, below: Iterable[Person]) -> list[tuple[Person, Person]]:
    """Return each of `below` before and after `top` changed; managers come before those below them."""
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
        found, after = directory.subtree(reads, person, after=after)
        yield from with_leavers(reads, people.find(reads, [p.id for p in found]))
        more = after is not None


def with_leavers(reads: Reads, below: Mapping[str, Person]) -> list[Person]:
    """`below` and those who left above them, managers first: who reports to a leaver stays below who is above."""
    above = people.find(reads, {one for person in below.values() for one in person.chain} - below.keys())
    gone = [person for person in above.values() if not person.active]
    return sorted((*below.values(), *gone), key=lambda person: len(person.chain))


def _direct(reads: Reads, person: Person) -> Iterable[Person]:
    after, more = None, True
    while more:
        found, after = directory.reports(reads, person.id, after=after)
        yield from people.find(reads, [p.id for p in found]).values()
        more = after is not None
