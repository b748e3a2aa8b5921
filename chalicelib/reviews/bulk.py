"""What HR asks for a whole cycle, and what follows when a cycle changes: done review by review, in pages."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle, CycleState, Stage, WorkKind
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.table import ABSENT
from chalicelib.mail import actions as mail
from chalicelib.mail.kinds import MailKind
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.reviews import actions, board, launching, ledger, paging, schedule, store
from chalicelib.reviews.actions import Command, File
from chalicelib.reviews.rules import Review, SideName, dated, open_tasks, review_id
from chalicelib.reviews.sweeps import STAGES
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.actions import Turn
from chalicelib.timetable.rules import Work

Act = Callable[[Command, str], object]


def nudge_all(turn: Turn, work: Work) -> str | None:
    """Nudge everybody with an open task."""
    return _over(turn, work, actions.nudge)


def share_all(turn: Turn, work: Work) -> str | None:
    """Share one side of every review for its author, where something was written."""
    side = SideName(work.params["side"])
    return _over(turn, work, lambda by, review: actions.share(by, review, side))


def extend_all(turn: Turn, work: Work) -> str | None:
    """Give every review more time for one side."""
    until = date.fromisoformat(work.params["until"])
    return _over(turn, work, lambda by, review: actions.extend(by, review, work.params["side"], until))


def _over(turn: Turn, work: Work, act: Act) -> str | None:
    cycle = cycles.load(turn.reads, work.params["cycle_id"])
    actor = paging.acting(turn.reads, work.params["by"])
    if actor is None or not plan.running(cycle):
        return None
    ids, cursor = _page(turn, work, cycle)
    paging.each(turn, actor, ids, act)
    return cursor


def _page(turn: Turn, work: Work, cycle: Cycle) -> tuple[list[str], str | None]:
    """Answer the next reviews: of the people who were named, or of everybody."""
    named = work.params.get("person_ids", "")
    if not named:
        reviews, cursor = board.walk(turn.runtime.table, cycle, work.cursor, paging.PAGE)
        return [review.id for review in reviews], cursor
    ids = [review_id(cycle.id, person) for person in named.split(",")]
    at = int(work.cursor or 0)
    end = at + paging.PAGE
    return ids[at:end], str(end) if end < len(ids) else None


def redate(turn: Turn, work: Work) -> str | None:
    """Carry moved dates into the timetable and into the reviews, and tell those who still have to do something."""
    cycle = cycles.load(turn.reads, work.params["cycle_id"])
    moved = set(work.params["moved"].split(","))
    if work.cursor is None and plan.running(cycle):
        _plan_anew(turn, cycle, opens="opens_on" in moved)
    stages = [stage for stage in Stage if stage in moved]
    reviews, cursor = board.walk(turn.runtime.table, cycle, work.cursor, paging.PAGE)

    def act(by: Command, review: str) -> None:
        if cycle.state is CycleState.CLOSED:
            _tell_closed(by, review, cycle)
        file = actions.redate(by, review)
        if stages:
            _tell(by, file, stages)

    paging.each(turn, SYSTEM, (review.id for review in reviews), act)
    return cursor


def _plan_anew(turn: Turn, cycle: Cycle, *, opens: bool) -> None:
    """Write what is due at the new instants; the rows of the old ones find their date moved and do nothing."""
    works = schedule.works(cycle, cycle.zones, turn.now)
    ahead = [item for item in works if opens or item.kind != WorkKind.OPEN or item.due_at > turn.now]
    timetable.plan(turn.runtime.table, ahead)
    timetable.send_now(turn.runtime.queue, *(item for item in ahead if item.due_at <= turn.now))


def _tell(by: Command, file: File, stages: Sequence[Stage]) -> None:
    """One mail a person and move, with all dates that moved, to those who still have to do something by one of them."""
    review, cycle = file.review, file.case.cycle
    tasks = [task for task in open_tasks(review, by.now) if STAGES[task.kind] in stages]
    told = {task.person.id for task in tasks if _by_the_cycle(review, STAGES[task.kind])}
    zone = cycle.timeline.time_zone or ""
    dates = "\n".join(f"{stage} {dated(plan.due_on(cycle.timeline, stage), zone)}" for stage in stages)
    params = {"cycle": cycle.name, "cycle_id": cycle.id, "dates": dates}
    _to_each(by, cycle, MailKind.DEADLINE_MOVED, told, params, once=dates)


def _by_the_cycle(review: Review, stage: Stage) -> bool:
    """Whether the cycle's date holds here, and none that was granted to this review alone."""
    deadline = schedule.deadline_of(review, stage)
    return deadline.extended_to != deadline.day


def _tell_closed(by: Command, review_id: str, cycle: Cycle) -> None:
    """Those for whom something was open until the cycle closed: one mail each."""
    key = store.head_key(review_id)
    review = store.review_of(by.reads.fetch(key)[key])
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
            mail_id=digest_id(cycle.created_at, cycle.id, to.id, kind, once),
            params=params,
        )
        for to in known.values()
        if to.active
    ]
    by.changes.put_all(mail.rows(by.now, mail.unwritten(by.reads, mails)), ABSENT)


def cancel(turn: Turn, work: Work) -> str | None:
    """Withdraw what is not finished in a cancelled cycle; everybody in it gets one mail."""
    cycle = cycles.load(turn.reads, work.params["cycle_id"])
    if cycle.state not in {CycleState.CANCELLED, CycleState.ARCHIVED}:
        return None
    if work.cursor is None and not work.ref.endswith("#again"):
        # The board may lag behind the last page of a launch that was going on.
        timetable.plan(turn.runtime.table, [schedule.again(work, launching.INDEX_LAG)])
    reviews, cursor = board.walk(turn.runtime.table, cycle, work.cursor, paging.PAGE)

    def act(by: Command, review: str) -> None:
        _tell_cancelled(by, actions.withdraw(by, review, "The cycle was cancelled.", tell=False))

    paging.each(turn, _canceller(turn, work), (review.id for review in reviews), act)
    return cursor


def _canceller(turn: Turn, work: Work) -> Actor:
    """The audit names who cancelled; what they may do to single reviews does not matter any more."""
    actor = paging.acting(turn.reads, work.params["by"])
    return SYSTEM if actor is None else Actor(id=actor.id, name=actor.name, kind=SYSTEM.kind)


def _tell_cancelled(by: Command, file: File) -> None:
    cycle, review = file.case.cycle, file.review
    params = {"cycle": cycle.name, "cycle_id": cycle.id}
    both = {review.reviewee.id, review.reviewer.id}
    _to_each(by, cycle, MailKind.CYCLE_CANCELLED, both, params, once="cancelled")


def tally(turn: Turn, work: Work) -> None:
    """Count where the reviews of a large cycle stand."""
    cycle = cycles.load(turn.reads, work.params["cycle_id"])
    counted = ledger.counted(board.everyone(turn.runtime.table, cycle), turn.now)
    turn.changes.put(ledger.tally_row(cycle.id, counted))
