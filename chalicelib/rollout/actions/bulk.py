"""What HR asks for a whole cycle, and what follows when a cycle changes: done review by review, in pages."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.jobs import MoveDates
from chalicelib.cycles.rules import Cycle, CycleState, Stage
from chalicelib.kernel.command import Command, JobContext, perform_each
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail, MailKind
from chalicelib.people import actions as people
from chalicelib.reviews.actions import commands, review_rows, schedule, vacancies
from chalicelib.reviews.actions.loaded_review import LoadedReview
from chalicelib.reviews.rules import EndingCause, Notification, Review, open_tasks, review_id
from chalicelib.rollout import mails as rollout_mails
from chalicelib.rollout.actions import review_pages, runs
from chalicelib.rollout.actions.cycle_dates import INDEX_LAG
from chalicelib.rollout.actions.deadline_jobs import STAGES
from chalicelib.rollout.jobs import (
    CANCEL_REVIEWS,
    PLAN_DATES,
    CancelReviews,
    CycleParams,
    ExtendAll,
    NudgeAll,
    NudgeTeam,
    PlanDates,
    ShareAll,
)
from chalicelib.rollout.rules.launch_results import counted
from chalicelib.rollout.store import cycle_index, launch_results


def nudge_all(context: JobContext, params: NudgeAll) -> str | None:
    """Nudge everyone with an open task."""
    return _over(context, params, commands.nudge)


def share_all(context: JobContext, params: ShareAll) -> str | None:
    """Share one side of every review for its author, where something was written."""
    return _over(context, params, lambda command, review: commands.share(command, review, params.side))


def extend_all(context: JobContext, params: ExtendAll) -> str | None:
    """Give every review more time for one side."""
    return _over(context, params, lambda command, review: commands.extend(command, review, params.side, params.until))


def nudge_team(context: JobContext, params: NudgeTeam) -> str | None:
    """Nudge those with an open task in the reviews that a manager chose."""
    actor = review_pages.acting(context.reads, params.by)
    return runs.over(context, params.run_id, actor, lambda cursor: _named(params.review_ids, cursor), commands.nudge)


def _over(context: JobContext, params: NudgeAll | ShareAll | ExtendAll, act: runs.Act) -> str | None:
    cycle = cycles.load(context.reads, params.cycle_id)
    actor = review_pages.acting(context.reads, params.by) if plan.running(cycle) else None
    named = [review_id(cycle.id, person) for person in params.person_ids]

    def pages(cursor: str | None) -> tuple[list[str], str | None]:
        return _named(named, cursor) if named else _everyone(context, cycle, cursor)

    return runs.over(context, params.run_id, actor, pages, act)


def _everyone(context: JobContext, cycle: Cycle, cursor: str | None) -> tuple[list[str], str | None]:
    reviews, further = cycle_index.walk(context.runtime.table, cycle, cursor, review_pages.PAGE)
    return [review.id for review in reviews], further


def _named(ids: Sequence[str], cursor: str | None) -> tuple[list[str], str | None]:
    end = int(cursor or 0) + review_pages.PAGE
    return list(ids[end - review_pages.PAGE : end]), str(end) if end < len(ids) else None


def move_dates(context: JobContext, params: MoveDates) -> str | None:
    """Carry moved dates into the timetable and into the reviews, and tell those who still have to do something."""
    cycle = cycles.load(context.reads, params.cycle_id)
    if context.cursor is None and plan.running(cycle):
        # The jobs of the old instants find their date moved and do nothing.
        anew = PlanDates(cycle_id=cycle.id, opens="opens_on" in params.moved)
        context.plan(at(context.now, PLAN_DATES, anew))
    stages = [stage for stage in Stage if stage in params.moved]
    return runs.over(
        context,
        params.run_id,
        SYSTEM,
        lambda cursor: _everyone(context, cycle, cursor),
        lambda command, review: _redated(command, review, stages),
    )


def _redated(command: Command, review_id: str, stages: Sequence[Stage]) -> LoadedReview | None:
    """Return the review with the cycle's dates; what someone has to do by one of them is said in one list a person."""
    loaded = commands.redate(command, review_id)
    review = loaded.review
    for task in open_tasks(review, command.now):
        if command.gathered is not None and STAGES[task.kind] in stages and _by_the_cycle(review, STAGES[task.kind]):
            params = {"cycle": loaded.context.cycle.name, "task": task.kind}
            command.gathered.append(Notification(kind=rollout_mails.DEADLINE_MOVED, to=task.person, params=params))
    return loaded if command.gathered or len(command.changes) else None


