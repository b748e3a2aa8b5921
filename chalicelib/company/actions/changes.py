"""HR admins change the company's settings, and what follows from that does."""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.company import store
from chalicelib.company.jobs import (
    GATHER_RHYTHM,
    INVITE_EVERYONE,
    REGROUP,
    REZONE,
    GatherRhythm,
    InviteEveryone,
    Regroup,
    Rezone,
)
from chalicelib.company.rules import Company, Rhythm, changed
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.storage.table import ABSENT

SUBJECT = "company"


def change(command: Command, old: Company, wanted: Company) -> Company:
    """Set what is wanted, and let follow what does from it. What is set already is not written again."""
    if wanted.accounts.automatic and command.runtime.accounts is None:
        raise Conflict("no_accounts")
    differences = changed(old, wanted)
    if not differences:
        return old
    company = replace(wanted, version=old.version + 1)
    command.changes.put(store.row(company), old.version or ABSENT)
    entry = trail.of(
        command.actor, "company_changed", subject_id=SUBJECT, object_kind=SUBJECT, object_id=SUBJECT, detail=differences
    )
    audit.record(command, entry)
    command.plan(*_consequences(command, old, company))
    return company


def _consequences(command: Command, old: Company, new: Company) -> Iterator[PlannedJob]:
    """A rhythm that is switched off, or is another one, ends by itself: its job looks here when it is due."""
    now, version = command.now, new.version
    if new.rhythm not in (old.rhythm, Rhythm.OFF):
        yield at(now, GATHER_RHYTHM, GatherRhythm(rhythm=new.rhythm.value))
    if (new.time_zone, new.zones) != (old.time_zone, old.zones):
        yield at(now, REZONE, Rezone(version=version))
    if new.accounts.automatic and not old.accounts.automatic:
        yield at(now, INVITE_EVERYONE, InviteEveryone(cause=f"company {version}"))
    before, after = old.scim.assistant_group, new.scim.assistant_group
    if before.casefold() != after.casefold():
        yield at(now, REGROUP, Regroup(old=before, new=after, by=command.actor.id, version=version))
