"""A nudge: a person reminds those with an open task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from chalicelib.cycles import rules as cycles
from chalicelib.kernel.errors import Conflict
from chalicelib.people.rules import Ref
from chalicelib.reviews import mails
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Nudged
from chalicelib.reviews.rules.outcome import Notification, Outcome, entry, notification
from chalicelib.reviews.rules.table import ReviewAction, check
from chalicelib.reviews.rules.tasks import Task, nudgeable


def nudge(context: ReviewContext) -> Outcome:
    """Those with an open task are reminded by a person; each task of each person at most once a day."""
    check(context, ReviewAction.NUDGE)
    review = context.review
    done = {(n.person_id, n.task, n.on) for n in review.nudges}
    fresh = [
        (t, day) for t in nudgeable(context) if (t.person.id, t.kind.value, day := _day(context, t.person)) not in done
    ]
    if not fresh:
        raise Conflict("nudged_today")
    named = {(t.person.id, t.kind.value) for t, _ in fresh}
    kept = tuple(n for n in review.nudges if (n.person_id, n.task) not in named)
    new = tuple(Nudged(person_id=t.person.id, task=t.kind.value, on=day) for t, day in fresh)
    return Outcome(
        review=replace(review, nudges=(*kept, *new)),
        notifications=tuple(_nudge_notification(context, task) for task, _ in fresh),
        entries=(entry(context, ReviewAction.NUDGE, detail={"tasks": len(fresh)}),),
    )


def _day(context: ReviewContext, person: Ref) -> date:
    zone = context.review.reviewer_zone if person.id == context.review.reviewer.id else context.review.reviewee_zone
    return context.now.astimezone(ZoneInfo(cycles.zone_for(context.cycle.timeline, zone))).date()


def _nudge_notification(context: ReviewContext, task: Task) -> Notification:
    return notification(
        context,
        mails.NUDGE,
        task.person,
        task=task.kind.value,
        reviewee=context.review.reviewee.name,
        by=context.actor.public_name,
    )
