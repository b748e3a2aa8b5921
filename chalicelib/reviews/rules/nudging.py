"""A nudge: a person reminds those with an open task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from chalicelib.cycles import rules as cycles
from chalicelib.kernel.errors import Conflict
from chalicelib.mail.kinds import MailKind
from chalicelib.people.rules import Ref
from chalicelib.reviews.rules.case import Case
from chalicelib.reviews.rules.model import Nudged
from chalicelib.reviews.rules.outcome import Letter, Outcome, entry, letter
from chalicelib.reviews.rules.table import Verb, check
from chalicelib.reviews.rules.tasks import Task, nudgeable


def nudge(case: Case) -> Outcome:
    """Those with an open task are reminded by a person; each task of each person at most once a day."""
    check(case, Verb.NUDGE)
    review = case.review
    done = {(n.person_id, n.task, n.on) for n in review.nudges}
    fresh = [(t, day) for t in nudgeable(case) if (t.person.id, t.kind.value, day := _day(case, t.person)) not in done]
    if not fresh:
        raise Conflict("nudged_today")
    named = {(t.person.id, t.kind.value) for t, _ in fresh}
    kept = tuple(n for n in review.nudges if (n.person_id, n.task) not in named)
    new = tuple(Nudged(person_id=t.person.id, task=t.kind.value, on=day) for t, day in fresh)
    return Outcome(
        review=replace(review, nudges=(*kept, *new)),
        letters=tuple(_nudge_letter(case, task) for task, _ in fresh),
        entries=(entry(case, Verb.NUDGE, detail={"tasks": len(fresh)}),),
    )


def _day(case: Case, person: Ref) -> date:
    zone = case.review.reviewer_zone if person.id == case.review.reviewer.id else case.review.reviewee_zone
    return case.now.astimezone(ZoneInfo(cycles.zone_for(case.cycle.timeline, zone))).date()


def _nudge_letter(case: Case, task: Task) -> Letter:
    return letter(
        case,
        MailKind.NUDGE,
        task.person,
        task=task.kind.value,
        reviewee=case.review.reviewee.name,
        by=case.actor.public_name,
    )
