"""What HR asks for a whole cycle, and what follows when a cycle changes: done review by review, in pages."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle, CycleState, Stage, WorkKind
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.storage.table import ABSENT
from chalicelib.mail import actions as mail
from chalicelib.mail.kinds import MailKind
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.reviews.actions import commands, review_rows, schedule, vacancies
from chalicelib.reviews.actions.loading import Command, LoadedReview
from chalicelib.reviews.rules import Cause, Notification, Review, SideName, open_tasks, review_id
from chalicelib.rollout.actions import launch, paging, runs
from chalicelib.rollout.actions.deadline_jobs import STAGES
from chalicelib.rollout.store import cycle_index, launch_results
from chalicelib.timetable import actions as timetable


def nudge_all(context: JobContext, work: PlannedJob) -> str | None:
    """Nudge everyone with an open task."""
    return _over(context, work, commands.nudge)


def share_all(context: JobContext, work: PlannedJob) -> str | None:
    """Share one side of every review for its author, where something was written."""
    side = SideName(work.params["side"])
    return _over(context, work, lambda by, review: commands.share(by, review, side))


def extend_all(context: JobContext, work: PlannedJob) -> str | None:
    """Give every review more time for one side."""
    until = date.fromisoformat(work.params["until"])
    return _over(context, work, lambda by, review: commands.extend(by, review, work.params["side"], until))


def nudge_team(context: JobContext, work: PlannedJob) -> str | None:
    """Nudge those with an open task in the reviews that a manager chose."""
    ids = work.params["review_ids"].split(",")
    actor = paging.acting(context.reads, work.params["by"])
    return runs.over(context, work, actor, lambda cursor: _named(ids, cursor), commands.nudge)


def _over(context: JobContext, work: PlannedJob, act: runs.Act) -> str | None:
    cycle = cycles.load(context.reads, work.params["cycle_id"])
    actor = paging.acting(context.reads, work.params["by"]) if plan.running(cycle) else None
    return runs.over(context, work, actor, lambda cursor: _page(context, work, cycle, cursor), act)


def _page(context: JobContext, work: PlannedJob, cycle: Cycle, cursor: str | None) -> tuple[list[str], str | None]:
    """Return the next reviews: of the people who were named, or of everyone."""
    named = work.params.get("person_ids", "")
    if named:
        return _named([review_id(cycle.id, person) for person in named.split(",")], cursor)
    reviews, further = cycle_index.walk(context.runtime.table, cycle, cursor, paging.PAGE)
    return [review.id for review in reviews], further


def _named(ids: Sequence[str], cursor: str | None) -> tuple[list[str], str | None]:
    end = int(cursor or 0) + paging.PAGE
    return list(ids[end - paging.PAGE : end]), str(end) if end < len(ids) else None


def redate(context: JobContext, work: PlannedJob) -> str | None:
    """Carry moved dates into the timetable and into the reviews, and tell those who still have to do something."""
    cycle = cycles.load(context.reads, work.params["cycle_id"])
    if not work.params["run"]:
        return _end(context, work, cycle)
    moved = set(work.params["moved"].split(","))
    if work.cursor is None and plan.running(cycle):
        _plan_anew(context, cycle, opens="opens_on" in moved)
    stages = [stage for stage in Stage if stage in moved]
    return runs.over(
        context,
        work,
        SYSTEM,
        lambda cursor: _page(context, work, cycle, cursor),
        lambda by, review: _redated(by, review, stages),
    )


def _redated(by: Command, review_id: str, stages: Sequence[Stage]) -> LoadedReview | None:
    """The review with the cycle's dates; what someone has to do by one of them is said in one list a person."""
    loaded = commands.redate(by, review_id)
    review = loaded.review
    for task in open_tasks(review, by.now):
        if by.notifications is not None and STAGES[task.kind] in stages and _by_the_cycle(review, STAGES[task.kind]):
            params = {"cycle": loaded.context.cycle.name, "task": task.kind}
            by.notifications.append(Notification(kind=MailKind.DEADLINE_MOVED, to=task.person, params=params))
    return loaded if by.notifications or len(by.changes) else None


