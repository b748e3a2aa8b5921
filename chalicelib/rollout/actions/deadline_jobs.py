"""What falls due in a cycle: it opens, reminds, counts who is missing at a deadline, and closes.

Each is due once and may come late or twice: what goes out is asked of the reviews as they are now, and every email has
an id made of what it is about. Nothing is ever shared here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.rules import Cycle, Stage
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.ids import digest_id, new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.kinds import MailKind
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews.actions import review_rows, schedule
from chalicelib.reviews.rules import Review, Task, TaskKind, open_tasks, timed
from chalicelib.rollout.actions import kickoff, paging
from chalicelib.rollout.store import cycle_index
from chalicelib.timetable.actions import RACED

STAGES = {
    TaskKind.WRITE_SELF: Stage.SELF,
    TaskKind.SHARE_SELF: Stage.SELF,
    TaskKind.WRITE_MANAGER: Stage.MANAGER,
    TaskKind.SHARE_MANAGER: Stage.MANAGER,
    TaskKind.CONTRIBUTE: Stage.MANAGER,
    TaskKind.SIGN: Stage.SIGN,
}
NAMED = 200
"""So many of those missing are named in a digest; all are counted."""


WINDOW = 5_000
LETTERS = "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a digest has gathered so far: whose reviews, and who is missing there."""

    cursor: str | None = None
    count: int = 0
    people: tuple[tuple[str, str], ...] = ()
    about: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How far an opening is: where its window of the board begins, and how many kick-offs of it are written."""

    window: str | None = None
    at: int = 0


def due_cycle(context: JobContext, work: PlannedJob) -> Cycle | None:
    """Return the cycle of this work, unless it has ended or the date behind the work has moved in the meantime."""
    cycle = cycles.load(context.reads, work.params["cycle_id"])
    return cycle if plan.running(cycle) else None


def open_zone(context: JobContext, work: PlannedJob) -> str | None:
    """The day has come in one zone: tell reviewers and reviewees there that they can begin."""
    cycle = due_cycle(context, work)
    if cycle is None or date.fromisoformat(work.params["on"]) != cycle.timeline.opens_on:
        return None
    place = decode(work.cursor, Opening) if work.cursor else Opening()
    due, further = _letters(context, work, cycle, place)
    end = place.at + paging.AT_ONCE
    mails = kickoff.mails(context.reads, cycle, due[place.at : end])
    if context.memory.get(RACED):
        mails = mail.unwritten(context.reads, mails)
    context.changes.put_all(mail.rows(context.now, mails), ABSENT)
    context.changes.check(cycles.cycle_key(cycle.id), cycle.version)
    if end < len(due):
        return encode(replace(place, at=end))
    context.memory.pop(LETTERS, None)
    return None if further is None else encode(Opening(window=further))


def _letters(
    context: JobContext, work: PlannedJob, cycle: Cycle, place: Opening
) -> tuple[list[kickoff.KickoffNotice], str | None]:
    """Return the kick-offs of one window of the board, read once for several pages, and where the next begins."""
    kept: tuple[list[kickoff.KickoffNotice], str | None] | None = context.memory.get(LETTERS)
    if kept is not None:
        return kept
    reviews, further = cycle_index.walk(context.runtime.table, cycle, place.window, WINDOW)
    whole = place.window is None and further is None
    due = kickoff.notifications(context.reads, cycle, reviews, work.params["zone"], context.now, whole=whole)
    context.memory[LETTERS] = due, further
    return due, further


def remind(context: JobContext, work: PlannedJob) -> str | None:
    """Remind those in one zone whose task of this stage is still open."""
    cycle = due_cycle(context, work)
    if cycle is None:
        return None
    reviews, cursor = _reviews(context, work, cycle)
    stage = Stage(work.params["stage"])
    asked = [review.id for review in reviews if any(_asked(review, cycle, work, stage, context.now))]
    # The board may lag: anyone who finished in the meantime is not reminded.
    heads = context.reads.fetch(*map(review_rows.head_key, asked))
    tasks = [
        task for head in heads.values() for task in _asked(review_rows.review_of(head), cycle, work, stage, context.now)
    ]
    known = people.find(context.reads, {task.person.id for task in tasks})
    paging.post(context, [_reminder(task, known[task.person.id], work) for task in tasks if _reached(task, known)])
    return cursor


def _reviews(context: JobContext, work: PlannedJob, cycle: Cycle) -> tuple[list[Review], str | None]:
    """Return the one review that has a deadline of its own, or the next page of all."""
    if not work.params["review_id"]:
        return cycle_index.walk(context.runtime.table, cycle, work.cursor, paging.PAGE)
    key = review_rows.head_key(work.params["review_id"])
    return [review_rows.review_of(row) for row in context.reads.fetch(key).values()], None


def _asked(stored: Review, cycle: Cycle, work: PlannedJob, stage: Stage, now: datetime) -> Iterator[Task]:
    review = timed(stored, cycle)
    if not _meant(review, cycle, work, stage):
        return
    for task in open_tasks(review, now):
        if STAGES[task.kind] is stage and _zone(review, task) == work.params["zone"]:
            yield task


def _meant(review: Review, cycle: Cycle, work: PlannedJob, stage: Stage) -> bool:
    """Return whether this work still holds for a review: for its own deadline, or for the cycle's where it has none."""
    granted = schedule.deadline_of(review, stage)
    if bool(work.params["review_id"]) != (granted.extended_to is not None):
        return False
    wanted = plan.reminders_of(cycle, stage, work.params["zone"], granted.extended_to)
    return any(due.at == work.due_at for due in wanted)


