"""What is done with the company's settings: read by everybody, changed by HR admins."""

from dataclasses import replace
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.company import store
from chalicelib.company.rules import Company, changed
from chalicelib.company.store import COMPANY_KEY
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.table import ABSENT, Changes, Reads

__all__ = ["COMPANY_KEY", "change", "load"]

SUBJECT = "company"


def load(reads: Reads) -> Company:
    """What is set now; costs nothing where `COMPANY_KEY` was read ahead."""
    return store.find(reads)


def change(reads: Reads, actor: Actor, old: Company, wanted: Company, *, now: datetime, changes: Changes) -> Company:
    """Set what is wanted; answers it. What is set already is not written again."""
    differences = changed(old, wanted)
    if not differences:
        return old
    company = replace(wanted, version=old.version + 1)
    changes.put(store.row(company), old.version or ABSENT)
    entry = trail.of(
        actor, "company_changed", subject_id=SUBJECT, object_kind=SUBJECT, object_id=SUBJECT, detail=differences
    )
    changes.put_all(audit.rows(now, [entry]), ABSENT)
    reads.table.commit(changes)
    return company