def _by_the_cycle(review: Review, stage: Stage) -> bool:
    """Whether the cycle's date holds here, and none that was granted to this review alone."""
    deadline = schedule.deadline_of(review, stage)
    return deadline.extended_to != deadline.day


def _end(context: JobContext, work: PlannedJob, cycle: Cycle) -> str | None:
    """A cycle has closed: its reviews say so, and those for whom something was open hear of it."""
    if work.cursor is None:
        vacancies.forget(context.reads, context.changes, cycle.id)
    reviews, cursor = cycle_index.walk(context.runtime.table, cycle, work.cursor, paging.PAGE)

    def act(by: Command, review: str) -> None:
        _tell_closed(by, review, cycle)
        commands.redate(by, review)

    paging.each(context, SYSTEM, (review.id for review in reviews), act)
    return cursor


def _plan_anew(context: JobContext, cycle: Cycle, *, opens: bool) -> None:
    """Write what is due at the new instants; the rows of the old ones find their date moved and do nothing."""
    works = schedule.works(cycle, cycle.zones, context.now)
    prefetch = [item for item in works if opens or item.kind != WorkKind.OPEN or item.due_at > context.now]
    timetable.plan(context.runtime.table, prefetch)
    timetable.send_now(context.runtime.queue, *(item for item in prefetch if item.due_at <= context.now))


def _tell_closed(by: Command, review_id: str, cycle: Cycle) -> None:
    """Those for whom something was open until the cycle closed: one email each."""
    key = review_rows.head_key(review_id)
    review = review_rows.review_of(by.reads.fetch(key)[key])
    before = min(by.now, cycle.ended_at or by.now, review.closes_at) - timedelta(microseconds=1)
    told = {task.person.id for task in open_tasks(review, before)}
    params = {"cycle": cycle.name, "cycle_id": cycle.id}
    _to_each(by, cycle, MailKind.CYCLE_CLOSED, told, params, once="closed")


def _to_each(
    by: Command, cycle: Cycle, kind: MailKind, told: Collection[str], params: dict[str, str], *, once: str
) -> None:
    known = people.find(by.reads, told) if told else {}
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
    by.changes.put_all(mail.rows(by.now, mail.unwritten(by.reads, mails)), ABSENT)


def cancel(context: JobContext, work: PlannedJob) -> str | None:
    """Withdraw what is not finished in a cancelled cycle; everyone in it gets one mail."""
    cycle = cycles.load(context.reads, work.params["cycle_id"])
    if cycle.state not in {CycleState.CANCELLED, CycleState.ARCHIVED}:
        return None
    if work.cursor is None and not work.ref.endswith("#again"):
        # The board may lag behind the last page of a launch that was going on.
        timetable.plan(context.runtime.table, [schedule.again(work, launch.INDEX_LAG)])
    reviews, cursor = cycle_index.walk(context.runtime.table, cycle, work.cursor, paging.PAGE)

    def act(by: Command, review: str) -> None:
        _tell_cancelled(by, commands.withdraw(by, review, Cause.CYCLE_CANCELLED, tell=False))

    paging.each(context, _canceller(context, work), (review.id for review in reviews), act)
    return cursor


def _canceller(context: JobContext, work: PlannedJob) -> Actor:
    """The audit names who cancelled; what they may do to single reviews does not matter anymore."""
    actor = paging.acting(context.reads, work.params["by"])
    return SYSTEM if actor is None else Actor(id=actor.id, name=actor.name, kind=SYSTEM.kind)


def _tell_cancelled(by: Command, loaded: LoadedReview) -> None:
    cycle, review = loaded.context.cycle, loaded.review
    params = {"cycle": cycle.name, "cycle_id": cycle.id}
    both = {review.reviewee.id, review.reviewer.id}
    _to_each(by, cycle, MailKind.CYCLE_CANCELLED, both, params, once="cancelled")


def tally(context: JobContext, work: PlannedJob) -> None:
    """Count where the reviews of a large cycle stand."""
    cycle = cycles.load(context.reads, work.params["cycle_id"])
    counted = launch_results.counted(cycle_index.everyone(context.runtime.table, cycle), context.now)
    context.changes.put(launch_results.tally_row(cycle.id, counted))
