"""What falls due in a rhythm: once a period it is looked who lives where, and each zone is reminded at its hour.

All of it may come late, twice or after HR has chosen otherwise: what goes out is asked of the company and of the
people as they are then, and there is one reminder a person and day.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from chalicelib.company import actions as company
from chalicelib.company.rules import Rhythm
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.storage.table import ABSENT, batches
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.rhythm import rules, store
from chalicelib.rhythm.rules import Period
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job

REMIND = "rhythm_remind"
PAGE = 500
AT_ONCE = 49
"""People of one reminder: each is two keys, and with the company's row they are one read."""


def gather(context: JobContext, item: PlannedJob) -> str | None:
    """Look who lives where, and plan when each zone is reminded; at the end plan the same for the next period.

    The work that comes from HR's choice is due at once. Where that is before the period's own hour, it only plans
    that; where it is after, those are reminded whose hour is still ahead.
    """
    rhythm = Rhythm(item.params["rhythm"])
    if company.load(context.reads).rhythm is not rhythm:
        return None
    period = rules.period_at(rhythm, item.due_at, rules.EARLIEST)
    if item.due_at < rules.gathered_at(period):
        context.changes.put_all(timetable.rows([_gathering(rhythm, period)]))
        return None
    if not rules.over(period, context.now):
        table = context.runtime.table
        found, further = people.directory_page(table, limit=PAGE, after=item.cursor)
        timetable.plan(table, _reminders(rhythm, period, item, found))
        if further is not None:
            return further
    context.changes.put_all(timetable.rows([_gathering(rhythm, rules.following(rhythm, period))]))
    return None


def _gathering(rhythm: Rhythm, period: Period) -> PlannedJob:
    """The work of one period: the same row, no matter who plans it, so that a rhythm never runs twice."""
    return planned_job(company.RHYTHM, rules.gathered_at(period), rhythm, rhythm=rhythm)


def _reminders(rhythm: Rhythm, period: Period, item: PlannedJob, found: list[Person]) -> Iterator[PlannedJob]:
    asked = sorted((rules.zone_of(one.time_zone), one.id) for one in found if one.manager_id is not None)
    for zone, members in groupby(asked, key=lambda one: one[0]):
        at = rules.reminded_at(period, zone)
        if at < item.due_at:
            continue
        for part in batches([person_id for _, person_id in members], AT_ONCE):
            first = period.first.isoformat()
            about = {"rhythm": rhythm, "first": first, "zone": zone}
            yield planned_job(REMIND, at, rhythm, first, zone, part[0], **about, people=" ".join(part))


def remind(context: JobContext, item: PlannedJob) -> None:
    """Remind those of one zone who have nothing in the period yet, while it lasts there."""
    asked = item.params["people"].split()
    keys = map(store.rhythm_key, asked)
    found = context.reads.fetch(company.COMPANY_KEY, *map(people.person_key, asked), *keys)
    rhythm = Rhythm(item.params["rhythm"])
    period = rules.period_of(rhythm, date.fromisoformat(item.params["first"]))
    if company.load(context.reads).rhythm is not rhythm or context.now >= rules.due_at(period, item.params["zone"]):
        return
    mails = []
    for person in people.find(context.reads, asked).values():
        row = found.get(store.rhythm_key(person.id))
        made = store.made_of(row) if row else None
        if person.active and person.manager_id and not rules.has_made(made, period, rules.zone_of(person.time_zone)):
            mails.append(_reminder(person, item.due_at))
    context.changes.put_all(mail.rows(context.now, mail.unwritten(context.reads, mails)), ABSENT)


def _reminder(to: Person, at: datetime) -> Mail:
    """It stands in the one reminder of the day, with whatever else is open then."""
    return mail.reminder(
        person_id=to.id, name=to.name, address=to.email, zone=to.time_zone, at=at, task="record_reflection"
    )