def _by_the_cycle(review: Review, stage: Stage) -> bool:
    """Return whether the cycle's date holds here, and none that was granted to this review alone."""
    deadline = schedule.deadline_of(review, stage)
    return deadline.extended_to != deadline.day


def close_reviews(context: JobContext, params: CycleParams) -> str | None:
    """A cycle has closed: its reviews say so, and those for whom something was open hear of it."""
    cycle = cycles.load(context.reads, params.cycle_id)
    if context.cursor is None:
        vacancies.forget(context.reads, context.changes, cycle.id)
    ids, cursor = _everyone(context, cycle, context.cursor)

    def act(command: Command, review: str) -> None:
        _tell_closed(command, review, cycle)
        commands.redate(command, review)

    perform_each(context, SYSTEM, ids, act)
    return cursor


def _tell_closed(command: Command, review_id: str, cycle: Cycle) -> None:
    """Those for whom something was open until the cycle closed: one email each."""
    key = review_rows.head_key(review_id)
    review = review_rows.review_of(command.reads.fetch(key)[key])
    before = min(command.now, cycle.ended_at or command.now, review.closes_at) - timedelta(microseconds=1)
    recipients = {task.person.id for task in open_tasks(review, before)}
    params = {"cycle": cycle.name, "cycle_id": cycle.id}
    _to_each(command, cycle, rollout_mails.CYCLE_CLOSED, recipients, params, once="closed")


def _to_each(
    command: Command, cycle: Cycle, kind: MailKind, recipients: Collection[str], params: dict[str, str], *, once: str
) -> None:
    known = people.find(command.reads, recipients) if recipients else {}
    mails = [
        Mail(
            kind=kind,
            to_person_id=to.id,
            to_name=to.name,
            to_address=to.email,
            time_zone=to.time_zone,
            mail_id=digest_id(cycle.created_at, cycle.id, to.id, kind.name, once),
            params=params,
        )
        for to in known.values()
        if to.active
    ]
    mail.send_once(command, *mails)


def cancel_reviews(context: JobContext, params: CancelReviews) -> str | None:
    """Withdraw what is not finished in a cancelled cycle; everyone in it gets one mail."""
    cycle = cycles.load(context.reads, params.cycle_id)
    if cycle.state not in {CycleState.CANCELLED, CycleState.ARCHIVED}:
        return None
    if context.cursor is None and not params.again:
        # The index may lag behind the last page of a launch that was going on.
        again = CancelReviews(cycle_id=cycle.id, by=params.by, again=True)
        context.plan(at(context.due_at + INDEX_LAG, CANCEL_REVIEWS, again))
    ids, cursor = _everyone(context, cycle, context.cursor)

    def act(command: Command, review: str) -> None:
        _tell_cancelled(command, commands.withdraw(command, review, EndingCause.CYCLE_CANCELLED, tell=False))

    perform_each(context, _canceller(context, params.by), ids, act)
    return cursor


def _canceller(context: JobContext, by: str) -> Actor:
    """Return who cancelled, for the audit; what they may do to single reviews does not matter anymore."""
    actor = review_pages.acting(context.reads, by)
    return SYSTEM if actor is None else Actor(id=actor.id, name=actor.name, kind=SYSTEM.kind)


def _tell_cancelled(command: Command, loaded: LoadedReview) -> None:
    cycle, review = loaded.context.cycle, loaded.review
    params = {"cycle": cycle.name, "cycle_id": cycle.id}
    both = {review.reviewee.id, review.reviewer.id}
    _to_each(command, cycle, rollout_mails.CYCLE_CANCELLED, both, params, once="cancelled")


def tally(context: JobContext, params: CycleParams) -> None:
    """Count where the reviews of a large cycle stand."""
    cycle = cycles.load(context.reads, params.cycle_id)
    counts = counted(cycle_index.everyone(context.runtime.table, cycle), context.now)
    context.changes.put(launch_results.tally_row(cycle.id, counts))