def _zone(review: Review, task: Task) -> str:
    return review.reviewee_zone if task.person.id == review.reviewee.id else review.reviewer_zone


def _reached(task: Task, known: dict[str, Person]) -> bool:
    return task.person.id in known and known[task.person.id].active


def _reminder(task: Task, to: Person, work: PlannedJob) -> Mail:
    return mail.reminder(
        person_id=to.id, name=to.name, address=to.email, zone=to.time_zone, at=work.due_at, task=task.kind
    )


def digest(context: JobContext, work: PlannedJob) -> str | None:
    """A deadline has passed everywhere: tell HR, once, who is missing."""
    cycle = due_cycle(context, work)
    if cycle is None:
        return None
    stage = Stage(work.params["stage"])
    so_far = decode(work.cursor, Missing) if work.cursor else Missing()
    reviews, cursor = _reviews(context, replace(work, cursor=so_far.cursor), cycle)
    listed = [timed(review, cycle) for review in reviews]
    if not work.params["review_id"] and plan.due_on(cycle.timeline, stage).isoformat() != work.params["on"]:
        return None
    so_far = _gathered(so_far, _late(listed, work, stage, context.now))
    if cursor is not None:
        return encode(replace(so_far, cursor=cursor))
    if so_far.count or not work.params["review_id"]:
        paging.post(context, list(_digests(context.reads, cycle, work, so_far)))
    return None


def _late(reviews: Iterable[Review], work: PlannedJob, stage: Stage, now: datetime) -> Iterator[Task]:
    for review in reviews:
        granted = schedule.deadline_of(review, stage)
        alone = bool(work.params["review_id"])
        if alone != (granted.extended_to is not None) or (alone and granted.at != work.due_at):
            continue
        yield from (task for task in open_tasks(review, now) if STAGES[task.kind] is stage)


def _gathered(so_far: Missing, tasks: Iterable[Task]) -> Missing:
    about = dict(so_far.about)
    named = list(so_far.people)
    count = so_far.count
    for task in tasks:
        count += 1
        about[task.subject.id] = about.get(task.subject.id, 0) + 1
        if len(named) < NAMED:
            own = task.person.id == task.subject.id
            named.append((task.subject.id, task.person.name if own else f"{task.person.name} ({task.subject.name})"))
    return Missing(count=count, people=tuple(named), about=tuple(about.items()))


def _digests(reads: Reads, cycle: Cycle, work: PlannedJob, missing: Missing) -> Iterator[Mail]:
    """Return one digest for each of HR, without what stands in their own review."""
    about = dict(missing.about)
    ref = work.params["review_id"] or cycle.id
    for to in people.hr_people(reads):
        yield Mail(
            kind=MailKind.DIGEST,
            to_person_id=to.id,
            to_name=to.name,
            to_address=to.email,
            time_zone=to.time_zone,
            mail_id=digest_id(cycle.created_at, ref, to.id, "digest", work.params["stage"], work.params["on"]),
            params={
                "cycle": cycle.name,
                "cycle_id": cycle.id,
                "side": work.params["stage"],
                "due_on": f"{work.params['on']} {cycle.timeline.time_zone or ''}".rstrip(),
                "missing": str(missing.count - about.get(to.id, 0)),
                "people": "\n".join(name for subject, name in missing.people if subject != to.id),
            },
        )


def close(context: JobContext, work: PlannedJob) -> None:
    """The last day of a cycle is over everywhere."""
    cycle = due_cycle(context, work)
    if cycle is None or plan.last_close(cycle, cycle.zones) > context.now:
        return
    command = cycles.Command(reads=context.reads, changes=Changes(new_id(context.now)), actor=SYSTEM, now=context.now)
    try:
        cycles.close(command, cycle.id)
    except Conflict:
        return
