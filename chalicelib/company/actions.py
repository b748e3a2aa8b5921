"""What is done with the company's settings: read by everyone, changed by HR admins."""

from dataclasses import replace
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.company import store
from chalicelib.company.jobs import GATHER_RHYTHM, GatherRhythm
from chalicelib.company.rules import Company, Rhythm, changed
from chalicelib.company.store import COMPANY_KEY
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job

__all__ = ["COMPANY_KEY", "INVITE", "REGROUP", "REZONE", "change", "load"]

SUBJECT = "company"
REZONE = "rezone"
"""The timetable's work that begins with other zones; `people.actions.rezoning` does it."""
REGROUP = "scim_group"
"""… that follows when another group makes HR assistants; `scim.actions.assigning` does it."""
INVITE = "invite_people"
"""The work that gives accounts to those who have none; `people` does it."""


def load(reads: Reads) -> Company:
    """What is set now; costs nothing where `COMPANY_KEY` was read ahead."""
    return store.find(reads)


def change(
    reads: Reads, actor: Actor, old: Company, wanted: Company, *, now: datetime, changes: Changes
) -> tuple[Company, list[PlannedJob]]:
    """Set what is wanted; answers it, and what now falls due. What is set already is not written again."""
    differences = changed(old, wanted)
    if not differences:
        return old, []
    company = replace(wanted, version=old.version + 1)
    changes.put(store.row(company), old.version or ABSENT)
    entry = trail.of(
        actor, "company_changed", subject_id=SUBJECT, object_kind=SUBJECT, object_id=SUBJECT, detail=differences
    )
    changes.put_all(audit.rows(now, [entry]), ABSENT)
    follows = [*_follows(old, company, now), *_regroups(old, company, actor, now)]
    changes.put_all(timetable.rows(follows))
    reads.table.commit(changes)
    return company, follows


def _follows(old: Company, new: Company, now: datetime) -> list[PlannedJob]:
    """A rhythm that is switched off, or is another one, ends by itself: its work looks here when it is due."""
    found = []
    if new.rhythm not in (old.rhythm, Rhythm.OFF):
        found.append(at(now, GATHER_RHYTHM, GatherRhythm(rhythm=new.rhythm.value)))
    if (new.time_zone, new.zones) != (old.time_zone, old.zones):
        found.append(planned_job(REZONE, now, str(new.version)))
    if new.accounts.automatic and not old.accounts.automatic:
        found.append(planned_job(INVITE, now, f"automatic{new.version}", run_id=""))
    return found


def _regroups(old: Company, new: Company, actor: Actor, now: datetime) -> list[PlannedJob]:
    before, after = old.scim.assistant_group, new.scim.assistant_group
    if before.casefold() == after.casefold():
        return []
    return [planned_job(REGROUP, now, str(new.version), old=before, new=after, by=actor.id)]
