"""What falls due in a rhythm: once a period it is looked who lives where, and each zone is reminded at its hour.

All of it may come late, twice or after HR has chosen otherwise: what goes out is asked of the company and of the
people as they are then, and there is one reminder a person and day.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from chalicelib.company import actions as company
from chalicelib.company.jobs import GATHER_RHYTHM, GatherRhythm
from chalicelib.company.rules import Rhythm
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.storage.table import batches
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.rhythm import rules, store
from chalicelib.rhythm.jobs import REMIND, Remind
from chalicelib.rhythm.rules import Period

PAGE = 500
MOST_PLANNED = 90
"""Rows of one transaction, with room for the progress of the job."""
AT_ONCE = 49
"""People of one reminder: each is two keys, and with the company's row they are one read."""


def gather(context: JobContext, params: GatherRhythm) -> str | None:
    """Look who lives where, and plan when each zone is reminded; at the end plan the same for the next period.

    The job that comes from HR's choice is due at once. Where that is before the period's own hour, it only plans
    that; where it is after, those are reminded whose hour is still ahead.
    """
    rhythm = Rhythm(params.rhythm)
    if company.load(context.reads).rhythm is not rhythm:
        return None
    period = rules.period_at(rhythm, context.due_at, rules.EARLIEST)
    if context.due_at < rules.gathered_at(period):
        context.plan(_gathering(rhythm, period))
        return None
    if not rules.over(period, context.now):
        reminders, further = _planned(context, rhythm, period)
        context.plan(*reminders)
        if further is not None:
            return further
    context.plan(_gathering(rhythm, rules.following(rhythm, period)))
    return None


def _planned(context: JobContext, rhythm: Rhythm, period: Period) -> tuple[list[PlannedJob], str | None]:
    """Return the reminders of the next people, as many as one transaction holds, and where those after them begin."""
    found, further = people.directory_page(context.runtime.table, limit=PAGE, after=context.cursor)
    reminders = list(_reminders(rhythm, period, context.due_at, found))
    while len(reminders) > MOST_PLANNED:
        found = found[: len(found) // 2]
        further = people.directory_position(found[-1])
        reminders = list(_reminders(rhythm, period, context.due_at, found))
    return reminders, further


def _gathering(rhythm: Rhythm, period: Period) -> PlannedJob:
    """Return the job of one period: the same row, no matter who plans it, so that a rhythm never runs twice."""
    return at(rules.gathered_at(period), GATHER_RHYTHM, GatherRhythm(rhythm=rhythm.value))


def _reminders(rhythm: Rhythm, period: Period, since: datetime, found: list[Person]) -> Iterator[PlannedJob]:
    """Yield the reminders of these people whose hour is not before `since`."""
    asked = sorted((rules.zone_of(one.time_zone), one.id) for one in found if one.manager_id is not None)
    for zone, members in groupby(asked, key=lambda one: one[0]):
        due = rules.reminded_at(period, zone)
        if due < since:
            continue
        for part in batches([person_id for _, person_id in members], AT_ONCE):
            params = Remind(rhythm=rhythm.value, first=period.first, zone=zone, people=tuple(part))
            yield at(due, REMIND, params)


def remind(context: JobContext, params: Remind) -> None:
    """Remind those of one zone who have nothing in the period yet, while it lasts there."""
    keys = map(store.rhythm_key, params.people)
    found = context.reads.fetch(company.COMPANY_KEY, *map(people.person_key, params.people), *keys)
    rhythm = Rhythm(params.rhythm)
    period = rules.period_of(rhythm, params.first)
    if company.load(context.reads).rhythm is not rhythm or context.now >= rules.due_at(period, params.zone):
        return
    mails = []
    for person in people.find(context.reads, params.people).values():
        row = found.get(store.rhythm_key(person.id))
        made = store.made_of(row) if row else None
        if person.active and person.manager_id and not rules.has_made(made, period, rules.zone_of(person.time_zone)):
            mails.append(_reminder(person, context.due_at))
    mail.send_once(context, *mails)


def _reminder(to: Person, due: datetime) -> Mail:
    """Return the one reminder of the day, in which this stands with whatever else is open then."""
    return mail.reminder(
        person_id=to.id, name=to.name, address=to.email, zone=to.time_zone, at=due, task="record_reflection"
    )
